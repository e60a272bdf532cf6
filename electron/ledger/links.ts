import { sql, type Kysely, type SqlBool } from 'kysely'
import type { LinkEvent, LinkQuery } from '../../shared/link'
import { linkMoves, type LinkState, type openLinkStates } from '../../shared/link-state'
import type { ListPage } from '../../shared/list'
import { TrekkError } from '../../shared/result'
import { isReferenceTwice, referenceUsed } from './charges'
import {
  toLink,
  toLinkInsert,
  toLinkUpdate,
  type LinkFacts,
  type LinkRecord,
  type NewLink
} from './link-record'
import { linkMatching } from './link-matching'
import { dueLookups, nextLookupAt } from './lookup-plans'
import type { Schema } from './schema'
import { prepared } from './sqlite/prepared'
import { rowsOf } from './sqlite/words'

/** What happened to a link: the event for its timeline, and with `state` the move that goes with it. */
export interface LinkHappening {
  /** ms since 1970 UTC */
  readonly at: number
  readonly kind: LinkEvent['kind']
  /** Short English fact for support; no secrets. */
  readonly note: string
  readonly state?: LinkState
  /** When the customer's money was reserved or taken, ms by this desk's clock; where that became known. */
  readonly paidAt?: number
  /** Only what became known; what is left out stays as it was. */
  readonly facts?: Partial<LinkFacts>
}

/** Spelled exactly as the partial index `links_open` is, or SQLite would not use it. */
export const isOpenLink = sql<SqlBool>`state in ('asking', 'lost', 'made', 'sent', 'opened', 'pending')`

const linkById = prepared((db, { id }: { id: string }) =>
  db.selectFrom('links').selectAll().where('id', '=', id)
)

const newestOf = prepared((db, { chargeId }: { chargeId: string }) =>
  db
    .selectFrom('links')
    .selectAll()
    .where('charge_id', '=', chargeId)
    .orderBy('number', 'desc')
    .limit(sql.lit(1))
)

const eventsOf = prepared((db, { id }: { id: string }) =>
  db.selectFrom('link_events').select(['at', 'kind', 'state', 'note']).where('link_id', '=', id).orderBy('id')
)

/**
 * The payment links. Every write is a row and its event; call the writing methods inside `Ledger.write`, so that both are
 * on disk or neither. The tables' own triggers refuse what the state machine does not allow, also from raw SQL.
 */
export class Links {
  readonly #db: Kysely<Schema>
  readonly #deskId: string

  constructor(db: Kysely<Schema>, deskId: string) {
    this.#db = db
    this.#deskId = deskId
  }

  /**
   * Writes that a link is about to be asked for. It must be on disk before the request leaves.
   * @param identities by what its customer and card can be known again; each once
   * @throws TrekkError `reference_used`; `link_open` when the charge has a link that may be paid or was, or a new attempt
   */
  async create(link: NewLink, identities: readonly string[]): Promise<LinkRecord> {
    try {
      await this.#db.insertInto('links').values(toLinkInsert(link, this.#deskId)).execute()
    } catch (error) {
      if (isReferenceTwice(error)) throw referenceUsed(link.merchantReference)
      if (error instanceof Error && error.message.includes('charge_has_another')) throw linkStands(link)
      throw error
    }
    if (identities.length > 0) {
      await this.#db
        .insertInto('link_identities')
        .columns(['link_id', 'identity', 'amount'])
        .expression(
          this.#db
            .selectFrom(rowsOf(JSON.stringify(identities)).as('each'))
            .select([
              sql<string>`${link.id}`.as('link_id'),
              'each.value as identity',
              sql<number>`${link.amount ?? 0}`.as('amount')
            ])
        )
        .execute()
    }
    await this.#addEvent(link.id, { at: link.createdAt, kind: 'created', note: '' }, 'asking')
    return this.require(link.id)
  }

  /**
   * Writes what became known, with the move it means. Without `state`, or with the state it has, nothing moves.
   * @param before the link as this transaction read it
   * @throws TrekkError `internal` for a move that is not in `linkMoves`; `changed_meanwhile` when another has changed the
   * link since it was read
   */
  async record(before: LinkRecord, happening: LinkHappening): Promise<LinkRecord> {
    const { id } = before
    const state = happening.state ?? before.state
    if (state !== before.state && !linkMoves[before.state].includes(state))
      throw new TrekkError('internal', `a link may not go from ${before.state} to ${state}`)
    const after: LinkRecord = {
      ...before,
      ...happening.facts,
      ...(state !== before.state && { state, changedAt: happening.at }),
      revision: before.revision + 1
    }
    const written = await this.#db
      .updateTable('links')
      .set(toLinkUpdate(before, after))
      .where('id', '=', id)
      .where('revision', '=', before.revision)
      .returning('id')
      .execute()
    if (written.length === 0)
      throw new TrekkError('changed_meanwhile', `link ${id} has changed since it was read`)
    const { paidAt } = happening
    if (paidAt !== undefined) await this.#addEvent(id, { at: paidAt, kind: 'paid', note: '' }, state)
    await this.#addEvent(id, happening, state)
    return after
  }

  /** Plans the next lookup without anything having been learned; no event is written. `at` in ms, null for none. */
  async reschedule(id: string, at: number | null, lookups: number): Promise<void> {
    await this.#db.updateTable('links').set({ next_lookup_at: at, lookups }).where('id', '=', id).execute()
  }

  /** @returns null when there is no such link */
  async get(id: string): Promise<LinkRecord | null> {
    const [row] = await linkById(this.#db, { id })
    return row === undefined ? null : toLink(row)
  }

  /** @throws TrekkError `not_found` */
  async require(id: string): Promise<LinkRecord> {
    const link = await this.get(id)
    if (link === null) throw new TrekkError('not_found', `no link ${id}`)
    return link
  }

  /** The newest link made in place of a charge, or null. */
  async newestOf(chargeId: string): Promise<LinkRecord | null> {
    const [row] = await newestOf(this.#db, { chargeId })
    return row === undefined ? null : toLink(row)
  }

  /** The link of an account that was paid by a transaction, or null. */
  async ofTransaction(accountId: string, transactionId: string): Promise<LinkRecord | null> {
    const row = await this.#db
      .selectFrom('links')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('transaction_id', '=', transactionId)
      .executeTakeFirst()
    return row === undefined ? null : toLink(row)
  }

  /** The link of an account that carries a merchant reference, or null. */
  async ownerOf(accountId: string, reference: string): Promise<LinkRecord | null> {
    const row = await this.#db
      .selectFrom('merchant_references as used')
      .innerJoin('links', 'links.id', 'used.link_id')
      .selectAll('links')
      .where('used.account_id', '=', accountId)
      .where('used.reference', '=', reference)
      .executeTakeFirst()
    return row === undefined ? null : toLink(row)
  }

  /** A link's events, oldest first. */
  async timeline(id: string): Promise<LinkEvent[]> {
    return eventsOf(this.#db, { id })
  }

  /** Links of this desk in the given states that are open, oldest first, over all accounts. */
  async inStates(states: readonly (typeof openLinkStates)[number][]): Promise<LinkRecord[]> {
    const rows = await this.#db
      .selectFrom('links')
      .selectAll()
      .where('state', 'in', [...states])
      .where(isOpenLink)
      .where('desk_id', '=', this.#deskId)
      .orderBy('number')
      .execute()
    return rows.map(toLink)
  }

  /** How many links of this desk are open. */
  async countOpen(): Promise<number> {
    const row = await this.#db
      .selectFrom('links')
      .select((select) => select.fn.countAll<number>().as('links'))
      .where(isOpenLink)
      .where('desk_id', '=', this.#deskId)
      .executeTakeFirst()
    return row?.links ?? 0
  }

  /** Ids of this desk's links whose next lookup is due, longest overdue first; see `dueLookups`. */
  due(now: number, limit: number, except: readonly string[] = []): Promise<string[]> {
    return dueLookups(this.#db, 'links', this.#deskId, { now, limit, except })
  }

  /** When the next lookup of any of this desk's links is due, ms; null when none is planned. */
  nextDue(except: readonly string[] = []): Promise<number | null> {
    return nextLookupAt(this.#db, 'links', this.#deskId, except)
  }

  /** A window of an account's links, newest first. */
  async list(accountId: string, query: LinkQuery): Promise<ListPage<LinkRecord>> {
    const { offset, limit } = query
    const matching = this.#db.selectFrom('links').where(linkMatching(accountId, query))
    const counted = await matching
      .select((select) => select.fn.countAll<number>().as('total'))
      .executeTakeFirst()
    const rows = await matching
      .selectAll()
      .orderBy('created_at', 'desc')
      .orderBy('number', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    return { rows: rows.map(toLink), total: counted?.total ?? 0, atLeast: false }
  }

  async #addEvent(id: string, happening: LinkHappening, state: LinkState): Promise<void> {
    const { at, kind, note } = happening
    await this.#db.insertInto('link_events').values({ link_id: id, at, kind, state, note }).execute()
  }
}

function linkStands({ chargeId }: NewLink): TrekkError {
  return new TrekkError('link_open', 'the charge has a link or a new attempt already', {
    ...(chargeId !== null && { details: { chargeId } })
  })
}
