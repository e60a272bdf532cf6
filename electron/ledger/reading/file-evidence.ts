import { join } from 'node:path'
import { Kysely, sql, type SqlBool } from 'kysely'
import type { Operation } from '../../../shared/card'
import type { ChargeState, Decline, DeclineReason } from '../../../shared/charge'
import { linkStates, mayBePaid } from '../../../shared/link-state'
import { saysMoneyTaken } from '../../../shared/standing'
import { transactionStatuses } from '../../../shared/transaction'
import type { AttemptEnd } from '../charge-record'
import { isOpen, lastTried, type Attempt } from '../charges'
import { isOpenLink } from '../links'
import type { Schema } from '../schema'
import { openReadOnly, type SqlConnection } from '../sqlite/connection'
import { LedgerDialect } from '../sqlite/dialect'
import { prepareReader } from '../sqlite/file'
import { isAmong, unindexed } from '../sqlite/words'
import { readDeclined } from '../stored/decline'
import { KnownCards, type KnownCard } from './known-cards'
import { ownPayments, type NamedPayment } from './own-payments'

/** A charge that a row may repeat. Amounts in minor units, times in ms since 1970 UTC. */
export interface KnownCharge {
  readonly id: string
  readonly reference: string
  readonly amount: number
  readonly currency: string
  readonly at: number
  /** See charging/identities.ts. */
  readonly identities: readonly string[]
}

/** What has a merchant reference: a charge by its id, or a payment link, which has none. */
export interface NamedCharge {
  readonly chargeId: string | null
  /** How it ended, where it surely took no money and never will: a new attempt may follow. Null for any other. */
  readonly ended: AttemptEnd | null
  /** Whether it was begun and has not left: it is sent under this very reference, or never. */
  readonly isUnsent: boolean
}

/** An earlier file that has rows of this one, and which. */
export interface EarlierFile {
  readonly batchId: string
  readonly name: string
  readonly releasedAt: number
  readonly rowHashes: readonly string[]
}

/** What became of one row. Amounts in minor units, times in ms since 1970 UTC. */
export interface RowOutcome {
  readonly id: string
  readonly state: ChargeState
  readonly transactionStatus: string | null
  readonly transactionId: string | null
  readonly merchantReference: string
  readonly amount: number
  /** What was captured of it; null while nobody has read it. */
  readonly captured: number | null
  readonly currency: string
  readonly decline: Decline | null
  readonly problem: string | null
  /** Dintero asked to wait until then. */
  readonly notBefore: number | null
  readonly changedAt: number
}

/** A row of a batch of which a charge was begun, by what the charge itself says. Amounts in minor units. */
export interface BegunRow {
  readonly row: number
  readonly id: string
  readonly state: ChargeState
  readonly transactionStatus: string | null
  readonly operation: Operation
  readonly amount: number
  readonly captured: number | null
  readonly currency: string
  readonly merchantReference: string
  readonly customerName: string
  readonly declineReason: DeclineReason | null
}

const moneyTaken = transactionStatuses.filter(saysMoneyTaken)

/** As in repetitions.ts: took money, or still can. */
const takingStates = ['succeeded', 'intent', 'not_sent'] as const

/** Texts given to one statement. */
const atATime = 20_000

/**
 * What the ledger knows that all rows of a file are held against, read in sets and not row by row. It has a connection of
 * its own that only reads, for the thread that checks files.
 */
export class FileEvidence {
  readonly #connection: SqlConnection
  readonly #db: Kysely<Schema>
  readonly #clock: () => number
  readonly #cards: KnownCards

  /** @throws what SQLite throws when there is no such ledger */
  constructor(folder: string, file: string, clock: () => number) {
    this.#connection = openReadOnly(join(folder, file))
    prepareReader(this.#connection)
    // 16 MB: it is asked for whole sets, and seldom.
    this.#connection.exec('PRAGMA cache_size = -16000')
    this.#db = new Kysely<Schema>({ dialect: new LedgerDialect(this.#connection) })
    this.#cards = new KnownCards(this.#db)
    this.#clock = clock
  }

  /** Another number whenever the ledger has changed. */
  version(): number {
    const [row] = this.#connection.prepare('PRAGMA data_version').all()
    const version: unknown = typeof row === 'object' && row !== null ? Object.values(row)[0] : undefined
    if (typeof version !== 'number') throw new TypeError('the ledger has no version')
    return version
  }

  /** What the seal of a token must name that an account had before, by its fingerprint. */
  async removedCards(accountId: string): Promise<Map<string, string>> {
    const rows = await this.#db
      .selectFrom('cards')
      .select(['id', 'token_fingerprint'])
      .where('account_id', '=', accountId)
      .where('sealed_token', 'is', null)
      .execute()
    return new Map(rows.map((row) => [row.token_fingerprint, row.id]))
  }

  /** See `KnownCards.of`. */
  cards(accountId: string): Promise<readonly KnownCard[]> {
    return this.#cards.of(accountId, this.version(), this.#clock())
  }

  /** The cards that earlier transactions were charged to, by transaction id or merchant reference. */
  async cardsCharged(accountId: string, names: readonly string[]): Promise<Map<string, string>> {
    const cards = new Map<string, string>()
    for (const some of inPieces(names)) {
      const rows = await this.#db
        .selectFrom('charges')
        .select(['card_id', 'transaction_id', 'merchant_reference'])
        .where(unindexed<string>('account_id'), '=', accountId)
        .where((where) => where.or([isAmong('transaction_id', some), isAmong('merchant_reference', some)]))
        .execute()
      for (const row of rows) {
        if (row.transaction_id !== null) cards.set(row.transaction_id, row.card_id)
        cards.set(row.merchant_reference, row.card_id)
      }
    }
    return cards
  }

  /** What the account has used these merchant references for, charges and links, by reference. */
  async named(accountId: string, references: readonly string[]): Promise<Map<string, NamedCharge>> {
    const found = new Map<string, NamedCharge>()
    for (const some of inPieces(references)) {
      const rows = await this.#db
        .selectFrom('merchant_references')
        .leftJoin('charges', 'charges.id', 'merchant_references.charge_id')
        .select(['reference', 'charges.id', 'charges.state', 'charges.transaction_status', 'charges.decline'])
        .select(newestLink.as('link'))
        .where('merchant_references.account_id', '=', accountId)
        .where(isAmong('reference', some))
        .execute()
      for (const row of rows)
        found.set(row.reference, {
          chargeId: row.id,
          ended: endOf(row),
          isUnsent: row.state === 'not_sent'
        })
    }
    return found
  }

  /** See `ownPayments`. */
  ownPayments(accountId: string, payments: readonly NamedPayment[]): Promise<Set<string>> {
    return ownPayments(this.#db, accountId, payments, inPieces)
  }

  /** Charges nobody knows the end of, of any age. */
  async unresolved(accountId: string): Promise<KnownCharge[]> {
    const rows = await this.#charges()
      .where(isOpen)
      .where('charges.state', '<>', 'intent')
      .where(unindexed<string>('account_id'), '=', accountId)
      .execute()
    return rows.map(toKnown)
  }

  /** Payment links that the customer may still pay. */
  async openLinks(accountId: string): Promise<KnownCharge[]> {
    const rows = await this.#links()
      .where(isOpenLink)
      .where('kind', '=', 'payment')
      .where('account_id', '=', accountId)
      .execute()
    return rows.filter(({ state, sms }) => mayBePaid({ state, sms: sms === 1 })).map(toKnown)
  }

  /** Charges since a time in ms that took money or still can, and links that were paid since. */
  async chargedSince(accountId: string, since: number): Promise<KnownCharge[]> {
    const own = await this.#charges()
      .where('account_id', '=', accountId)
      .where(lastTried, '>=', since)
      .where((where) =>
        where.or([where('state', 'in', [...takingStates]), where('transaction_status', 'in', moneyTaken)])
      )
      .execute()
    const byLink = await this.#links()
      .where('account_id', '=', accountId)
      .where('state', '=', 'paid')
      .where('kind', '=', 'payment')
      .where('changed_at', '>=', since)
      .execute()
    return [...own, ...byLink].map(toKnown)
  }

  /**
   * Attempts on each card since a time in ms that Dintero decided, whichever of its tokens they were made with, oldest
   * first; only of cards that had a failure.
   */
  async attempts(accountId: string, since: number): Promise<Map<string, Attempt[]>> {
    const failing = this.#db
      .selectFrom('charges')
      .select('card_id')
      .where('account_id', '=', accountId)
      .where('state', '=', 'declined')
      .where(lastTried, '>=', since)
    const failingRows = this.#db
      .selectFrom('cards')
      .select('id')
      .where((where) =>
        where.or([
          where('id', 'in', failing),
          where('twin_of', 'in', failing),
          sql<SqlBool>`id in (select twin_of from cards as twin where twin.id in (${failing}))`
        ])
      )
    const rows = await this.#db
      .selectFrom('charges')
      .select(['transaction_id', 'sent_at', 'created_at', 'state'])
      .select(
        sql<string>`coalesce((select twin_of from cards where cards.id = charges.card_id), charges.card_id)`.as(
          'card_id'
        )
      )
      .where('card_id', 'in', failingRows)
      .where(lastTried, '>=', since)
      .where('state', 'in', ['declined', 'succeeded'])
      .orderBy(lastTried)
      .execute()
    const attempts = new Map<string, Attempt[]>()
    for (const row of rows) {
      const of = attempts.get(row.card_id) ?? []
      attempts.set(row.card_id, of)
      of.push({
        transactionId: row.transaction_id,
        at: row.sent_at ?? row.created_at,
        failed: row.state === 'declined'
      })
    }
    return attempts
  }

  /** The files that were released before with rows that say the same, the latest first. */
  async earlierFiles(accountId: string, rowHashes: readonly string[]): Promise<EarlierFile[]> {
    const found = new Map<string, string[]>()
    for (const some of inPieces(rowHashes)) {
      const rows = await this.#db
        .selectFrom('charges')
        .select(['batch_id', 'row_hash'])
        .where('account_id', '=', accountId)
        .where('row_hash', 'is not', null)
        .where('state', 'not in', ['declined', 'refused'])
        .where(isAmong('row_hash', some))
        .execute()
      for (const { batch_id: batchId, row_hash: hash } of rows) {
        if (batchId === null || hash === null) continue
        const of = found.get(batchId) ?? []
        found.set(batchId, of)
        of.push(hash)
      }
    }
    const batches = await this.#db
      .selectFrom('batches')
      .select(['id', 'name', 'released_at'])
      .where(isAmong('id', JSON.stringify([...found.keys()])))
      .orderBy('number', 'desc')
      .execute()
    return batches.map(({ id, name, released_at: releasedAt }) => ({
      batchId: id,
      name,
      releasedAt,
      rowHashes: found.get(id) ?? []
    }))
  }

  /** What became of each row of a batch that is a charge. */
  async outcomes(batchId: string): Promise<Map<number, RowOutcome>> {
    const rows = await this.#db
      .selectFrom('charges')
      .select(['batch_row', 'id', 'state', 'transaction_status', 'transaction_id', 'merchant_reference'])
      .select([
        'amount',
        'captured',
        'currency',
        'decline',
        'decline_reason',
        'problem',
        'resend_not_before',
        'changed_at'
      ])
      .where('batch_id', '=', batchId)
      .execute()
    return new Map(
      rows.flatMap((row) => {
        if (row.batch_row === null) return []
        const outcome: RowOutcome = {
          id: row.id,
          state: row.state,
          transactionStatus: row.transaction_status,
          transactionId: row.transaction_id,
          merchantReference: row.merchant_reference,
          amount: row.amount,
          captured: row.captured,
          currency: row.currency,
          decline: row.decline === null ? null : readDeclined(row.decline),
          problem: row.problem,
          notBefore: row.resend_not_before,
          changedAt: row.changed_at
        }
        return [[row.batch_row, outcome] as const]
      })
    )
  }

  /** The rows of a batch of which a charge was begun, in the order of its file. */
  async begunRows(batchId: string): Promise<BegunRow[]> {
    const rows = await this.#db
      .selectFrom('charges')
      .select([
        'batch_row',
        'id',
        'state',
        'transaction_status',
        'operation',
        'amount',
        'captured',
        'currency'
      ])
      .select(['merchant_reference', 'customer_name', 'decline_reason'])
      .where('batch_id', '=', batchId)
      .orderBy('batch_row')
      .execute()
    return rows.flatMap((row) => {
      if (row.batch_row === null) return []
      const begun: BegunRow = {
        row: row.batch_row,
        id: row.id,
        state: row.state,
        transactionStatus: row.transaction_status,
        operation: row.operation,
        amount: row.amount,
        captured: row.captured,
        currency: row.currency,
        merchantReference: row.merchant_reference,
        customerName: row.customer_name,
        declineReason: row.decline_reason
      }
      return [begun]
    })
  }

  /** How many of these rows of a batch are charges of which something has left. */
  async departed(batchId: string, rows: readonly number[]): Promise<number> {
    const found = await this.#db
      .selectFrom('charges')
      .select((select) => select.fn.countAll<number>().as('charges'))
      .where('batch_id', '=', batchId)
      .where(isAmong('batch_row', JSON.stringify(rows)))
      .where('state', 'not in', ['intent', 'not_sent'])
      .executeTakeFirst()
    return found?.charges ?? 0
  }

  /** Why charges of a batch were declined, the commonest first. */
  async declines(batchId: string): Promise<{ reason: DeclineReason; charges: number }[]> {
    const rows = await this.#db
      .selectFrom('charges')
      .select(['decline_reason', (select) => select.fn.countAll<number>().as('charges')])
      .where('batch_id', '=', batchId)
      .where('state', '=', 'declined')
      .groupBy('decline_reason')
      .orderBy('charges', 'desc')
      .execute()
    return rows.flatMap(({ decline_reason: reason, charges }) =>
      reason === null ? [] : [{ reason, charges }]
    )
  }

  async close(): Promise<void> {
    await this.#db.destroy()
  }

  #charges() {
    return this.#db
      .selectFrom('charges')
      .select(['charges.id', 'merchant_reference', 'amount', 'currency'])
      .select(lastTried.as('at'))
      .select(
        sql<
          string | null
        >`(select json_group_array(identity) from charge_identities where charge_id = charges.id)`.as(
          'identities'
        )
      )
  }

  #links() {
    return this.#db
      .selectFrom('links')
      .select(['links.id', 'merchant_reference', 'currency', 'state', 'sms', 'changed_at as at'])
      .select(sql<number>`coalesce(amount, 0)`.as('amount'))
      .select(
        sql<
          string | null
        >`(select json_group_array(identity) from link_identities where link_id = links.id)`.as('identities')
      )
  }
}

/** The newest link in place of a charge, as text: its state, and 1 for one that Dintero was asked to send by SMS. */
const newestLink = sql<string | null>`(select state || ' ' || sms from links where charge_id = charges.id
  order by number desc limit 1)`

/** @returns null for what took money, or still may */
function endOf(row: {
  state: ChargeState | null
  transaction_status: string | null
  decline: string | null
  link: string | null
}): AttemptEnd | null {
  const { state, transaction_status: transactionStatus, decline, link } = row
  if ((state !== 'declined' && state !== 'refused') || saysMoneyTaken(transactionStatus)) return null
  return {
    state,
    transactionStatus,
    decline: decline === null ? null : readDeclined(decline),
    link: link === null ? null : linkOf(link)
  }
}

function linkOf(text: string): AttemptEnd['link'] {
  const [state, sms] = text.split(' ')
  const known = linkStates.find((each) => each === state)
  // One in a state this version does not know may be paid.
  return { state: known ?? 'pending', sms: sms === '1' }
}

function toKnown(row: {
  id: string
  merchant_reference: string
  amount: number
  currency: string
  at: number
  identities: string | null
}): KnownCharge {
  const identities: unknown = JSON.parse(row.identities ?? '[]')
  return {
    id: row.id,
    reference: row.merchant_reference,
    amount: row.amount,
    currency: row.currency,
    at: row.at,
    identities: Array.isArray(identities) ? identities.filter((each) => typeof each === 'string') : []
  }
}

function* inPieces(texts: readonly string[]): Generator<string> {
  const each = [...new Set(texts)]
  for (let from = 0; from < each.length; from += atATime)
    yield JSON.stringify(each.slice(from, from + atATime))
}
