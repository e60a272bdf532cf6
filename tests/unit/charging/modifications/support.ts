import { onTestFinished } from 'vitest'
import { DinteroClient } from '../../../../electron/dintero/client'
import type { Dintero } from '../../../../electron/dintero/dintero'
import {
  createSimulator,
  type NewTransaction,
  type Simulator
} from '../../../../electron/simulator/simulator'
import type {
  ModificationAnswers,
  ModificationDetail,
  ModificationDraft,
  ModificationKind,
  ModificationReview
} from '../../../../shared/modification'
import { accountId, openDesk, start, type Desk, type DeskOptions } from '../desk'

/** What staff typed for a capture, a void or a refund; the rest is as one would. */
type Typed = Partial<ModificationDraft> & Pick<ModificationDraft, 'kind' | 'transactionId'>

export interface ModifyingDesk extends Desk {
  readonly simulator: Simulator
  readonly client: Dintero
  /** Reserves money on the stored card, 1 299,90 kr unless given. @returns the transaction's id */
  reserve(reference?: string, amount?: number): Promise<string>
  /** The same, captured at once. */
  charged(reference?: string, amount?: number): Promise<string>
  /** Puts a payment into the account that nobody here asked for. @returns the transaction's id */
  plant(change?: Partial<NewTransaction>): string
  typed(draft: Typed): Promise<ModificationReview>
  /** Reviews, answers every confirmation, submits; 400 kr unless given. */
  modify(kind: ModificationKind, transactionId: string, amount?: number): Promise<ModificationDetail>
}

/** A Dintero of its own, with the clock of whoever asks for it. */
async function simulated(
  now: () => number,
  patience: number
): Promise<{ simulator: Simulator; client: Dintero }> {
  const simulator = createSimulator({ clock: now, seed: 'modifications' })
  simulator.addClient({ accountId, clientId: 'client', clientSecret: 'secret' })
  simulator.addToken({
    accountId,
    provider: 'dintero_psp',
    tokenKind: 'payment_token',
    token: 'token-of-card-1',
    brand: 'visa',
    maskedPan: '476173******0416',
    expiry: '12/2029'
  })
  const { url } = await simulator.start()
  onTestFinished(() => simulator.stop())
  const client = new DinteroClient({
    accountId,
    baseUrls: { checkout: `${url}/v1`, api: `${url}/v1` },
    credentials: () => Promise.resolve({ clientId: 'client', clientSecret: 'secret' }),
    clock: now,
    version: 'test',
    timeouts: { modification: patience, retryDelay: 1 }
  })
  return { simulator, client }
}

/**
 * A desk whose Dintero is the simulator, reached by the product's own client.
 * @param patience how long an answer is waited for, ms
 */
export async function modifyingDesk(options: DeskOptions = {}, patience = 10_000): Promise<ModifyingDesk> {
  let now = (): number => start
  const { simulator, client } = await simulated(() => now(), patience)
  const desk = await deskAt(simulator, client, options)
  now = () => desk.now
  return desk
}

/** Another desk at the same Dintero, with a ledger of its own unless it is given one. */
export async function deskAt(
  simulator: Simulator,
  client: Dintero,
  options: DeskOptions = {}
): Promise<ModifyingDesk> {
  const desk = await openDesk({
    ...options,
    parts: { dinteroFor: () => Promise.resolve(client), ...options.parts }
  })
  const charge = async (autoCapture: boolean, merchantReference: string, amount: number): Promise<string> =>
    (await desk.charge({ autoCapture, merchantReference, amount })).transactionId ?? ''
  const typed = (draft: Typed): Promise<ModificationReview> =>
    desk.modifications.review({
      amount: draft.kind === 'void' ? null : 40_000,
      currency: 'NOK',
      reason: draft.kind === 'refund' ? 'Returned' : '',
      ...draft
    })
  return Object.assign(desk, {
    simulator,
    client,
    typed,
    reserve: (reference = 'order-17', amount = 129_990) => charge(false, reference, amount),
    charged: (reference = 'order-17', amount = 129_990) => charge(true, reference, amount),
    plant: (change: Partial<NewTransaction> = {}) =>
      simulator.plant({
        accountId,
        merchantReference: 'elsewhere-1',
        amount: 100_000,
        currency: 'NOK',
        productType: 'payex.creditcard',
        status: 'CAPTURED',
        ...change
      }),
    modify: async (kind: ModificationKind, transactionId: string, amount = 40_000) => {
      const review = await typed({ kind, transactionId, amount: kind === 'void' ? null : amount })
      return desk.modifications.submit(answersTo(review))
    }
  })
}

/** The answers that confirm whatever is asked. */
export function answersTo({ reviewId, amount }: ModificationReview): ModificationAnswers {
  return { reviewId, typedAmount: amount, realMoney: true, repeatReason: 'two parcels' }
}
