import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DraftSetting } from '../../../../electron/batch/drafts/setting'
import { AccountInUse } from '../../../../electron/batch/file-account'
import { TrekkError } from '../../../../shared/result'
import { fixtureFolder } from '../../importing/reading/fixtures'
import { all, openServiceDesk, type ServiceDesk } from '../service-support'

/** A name as the id of a batch. */
const idOf = (name: string): string => name.replace(/[^A-Za-z0-9-]/g, '-')

/** Takes a file in and keeps its rows, as they are understood with nobody asked. @returns whether it is a charge file */
async function keep({ files, write }: ServiceDesk, name: string, setting: DraftSetting): Promise<boolean> {
  const id = idOf(name)
  const path = write(name, readFileSync(join(fixtureFolder, name)))
  try {
    await files.ask('open', id, { kind: 'path', path }, setting)
    await files.ask('readWhole', id)
  } catch (error) {
    if (error instanceof TrekkError && error.code === 'file_refused') return false
    throw error
  }
  const { meaning, answers, defaults } = await files.ask('columns', id)
  // A file with tokens is never used as it was read.
  const others = meaning.columns.flatMap(({ field }, column) =>
    field === 'token' ? [[String(column), 'customer_number'] as const] : []
  )
  const columns = { ...answers.columns, ...Object.fromEntries(others) }
  await files.ask('answer', id, { ...answers, columns }, defaults)
  await files.ask('accept', id, setting, [], {})
  return true
}

describe('the rows of a file that was just read', () => {
  it('are those that its own file gives back, whatever stands in them', async () => {
    const desk = await openServiceDesk()
    const { files } = desk
    const setting = await new AccountInUse(desk.ledger, () => desk.settings).setting()
    const names = readdirSync(fixtureFolder, { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [entry.name] : []
    )
    const read: string[] = []
    for (const name of names) {
      const id = idOf(name)
      if (!(await keep(desk, name, setting))) continue
      read.push(name)
      const shown = await files.ask('list', id, all, 0, 500)
      const { planHash } = await files.ask('review', id, setting)
      await files.ask('forget', id)
      await files.ask('load', id, setting)
      expect(await files.ask('list', id, all, 0, 500)).toEqual(shown)
      expect((await files.ask('review', id, setting)).planHash).toBe(planHash)
      await files.ask('close', id)
    }
    expect(read.length).toBeGreaterThan(80)
    expect(read).toContain('hidden-rows.xlsx')
  }, 60_000)
})
