import type { Proof } from '../mutations'
import type { Trials } from '../plans'
import { foughtOver } from './desks'
import { killedAtEachKindOfStep } from './plans'

/** Where two programs meet is a matter of time, so they are given several chances. */
const foughtOverAgain: Trials = async function* (program, profiles) {
  for (const seed of [1, 2, 3, 4]) yield* foughtOver(seed)(program, profiles)
}

/** Mistakes that running a batch could well contain, and that nothing but a crash or a second program brings to light. */
export const batchProofs: readonly Proof[] = [
  {
    mutation: {
      name: 'the next life of a batch begins the rows again that are charges already',
      changes: [
        {
          file: 'electron/batch/rows-to-come.ts',
          from: 'rows.filter(({ row }) => !begun.has(row))',
          to: 'begun.size < 0 ? [] : rows'
        }
      ]
    },
    trials: killedAtEachKindOfStep,
    complaint: /^BEGUN TWICE: row \d+/
  },
  {
    mutation: {
      name: 'a program goes on with a batch that another has taken up',
      changes: [
        {
          file: 'electron/charging/row-sending.ts',
          from: `      await tables.batches.requireLife(place.batchId, place.life)
      const account`,
          to: `      const { life } = await tables.batches.require(place.batchId)
      place = { ...place, life }
      const account`
        },
        {
          file: 'electron/charging/row-sending.ts',
          from: `      await tables.batches.requireLife(place.batchId, place.life)
      return`,
          to: '      return'
        }
      ]
    },
    trials: foughtOverAgain,
    complaint: /^BEGUN TWICE: row \d+/
  },
  {
    mutation: {
      name: '"sent" is written for a row after its request has left',
      changes: [
        {
          file: 'electron/charging/row-sending.ts',
          from: "return tables.charges.markSent(charge, clock(), 'sent', dintero.clockSkew())",
          to: 'return charge'
        },
        {
          file: 'electron/charging/row-sending.ts',
          from: "return takeIn(answer, outcome, departure, this.#recording, 'writeSoon')",
          to: `const { ledger, clock } = this.#parts
    const late = await ledger.write(({ charges }) => charges.markSent(departure.sent, clock(), 'sent', null))
    return takeIn(answer, outcome, { ...departure, sent: late }, this.#recording)`
        }
      ]
    },
    trials: killedAtEachKindOfStep,
    complaint: /^DIFFERS: row \d+ counts as never sent, and Dintero has it/
  }
]
