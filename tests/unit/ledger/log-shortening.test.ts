import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ledgerFile, type Ledger } from '../../../electron/ledger/ledger'
import { Reads } from '../../../electron/ledger/reading/reads'
import { anAccount, openTestLedger, rawDatabase } from './support'

/** A page of the ledger and what the log writes before it, bytes. */
const pageInLog = 4_096 + 24
/** SQLite's own word for a log that is long, pages. */
const long = 1_000

function logOf(folder: string): string {
  return join(folder, `${ledgerFile}-wal`)
}

async function writeOften(ledger: Ledger, times: number): Promise<void> {
  await ledger.write(({ accounts }) => accounts.insert(anAccount))
  for (let time = 0; time < times; time += 1) {
    // Other words each time, or SQLite leaves the pages that stay the same.
    const name = `${time} `.repeat(5_000)
    await ledger.write(({ accounts }) => accounts.rename(anAccount.id, name))
  }
}

describe('the log of a ledger whose reads are elsewhere', () => {
  it('is shortened by them, and begun anew by the writer', async () => {
    const ledger = await openTestLedger({ reads: (folder, file, clock) => new Reads(folder, file, clock) })
    await writeOften(ledger, 300)
    expect(statSync(logOf(ledger.folder)).size).toBeLessThan(long * pageInLog)
  })

  it('grows while they fail, and nothing else is lost by it', async () => {
    let asked = 0
    class Failing extends Reads {
      override shortenLog(): Promise<void> {
        asked += 1
        return Promise.reject(new Error('no thread'))
      }
    }
    const ledger = await openTestLedger({ reads: (folder, file, clock) => new Failing(folder, file, clock) })
    await writeOften(ledger, 300)
    expect(asked).toBeGreaterThan(5)
    const [row] = rawDatabase(ledger.folder).prepare('select count(*) as accounts from accounts').all()
    expect(row).toEqual({ accounts: 1 })
    expect(statSync(logOf(ledger.folder)).size).toBeGreaterThan(long * pageInLog)
  })

  it('is gone when it is closed', async () => {
    const ledger = await openTestLedger({ reads: (folder, file, clock) => new Reads(folder, file, clock) })
    await writeOften(ledger, 40)
    await ledger.close()
    expect(existsSync(logOf(ledger.folder))).toBe(false)
  })
})
