import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { ledger0001 } from './migrations/0001-ledger'
import { room0002 } from './migrations/0002-room'
import { batches0003 } from './migrations/0003-batches'
import { approvals0004 } from './migrations/0004-approvals'
import { finding0005 } from './migrations/0005-finding'
import { links0006 } from './migrations/0006-links'
import { modifications0007 } from './migrations/0007-modifications'
import { cards0008 } from './migrations/0008-cards'
import { totals0009 } from './migrations/0009-totals'
import { customers0010 } from './migrations/0010-customers'

function of(statements: readonly string[]): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      for (const statement of statements) await sql.raw(statement).execute(db)
    }
  }
}

/**
 * Every change of the tables, by name in the order they run; each is literal SQL in a file of its own, so that no change
 * of the program can change what it did. A released one is never edited: the next change is a new one.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001_ledger': of(ledger0001),
  '0002_room': of(room0002),
  '0003_batches': of(batches0003),
  '0004_approvals': of(approvals0004),
  '0005_finding': of(finding0005),
  '0006_links': of(links0006),
  '0007_modifications': of(modifications0007),
  '0008_cards': of(cards0008),
  '0009_totals': of(totals0009),
  '0010_customers': of(customers0010)
}
