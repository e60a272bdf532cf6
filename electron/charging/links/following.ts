import { TrekkError } from '../../../shared/result'
import { isOfAnother } from '../../../shared/identity'
import { mayBePaid } from '../../../shared/link-state'
import { classifyTransaction } from '../../../shared/outcome'
import type { Transaction } from '../../../shared/transaction'
import type { Dintero, Lookup } from '../../dintero/dintero'
import { failureError } from '../../dintero/failure-error'
import type { NewAlarm } from '../../ledger/alarms'
import type { LinkRecord } from '../../ledger/link-record'
import { toldOf } from '../alarms'
import { waitIn } from '../asking'
import type { Asker } from '../recording'
import { linkLookupAfter } from './backoff'
import { foundLink, isPaidAfterAll, type Seen } from './judging'
import type { LinkParts } from './link-engine'
import type { LinkRecording } from './recording'

/** How much earlier than its request a transaction may seem to be made, ms: skew drifts, and HTTP dates are whole seconds. */
const tooEarly = 2 * 60_000

/** Finding out what became of links. */
export class Following {
  readonly #parts: LinkParts
  readonly #recording: LinkRecording

  constructor(parts: LinkParts, recording: LinkRecording) {
    this.#parts = parts
    this.#recording = recording
  }

  /** Looks one link up and writes what was found. Whatever goes wrong, the next lookup is planned before it throws. */
  async ask(linkId: string, asker: Asker): Promise<void> {
    if (await this.#recording.writeLate(linkId)) return
    const before = await this.#parts.ledger.links.require(linkId)
    if (before.state === 'not_made') return
    const link = before.state === 'asking' ? await this.#recording.lost(before) : before
    try {
      const dintero = await this.#parts.dinteroFor(link.accountId)
      await this.#take(dintero, link, await this.#look(dintero, link), asker)
    } catch (error) {
      await this.#askLater(link, waitIn(error))
      throw error
    }
  }

  /**
   * Cancels a link at Dintero, then asks what became of it: the customer may have paid a moment before.
   * @throws TrekkError `link_not_open` when it cannot be paid any more, or nobody knows its session; `dintero_failed` when
   * Dintero refuses; network codes
   */
  async cancel(linkId: string): Promise<void> {
    const { ledger, dinteroFor } = this.#parts
    const link = await ledger.links.require(linkId)
    if (!mayBePaid(link) || link.sessionId === null)
      throw new TrekkError('link_not_open', 'there is nothing that could be cancelled')
    const dintero = await dinteroFor(link.accountId)
    await this.#take(dintero, link, await this.#look(dintero, link), 'person')
    const before = await ledger.links.require(linkId)
    if (!mayBePaid(before)) return
    const answer = await dintero.cancelSession(link.sessionId)
    await this.#take(dintero, before, await this.#look(dintero, before), 'person')
    if (!mayBePaid(await ledger.links.require(linkId))) return
    if (answer.kind === 'failed') throw failureError(answer)
    throw new TrekkError(
      'dintero_failed',
      answer.kind === 'refused' ? answer.message : 'the link was not cancelled'
    )
  }

  async #take(dintero: Dintero, link: LinkRecord, first: Seen, asker: Asker): Promise<void> {
    const seen = await this.#shut(dintero, link, first)
    const cardId = await this.#enrolled(link, seen)
    const about = { transactions: seen.transaction?.id ?? '' }
    await this.#recording.write(
      (tables) => tables.links.require(link.id),
      this.#parts.actor(),
      async (tables, before) => {
        const moment = await this.#recording.moment(dintero.clockSkew(), tables)
        for (const alarm of alarmsOf(before, seen)) await this.#recording.raise(tables, before, alarm)
        const found = foundLink(before, seen, moment)
        const happening = cardId === null ? found : { ...found, facts: { ...found.facts, cardId } }
        const changed = happening.state !== before.state
        return { happening, action: changed ? 'link_ended' : asker === 'person' ? 'link_asked' : null }
      },
      about
    )
  }

  /**
   * A session whose payment was declined is cancelled, so that nobody can pay by it after all, beside a new attempt.
   * @returns what is seen after that
   */
  async #shut(dintero: Dintero, link: LinkRecord, seen: Seen): Promise<Seen> {
    const { transaction } = seen
    const isDeclined = transaction !== null && classifyTransaction(transaction).state === 'declined'
    if (!isDeclined || link.sessionId === null || !mayBePaid(link)) return seen
    const answer = await dintero.cancelSession(link.sessionId)
    if (answer.kind === 'failed') throw failureError(answer)
    return { ...(await this.#look(dintero, link)), session: seen.session }
  }

  /** Stores the card of an enrolment once it is there. @returns its id; null while there is none, or it is stored already */
  async #enrolled(link: LinkRecord, { transaction }: Seen): Promise<string | null> {
    if (link.kind !== 'enrolment' || link.cardId !== null) return null
    if (transaction?.status !== 'AUTHORIZED' || transaction.id === null) return null
    return this.#parts.storeCard(link, transaction.id)
  }

  async #look(dintero: Dintero, link: LinkRecord): Promise<Seen> {
    const session = link.sessionId === null ? null : foundOr(await dintero.getSession(link.sessionId))
    const id = session?.transactionId ?? link.transactionId
    const named = id === null ? null : foundOr(await dintero.getTransaction(id))
    if (named !== null && !isOfAnother(named.id, link.accountId)) return { session, transaction: named }
    // A session that is known says whether it was paid by; without it only the list can.
    if (session !== null) return { session, transaction: null }
    const listed = await dintero.listTransactions({ merchantReference: link.merchantReference })
    const rows = foundOr(listed) ?? []
    return { session, transaction: mostTelling(rows.filter((each) => isOf(each, link, dintero.clockSkew()))) }
  }

  /** Nothing was learned, so nothing is told; the link is only asked about again, ever less often. */
  async #askLater(link: LinkRecord, retryAfter: number | null): Promise<void> {
    const { ledger, clock } = this.#parts
    const lookups = link.lookups + 1
    const now = clock()
    const open = await ledger.links.countOpen()
    const next = linkLookupAfter({ ...link, lookups }, now, open)
    const at = next === null ? null : Math.max(next, now + (retryAfter ?? 0))
    await ledger.write((tables) => tables.links.reschedule(link.id, at, lookups))
  }
}

/** @throws what `failureError` makes of a question that was not answered */
function foundOr<T>(lookup: Lookup<T>): T | null {
  if (lookup.kind === 'failed') throw failureError(lookup)
  return lookup.kind === 'found' ? lookup.value : null
}

/** Whether a transaction is the payment of a link whose session nobody knows. Its reference is nobody else's. */
function isOf(transaction: Transaction, link: LinkRecord, skew: number | null): boolean {
  const { id, merchantReference, amount, currency, createdAt } = transaction
  if (id === null || isOfAnother(id, link.accountId)) return false
  if (merchantReference !== link.merchantReference || currency !== link.currency) return false
  if (link.kind === 'payment' && amount !== link.amount) return false
  return createdAt !== null && createdAt >= link.createdAt + (link.clockSkew ?? skew ?? 0) - tooEarly
}

/** A payment is a payment whatever else there is, and nothing is over while one is undecided. */
function mostTelling(transactions: readonly Transaction[]): Transaction | null {
  const order = ['succeeded', 'pending', 'unknown', 'declined']
  const rank = (each: Transaction): number => order.indexOf(classifyTransaction(each).state)
  return transactions.toSorted((one, other) => rank(one) - rank(other))[0] ?? null
}

/** What Dintero says against what Trekk has said of a link. Pure. */
function alarmsOf(link: LinkRecord, seen: Seen): NewAlarm[] {
  const { transaction } = seen
  if (transaction === null) return []
  const told = [toldOf(transaction)]
  const failed = transaction.status === 'FAILED' || transaction.status === 'DECLINED'
  const otherMoney =
    link.kind === 'payment' &&
    ((transaction.amount !== null && transaction.amount !== link.amount) ||
      (transaction.currency !== null && transaction.currency !== link.currency))
  return [
    ...(isPaidAfterAll(link, seen) ? [{ kind: 'charged_after_all' as const, transactions: told }] : []),
    ...(link.state === 'paid' && failed ? [{ kind: 'failed_after_all' as const, transactions: told }] : []),
    ...(otherMoney ? [{ kind: 'other_amount' as const, transactions: told }] : [])
  ]
}
