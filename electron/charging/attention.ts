import { environmentOf } from '../../shared/account'
import type { Closing } from '../../shared/charge'
import { TrekkError } from '../../shared/result'
import { fieldText } from '../../shared/text'
import type { Unresolved } from '../../shared/tray'
import { chargeEntry } from './audit-entries'
import { isClosable } from './backoff'
import { lookupAfter } from './happenings'
import type { ChargingParts } from './parts'
import { checkReason } from './reason'
import type { Recording } from './recording'

/** What only a person can end: alarms, and charges nobody will ever know the end of. Both take a name. */
export class Attention {
  readonly #parts: ChargingParts
  readonly #recording: Recording

  constructor(parts: ChargingParts, recording: Recording) {
    this.#parts = parts
    this.#recording = recording
  }

  /** What an account's people have to look at, and in which other accounts there is something too. */
  async tray(accountId: string): Promise<Unresolved> {
    const { ledger } = this.#parts
    const { alarms, total } = await ledger.alarms.unread(accountId)
    const others: Unresolved['others'] = []
    for (const { id, name } of await ledger.accounts.list()) {
      if (id === accountId) continue
      const charges = (await ledger.tray.unresolved(id)).total
      const unread = await ledger.alarms.countUnread(id)
      if (charges + unread === 0) continue
      others.push({ accountId: id, name, environment: environmentOf(id), charges, alarms: unread })
    }
    return { ...(await ledger.tray.unresolved(accountId)), alarms, alarmCount: total, others }
  }

  /**
   * Takes an alarm out of the tray: the person at the desk has read it.
   * @throws TrekkError `operator_missing` | `not_found`
   */
  async readAlarm(alarmId: number, accountId: string): Promise<void> {
    const { ledger, clock, actor } = this.#parts
    const by = this.#named()
    await ledger.write(async (tables) => {
      const { chargeId, kind } = await tables.alarms.markRead(alarmId, accountId, by, clock())
      const charge = await tables.charges.require(chargeId)
      await tables.audit.append(chargeEntry(charge, 'alarm_read', clock(), actor(), { alarm: kind }))
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
    const by = this.#named()
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

  /** The audit trail names the OS user, which may be everybody's; what a person vouches for needs a name. */
  #named(): string {
    const name = fieldText(this.#parts.settings().operatorName)
    if (name !== '') return name
    throw new TrekkError('operator_missing', 'nobody has said who is at the desk', {
      fields: [{ field: 'operatorName', problem: 'missing' }]
    })
  }
}
