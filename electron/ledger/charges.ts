import { sql, type Insertable, type Kysely, type SqlBool } from 'kysely'
import {
  chargeMoves,
  isUnresolved,
  type ChargeEvent,
  type ChargeRow,
  type ChargeState
} from '../../shared/charge'
import { TrekkError } from '../../shared/result'
import {
  begun,
  toInsert,
  toListRow,
  toRecord,
  toUpdate,
  type ChargeChange,
  type ChargeFacts,
  type ChargeRecord,
  type NewCharge
} from './charge-record'
import { prepared } from './prepared'
import { quarterHour, type ChargeEventTable, type ChargeTable, type Schema } from './schema'
import { isUniqueViolation, refusedByTrigger } from './storage-error'

/** What happened to a charge: the event for its timeline, and with `state` the move that goes with it. */
export interface Happening {
  /** ms since 1970 UTC */
  readonly at: number
  readonly kind: ChargeEvent['kind']
  /** Short English fact for support; no secrets. */
  readonly note: string
  readonly state?: ChargeState
  /** Only what became known; what is left out stays as it was. */
  readonly facts?: Partial<ChargeFacts>
}

/** One attempt on a card, for the card schemes' retry rules. */
export interface Attempt {
  readonly transactionId: string | null
  /** When the request was sent, ms since 1970 UTC. */
  readonly at: number
  readonly failed: boolean
}

/** States in which money may have moved, may be moving, or may yet move, and `not_sent`, which can be sent again. */
const repeatable: readonly ChargeState[] = ['intent', 'sent', 'pending', 'unknown', 'succeeded', 'not_sent']

/** States a charge does not stay in. */
export type OpenState = 'intent' | 'sent' | 'pending' | 'unknown'

/** Spelled exactly as the partial index `charges_open` is, or SQLite would not use it. */
export const isOpen = sql<SqlBool>`state in ('intent', 'sent', 'pending', 'unknown')`

/** A charge counts for the time it was last sent. Spelled exactly as in the index `charges_by_card`. */
const lastTried = sql<number>`coalesce(sent_at, created_at)`

const chargeById = prepared((db, { id }: { id: string }) =>
  db.selectFrom('charges').selectAll().where('id', '=', id)
)

const insertCharge = prepared((db, row: Insertable<ChargeTable>) => db.insertInto('charges').values(row))

/** Changes what is given of a charge that is still in the state `before`. */
const updateCharge = prepared(
  (db, { id, before, ...change }: ChargeChange & { id: string; before: ChargeState }) =>
    db.updateTable('charges').set(change).where('id', '=', id).where('state', '=', before).returning('id')
)

const insertEvent = prepared((db, event: Insertable<ChargeEventTable>) =>
  db.insertInto('charge_events').values(event)
)

const eventsOf = prepared((db, { id }: { id: string }) =>
  db
    .selectFrom('charge_events')
    .select(['at', 'kind', 'state', 'note'])
    .where('charge_id', '=', id)
    .orderBy('id')
)

/** At most one, which an index sees to. */
const attemptAfter = prepared((db, { id }: { id: string }) =>
  db.selectFrom('charges').select('id').where('retry_of', '=', id)
)

const sumOfQuarters = prepared(
  (db, { accountId, currency, quarter }: { accountId: string; currency: string; quarter: number }) =>
    db
      .selectFrom('charged_amounts')
      .select((select) => select.fn.sum<number | null>('amount').as('sum'))
      .where('account_id', '=', accountId)
      .where('currency', '=', currency)
      .where('quarter', '>=', quarter)
)

/** What may repeat another charge; `id` is its own where it is in the ledger already. */
export interface Repetition extends Pick<NewCharge, 'accountId' | 'cardId' | 'amount' | 'currency'> {
  readonly id: string | null
}

const newestSimilar = prepared((db, { since, ...charge }: Repetition & { readonly since: number }) =>
  db
    .selectFrom('charges')
    .selectAll()
    .where('card_id', '=', charge.cardId)
    .where('account_id', '=', charge.accountId)
    .where('amount', '=', charge.amount)
    .where('currency', '=', charge.currency)
    .where(lastTried, '>=', since)
    .where('id', 'is not', charge.id)
    .where('state', 'in', [...repeatable])
    .orderBy(lastTried, 'desc')
    .limit(1)
)

const attemptsOf = prepared((db, { cardId, since }: { cardId: string; since: number }) =>
  db
    .selectFrom('charges')
    .select(['transaction_id', 'sent_at', 'created_at', 'state'])
    .where('card_id', '=', cardId)
    .where(lastTried, '>=', since)
    .where('state', 'in', ['declined', 'succeeded'])
    .orderBy(lastTried)
)

/**
 * The charges. Every write is a row and its event; call the writing methods inside `Ledger.write`, so that both are
 * on disk or neither. The tables' own triggers refuse what the state machine does not allow, also from raw SQL.
 */
export class Charges {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /**
   * Writes the intent to charge.
   * @throws TrekkError `reference_used` when the account has used the merchant reference before
   */
  async createIntent(charge: NewCharge): Promise<ChargeRecord> {
    try {
      await insertCharge(this.#db, toInsert(charge))
      await this.#addEvent(charge.id, { at: charge.createdAt, kind: 'created', note: '' }, 'intent')
      return begun(charge)
    } catch (error) {
      throw isUniqueViolation(error) || refusedByTrigger(error) === 'reference_used'
        ? referenceUsed(charge.merchantReference)
        : error
    }
  }

  /**
   * Writes that the request is about to leave. It must be on disk before the first byte does.
   * @param before the charge as this transaction read or wrote it
   * @throws TrekkError `internal` for a charge that may not be sent in its state
   */
  async markSent(
    before: ChargeRecord,
    at: number,
    kind: 'sent' | 'resent',
    note: string
  ): Promise<ChargeRecord> {
    const facts = {
      problem: null,
      nextLookupAt: null,
      lookups: 0,
      emptyLookups: 0,
      firstEmptyAt: null,
      resendNotBefore: null
    }
    return this.#apply(before, { at, kind, note, state: 'sent', facts }, at)
  }

  /**
   * Writes what became known, with the move it means. Without `state`, or with the state it has, nothing moves.
   * @param before the charge as this transaction read it
   * @throws TrekkError `internal` for a move that is not in `chargeMoves`
   */
  async record(before: ChargeRecord, happening: Happening): Promise<ChargeRecord> {
    return this.#apply(before, happening)
  }

  /** Keeps the reference a payment link will be made under, before Dintero is asked, and its address afterwards. */
  async setLink(id: string, reference: string, url: string | null): Promise<void> {
    await this.#db
      .updateTable('charges')
      .set({ link_reference: reference, link_url: url })
      .where('id', '=', id)
      .execute()
  }

  /** @returns null when there is no such charge */
  async get(id: string): Promise<ChargeRecord | null> {
    const [row] = await chargeById(this.#db, { id })
    return row === undefined ? null : toRecord(row)
  }

  /** @throws TrekkError `not_found` */
  async require(id: string): Promise<ChargeRecord> {
    const charge = await this.get(id)
    if (charge === null) throw new TrekkError('not_found', `no charge ${id}`)
    return charge
  }

  /** A charge's events, oldest first. */
  async timeline(id: string): Promise<ChargeEvent[]> {
    return eventsOf(this.#db, { id })
  }

  /** @returns the id of the charge that is a new attempt at this one, or null */
  async retriedBy(id: string): Promise<string | null> {
    const [row] = await attemptAfter(this.#db, { id })
    return row?.id ?? null
  }

  /** Charges in the given open states, oldest first, over all accounts. */
  async inStates(states: readonly OpenState[]): Promise<ChargeRecord[]> {
    const rows = await this.#db
      .selectFrom('charges')
      .selectAll()
      .where('state', 'in', [...states])
      .where(isOpen)
      .orderBy('created_at')
      .execute()
    return rows.map(toRecord)
  }

  /** Plans the next lookup without anything having been learned; no event is written. `at` in ms. */
  async reschedule(id: string, at: number, lookups: number): Promise<void> {
    await this.#db.updateTable('charges').set({ next_lookup_at: at, lookups }).where('id', '=', id).execute()
  }

  /** Ids of the charges whose next lookup is due, longest overdue first. `now` in ms. */
  async due(now: number, limit: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('charges')
      .select('id')
      .where('next_lookup_at', '<=', now)
      .orderBy('next_lookup_at')
      .limit(limit)
      .execute()
    return rows.map((row) => row.id)
  }

  /** When the next lookup of any charge is due, ms; null when none is planned. */
  async nextDue(): Promise<number | null> {
    const row = await this.#db
      .selectFrom('charges')
      .select((select) => select.fn.min('next_lookup_at').as('at'))
      .where('next_lookup_at', 'is not', null)
      .executeTakeFirst()
    return row?.at ?? null
  }

  /** Whether a charge or a payment link of the account already carries this merchant reference. */
  async isReferenceUsed(accountId: string, reference: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('charges')
      .select('id')
      .where('account_id', '=', accountId)
      .where((where) =>
        where.or([where('merchant_reference', '=', reference), where('link_reference', '=', reference)])
      )
      .executeTakeFirst()
    return row !== undefined
  }

  /**
   * Minor units of one currency that were charged, or may have been, by what was sent since a time in ms. For the
   * day's limit.
   * @param since the beginning of a quarter of an hour; any other time counts from the quarter's beginning
   */
  async sumSince(accountId: string, currency: string, since: number): Promise<number> {
    const quarter = Math.floor(since / quarterHour)
    const [row] = await sumOfQuarters(this.#db, { accountId, currency, quarter })
    return row?.sum ?? 0
  }

  /**
   * The newest other charge of the same card, amount and currency since a time in ms that charged, may have, or can
   * (`not_sent` can be sent again). Declined and refused charges are no duplicates: trying again is what they ask for.
   */
  async recentSimilar(
    { id, accountId, cardId, amount, currency }: Repetition,
    since: number
  ): Promise<ChargeRow | null> {
    const [row] = await newestSimilar(this.#db, { id, accountId, cardId, amount, currency, since })
    return row === undefined ? null : toListRow(row)
  }

  /** Attempts on a card that Dintero decided, oldest first, since a time in ms. */
  async attemptsSince(cardId: string, since: number): Promise<Attempt[]> {
    const rows = await attemptsOf(this.#db, { cardId, since })
    return rows.map((row) => ({
      transactionId: row.transaction_id,
      at: row.sent_at ?? row.created_at,
      failed: row.state === 'declined'
    }))
  }

  async #apply(
    before: ChargeRecord,
    happening: Happening,
    sentAt: number | null = before.sentAt
  ): Promise<ChargeRecord> {
    const { id } = before
    const state = happening.state ?? before.state
    if (state !== before.state && !chargeMoves[before.state].includes(state)) {
      throw new TrekkError('internal', `a charge may not go from ${before.state} to ${state}`)
    }
    const decided = !isUnresolved(state) && state !== 'succeeded'
    const after: ChargeRecord = {
      ...before,
      ...happening.facts,
      sentAt,
      ...(decided && { nextLookupAt: null }),
      ...(state !== before.state && { state, changedAt: happening.at }),
      doubtful: before.doubtful || state === 'unknown'
    }
    const columns = toUpdate(before, after)
    const written = await updateCharge(this.#db, { id, before: before.state, ...columns })
    if (written.length === 0) throw new TrekkError('internal', `charge ${id} is no longer ${before.state}`)
    await this.#addEvent(id, happening, state)
    return after
  }

  async #addEvent(id: string, happening: Happening, state: ChargeState): Promise<void> {
    const { at, kind, note } = happening
    await insertEvent(this.#db, { charge_id: id, at, kind, state, note })
  }
}

/** The account has used this merchant reference before, for a charge or a payment link. */
export function referenceUsed(reference: string): TrekkError {
  return new TrekkError('reference_used', `${reference} has been used before`, {
    fields: [{ field: 'merchantReference', problem: 'used' }]
  })
}
