import { environmentOf } from '../../shared/account'
import type { AlarmKind } from '../../shared/alarm'
import type { Actor } from '../../shared/audit'
import type { Closing } from '../../shared/charge'
import { TrekkError } from '../../shared/result'
import { fieldText } from '../../shared/text'
import type { Unresolved } from '../../shared/tray'
import { chargeEntry } from './audit-entries'
import { linkEntry } from './links/audit-entries'
import { modificationEntry } from './modifications/audit-entries'
import { isModificationClosable } from './modifications/backoff'
import type { Named } from './named'
import type { AlarmSubject } from '../ledger/alarms'
import type { NewAuditEntry } from '../ledger/audit'
import type { LedgerTables } from '../ledger/ledger'
import { modificationRowOf } from '../ledger/modification-record'
import { isClosable } from './backoff'
import { lookupAfter } from './happenings'
import type { ChargingParts } from './parts'
import { checkReason } from './reason'
import type { Recording } from './recording'

/** What only a person can end: alarms, and charges nobody will ever know the end of. Both take a name. */
export class Attention {
  readonly #parts: ChargingParts
  readonly #recording: Recording
  readonly #named: Named

  constructor(parts: ChargingParts, recording: Recording, named: Named) {
    this.#parts = parts
    this.#recording = recording
    this.#named = named
  }

  /** What an account's people have to look at, and in which other accounts there is something too. */
  async tray(accountId: string): Promise<Unresolved> {
    const { ledger, clock } = this.#parts
    const { alarms, total } = await ledger.alarms.unread(accountId)
    const others: Unresolved['others'] = []
    for (const { id, name } of await ledger.accounts.list()) {
      if (id === accountId) continue
      const charges = (await ledger.tray.unresolved(id)).total
      const modifications = (await ledger.modifications.openIn(id)).length
      const unread = await ledger.alarms.countUnread(id)
      if (charges + modifications + unread === 0) continue
      const environment = environmentOf(id)
      others.push({ accountId: id, name, environment, charges, modifications, alarms: unread })
    }
    const now = clock()
    const open = await ledger.modifications.openIn(accountId)
    const modifications = open.map((each) => modificationRowOf(each, isModificationClosable(each, now)))
    return { ...(await ledger.tray.unresolved(accountId)), modifications, alarms, alarmCount: total, others }
  }

  /**
   * Takes an alarm out of the tray: the person at the desk has read it.
   * @throws TrekkError `operator_missing` | `not_found`
   */
  async readAlarm(alarmId: number, accountId: string): Promise<void> {
    const { ledger, clock, actor } = this.#parts
    const by = this.#named.require()
    await ledger.write(async (tables) => {
      const { about, kind } = await tables.alarms.markRead(alarmId, accountId, by, clock())
      await tables.audit.append(await alarmEntry(tables, about, kind, clock(), actor()))
    })
  }

  /**
   * Closes a charge that Dintero has shown no trace of for a day, as somebody who looked there says. It stays marked as
   * never answered and is still asked about for a month.
   * @throws TrekkError `operator_missing` | `reason_missing` | `card_number_refused` | `invalid_input`;
   * `close_not_allowed` when Dintero has not been silent for long enough
   */
  async close({ chargeId, reason: given, checked }: Closing): Promise<void> {
    const { ledger, clock, actor } = this.#parts
    const by = this.#named.require()
    const reason = fieldText(given)
    checkReason(reason)
    if (!checked) {
      throw new TrekkError('reason_missing', 'nobody says to have looked in Backoffice', {
        fields: [{ field: 'checked', problem: 'missing' }]
      })
    }
    await ledger.write(async (tables) => {
      const charge = await tables.charges.require(chargeId)
      const now = clock()
      if (!isClosable(charge, now)) throw new TrekkError('close_not_allowed', 'it may still be answered')
      const after = { ...charge, state: 'closed', changedAt: now } as const
      const facts = { closedBy: by, closedReason: reason, nextLookupAt: lookupAfter(after, now) }
      const happening = { at: now, kind: 'closed', note: '', state: 'closed', facts } as const
      const closed = await tables.charges.record(charge, happening)
      const more = { reason, by, found: charge.found.length }
      await tables.audit.append(chargeEntry(closed, 'charge_closed', now, actor(), more))
    })
    await this.#recording.tell(chargeId)
  }
}

/** Whatever an alarm is about, its entry is one of that. */
async function alarmEntry(
  tables: LedgerTables,
  { kind, id }: AlarmSubject,
  alarm: AlarmKind,
  at: number,
  actor: Actor
): Promise<NewAuditEntry> {
  switch (kind) {
    case 'charge':
      return chargeEntry(await tables.charges.require(id), 'alarm_read', at, actor, { alarm })
    case 'link':
      return linkEntry(await tables.links.require(id), 'alarm_read', at, actor, { alarm })
    case 'modification':
      return modificationEntry(await tables.modifications.require(id), 'alarm_read', at, actor, { alarm })
  }
}
