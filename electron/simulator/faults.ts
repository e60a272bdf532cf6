import { z } from 'zod'
import { operation, status } from './contract'
import { declineCauses } from './decide'
import { anyAnswer, garbageBody, ms, polls, retryAfter, serverError } from './fault-fields'
import { operationFault } from './operations/faults'
import { Plan } from './plan'
import type { OperationFault, OperationFaultInput } from './operations/faults'

/** What can go wrong with one charge. Several may be given for the same charge. */
export const chargeFault = z.discriminatedUnion('kind', [
  /** Answers after `ms`; the charge is made before the wait, or after it. */
  z.strictObject({ kind: z.literal('late'), ms, charge: z.enum(['first', 'last']).default('first') }),
  /** Answers when `Faults.release` is called; the charge is made before the wait, or after it. */
  z.strictObject({ kind: z.literal('held'), charge: z.enum(['first', 'last']).default('first') }),
  /** Never answers; `charge` says whether the charge is made. */
  z.strictObject({ kind: z.literal('hang'), charge: z.boolean().default(true) }),
  /** The connection goes before anything was decided. */
  z.strictObject({ kind: z.literal('drop_before') }),
  /** The connection goes after the charge was decided and kept. */
  z.strictObject({ kind: z.literal('drop_after') }),
  /** 500 and no transaction; with `session` a session is left behind and named. */
  z.strictObject({ kind: z.literal('error_before'), session: z.boolean().default(false) }),
  /** 500 although the charge was decided and kept; with `session` the answer names it. */
  z.strictObject({ kind: z.literal('error_after'), session: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('too_many'), ...retryAfter }),
  /** Any answer at all, before the charge or after it was decided and kept: a gateway's page, an error with ids in it. */
  z.strictObject({ kind: z.literal('answer'), ...anyAnswer, charge: z.boolean() }),
  /** Somebody else's payment has the reference already, or gets it just after. See outside.ts. */
  z.strictObject({
    kind: z.literal('foreign'),
    when: z.enum(['before', 'after']),
    productType: z.string(),
    operation: operation.nullable().default(null),
    /** The last four digits of a card payment's card. */
    lastFour: z.string().default('1111'),
    amount: z.number().int().optional(),
    /** Another account's, by its id. */
    idOf: z.string().nullable().default(null),
    ageMs: z.number().int().default(0),
    status: status.default('CAPTURED')
  }),
  /** The gateway runs the charge twice: two transactions of the same facts. */
  z.strictObject({ kind: z.literal('twice') }),
  /** The strict toggles are not enforced for this request. */
  z.strictObject({ kind: z.literal('lax') }),
  /** After it was looked at `polls` times the transaction has another status. `amount`: of the capture or refund. */
  z.strictObject({
    kind: z.literal('later'),
    polls,
    status,
    amount: z.number().int().nullable().default(null)
  }),
  /** Decided and kept, then 200 with a body that is no transaction. */
  z.strictObject({ kind: z.literal('garbage'), ...garbageBody }),
  /** Decided and kept, then half the answer. */
  z.strictObject({ kind: z.literal('half_body') }),
  /** Decided and kept, then 202 without a body. */
  z.strictObject({ kind: z.literal('empty_202') }),
  /** Undecided for so many lookups, then decided. */
  z.strictObject({
    kind: z.literal('undecided'),
    as: z.enum(['INITIATED', 'ON_HOLD', 'UNKNOWN']),
    polls,
    becomes: z.enum(['AUTHORIZED', 'FAILED']),
    cause: z.enum(declineCauses).default('rejected')
  }),
  /** Declined whatever the card; `error` replaces the usual words, for answers no vocabulary foresees. */
  z.strictObject({
    kind: z.literal('decline'),
    cause: z.enum(declineCauses).default('rejected'),
    status: z.enum(['FAILED', 'DECLINED', 'AUTHORIZATION_VOIDED']).default('FAILED'),
    error: z.record(z.string(), z.unknown()).optional()
  }),
  /** 400 for a duplicate though there is none. Dintero documents neither code nor words, so both can be set. */
  z.strictObject({
    kind: z.literal('duplicate'),
    code: z.string().optional(),
    message: z.string().optional()
  }),
  /** The new transaction is left out of the next `calls` lists and of lists within `ms`. */
  z.strictObject({
    kind: z.literal('list_lag'),
    calls: z.number().int().min(0).default(0),
    ms: ms.default(0)
  }),
  /** 200 that tells of other money than was charged; lookups tell the truth. */
  z.strictObject({
    kind: z.literal('wrong_money'),
    amount: z.number().int().optional(),
    currency: z.string().optional()
  }),
  /** 401 though the access token is good. */
  z.strictObject({ kind: z.literal('unauthorised') }),
  z.strictObject({ kind: z.literal('forbidden') })
])
export type ChargeFault = z.infer<typeof chargeFault>
export type ChargeFaultInput = z.input<typeof chargeFault>

/** What can go wrong with a call that moves no money. The work is left undone, except where it says otherwise. */
export const callFault = z.discriminatedUnion('kind', [
  /** Answers after `ms`. */
  z.strictObject({ kind: z.literal('late'), ms }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('drop') }),
  z.strictObject({ kind: z.literal('error'), status: z.number().int().min(400).max(599).default(500) }),
  /** Done and kept, then never answered. */
  z.strictObject({ kind: z.literal('hang_after') }),
  /** Done and kept, then the connection goes. */
  z.strictObject({ kind: z.literal('drop_after') }),
  /** Done and kept, then an error. */
  z.strictObject({ kind: z.literal('error_after'), ...serverError }),
  z.strictObject({ kind: z.literal('too_many'), ...retryAfter }),
  z.strictObject({ kind: z.literal('answer'), ...anyAnswer }),
  /** 200 with JSON nested so deep. */
  z.strictObject({ kind: z.literal('nested'), depth: z.number().int().min(1).default(100_000) }),
  z.strictObject({ kind: z.literal('garbage'), ...garbageBody }),
  /** Done and kept, then half the answer. */
  z.strictObject({ kind: z.literal('half_body') })
])
export type CallFault = z.infer<typeof callFault>
export type CallFaultInput = z.input<typeof callFault>

/**
 * The calls that have a queue of their own: access tokens, stored cards, GET of anything else, payment links and their
 * end, the storing of a card, settlements.
 */
export const callKinds = ['auth', 'card', 'lookup', 'link', 'enrolment', 'settlement'] as const
export type CallKind = (typeof callKinds)[number]

export type ChargePlan = Plan<ChargeFault>

/** Queues of what shall go wrong. Each entry is used once; a request's own queue goes before the general one. */
export class Faults {
  #next: ChargeFault[][] = []
  readonly #byReference = new Map<string, ChargeFault[][]>()
  #nextOperation: OperationFault[][] = []
  readonly #operations = new Map<string, OperationFault[][]>()
  readonly #calls = new Map<CallKind, CallFault[]>()
  #held: (() => void)[] = []

  /** All of these go wrong with the next charge that has no fault of its own. @throws ZodError for an unknown fault */
  next(...faults: readonly ChargeFaultInput[]): void {
    this.#next.push(faults.map((fault) => chargeFault.parse(fault)))
  }

  /** All of these go wrong with the next charge that carries the merchant reference. @throws ZodError */
  forReference(merchantReference: string, ...faults: readonly ChargeFaultInput[]): void {
    queueOf(this.#byReference, merchantReference).push(faults.map((fault) => chargeFault.parse(fault)))
  }

  /**
   * All of these go wrong with one coming capture, refund or void.
   * @param of the operation's capture or refund reference, the transaction's id or its merchant reference; null for the
   *   next operation that has no fault of its own
   * @throws ZodError for an unknown fault
   */
  operation(of: string | null, ...faults: readonly OperationFaultInput[]): void {
    const queue = of === null ? this.#nextOperation : queueOf(this.#operations, of)
    queue.push(faults.map((fault) => operationFault.parse(fault)))
  }

  /** Each of these goes wrong with one coming call of the kind, in order. @throws ZodError for an unknown fault */
  onCall(kind: CallKind, ...faults: readonly CallFaultInput[]): void {
    queueOf(this.#calls, kind).push(...faults.map((fault) => callFault.parse(fault)))
  }

  /** Waits, for a `held` fault. One that is not released by the time the simulator stops waits for ever. */
  hold(): Promise<void> {
    return new Promise((resolve) => this.#held.push(resolve))
  }

  /** Lets every answer that is held go on its way. */
  release(): void {
    for (const goOn of this.#held.splice(0)) goOn()
  }

  clear(): void {
    this.#next = []
    this.#byReference.clear()
    this.#nextOperation = []
    this.#operations.clear()
    this.#calls.clear()
  }

  takeCharge(merchantReference: string): ChargePlan {
    return new Plan(this.#byReference.get(merchantReference)?.shift() ?? this.#next.shift() ?? [])
  }

  /** @param names what the operation can be called by; the first that has a fault waiting decides */
  takeOperation(names: readonly (string | null)[]): Plan<OperationFault> {
    for (const name of names) {
      const own = name === null ? undefined : this.#operations.get(name)?.shift()
      if (own) return new Plan(own)
    }
    return new Plan(this.#nextOperation.shift() ?? [])
  }

  takeCall(kind: CallKind): CallFault | null {
    return this.#calls.get(kind)?.shift() ?? null
  }
}

function queueOf<Key, Entry>(queues: Map<Key, Entry[]>, key: Key): Entry[] {
  const queue = queues.get(key) ?? []
  queues.set(key, queue)
  return queue
}
