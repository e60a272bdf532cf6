import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ledgerFile } from '../../../electron/ledger/ledger'
import { openConnection } from '../../../electron/ledger/sqlite/connection'
import { batchState } from '../../../shared/batch'
import { chargeState } from '../../../shared/charge'

const batchRow = z.object({
  id: z.string(),
  state: batchState,
  reason: z.string().nullable(),
  life: z.number(),
  first_charges: z.number(),
  looked_at_by: z.string().nullable()
})

const chargeRow = z.object({
  batch_id: z.string().nullable(),
  batch_row: z.number().nullable(),
  card_id: z.string(),
  merchant_reference: z.string(),
  amount: z.number(),
  currency: z.string(),
  state: chargeState
})
export type BatchCharge = z.infer<typeof chargeRow>

const countRow = z.object({
  state: z.string(),
  currency: z.string(),
  charges: z.number(),
  amount: z.number()
})
const started = z.object({ times: z.number() })

/** A batch as the ledger has it on disk, past all of the program's own code; null where it was not released. */
export interface BatchOnDisk {
  readonly batch: z.infer<typeof batchRow> | null
  readonly charges: readonly BatchCharge[]
  /** The ledger's own sums, by state and currency. */
  readonly counts: readonly z.infer<typeof countRow>[]
  /** How often the audit trail says that it was started. */
  readonly starts: number
  readonly dump: string
}

/** @param folder of the profile */
export function readBatch(folder: string, batchId: string): BatchOnDisk {
  return reading(join(folder, ledgerFile), (all) => ({
    batch: z.array(batchRow).parse(all('select * from batches where id = ?', batchId))[0] ?? null,
    charges: z.array(chargeRow).parse(all('select * from charges order by batch_row')),
    counts: z.array(countRow).parse(all('select * from batch_counts where charges > 0')),
    starts: z
      .array(started)
      .parse(all(`select count(*) as times from audit where action = 'batch_started'`))
      .reduce((sum, { times }) => sum + times, 0),
    dump: JSON.stringify([all('select * from batches'), all('select * from batch_counts')])
  }))
}

const asideRow = z.object({ row: z.number(), code: z.string() })

/** What the file of a batch holds. */
export interface PlanOnDisk {
  /** Each planned row as it is written. */
  readonly plan: readonly string[]
  readonly setAside: readonly z.infer<typeof asideRow>[]
}

/** The file of a batch as it lies on disk; empty where there is none, or where it was not written to its end. */
export function readPlan(folder: string, batchId: string): PlanOnDisk {
  const path = join(folder, 'batches', `${batchId}.db`)
  if (!existsSync(path)) return { plan: [], setAside: [] }
  return reading(path, (all) => {
    const made = new Set(
      z
        .array(z.object({ name: z.string() }))
        .parse(all(`select name from sqlite_master where type = 'table'`))
        .map(({ name }) => name)
    )
    const rows = made.has('plan') ? all('select charge from plan order by row') : []
    const setAside = made.has('set_aside') ? all('select row, code from set_aside order by row') : []
    return {
      plan: z
        .array(z.object({ charge: z.string() }))
        .parse(rows)
        .map(({ charge }) => charge),
      setAside: z.array(asideRow).parse(setAside)
    }
  })
}

type Query = (sql: string, ...parameters: unknown[]) => unknown[]

function reading<T>(path: string, read: (all: Query) => T): T {
  const connection = openConnection(path)
  try {
    return read((sql, ...parameters) => connection.prepare(sql).all(...parameters))
  } finally {
    connection.close()
  }
}
