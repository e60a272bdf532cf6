import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moneyTaken, type KeptPayment } from '../../../electron/ledger/reading/money-taken'
import { aCharge, ledgerWithCard, rawDatabase, start } from './support'

const statuses = [
  'AUTHORIZED',
  'AUTHORIZATION_VOIDED',
  'CAPTURED',
  'PARTIALLY_CAPTURED',
  'REFUNDED',
  'PARTIALLY_REFUNDED',
  'PARTIALLY_CAPTURED_REFUNDED',
  'FAILED',
  'ON_HOLD',
  'A_WORD_NOBODY_FORESAW'
]
const amount = fc.integer({ min: 1, max: 1_000_000 })
const read = fc.option(fc.integer({ min: 0, max: 1_000_000 }))
/** What Dintero says of one charge, time after time. */
const life = fc.array(fc.record({ status: fc.constantFrom(...statuses), captured: read, refunded: read }), {
  minLength: 1,
  maxLength: 4
})

describe('the sums of a card', () => {
  it('are what its charges come to, whatever Dintero says of them and how often', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ amount, life }), { minLength: 1, maxLength: 4 }),
        async (made) => {
          const ledger = await ledgerWithCard()
          const ends: KeptPayment[] = []
          for (const [index, { amount: of, life: said }] of made.entries()) {
            const id = `charge-${index}`
            await ledger.write(async ({ charges }) => {
              const intent = await charges.createIntent(
                aCharge({ id, merchantReference: id, amount: of }),
                []
              )
              let charge = await charges.markSent(intent, start, 'sent', null)
              for (const { status: transactionStatus, captured, refunded } of said) {
                const facts = { transactionStatus, captured, refunded }
                charge = await charges.record(charge, { at: start, kind: 'asked', note: '', facts })
              }
            })
            const last = said.at(-1)
            if (last !== undefined) ends.push({ ...last, amount: of })
          }
          const sums = ends.map(moneyTaken)
          const total = (of: 'taken' | 'returned' | 'held' | 'unread'): number =>
            sums.reduce((sum, money) => sum + Number(money[of]), 0)
          const kept = rawDatabase(ledger.folder)
            .prepare('select currency, taken, returned, held, unread from card_sums')
            .all()
          expect(kept).toEqual([
            {
              currency: 'NOK',
              taken: total('taken'),
              returned: total('returned'),
              held: total('held'),
              unread: total('unread')
            }
          ])
        }
      ),
      { numRuns: 25 }
    )
  })
})
