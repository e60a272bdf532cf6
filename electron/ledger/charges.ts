import { sql, type Insertable, type Kysely, type SqlBool } from 'kysely'
import { chargeMoves, type ChargeEvent, type ChargeState } from '../../shared/charge'
import { TrekkError } from '../../shared/result'
import {
  begun,
  toInsert,
  toRecord,
  toUpdate,
  type ChargeChange,
  type ChargeFacts,
  type ChargeRecord,
  type NewCharge
} from './charge-record'
import { prepared } from './sqlite/prepared'
import { nextLookupAt } from './lookup-plans'
import { quarterHour, type ChargeEventTable, type ChargeTable, type Schema } from './schema'
import { isUniqueViolation } from './sqlite/errors'
import { isAmong, rowsOf } from './sqlite/words'

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

/** No lookup of a charge that is open is planned further ahead than a day (charging/backoff.ts), ms. */
const furthestPlan = 25 * 3_600_000

/** States a charge does not stay in. */
export type OpenState = 'intent' | 'sent' | 'pending' | 'unknown'

/** Spelled exactly as the partial index `charges_open` is, or SQLite would not use it. */
export const isOpen = sql<SqlBool>`state in ('intent', 'sent', 'pending', 'unknown')`

/** A charge counts for the time it was last sent. Spelled exactly as in the indexes. */
export const lastTried = sql<number>`coalesce(sent_at, created_at)`

const chargeById = prepared((db, { id }: { id: string }) =>
  db.selectFrom('charges').selectAll().where('id', '=', id)
)

const insertCharge = prepared((db, row: Insertable<ChargeTable>) => db.insertInto('charges').values(row))

/** Several rows in one statement that is always the same. */
const insertIdentities = prepared(
  (db, { id, amount, identities }: { id: string; amount: number; identities: string }) =>
    db
      .insertInto('charge_identities')
      .columns(['charge_id', 'identity', 'amount'])
      .expression(
        db
          .selectFrom(rowsOf(identities).as('each'))
          .select([
            sql<string>`${id}`.as('charge_id'),
            'each.value as identity',
            sql<number>`${amount}`.as('amount')
          ])
      )
)

/** Changes what is given of a charge that nobody has changed since its revision `before`. */
const updateCharge = prepared(
  (db, { id, before, ...change }: ChargeChange & { id: string; before: number }) =>
    db.updateTable('charges').set(change).where('id', '=', id).where('revision', '=', before).returning('id')
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

const holderOf = prepared((db, { accountId, reference }: { accountId: string; reference: string }) =>
  db
    .selectFrom('merchant_references')
    .select('reference')
    .where('account_id', '=', accountId)
    .where('reference', '=', reference)
)

const ownerOf = prepared((db, { accountId, reference }: { accountId: string; reference: string }) =>
  db
    .selectFrom('merchant_references as used')
    .innerJoin('charges', 'charges.id', 'used.charge_id')
    .selectAll('charges')
    .where('used.account_id', '=', accountId)
    .where('used.reference', '=', reference)
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

const attemptsOf = prepared((db, { cardIds, since }: { cardIds: string; since: number }) =>
  db
    .selectFrom('charges')
    .select(['transaction_id', 'sent_at', 'created_at', 'state'])
    .where(isAmong('card_id', cardIds))
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
  readonly #deskId: string

  constructor(db: Kysely<Schema>, deskId: string) {
    this.#db = db
    this.#deskId = deskId
  }

  /**
   * Writes the intent to charge.
   * @param identities by what its customer and card can be known again; each once
   * @throws TrekkError `reference_used` when the account has used the merchant reference before; `batch_taken_over` when
   * another program runs its batch now, or has begun its row; `link_open` when what it tries again has a link
   */
  async createIntent(charge: NewCharge, identities: readonly string[]): Promise<ChargeRecord> {
    try {
      await insertCharge(this.#db, toInsert(charge, this.#deskId))
      const { id, amount } = charge
      await insertIdentities(this.#db, { id, amount, identities: JSON.stringify(identities) })
      await this.#addEvent(charge.id, { at: charge.createdAt, kind: 'created', note: '' }, 'intent')
      return begun(charge, this.#deskId)
    } catch (error) {
      if (isReferenceTwice(error)) throw referenceUsed(charge.merchantReference)
      if (isBesideLink(error)) throw new TrekkError('link_open', 'a payment link stands in its place')
      if (isOfAnotherLife(error)) throw new TrekkError('batch_taken_over', 'another program runs the batch')
      throw error
    }
  }

  /**
   * Writes that the request is about to leave. It must be on disk before the first byte does.
   * @param before the charge as this transaction read or wrote it
   * @param clockSkew Dintero's clock minus this desk's, ms; null while it has not been seen
   * @throws TrekkError `internal` for a charge that may not be sent in its state
   */
  async markSent(
    before: ChargeRecord,
    at: number,
    kind: 'sent' | 'resent',
    clockSkew: number | null
  ): Promise<ChargeRecord> {
    const facts = {
      problem: null,
      nextLookupAt: null,
      lookups: 0,
      emptyLookups: 0,
      firstEmptyAt: null,
      resendNotBefore: null
    }
    if (!chargeMoves[before.state].includes('sent')) {
      throw new TrekkError('internal', `a charge that is ${before.state} may not be sent`)
    }
    const earlierSends =
      before.sentAt === null || before.earlierSends === null
        ? before.earlierSends
        : [...before.earlierSends, { at: before.sentAt, clockSkew: before.clockSkew }]
    const sent = { ...before, sentAt: at, sends: before.sends + 1, earlierSends, clockSkew }
    return this.#apply(before, { at, kind, note: '', state: 'sent', facts }, sent)
  }

  /**
   * Writes what became known, with the move it means. Without `state`, or with the state it has, nothing moves.
   * @param before the charge as this transaction read it
   * @throws TrekkError `internal` for a move that is not in `chargeMoves`; `changed_meanwhile` when another has changed
   * the charge since it was read
   */
  async record(before: ChargeRecord, happening: Happening): Promise<ChargeRecord> {
    return this.#apply(before, happening)
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

  /** Declined charges of a batch after a row of its file, in the order of the rows. */
  async declinedOf(batchId: string, afterRow: number, limit: number): Promise<ChargeRecord[]> {
    const rows = await this.#db
      .selectFrom('charges')
      .selectAll()
      .where('batch_id', '=', batchId)
      .where('batch_row', '>', afterRow)
      .where('state', '=', 'declined')
      .orderBy('batch_row')
      .limit(limit)
      .execute()
    return rows.map(toRecord)
  }

  /** How many charges of a batch are declined. */
  async countDeclined(batchId: string): Promise<number> {
    const row = await this.#db
      .selectFrom('batch_counts')
      .select((select) => select.fn.sum<number | null>('charges').as('charges'))
      .where('batch_id', '=', batchId)
      .where('state', '=', 'declined')
      .executeTakeFirst()
    return row?.charges ?? 0
  }

  /** Charges of this desk in the given open states, oldest first, over all accounts. */
  async inStates(states: readonly OpenState[]): Promise<ChargeRecord[]> {
    const rows = await this.#db
      .selectFrom('charges')
      .selectAll()
      .where('state', 'in', [...states])
      .where(isOpen)
      .where('desk_id', '=', this.#deskId)
      .orderBy('created_at')
      .execute()
    return rows.map(toRecord)
  }

  /** Plans the next lookup without anything having been learned; no event is written. `at` in ms, null for none. */
  async reschedule(id: string, at: number | null, lookups: number): Promise<void> {
    await this.#db.updateTable('charges').set({ next_lookup_at: at, lookups }).where('id', '=', id).execute()
  }

  /**
   * Ids of this desk's charges whose next lookup is due, longest overdue first. `now` in ms. One that nobody knows the end of
   * and that is planned further ahead than any plan goes was planned by a clock that has been set back since.
   * @param except charges to leave out for now
   */
  async due(now: number, limit: number, except: readonly string[] = []): Promise<string[]> {
    const planned = this.#db
      .selectFrom('charges')
      .select('id')
      .where('desk_id', '=', this.#deskId)
      .where('id', 'not in', [...except])
      .orderBy('next_lookup_at')
      .limit(limit)
    const misplanned = await planned
      .where(isOpen)
      .where('next_lookup_at', '>', now + furthestPlan)
      .execute()
    const due = await planned.where('next_lookup_at', '<=', now).execute()
    return [...misplanned, ...due].map((row) => row.id).slice(0, limit)
  }

  /** When the next lookup of any of this desk's charges is due, ms; null when none is planned. */
  nextDue(except: readonly string[] = []): Promise<number | null> {
    return nextLookupAt(this.#db, 'charges', this.#deskId, except)
  }

  /** The charge of an account that carries a merchant reference; null when none does. */
  async ownerOf(accountId: string, reference: string): Promise<ChargeRecord | null> {
    const [row] = await ownerOf(this.#db, { accountId, reference })
    return row === undefined ? null : toRecord(row)
  }

  /** The charge of an account that led to a transaction of Dintero's; null when none did. */
  async ofTransaction(accountId: string, transactionId: string): Promise<ChargeRecord | null> {
    const row = await this.#db
      .selectFrom('charges')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('transaction_id', '=', transactionId)
      .orderBy('number', 'desc')
      .executeTakeFirst()
    return row === undefined ? null : toRecord(row)
  }

  /** Whether a charge or a payment link of the account already carries this merchant reference. */
  async isReferenceUsed(accountId: string, reference: string): Promise<boolean> {
    return (await holderOf(this.#db, { accountId, reference })).length > 0
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
   * Attempts on a card that Dintero decided, oldest first, since a time in ms.
   * @param cardIds see `CardRecord.ids`
   */
  async attemptsSince(cardIds: readonly string[], since: number): Promise<Attempt[]> {
    const rows = await attemptsOf(this.#db, { cardIds: JSON.stringify(cardIds), since })
    return rows.map((row) => ({
      transactionId: row.transaction_id,
      at: row.sent_at ?? row.created_at,
      failed: row.state === 'declined'
    }))
  }

  async #apply(
    before: ChargeRecord,
    happening: Happening,
    sending: ChargeRecord = before
  ): Promise<ChargeRecord> {
    const { id } = before
    const state = happening.state ?? before.state
    if (state !== before.state && !chargeMoves[before.state].includes(state)) {
      throw new TrekkError('internal', `a charge may not go from ${before.state} to ${state}`)
    }
    const after: ChargeRecord = {
      ...sending,
      ...happening.facts,
      ...(state !== before.state && { state, changedAt: happening.at }),
      doubtful: before.doubtful || state === 'unknown',
      revision: before.revision + 1
    }
    const columns = toUpdate(before, after)
    const written = await updateCharge(this.#db, { id, before: before.revision, ...columns })
    if (written.length === 0)
      throw new TrekkError('changed_meanwhile', `charge ${id} has changed since it was read`)
    await this.#addEvent(id, happening, state)
    return after
  }

  async #addEvent(id: string, happening: Happening, state: ChargeState): Promise<void> {
    const { at, kind, note } = happening
    await insertEvent(this.#db, { charge_id: id, at, kind, state, note })
  }
}

/** Whether a write failed because a merchant reference is in use: the only thing that must be unique and is chosen. */
export function isReferenceTwice(error: unknown): boolean {
  return isUniqueViolation(error) && error instanceof Error && /merchant_references/.test(error.message)
}

/** Whether a write failed because the batch of a charge has gone over to another program, which began the row. */
function isOfAnotherLife(error: unknown): boolean {
  return error instanceof Error && /old_life|charges\.batch_row/.test(error.message)
}

/** Whether a write failed because the charge it tries again has a link that may be paid, or was. */
function isBesideLink(error: unknown): boolean {
  return error instanceof Error && error.message.includes('charge_has_another')
}

/** The account has used this merchant reference before, for a charge or a payment link. */
export function referenceUsed(reference: string): TrekkError {
  return new TrekkError('reference_used', `${reference} has been used before`, {
    fields: [{ field: 'merchantReference', problem: 'used' }]
  })
}
