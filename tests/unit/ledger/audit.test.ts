import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AuditAction } from '../../../shared/audit'
import type { NewAuditEntry } from '../../../electron/ledger/audit'
import type { Ledger } from '../../../electron/ledger/ledger'
import { accountId, openTestLedger, rawDatabase, start } from './support'

const subjectShape = z.object({ subject: z.string() })
const everything = { search: '', actions: [], from: null, to: null, offset: 0, limit: 100 }

async function write(ledger: Ledger, count: number, action: AuditAction = 'charge_submitted'): Promise<void> {
  for (let n = 1; n <= count; n += 1) {
    await ledger.write(({ audit }) =>
      audit.append({
        at: start + n,
        osUser: 'kari',
        operator: 'Kari',
        accountId,
        action,
        requestId: `request-${n}`,
        subject: `order-${n}`,
        facts: { amount: n, currency: 'NOK', note: null }
      })
    )
  }
}

/** Changes the file as a person with a database tool would: triggers off first. */
function tamper(folder: string, statement: string): void {
  const raw = rawDatabase(folder)
  for (const rule of ['audit_no_update', 'audit_no_delete', 'audit_next']) raw.exec(`DROP TRIGGER ${rule}`)
  raw.exec(statement)
  raw.close()
}

describe('the audit trail', () => {
  it('is intact when nothing was touched, also when it is empty', async () => {
    const ledger = await openTestLedger()
    expect(await ledger.reads.verifyAudit()).toEqual({ entries: 0, intact: true, firstBroken: null })
    await write(ledger, 5)
    expect(await ledger.reads.verifyAudit()).toEqual({ entries: 5, intact: true, firstBroken: null })
  })

  it.each([
    ["UPDATE audit SET operator = 'Ola' WHERE sequence = 3", 3],
    ['UPDATE audit SET facts = \'{"amount":9}\' WHERE sequence = 1', 1],
    ['UPDATE audit SET at = at + 1 WHERE sequence = 5', 5],
    ['UPDATE audit SET account_id = NULL WHERE sequence = 2', 2],
    ['DELETE FROM audit WHERE sequence = 2', 2],
    ['DELETE FROM audit WHERE sequence = 5', 5],
    ['DELETE FROM audit WHERE sequence >= 3', 3],
    ['DELETE FROM audit', 1],
    [
      'INSERT INTO audit SELECT 6, at, os_user, operator, account_id, action, request_id, subject, facts, hash FROM audit WHERE sequence = 5',
      6
    ],
    ['UPDATE audit SET sequence = 10 WHERE sequence = 4', 4]
  ])('names the first broken link after %s', async (statement, firstBroken) => {
    const ledger = await openTestLedger()
    await write(ledger, 5)
    tamper(ledger.folder, statement)
    expect(await ledger.reads.verifyAudit()).toMatchObject({ intact: false, firstBroken })
  })

  it('cannot be changed while its rules stand', async () => {
    const ledger = await openTestLedger()
    await write(ledger, 2)
    const raw = rawDatabase(ledger.folder)
    expect(() => raw.exec("UPDATE audit SET operator = 'Ola'")).toThrow('audit_no_update')
    expect(() => raw.exec('DELETE FROM audit')).toThrow('audit_no_delete')
    const slipped =
      'INSERT INTO audit SELECT 9, at, os_user, operator, account_id, action, request_id, subject, facts, hash FROM audit WHERE sequence = 2'
    expect(() => raw.exec(slipped)).toThrow('audit_sequence')
  })

  it('gives facts back as they were, in whatever order they were written', async () => {
    const ledger = await openTestLedger()
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
    const factsOf = fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      value
    )
    await fc.assert(
      fc.asyncProperty(factsOf, async (facts) => {
        const entry: NewAuditEntry = {
          at: start,
          osUser: '',
          operator: '',
          accountId: null,
          action: 'settings_changed',
          requestId: '',
          subject: '',
          facts
        }
        await ledger.write(({ audit }) => audit.append(entry))
        const { rows } = await ledger.reads.listAudit({ ...everything, limit: 1 })
        expect(rows).toMatchObject([{ ...entry, facts: expect.anything() }])
        expect(rows[0]?.facts).toEqual({ ...facts })
      }),
      { numRuns: 40 }
    )
    expect((await ledger.reads.verifyAudit()).intact).toBe(true)
  })

  it('filters by text, action and time, newest first', async () => {
    const ledger = await openTestLedger()
    await write(ledger, 12, 'card_removed')
    await write(ledger, 1, 'card_added')
    const sequences = async (query: object): Promise<number[]> =>
      (await ledger.reads.listAudit({ ...everything, ...query })).rows.map(({ sequence }) => sequence)
    expect(await sequences({ search: 'ORDER-12' })).toEqual([12])
    expect(await sequences({ actions: ['card_added'] })).toEqual([13])
    expect(await sequences({ from: start + 11, to: start + 12 })).toEqual([11])
    expect(await ledger.reads.listAudit({ ...everything, offset: 2, limit: 2 })).toMatchObject({
      total: 13,
      rows: [{ sequence: 11 }, { sequence: 10 }]
    })
  })

  it('exports every entry once, in order, over more than one page', async () => {
    const ledger = await openTestLedger()
    await ledger.write(async ({ audit }) => {
      for (let n = 0; n < 1_001; n += 1) {
        await audit.append({
          at: start,
          osUser: '',
          operator: '',
          accountId: null,
          action: 'settings_changed',
          requestId: '',
          subject: String(n),
          facts: {}
        })
      }
    })
    const file = join(ledger.folder, 'trail.jsonl')
    expect(await ledger.reads.exportAudit(file)).toBe(1_001)
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    const subjects = lines.map((line) => subjectShape.parse(JSON.parse(line)).subject)
    expect(subjects).toEqual(Array.from({ length: 1_001 }, (_, n) => String(n)))
    expect((await ledger.reads.verifyAudit()).entries).toBe(1_001)
  })
})
