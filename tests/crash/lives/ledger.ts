import { join } from 'node:path'
import { z } from 'zod'
import { ledgerFile } from '../../../electron/ledger/ledger'
import { openConnection } from '../../../electron/ledger/sqlite/connection'
import { chargeState } from '../../../shared/charge'

const common = {
  id: z.string(),
  state: z.string(),
  transaction: z.string().nullable(),
  status: z.string().nullable(),
  /** When it is asked about next. */
  next: z.number().nullable(),
  /** The state its last event tells of. */
  lastEvent: z.string().nullable()
}
const payment = z.object({
  ...common,
  reference: z.string(),
  amount: z.number().nullable(),
  card: z.string().nullable(),
  captured: z.number().nullable(),
  refunded: z.number().nullable()
})
const charge = payment.extend({ state: chargeState })
const link = payment.extend({ kind: z.string(), url: z.string().nullable() })
const modification = z.object({
  ...common,
  kind: z.enum(['capture', 'void', 'refund']),
  reference: z.string(),
  amount: z.number().nullable()
})
const auditRow = z.object({
  sequence: z.number(),
  at: z.number(),
  os_user: z.string(),
  operator: z.string(),
  account_id: z.string().nullable(),
  action: z.string(),
  request_id: z.string(),
  subject: z.string(),
  facts: z.string(),
  hash: z.string()
})

export type PaymentOnDisk = z.infer<typeof payment>
export type LinkOnDisk = z.infer<typeof link>
export type ModificationOnDisk = z.infer<typeof modification>
export type AuditOnDisk = z.infer<typeof auditRow>

/** The ledger as it lies on disk, past all of the program's own code. */
export interface LedgerOnDisk {
  readonly charges: readonly z.infer<typeof charge>[]
  readonly links: readonly LinkOnDisk[]
  readonly modifications: readonly ModificationOnDisk[]
  readonly audit: readonly AuditOnDisk[]
  /** Cards that are stored, by Dintero's id of their token. */
  readonly cards: ReadonlyMap<string | null, string>
}

const ofPayments = `merchant_reference as reference, amount, card_id as card, captured, refunded`

/** @param folder of the profile */
export function readLedger(folder: string): LedgerOnDisk {
  const connection = openConnection(join(folder, ledgerFile))
  const all = (columns: string, table: string, of: string): unknown[] =>
    connection
      .prepare(
        `select id, state, transaction_id as "transaction", transaction_status as status, next_lookup_at as next,
          ${columns}, (select state from ${of}_events where ${of}_id = ${table}.id
            order by id desc limit 1) as lastEvent
        from ${table}`
      )
      .all()
  try {
    return {
      charges: z.array(charge).parse(all(ofPayments, 'charges', 'charge')),
      links: z.array(link).parse(all(`kind, url, ${ofPayments}`, 'links', 'link')),
      modifications: z
        .array(modification)
        .parse(all('kind, reference, amount', 'modifications', 'modification')),
      audit: z.array(auditRow).parse(connection.prepare('select * from audit order by sequence').all()),
      cards: new Map(
        z
          .array(z.object({ id: z.string(), token: z.string().nullable() }))
          .parse(connection.prepare('select id, token_id as token from cards').all())
          .map(({ id, token }) => [token, id])
      )
    }
  } finally {
    connection.close()
  }
}
