import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { chargeHaystack } from '../../electron/ledger/charge-record'
import { ledgerFile } from '../../electron/ledger/ledger'
import type { Decline } from '../../shared/charge'
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
 * Fills a ledger that nobody has open with decided charges, a fifth of them declined. Written in bulk, since making
 * 100,000 durable charges one by one would measure the disk; the ledger's own triggers still check every move.
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
    `insert into charges (id, account_id, card_id, provider, brand, last_four, customer_name, operation, amount,
       currency, merchant_reference, lines, vat_amount, email, phone, auto_capture, operator, os_user, request_id,
       created_at, state, changed_at, haystack)
     values (?, ?, ?, 'dintero_psp', 'visa', ?, ?, ?, ?, 'NOK', ?, '[]', 0, '', '', 1, '', 'bench', 'bench', ?,
       'intent', ?, ?)`
  )
  const send = database.prepare(`update charges set state = 'sent', sent_at = created_at where id = ?`)
  const decide = database.prepare(
    `update charges set state = ?, transaction_id = ?, transaction_status = ?, decline = ?, decline_reason = ?, haystack = ?
     where id = ?`
  )
  const event = database.prepare(
    `insert into charge_events (charge_id, at, kind, state, note) values (?, ?, ?, ?, '')`
  )

  database.exec('begin')
  for (let index = 0; index < count; index += 1) {
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
    const said = refused ? JSON.stringify(decline) : null
    const status = refused ? 'FAILED' : 'CAPTURED'
    decide.run(state, transactionId, status, said, reason, chargeHaystack(charge, transactionId), id)
    event.run(id, at, 'created', 'intent')
    event.run(id, at, 'sent', 'sent')
    event.run(id, at, 'answered', state)
  }
  database.exec('commit')
  database.exec('pragma optimize')
  database.close()
}
