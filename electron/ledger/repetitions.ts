import { sql, type Kysely, type SqlBool } from 'kysely'
import { mayBePaid } from '../../shared/link-state'
import { saysMoneyTaken } from '../../shared/standing'
import { transactionStatuses } from '../../shared/transaction'
import { toRecord, type ChargeRecord } from './charge-record'
import { isOpen, lastTried } from './charges'
import { toLink, type LinkRecord } from './link-record'
import { isOpenLink } from './links'
import { prepared } from './sqlite/prepared'
import { isAmong, unindexed } from './sqlite/words'
import type { Schema } from './schema'

/** Whom and what a charge is about, to find others like it. */
export interface Repetition {
  readonly accountId: string
  /** See charging/identities.ts. */
  readonly identities: readonly string[]
  /** minor units */
  readonly amount: number
  readonly currency: string
  /** The charge or the link itself, where it is in the ledger already. */
  readonly id: string | null
}

/**
 * Rows of each kind at most: enough to show, and one is enough to stop. Written into the statements, as SQLite plans one
 * anew, which takes ten times as long as to answer it, each time its limit is a parameter.
 */
const most = sql.lit(20)

const moneyTaken = transactionStatuses.filter(saysMoneyTaken)

/** States in which a charge took money, or still can (`intent`, `not_sent`); the unresolved ones are found apart. */
const takingStates = ['succeeded', 'intent', 'not_sent'] as const

/** For where few charges are left to look at. */
const isAbout = (identities: string) => sql<SqlBool>`exists (select 1 from charge_identities
  where charge_id = charges.id and ${isAmong('identity', identities)})`

/** Starts from those of the customer or the card that are of the amount: others may have a hundred thousand of it. */
const isOneOf = (
  identities: string,
  amount: number
) => sql<SqlBool>`id in (select charge_id from charge_identities
  where ${isAmong('identity', identities)} and amount = ${amount})`

interface Key {
  readonly accountId: string
  readonly identities: string
  readonly id: string | null
}

/** Starts from the few charges that are open, not from all of a customer's. */
const unresolvedOf = prepared((db, { accountId, identities, id }: Key) =>
  db
    .selectFrom('charges')
    .selectAll()
    .where(isOpen)
    .where('state', '<>', 'intent')
    .where(unindexed<string>('account_id'), '=', accountId)
    .where('id', 'is not', id)
    .where(isAbout(identities))
    .orderBy('created_at', 'desc')
    .limit(most)
)

const isLinkAbout = (identities: string) => sql<SqlBool>`exists (select 1 from link_identities
  where link_id = links.id and ${isAmong('identity', identities)})`

/** Starts from the few links that are open. */
const openLinksOf = prepared((db, { accountId, identities, id }: Key) =>
  db
    .selectFrom('links')
    .selectAll()
    .where(isOpenLink)
    .where('kind', '=', 'payment')
    .where('account_id', '=', accountId)
    .where('id', 'is not', id)
    .where(isLinkAbout(identities))
    .orderBy('number', 'desc')
    .limit(most)
)

const recentOf = prepared(
  (
    db,
    {
      accountId,
      identities,
      id,
      amount,
      currency,
      since
    }: Key & { amount: number; currency: string; since: number }
  ) =>
    db
      .selectFrom('charges')
      .selectAll()
      .where(isOneOf(identities, amount))
      .where(unindexed<string>('account_id'), '=', accountId)
      .where('currency', '=', currency)
      .where(lastTried, '>=', since)
      .where('id', 'is not', id)
      .where((where) =>
        where.or([where('state', 'in', [...takingStates]), where('transaction_status', 'in', moneyTaken)])
      )
      .orderBy(lastTried, 'desc')
      .limit(most)
)

/** Starts from those of the customer or the card that are of the amount, as `recentOf`. */
const paidLinksOf = prepared(
  (
    db,
    {
      accountId,
      identities,
      id,
      amount,
      currency,
      since
    }: Key & { amount: number; currency: string; since: number }
  ) =>
    db
      .selectFrom('links')
      .selectAll()
      .where(
        sql<SqlBool>`id in (select link_id from link_identities
          where ${isAmong('identity', identities)} and amount = ${amount})`
      )
      .where('account_id', '=', accountId)
      .where('currency', '=', currency)
      .where('state', '=', 'paid')
      .where('changed_at', '>=', since)
      .where('id', 'is not', id)
      .orderBy('changed_at', 'desc')
      .limit(most)
)

/** Charges that a new one may repeat: of the same customer or card, whichever token they were made with. */
export class Repetitions {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** Charges nobody knows the end of, of any age and amount, newest first. */
  async unresolved(of: Repetition): Promise<ChargeRecord[]> {
    return (await unresolvedOf(this.#db, keyOf(of))).map(toRecord)
  }

  /** Payment links that the customer may still pay, newest first. */
  async openLinks(of: Repetition): Promise<LinkRecord[]> {
    return (await openLinksOf(this.#db, keyOf(of))).map(toLink).filter(mayBePaid)
  }

  /**
   * Charges of the same amount since a time in ms that took money or can still be sent. Declined and refused ones are no
   * repetitions: trying again is what they ask for.
   */
  async recent(of: Repetition, since: number): Promise<ChargeRecord[]> {
    const { amount, currency } = of
    return (await recentOf(this.#db, { ...keyOf(of), amount, currency, since })).map(toRecord)
  }

  /** Payment links of the same amount that were paid since a time in ms. */
  async paidLinks(of: Repetition, since: number): Promise<LinkRecord[]> {
    const { amount, currency } = of
    return (await paidLinksOf(this.#db, { ...keyOf(of), amount, currency, since })).map(toLink)
  }
}

function keyOf({ accountId, identities, id }: Repetition): Key {
  return { accountId, identities: JSON.stringify(identities), id }
}
