import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FileWords } from '../../../shared/batch-view'
import { declinedWith, httpError, withReference } from '../charging/desk'
import { all, cell, charge, opened, openServiceDesk, released, type ServiceDesk } from './service-support'
import { yes, type Respond } from './support'

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

/** The first charge declined, the others charged. */
function firstDeclined(...how: Parameters<typeof declinedWith>): Respond {
  return (body, nth) => {
    if (nth > 1) return yes(body, nth)
    const answer = declinedWith(...how)
    const { amount, merchant_reference: reference } = body.session.order
    return answer.kind === 'transaction'
      ? withReference({ ...answer, transaction: { ...answer.transaction, amount, card: null } }, reference)
      : answer
  }
}

/** The result of a file that was charged. @returns it, as it is brought in again */
async function resultOf(desk: ServiceDesk): Promise<string> {
  const { id } = await opened(desk, content)
  await released(desk, id)
  await charge(desk, id)
  const path = desk.write('resultat.csv', '')
  await desk.batches.save(id, 'result', words, () => Promise.resolve(path))
  return readFileSync(path, 'utf8')
}

/** What is wrong with the rows that are offered of a file. */
async function problemsIn(desk: ServiceDesk, file: string): Promise<unknown[]> {
  const { id } = await opened(desk, file)
  const { rows } = await desk.batches.rows(id, all, 0, 9)
  return rows.flatMap(({ done, merchantReference, problems }) =>
    done
      ? []
      : [[merchantReference, ...problems.map(({ code, severity, details }) => ({ code, severity, details }))]]
  )
}

describe('a declined row whose result comes back', () => {
  it('is held until the time the bank has named, and offered from then on', async () => {
    const desk = await openServiceDesk()
    const notBefore = desk.now + 86_400_000
    desk.dintero.respond = firstDeclined('DECLINED', {
      retryCodes: ['RETRY_AFTER_DELAY'],
      retryAfter: notBefore
    })
    const result = await resultOf(desk)
    desk.now = notBefore - 1
    const early = { code: 'retry_too_early', severity: 'blocker', details: { notBefore } }
    expect(await problemsIn(desk, result)).toEqual([['r-1~2', early]])
    desk.now = notBefore
    expect(await problemsIn(desk, result)).toEqual([['r-1~2']])
  })

  it('is held while it is mended too, and released without', async () => {
    const desk = await openServiceDesk()
    const retryAfter = desk.now + 86_400_000
    desk.dintero.respond = firstDeclined('DECLINED', { retryCodes: ['RETRY_AFTER_DELAY'], retryAfter })
    const result = await resultOf(desk)
    const [header = ''] = result.split('\r\n')
    const another = ['K-2009', '50', 'Leie', 'r-9'].join(';').concat(';'.repeat(header.split(';').length - 4))
    const { id } = await opened(desk, `${result}${another}\r\n`)
    await desk.batches.edit(id, cell(2, 'amount', '90'))
    const [mended] = (await desk.batches.rows(id, all, 0, 9)).rows
    expect(mended).toMatchObject({ amount: 9_000, problems: [{ code: 'retry_too_early' }] })
    const { sums } = await desk.batches.review(id, null)
    expect(sums).toEqual([{ currency: 'NOK', charges: 1, amount: 5_000 }])
  })

  it.each([
    ['never to try again', 'PICK_UP_CARD', ['card_blocked', 'retry_not_allowed']],
    ['that the customer must confirm', 'PIN_REQUIRED', ['retry_not_allowed']],
    ['nothing of another attempt', 'INSUFFICIENT_FUNDS', []],
    ['that the request is wrong', 'INVALID_AMOUNT', []]
  ])('is judged as a charge on its own is when the bank has said %s', async (_said, type, codes) => {
    const desk = await openServiceDesk()
    desk.dintero.respond = firstDeclined(type)
    const result = await resultOf(desk)
    const { id } = await opened(desk, result)
    const [row] = (await desk.batches.rows(id, all, 0, 9)).rows
    expect(row?.problems.map(({ code }) => code)).toEqual(codes)
    const first = await desk.ledger.charges.ownerOf('T12345678', 'r-1')
    const { actions } = await desk.service.detail(first?.id ?? '')
    expect(actions.retry).toBe(codes.length === 0)
  })

  it.each([
    ['DECLINED', ['RETRY_AFTER_DELAY'], 'retry_too_early'],
    ['PICK_UP_CARD', [], 'retry_not_allowed'],
    ['PIN_REQUIRED', [], 'retry_not_allowed']
  ])('is held at a desk that does not know its charge, by what its file says: %s', async (...how) => {
    const [type, retryCodes, code] = how
    const desk = await openServiceDesk()
    const retryAfter = desk.now + 86_400_000 + 1
    desk.dintero.respond = firstDeclined(type, retryCodes.length > 0 ? { retryCodes, retryAfter } : undefined)
    const result = await resultOf(desk)
    const another = await openServiceDesk()
    const held = { code, severity: 'blocker' }
    // The file says whole minutes: the next one after that time.
    another.now = retryAfter
    expect(await problemsIn(another, result)).toMatchObject([['r-1~2', held]])
    another.now = retryAfter + 60_000
    const later = code === 'retry_too_early' ? [['r-1~2']] : [['r-1~2', held]]
    expect(await problemsIn(another, result)).toMatchObject(later)
  })

  it('is held by its file where Dintero has refused the same reference here, before the bank was asked', async () => {
    const second = await openServiceDesk()
    second.dintero.respond = () => httpError(401, 'no')
    const { id } = await opened(second, content)
    await released(second, id)
    await charge(second, id)
    const first = await second.ledger.charges.ownerOf('T12345678', 'r-1')
    expect(first).toMatchObject({ state: 'refused' })
    const desk = await openServiceDesk()
    desk.dintero.respond = firstDeclined('PIN_REQUIRED')
    const held = { code: 'retry_not_allowed', severity: 'blocker' }
    expect(await problemsIn(second, await resultOf(desk))).toMatchObject([['r-1~2', held]])
  })

  it('is held still when it comes by a file of rows to mend, through one desk to the next', async () => {
    const desk = await openServiceDesk()
    desk.dintero.respond = firstDeclined('PIN_REQUIRED')
    const result = await resultOf(desk)
    const second = await openServiceDesk()
    const { id } = await opened(second, result)
    const path = second.write('rader.csv', '')
    await second.batches.save(id, 'bad_rows', words, () => Promise.resolve(path))
    const third = await openServiceDesk()
    const held = { code: 'retry_not_allowed', severity: 'blocker' }
    expect(await problemsIn(third, readFileSync(path, 'utf8'))).toMatchObject([['r-1~2', held]])
  })

  it('takes no reference but that of a new attempt, which a charge on its own would be refused for too', async () => {
    const desk = await openServiceDesk()
    desk.dintero.respond = firstDeclined('INSUFFICIENT_FUNDS')
    const { id } = await opened(desk, await resultOf(desk))
    const typed = async (reference: string): Promise<unknown> => {
      await desk.batches.edit(id, cell(2, 'merchant_reference', reference))
      const [row] = (await desk.batches.rows(id, all, 0, 9)).rows
      return [row?.merchantReference, ...(row?.problems ?? []).map(({ code, severity }) => [code, severity])]
    }
    expect(await typed('r-100')).toEqual(['r-100', ['attempt_name', 'blocker']])
    expect(await typed('r-1~3')).toEqual(['r-1~3'])
    expect(await typed('')).toEqual(['r-1~2'])
  })

  it('is judged by the latest attempt, which may be another than its file tells of', async () => {
    const desk = await openServiceDesk()
    desk.dintero.respond = firstDeclined('INSUFFICIENT_FUNDS')
    const result = await resultOf(desk)
    const notBefore = desk.now + 86_400_000
    const { paid } = desk.dintero
    paid.length = 0
    desk.dintero.respond = firstDeclined('DECLINED', {
      retryCodes: ['RETRY_AFTER_DELAY'],
      retryAfter: notBefore
    })
    const { id } = await opened(desk, result)
    await released(desk, id)
    await charge(desk, id)
    const early = { code: 'retry_too_early', severity: 'blocker', details: { notBefore } }
    expect(await problemsIn(desk, result)).toEqual([['r-1~3', early]])
  })
})
