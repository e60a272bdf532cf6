import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FileWords } from '../../../shared/batch-view'
import { httpError } from '../charging/desk'
import { all, charge, opened, openServiceDesk, released, type ServiceDesk } from './service-support'
import { yes } from './support'

const words: FileWords = { problems: {}, errors: {}, declines: {}, advice: {} }
const content = [
  'Kundenr;Beløp;Tekst;Ordrereferanse',
  'K-2002;100;Leie;r-1',
  'K-2003;200;Leie;r-2',
  'K-2004;300;Leie;r-3',
  ''
].join('\r\n')

/** Saves what is left of a file. @returns the file, empty where nothing is */
async function leftOf(desk: ServiceDesk, id: string): Promise<string> {
  const path = desk.write('rest.csv', '')
  await desk.batches.save(id, 'rerun', words, () => Promise.resolve(path)).catch(() => null)
  return readFileSync(path, 'utf8')
}

describe('what is left of a file', () => {
  it.each([401, 403])('has the rows that Dintero refused for the account (%i)', async (status) => {
    const desk = await openServiceDesk()
    desk.dintero.respond = (body, nth) => (nth === 1 ? httpError(status, 'no') : yes(body, nth))
    const { id } = await opened(desk, content)
    await released(desk, id)
    await charge(desk, id)
    expect(await desk.batches.detail(id)).toMatchObject({
      stage: 'paused',
      run: { reason: 'access_refused' }
    })
    await charge(desk, id)
    expect(await desk.batches.detail(id)).toMatchObject({ stage: 'done' })
    const left = await leftOf(desk, id)
    expect(left).toContain('r-1')
    expect(left).not.toContain('r-2')
    const again = await opened(desk, left)
    const { rows } = await desk.batches.rows(again.id, all, 0, 9)
    expect(rows.map(({ merchantReference, problems }) => [merchantReference, problems])).toEqual([
      ['r-1~2', []]
    ])
  })

  it('has none of those that Dintero refused for themselves', async () => {
    const desk = await openServiceDesk()
    desk.dintero.respond = (body, nth) =>
      nth === 1 ? httpError(422, 'the amount is too small') : yes(body, nth)
    const { id } = await opened(desk, content)
    await released(desk, id)
    await charge(desk, id)
    expect(await desk.batches.detail(id)).toMatchObject({ stage: 'done' })
    expect(await leftOf(desk, id)).toBe('')
  })
})
