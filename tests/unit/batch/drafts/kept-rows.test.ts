import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AccountInUse } from '../../../../electron/batch/file-account'
import { TrekkError } from '../../../../shared/result'
import { all, openServiceDesk, type ServiceDesk } from '../service-support'
import { fixtureFolder } from '../../importing/reading/fixtures'

const most = 500

/** Takes a file in as it is, with its first sheet where it has several, and nobody asked. @returns null for what is no charge file */
async function mended(desk: ServiceDesk, name: string): Promise<string | null> {
  const path = desk.write(name, readFileSync(join(fixtureFolder, name)))
  try {
    const { id, columns } = await desk.batches.import({ kind: 'path', path })
    if (columns === null) return null
    await desk.batches.answer(id, columns.answers, {
      ...columns.defaults,
      currency: 'NOK',
      operation: 'unscheduled_purchase'
    })
    await desk.batches.acceptColumns(id)
    return id
  } catch (error) {
    if (
      error instanceof TrekkError &&
      ['file_refused', 'questions_open', 'invalid_input'].includes(error.code)
    )
      return null
    throw error
  }
}

describe('the rows of a file that was just read', () => {
  it('are those that its own file gives back, whatever stands in them', async () => {
    const desk = await openServiceDesk()
    const setting = await new AccountInUse(desk.ledger, () => desk.settings).setting()
    let files = 0
    for (const name of readdirSync(fixtureFolder)) {
      if (!/\.(csv|txt|tsv|xlsx)$/.test(name)) continue
      const id = await mended(desk, name)
      if (id === null) continue
      files += 1
      const shown = await desk.files.ask('list', id, all, 0, most)
      const { planHash } = await desk.files.ask('review', id, setting)
      await desk.files.ask('forget', id)
      await desk.files.ask('load', id, setting)
      expect(await desk.files.ask('list', id, all, 0, most), name).toEqual(shown)
      expect((await desk.files.ask('review', id, setting)).planHash, name).toBe(planHash)
      await desk.batches.discard(id)
    }
    expect(files).toBeGreaterThan(20)
  }, 60_000)
})
