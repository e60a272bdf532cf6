import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { hashOf } from '../../electron/ledger/audit-chain'
import { chargeHaystack } from '../../electron/ledger/charge-record'
import { ledgerFile } from '../../electron/ledger/ledger'
import type { Decline } from '../../shared/charge'
import type { AuditTable } from '../../electron/ledger/schema'
import { writeDecline } from '../../electron/ledger/stored/decline'
import { customerName } from './people'

const minute = 60_000
const decline: Decline = {
  reason: 'insufficient_funds',
  retry: { kind: 'unsaid', notBefore: null },
  message: 'Insufficient funds',
  types: ['INSUFFICIENT_FUNDS'],
  resultCode: '51'
}

/**
 * Fills a ledger that nobody has open with decided charges, a fifth of them declined, a minute apart, and each with an
 * entry in the audit trail. Written in bulk, since making them durable one by one would measure the disk; the ledger's
 * own triggers still check every move.
 * @param newest ms since 1970 UTC
 */
export function fillWithCharges(
  folder: string,
  accountId: string,
  cardId: string,
  count: number,
  newest: number
): void {
  const database = new DatabaseSync(join(folder, ledgerFile))
  const insert = database.prepare(
    `insert into charges (id, account_id, card_id, desk_id, source, provider, brand, last_four, customer_name, operation, amount,
       currency, merchant_reference, lines, vat_amount, email, phone, auto_capture, operator, os_user, request_id,
       created_at, state, changed_at, haystack, own_reference)
     values (?, ?, ?, (select value from desk_state where key = 'desk_id'), 'person', 'dintero_psp', 'visa', ?, ?, ?, ?, 'NOK', ?, '[]', 0, '', '', 1, '', 'bench', 'bench', ?,
       'intent', ?, ?, 0)`
  )
  const send = database.prepare(
    `update charges set state = 'sent', sends = 1, sent_at = created_at where id = ?`
  )
  const decide = database.prepare(
    `update charges set state = ?, transaction_id = ?, transaction_status = ?, decline = ?, decline_reason = ?, haystack = ?
     where id = ?`
  )
  const event = database.prepare(
    `insert into charge_events (charge_id, at, kind, state, note) values (?, ?, ?, ?, '')`
  )

  const audit = database.prepare(
    `insert into audit (sequence, at, os_user, operator, account_id, action, request_id, subject, facts, hash)
     values (?, ?, 'bench', '', ?, 'charge_submitted', 'bench', ?, ?, ?)`
  )
  const last = database.prepare('select sequence, hash from audit order by sequence desc limit 1').get()
  let sequence = Number(last?.['sequence'] ?? 0)
  let hash = String(last?.['hash'] ?? '0'.repeat(64))
  const tell = (at: number, subject: string, facts: string): void => {
    sequence += 1
    const entry: Omit<AuditTable, 'hash'> = {
      sequence,
      at,
      os_user: 'bench',
      operator: '',
      account_id: accountId,
      action: 'charge_submitted',
      request_id: 'bench',
      subject,
      facts
    }
    hash = hashOf(entry, hash)
    audit.run(sequence, at, accountId, subject, facts, hash)
  }

  database.exec('pragma synchronous = off; pragma cache_size = -400000')
  database.exec('begin')
  // Oldest first, as they are made.
  for (let index = count - 1; index >= 0; index -= 1) {
    if (index % 20_000 === 0) database.exec('commit; begin')
    const id = `bench-charge-${index}`
    const at = newest - index * minute
    const transactionId = `${accountId}.bench${index}`
    const charge = {
      merchantReference: `bench-${index}`,
      customerName: customerName(index % 50_000),
      lastFour: String(index % 10_000).padStart(4, '0'),
      amount: 9_900 + (index % 5_000) * 10,
      currency: 'NOK'
    }
    const operation = index % 3 === 0 ? 'recurring_purchase' : 'unscheduled_purchase'
    const { merchantReference, customerName: name, lastFour, amount } = charge
    const before = chargeHaystack(charge, null)
    insert.run(id, accountId, cardId, lastFour, name, operation, amount, merchantReference, at, at, before)
    send.run(id)
    const refused = index % 5 === 4
    const state = refused ? 'declined' : 'succeeded'
    const reason = refused ? decline.reason : null
    const said = refused ? writeDecline(decline) : null
    const status = refused ? 'FAILED' : 'CAPTURED'
    decide.run(state, transactionId, status, said, reason, chargeHaystack(charge, transactionId), id)
    event.run(id, at, 'created', 'intent')
    event.run(id, at, 'sent', 'sent')
    event.run(id, at, 'answered', state)
    tell(at, id, JSON.stringify({ amount, currency: 'NOK', reference: merchantReference }))
  }
  database.exec('commit')
  database.exec('pragma optimize')
  database.close()
}
