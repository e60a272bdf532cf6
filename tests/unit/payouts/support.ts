import { setImmediate as turn } from 'node:timers/promises'
import type { PayoutLine, PayoutPeriod, PayoutsView } from '../../../shared/payout'
import { PayoutService } from '../../../electron/payouts/payout-service'
import { accountId, day } from '../charging/desk'
import { modifyingDesk, type ModifyingDesk } from '../charging/modifications/support'

/** A desk whose client may read settlements, with its payouts. */
export interface PayoutDesk extends ModifyingDesk {
  readonly payouts: PayoutService
  readonly pauses: number[]
  /** Everything since a month. */
  readonly period: () => PayoutPeriod
  /** Reads the payouts to their end, and what they are made of. */
  readonly compared: () => Promise<PayoutsView>
  /** Resolves when nothing is read any more. */
  readonly over: () => Promise<PayoutsView>
  readonly linesOf: (payoutId: string) => Promise<PayoutLine[]>
}

export const all = { offset: 0, limit: 200 }

export async function payoutDesk(
  scopes: string[] = ['admin:checkout', 'read:settlements']
): Promise<PayoutDesk> {
  const desk = await modifyingDesk()
  desk.simulator.addClient({ accountId, clientId: 'client', clientSecret: 'secret', scopes })
  await desk.ledger.desk.setActiveAccount(accountId)
  const pauses: number[] = []
  const payouts = new PayoutService({
    ledger: desk.ledger,
    dinteroFor: () => Promise.resolve(desk.client),
    clock: () => desk.now,
    pause: async (ms) => {
      pauses.push(ms)
      await turn()
    },
    onChange: () => undefined,
    onError: (error) => desk.errors.push(error)
  })
  const over = async (): Promise<PayoutsView> => {
    for (;;) {
      const view = await payouts.view()
      if (view === null) throw new Error('nothing was asked')
      if (view.payouts.end !== null && view.lines?.end !== null) return view
      await turn()
    }
  }
  const period = (): PayoutPeriod => ({ from: desk.now - 30 * day, to: desk.now + day })
  return Object.assign(desk, {
    payouts,
    pauses,
    period,
    over,
    compared: async () => {
      await payouts.read(period())
      await over()
      await payouts.compare(null)
      return over()
    },
    linesOf: async (payoutId: string) => (await payouts.lines({ payoutId, differing: false, ...all })).rows
  })
}
