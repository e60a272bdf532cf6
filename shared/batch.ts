import { z } from 'zod'
import { chargeState } from './charge'

/**
 * Where a released batch can be. The ledger's triggers allow only the moves in `batchMoves`.
 * - `held`: released, and nothing leaves until its start; until then it can be cancelled
 * - `running`: its rows are being charged
 * - `looking`: the first rows are charged, and somebody has to look at them before the rest goes
 * - `paused`: nothing more leaves until somebody says so; `reason` says why
 * - `done`: every row has been charged or set aside
 * - `cancelled`: called off before anything left
 * - `stopped`: called off for good after some rows had left; the others are not charged
 */
export const batchStates = ['held', 'running', 'looking', 'paused', 'done', 'cancelled', 'stopped'] as const
export const batchState = z.enum(batchStates)
export type BatchState = z.infer<typeof batchState>

/** Every legal move. What has ended stays ended: what is left of it is another batch. */
export const batchMoves: Readonly<Record<BatchState, readonly BatchState[]>> = {
  held: ['running', 'cancelled'],
  running: ['looking', 'paused', 'done'],
  looking: ['running', 'paused', 'stopped'],
  paused: ['running', 'stopped', 'done'],
  done: [],
  cancelled: [],
  stopped: []
}

/** Whether a batch has ended. */
export function hasEnded(state: BatchState): boolean {
  return batchMoves[state].length === 0
}

/**
 * Why a batch is paused. Words under `batch.reason.<reason>`.
 * - `person`: somebody paused it
 * - `interrupted`: the program ended while it ran
 * - `no_connection`: Dintero cannot be reached; nothing is lost by waiting
 * - `access_refused`: Dintero refused the account's credentials, or what it may do (401, 403)
 * - `technical_errors`: several answers in a row left it unknown what became of the charge
 * - `many_declines`: more cards are declined than the limit allows: the file may be the wrong one
 * - `charged_before`: Dintero has payments under the references already: the file may have been charged elsewhere
 * - `day_limit`: the account's limit of the day is reached
 * - `outcome_open`: all else is done; what is left resembles a charge that nobody knows the end of, and waits for it
 * - `not_taken`: all else is done; what is left did not get through to Dintero, however often it was sent
 * - `keychain`: the client secret or the card tokens cannot be had from the keychain
 * - `storage`: the disk does not take what must be written before a charge leaves
 * - `account`: the account is no longer connected
 * - `plan_changed`: the file of the batch is not the one that was released
 * - `taken_over`: another program has taken it up
 * - `program`: an error of the program's own
 */
export const batchReasons = [
  'person',
  'interrupted',
  'no_connection',
  'access_refused',
  'technical_errors',
  'many_declines',
  'charged_before',
  'day_limit',
  'outcome_open',
  'not_taken',
  'keychain',
  'storage',
  'account',
  'plan_changed',
  'taken_over',
  'program'
] as const
export const batchReason = z.enum(batchReasons)
export type BatchReason = z.infer<typeof batchReason>

/** How fast a batch goes, and when it stops by itself. */
export const pace = z.object({
  /** Requests on their way at once. */
  inFlight: z.number().int().min(1).max(10),
  /** Requests that leave in a second at most. */
  perSecond: z.number().int().min(1).max(100),
  /** Of the latest decided charges, so many declined of a hundred stop it; 100 never does. */
  declinesAllowed: z.number().int().min(1).max(100)
})
export type Pace = z.infer<typeof pace>

export const usualPace: Pace = { inFlight: 5, perSecond: 20, declinesAllowed: 50 }

/** Charges of one currency and what they come to. */
export const currencySum = z.object({
  currency: z.string(),
  charges: z.number().int(),
  /** minor units */
  amount: z.number().int()
})
export type CurrencySum = z.infer<typeof currencySum>

/** Charges of a batch that are in one state. */
export const batchCount = currencySum.extend({ state: chargeState })
export type BatchCount = z.infer<typeof batchCount>
