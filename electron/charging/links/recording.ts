import type { Actor, AuditAction } from '../../../shared/audit'
import type { GivenHow } from '../../../shared/link'
import type { LinkAnswer } from '../../dintero/dintero'
import { linkRowOf, type LinkRecord } from '../../ledger/link-record'
import type { LinkHappening } from '../../ledger/links'
import type { LedgerTables } from '../../ledger/ledger'
import type { NewAlarm } from '../../ledger/alarms'
import { LateWrites } from '../late-writes'
import { linkEntry } from './audit-entries'
import { answeredLink, givenLink, lostLink, type Moment } from './judging'
import type { LinkParts } from './link-engine'

type Read = (tables: LedgerTables) => Promise<LinkRecord>

/** What is written of a link, and what goes with it; null for nothing. */
type Work = (
  tables: LedgerTables,
  before: LinkRecord
) => Promise<{ readonly happening: LinkHappening; readonly action: AuditAction | null } | null>

/** Writes down what became of links: each time the row, its event and the audit entry, as one; then tells the page. */
export class LinkRecording {
  readonly #parts: LinkParts
  readonly #lateWrites: LateWrites

  constructor(parts: LinkParts) {
    this.#parts = parts
    this.#lateWrites = new LateWrites(parts.pause)
  }

  /**
   * Writes Dintero's answer, see `LateWrites`.
   * @throws TrekkError `storage_*` when the disk would not take it; it is kept
   */
  async answered(link: LinkRecord, answer: LinkAnswer, skew: number | null): Promise<LinkRecord> {
    // Whoever writes it later, it was this request that was answered.
    const actor = this.#parts.actor()
    const work: Work = async (tables, before) => {
      if (before.state !== 'asking') return null
      return {
        happening: answeredLink(before, answer, await this.moment(skew, tables)),
        action: 'link_answered'
      }
    }
    const write = (): Promise<LinkRecord> =>
      this.write((tables) => tables.links.require(link.id), actor, work)
    return this.#lateWrites.write(link.id, write, write)
  }

  /** Writes what could not be written earlier. @returns false when there is nothing */
  writeLate(linkId: string): Promise<boolean> {
    return this.#lateWrites.retry(linkId)
  }

  /** The links of which more is known than the disk would take. */
  get unwritten(): readonly string[] {
    return this.#lateWrites.about
  }

  /** Writes that a crash cut the request for a link short. */
  async lost(link: LinkRecord): Promise<LinkRecord> {
    return this.write(
      (tables) => tables.links.require(link.id),
      this.#parts.actor(),
      async (tables, before) =>
        before.state === 'asking'
          ? { happening: lostLink(before, await this.moment(null, tables)), action: 'link_answered' }
          : null
    )
  }

  /** Writes that a link was given to somebody: each time an event, the first time its state. */
  async given(linkId: string, how: GivenHow): Promise<LinkRecord> {
    return this.write(
      (tables) => tables.links.require(linkId),
      this.#parts.actor(),
      async (tables, before) => ({
        happening: givenLink(before, how, await this.moment(null, tables)),
        action: 'link_given'
      })
    )
  }

  /** Writes one happening, and its audit entry, of a link as the transaction finds it. */
  async write(read: Read, actor: Actor, work: Work, more: Record<string, string> = {}): Promise<LinkRecord> {
    const { ledger, onLink, onChargeOfLink } = this.#parts
    let changed = false
    const after = await ledger.write(async (tables) => {
      const link = await read(tables)
      const happened = await work(tables, link)
      if (happened === null) return link
      const { happening, action } = happened
      const written = await tables.links.record(link, happening)
      if (action !== null) await tables.audit.append(linkEntry(written, action, happening.at, actor, more))
      if (written.state === 'paid' && link.state !== 'paid' && written.cardId !== null)
        await tables.cards.markCharged(written.cardId, happening.at)
      changed = written.state !== link.state
      return written
    })
    onLink(linkRowOf(after))
    if (changed && after.chargeId !== null) onChargeOfLink(after.chargeId)
    return after
  }

  /** Raises an alarm about a link in the transaction that writes what it contradicts. */
  async raise(tables: LedgerTables, link: LinkRecord, alarm: NewAlarm): Promise<void> {
    const { clock, actor } = this.#parts
    const about = { kind: 'link', id: link.id, accountId: link.accountId } as const
    if (!(await tables.alarms.raise(about, alarm, clock()))) return
    const transactions = alarm.transactions.map(({ transactionId }) => transactionId ?? '').join(' ')
    const more = { alarm: alarm.kind, transactions }
    await tables.audit.append(linkEntry(link, 'alarm_raised', clock(), actor(), more))
  }

  /** When something is judged. @param skew Dintero's clock minus this desk's, ms; null while it was not seen */
  async moment(skew: number | null, { links }: Pick<LedgerTables, 'links'>): Promise<Moment> {
    return { now: this.#parts.clock(), skew, open: await links.countOpen() }
  }
}
