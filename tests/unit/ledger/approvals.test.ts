import { describe, expect, it } from 'vitest'
import type { NewApprover } from '../../../electron/ledger/approvals'
import { accountId, ledgerWithCard, rawDatabase, start } from './support'

const pin = { n: 16, r: 1, p: 1, salt: 'c2FsdA==', hash: 'aGFzaA==' }
const ola: NewApprover = { id: 'approver-1', name: 'Ola', pin, addedAt: start, addedBy: 'Kari' }

describe('who may approve, in the ledger', () => {
  it('is read as it was written, in the order of names', async () => {
    const { approvals } = await ledgerWithCard()
    await approvals.add(ola)
    await approvals.add({ ...ola, id: 'approver-2', name: 'Åse' })
    await approvals.add({ ...ola, id: 'approver-3', name: 'kari' })
    expect((await approvals.approvers()).map(({ name }) => name)).toEqual(['kari', 'Ola', 'Åse'])
    expect(await approvals.approver('approver-1')).toEqual({
      ...ola,
      pinChangedAt: start,
      failures: 0,
      failedAt: null
    })
  })

  it('is called by a name of their own, until they are removed', async () => {
    const { approvals } = await ledgerWithCard()
    await approvals.add(ola)
    const again = { ...ola, id: 'approver-2', name: ' OLA' }
    await expect(approvals.add(again)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ field: 'name', problem: 'used' }]
    })
    await approvals.remove('approver-1', start + 1)
    await approvals.add(again)
    expect((await approvals.approvers()).map(({ id }) => id)).toEqual(['approver-2'])
  })

  it('is found no more once they are removed, and changed no more', async () => {
    const { approvals } = await ledgerWithCard()
    await approvals.add(ola)
    await approvals.remove('approver-1', start + 1)
    expect(await approvals.approver('approver-1')).toBeNull()
    await expect(approvals.setPin('approver-1', pin, start)).rejects.toMatchObject({
      code: 'approver_unknown'
    })
    await expect(approvals.remove('approver-1', start)).rejects.toMatchObject({ code: 'approver_unknown' })
    const before = { ...ola, pinChangedAt: start, failures: 0, failedAt: null }
    await expect(approvals.countTry(before, start)).rejects.toMatchObject({ code: 'approver_unknown' })
  })

  it('has a PIN that fits nothing where it cannot be read', async () => {
    const { approvals, folder } = await ledgerWithCard()
    await approvals.add(ola)
    const raw = rawDatabase(folder)
    for (const strange of [
      '{}',
      '{"version":1,"value":{"n":4294967296,"r":8,"p":1,"salt":"AA==","hash":"AA=="}}'
    ]) {
      raw.prepare('update approvers set pin = ?').run(strange)
      expect((await approvals.approver('approver-1'))?.pin).toBeNull()
    }
  })

  it('is refused by the tables themselves what would hide somebody', async () => {
    const { approvals, folder } = await ledgerWithCard()
    await approvals.add(ola)
    await approvals.setRule(accountId, { kind: 'every' })
    const raw = rawDatabase(folder)
    for (const [statement, why] of [
      ['delete from approvers', 'approvers_no_delete'],
      [`update approvers set name = 'Per'`, 'fixed_column'],
      [`update approvers set added_by = 'Per'`, 'fixed_column'],
      ['delete from approval_rules', 'approval_rules_no_delete'],
      ['update approvers set failures = -1', 'CHECK'],
      ['update approvers set pin = null', 'CHECK'],
      ['update approvers set removed_at = 5', 'CHECK'],
      [`update approval_rules set kind = 'sometimes'`, 'CHECK']
    ] as const)
      expect(() => raw.exec(statement)).toThrow(why)
    raw.exec('update approvers set pin = null, removed_at = 5')
    expect(() => raw.exec("update approvers set pin = '{}', removed_at = null")).toThrow('fixed_column')
  })
})

describe('the rule of an account', () => {
  it('is off until something is said, and then what was said last', async () => {
    const { approvals } = await ledgerWithCard()
    expect(await approvals.rule(accountId)).toEqual({ kind: 'off' })
    expect(await approvals.isAnyRule()).toBe(false)
    for (const rule of [
      { kind: 'every' },
      { kind: 'over', amounts: { NOK: 100_000, SEK: 0 } },
      { kind: 'every' }
    ] as const) {
      await approvals.setRule(accountId, rule)
      expect(await approvals.rule(accountId)).toEqual(rule)
      expect(await approvals.isAnyRule()).toBe(true)
    }
    await approvals.setRule(accountId, { kind: 'off' })
    expect(await approvals.isAnyRule()).toBe(false)
  })

  it('stays when the account is removed and connected again', async () => {
    const ledger = await ledgerWithCard()
    await ledger.approvals.setRule(accountId, { kind: 'every' })
    const account = await ledger.accounts.get(accountId)
    await ledger.write(({ accounts }) => accounts.remove(accountId, start))
    expect(await ledger.approvals.isAnyRule()).toBe(true)
    if (account !== null) await ledger.write(({ accounts }) => accounts.insert(account))
    expect(await ledger.approvals.rule(accountId)).toEqual({ kind: 'every' })
  })

  it('asks for a second person for everything where its amounts cannot be read', async () => {
    const { approvals, folder } = await ledgerWithCard()
    await approvals.setRule(accountId, { kind: 'over', amounts: { NOK: 5 } })
    rawDatabase(folder).exec(`update approval_rules set amounts = '[]'`)
    expect(await approvals.rule(accountId)).toEqual({ kind: 'over', amounts: {} })
  })
})

describe('who left the desk', () => {
  it('is known for a week', async () => {
    const { desk } = await ledgerWithCard()
    const day = 24 * 3_600_000
    expect(await desk.operatorsSince(0)).toEqual([])
    await desk.operatorLeft('Kari', start)
    await desk.operatorLeft('Ola', start + day)
    await desk.operatorLeft('Kari', start + 2 * day)
    expect(await desk.operatorsSince(start + day)).toEqual(['Kari', 'Ola'])
    expect(await desk.operatorsSince(start + day + 1)).toEqual(['Kari'])
    await desk.operatorLeft('Siri', start + 8 * day)
    expect(await desk.operatorsSince(0)).toEqual(['Kari', 'Siri'])
  })
})
