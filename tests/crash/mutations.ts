import type { Mutation } from './bundle'
import { killedAtEachKindOfStep, type Trials } from './plans'
import { nothingWrong, type Scenario } from './scenarios'

/** A mistake the harness must notice, the trials that must notice it, and how their complaint begins. */
export interface Proof {
  readonly mutation: Mutation
  readonly trials: Trials
  readonly complaint: RegExp
}

/** Longer than Trekk looks before it offers to send again: only the strict toggle is left to hold a second charge. */
const lagging: Scenario = {
  name: 'a lag longer than all looking',
  charge: [[{ kind: 'drop_after' }, { kind: 'list_lag', calls: 20 }]]
}

/** Mistakes a program like this one could well contain. If the harness passed any of them, it would prove nothing. */
export const proofs: readonly Proof[] = [
  {
    mutation: {
      name: '"sent" is committed after the request instead of before',
      changes: [
        {
          file: 'electron/charging/sending.ts',
          from: "const sent = await tables.charges.markSent(intent, now, 'sent', access.dintero.clockSkew())",
          to: 'const sent = intent'
        },
        {
          file: 'electron/charging/sending.ts',
          from: 'return takeIn(answer, judge(answer, departure), departure, this.#recording)',
          to: `const { ledger, clock } = this.#parts
    const sent = await ledger.write(({ charges }) => charges.markSent(departure.sent, clock(), 'sent', null))
    return takeIn(answer, judge(answer, departure), { ...departure, sent }, this.#recording)`
        }
      ]
    },
    trials: killedAtEachKindOfStep(nothingWrong),
    complaint: /^DIFFERS: the ledger has order-1 as not_sent, Dintero as CAPTURED/
  },
  {
    mutation: {
      name: 'found missing once is taken for not charged, and sent again under a new reference',
      changes: [
        {
          file: 'electron/charging/backoff.ts',
          from: 'if (firstEmptyAt === null) return false',
          to: 'if (firstEmptyAt !== null) return true'
        },
        {
          file: 'electron/charging/departure.ts',
          from: 'merchantReference: charge.merchantReference,',
          to: "merchantReference: charge.merchantReference + (charge.state === 'unknown' ? '-again' : ''),"
        }
      ]
    },
    trials: killedAtEachKindOfStep(lagging),
    complaint: /^LOST: order-1-again was authorised but is not in the ledger/
  },
  {
    mutation: {
      name: 'the charge is sent without the strict toggle',
      changes: [
        {
          file: 'electron/dintero/client.ts',
          from: "'Dintero-Feature-Toggles': 'strict-merchant-reference',",
          to: ''
        }
      ]
    },
    trials: killedAtEachKindOfStep(lagging),
    complaint: /^CHARGED TWICE: order-1 was authorised 2 times/
  },
  {
    mutation: {
      name: 'the token is written down with the charge',
      changes: [
        {
          file: 'electron/charging/sending.ts',
          from: '{ ...chargeOf(prepared, card), ...by, createdAt: now }',
          to: '{ ...chargeOf(prepared, card), ...by, requestId: access.token, createdAt: now }'
        }
      ]
    },
    trials: killedAtEachKindOfStep(nothingWrong),
    complaint: /^SECRET on disk/
  }
]
