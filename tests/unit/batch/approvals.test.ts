import { cpSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ApprovalService } from '../../../electron/batch/approval-service'
import type { BatchService } from '../../../electron/batch/batch-service'
import type { Release } from '../../../electron/batch/releasing'
import type { Approval, ApprovalRule } from '../../../shared/approval'
import { usualPace } from '../../../shared/batch'
import { openTestLedger, rawDatabase, tempFolder } from '../ledger/support'
import { openServiceDesk, type ServiceDesk } from './service-support'
import { trailOf } from './support'

const accountId = 'T12345678'
const minute = 60_000
const every: ApprovalRule = { kind: 'every' }
const pins = { ola: '739251', siri: '481926' }
const file = ['Kundenr;Beløp', 'K-2002;1299,90', 'K-2003;99,00', ''].join('\r\n')

/** A desk at which Ola and Siri may approve; Kari sits there. */
async function openDesk(
  rule: ApprovalRule = every
): Promise<{ desk: ServiceDesk; ola: Approval; siri: Approval }> {
  const desk = await openServiceDesk()
  const [first] = (await desk.approvals.add('Ola', pins.ola, null)).approvers
  const ola = { approverId: first?.id ?? '', pin: pins.ola }
  const both = (await desk.approvals.add('Siri', pins.siri, ola)).approvers
  const siri = { approverId: both.find(({ name }) => name === 'Siri')?.id ?? '', pin: pins.siri }
  if (rule.kind !== 'off') await desk.approvals.saveRule(accountId, rule, ola)
  return { desk, ola, siri }
}

async function imported(
  desk: ServiceDesk,
  content = file,
  batches: BatchService = desk.batches
): Promise<string> {
  const path = desk.write('nettleie.csv', content)
  const { id, columns } = await batches.import({ kind: 'path', path })
  if (columns === null) throw new Error('no columns')
  await batches.answer(id, columns.answers, { ...columns.defaults, operation: 'unscheduled_purchase' })
  await batches.acceptColumns(id)
  return id
}

/** What a release says of a fresh review. */
async function reviewed(batches: BatchService, id: string): Promise<Release> {
  const { reviewId, sums } = await batches.review(id, null)
  return {
    reviewId,
    typed: sums.map(({ currency, amount }) => ({ currency, amount })),
    firstCharges: 0,
    realMoney: false,
    hold: minute,
    pace: usualPace
  }
}

async function trail(desk: ServiceDesk): Promise<readonly (readonly [string, string, string | undefined])[]> {
  return (await trailOf(desk))
    .toReversed()
    .map(({ action, subject, facts }) => [action, subject, facts['why']?.toString()] as const)
}

async function refusals(desk: ServiceDesk): Promise<(string | undefined)[]> {
  return (await trail(desk)).flatMap(([action, , why]) => (action === 'approval_refused' ? [why] : []))
}

const isReleased = async (desk: ServiceDesk, id: string): Promise<boolean> =>
  (await desk.ledger.batches.get(id)) !== null

describe('a file that needs a second person', () => {
  it('is released when somebody else approves it, and says who', async () => {
    const { desk, ola } = await openDesk()
    const id = await imported(desk)
    const review = await desk.batches.review(id, null)
    expect(review.approval?.approvers).toMatchObject([
      { name: 'Ola', hadHand: false, lockedUntil: null },
      { name: 'Siri', hadHand: false, lockedUntil: null }
    ])
    const detail = await desk.batches.release({ ...(await reviewed(desk.batches, id)), approval: ola })
    expect(detail.run).toMatchObject({ importedBy: 'Kari', releasedBy: 'Kari', approvedBy: 'Ola' })
    const [entry] = await trailOf(desk, 'batch_released')
    expect(entry).toMatchObject({
      operator: 'Kari',
      facts: { approvedBy: 'Ola', approverId: ola.approverId, hands: 'Kari' }
    })
    expect(await refusals(desk)).toEqual([])
  })

  it('is not released without one, whatever the page or a command says, and the trail tells of it', async () => {
    const { desk } = await openDesk()
    const id = await imported(desk)
    const release = await reviewed(desk.batches, id)
    await expect(desk.batches.release(release)).rejects.toMatchObject({ code: 'approval_needed' })
    await expect(desk.batches.release({ ...release, approval: null })).rejects.toMatchObject({
      code: 'approval_needed'
    })
    expect(await isReleased(desk, id)).toBe(false)
    expect(await refusals(desk)).toEqual(['approval_needed', 'approval_needed'])
    // Nor past everything that asks.
    const { planHash } = await desk.ledger.batches
      .create({ ...someBatch, id: 'sneaked' })
      .catch((error: unknown) => ({ planHash: String(error) }))
    expect(planHash).toContain('approval_needed')
  })

  it('needs none when the rule is off, or it comes to less', async () => {
    const off = await openDesk({ kind: 'off' })
    const id = await imported(off.desk)
    expect((await off.desk.batches.review(id, null)).approval).toBeNull()
    expect((await off.desk.batches.release(await reviewed(off.desk.batches, id))).run?.approvedBy).toBeNull()
    const over = await openDesk({ kind: 'over', amounts: { NOK: 139_890 } })
    const small = await imported(over.desk)
    expect((await over.desk.batches.review(small, null)).approval).toBeNull()
    await over.desk.batches.release(await reviewed(over.desk.batches, small))
    expect(await isReleased(over.desk, small)).toBe(true)
  })

  it('counts together with what went without one in the last day, unless that was called off', async () => {
    const { desk } = await openDesk({ kind: 'over', amounts: { NOK: 200_000 } })
    const first = await imported(desk)
    await desk.batches.release(await reviewed(desk.batches, first))
    const second = await imported(desk, file.replace('K-2002', 'K-2004').replace('K-2003', 'K-2005'))
    const release = await reviewed(desk.batches, second)
    await expect(desk.batches.release(release)).rejects.toMatchObject({ code: 'approval_needed' })
    desk.now += 24 * 60 * minute
    expect((await desk.batches.review(second, null)).approval).toBeNull()
    desk.now -= 24 * 60 * minute
    await desk.batches.cancel(first)
    await desk.batches.release(await reviewed(desk.batches, second))
    expect(await isReleased(desk, second)).toBe(true)
  })

  it.each(['Ola', 'OLA', '  ola ', 'O\u200bla', '\uff2fla'])(
    'is never approved by who brought it in, who said to be %j',
    async (name) => {
      const { desk, ola, siri } = await openDesk()
      desk.operator = name
      const id = await imported(desk)
      desk.operator = 'Kari'
      expect((await desk.batches.review(id, null)).approval?.approvers).toMatchObject([
        { name: 'Ola', hadHand: true },
        { name: 'Siri', hadHand: false }
      ])
      const release = await reviewed(desk.batches, id)
      await expect(desk.batches.release({ ...release, approval: ola })).rejects.toMatchObject({
        code: 'approval_own'
      })
      expect(await refusals(desk)).toEqual(['approval_own'])
      await desk.batches.release({ ...release, approval: siri })
      expect(await isReleased(desk, id)).toBe(true)
    }
  )

  it('is never approved by who changed it, nor by who releases it', async () => {
    const { desk, ola, siri } = await openDesk()
    const id = await imported(desk)
    desk.operator = 'ola'
    await desk.batches.edit(id, { kind: 'skip', rows: [3], skip: true })
    await desk.batches.undo(id)
    desk.operator = 'Siri'
    const release = await reviewed(desk.batches, id)
    for (const approval of [ola, siri])
      await expect(desk.batches.release({ ...release, approval })).rejects.toMatchObject({
        code: 'approval_own'
      })
    // Who had a hand in it is known to a program that was started anew.
    desk.operator = 'Kari'
    const later = await desk.anew()
    const again = await reviewed(later, id)
    await expect(later.release({ ...again, approval: ola })).rejects.toMatchObject({ code: 'approval_own' })
    await later.release({ ...again, approval: siri })
    expect(await isReleased(desk, id)).toBe(true)
  })

  it('is not approved by who was at the desk under another name shortly before', async () => {
    const { desk, ola, siri } = await openDesk()
    await desk.ledger.desk.operatorLeft('Ola', desk.now)
    await desk.ledger.desk.operatorLeft('Siri', desk.now - 61 * minute)
    desk.now += 59 * minute
    const id = await imported(desk)
    const release = await reviewed(desk.batches, id)
    await expect(desk.batches.release({ ...release, approval: ola })).rejects.toMatchObject({
      code: 'approval_own'
    })
    await desk.batches.release({ ...release, approval: siri })
    expect(await isReleased(desk, id)).toBe(true)
  })

  it('must have been touched by nobody without a name', async () => {
    const { desk, ola } = await openDesk({ kind: 'off' })
    desk.operator = ' '
    const id = await imported(desk)
    await desk.approvals.saveRule(accountId, every, ola)
    await expect(desk.batches.edit(id, { kind: 'skip', rows: [3], skip: true })).rejects.toMatchObject({
      code: 'operator_missing'
    })
    await expect(imported(desk)).rejects.toMatchObject({ code: 'operator_missing' })
    const release = { ...(await reviewed(desk.batches, id)), approval: ola }
    await expect(desk.batches.release(release)).rejects.toMatchObject({ code: 'operator_missing' })
    desk.operator = 'Kari'
    await expect(desk.batches.release(release)).rejects.toMatchObject({ code: 'approval_nameless' })
    expect(await isReleased(desk, id)).toBe(false)
  })

  it('is released once, however often one approval is sent', async () => {
    const { desk, ola } = await openDesk()
    const id = await imported(desk)
    const release = { ...(await reviewed(desk.batches, id)), approval: ola }
    const ended = await Promise.allSettled(Array.from({ length: 8 }, () => desk.batches.release(release)))
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(desk.batches.release(release)).rejects.toMatchObject({ code: 'review_unknown' })
    expect((await trail(desk)).filter(([action]) => action === 'batch_released')).toHaveLength(1)
  })

  it('needs one when the rule is switched on between review and release, also at the very last', async () => {
    const { desk, ola } = await openDesk({ kind: 'off' })
    const id = await imported(desk)
    const release = await reviewed(desk.batches, id)
    await desk.approvals.saveRule(accountId, every, ola)
    await expect(desk.batches.release(release)).rejects.toMatchObject({ code: 'approval_needed' })
    await desk.approvals.saveRule(accountId, { kind: 'off' }, ola)
    // While the plan is being written nobody is asked for yet.
    desk.beforeAsk = async (call) => {
      if (call === 'writePlan') await desk.approvals.saveRule(accountId, every, ola)
    }
    await expect(desk.batches.release(release)).rejects.toMatchObject({ code: 'approval_needed' })
    expect(await isReleased(desk, id)).toBe(false)
    expect(await refusals(desk)).toEqual(['approval_needed', 'approval_needed'])
  })

  it.each(['is removed', 'gets another PIN'])(
    'is not released when who approves %s meanwhile',
    async (what) => {
      const { desk, ola, siri } = await openDesk()
      const id = await imported(desk)
      const release = await reviewed(desk.batches, id)
      const change = async (): Promise<void> => {
        desk.now += 1
        if (what === 'is removed') await desk.approvals.remove(ola.approverId, siri)
        else await desk.approvals.changePin(ola, '620849')
      }
      // Once the PIN is found right, and before the file is released.
      desk.beforeAsk = async (call) => {
        if (call === 'writePlan') await change()
      }
      await expect(desk.batches.release({ ...release, approval: ola })).rejects.toMatchObject({
        code: 'approver_unknown'
      })
      expect(await isReleased(desk, id)).toBe(false)
      desk.beforeAsk = () => Promise.resolve()
      const code = what === 'is removed' ? 'approver_unknown' : 'pin_wrong'
      await expect(desk.batches.release({ ...release, approval: ola })).rejects.toMatchObject({ code })
      expect(await refusals(desk)).toEqual(['approver_unknown', code])
      await desk.batches.release({ ...release, approval: siri })
      expect((await desk.batches.detail(id)).run?.approvedBy).toBe('Siri')
    }
  )
})

describe('wrong PINs', () => {
  it('are looked at five times, however many come at once and from wherever they come', async () => {
    const { desk, ola } = await openDesk()
    const ids = [await imported(desk), await imported(desk)]
    const releases = await Promise.all(ids.map((id) => reviewed(desk.batches, id)))
    const ended = await Promise.allSettled([
      ...Array.from({ length: 18 }, (_, index) =>
        desk.approvals.saveRule(accountId, { kind: 'off' }, { ...ola, pin: String(620_840 + index) })
      ),
      // The right one comes too late.
      ...releases.map((release) => desk.batches.release({ ...release, approval: ola })),
      desk.approvals.changePin(ola, '904817')
    ])
    expect(ended.filter(({ status }) => status === 'fulfilled')).toEqual([])
    const why = await refusals(desk)
    expect(why.filter((code) => code === 'pin_wrong')).toHaveLength(5)
    expect(why.filter((code) => code === 'approver_locked')).toHaveLength(16)
    for (const id of ids) expect(await isReleased(desk, id)).toBe(false)
  })

  it('say how many tries are left, then when the next is; a right one begins anew', async () => {
    const { desk, ola } = await openDesk()
    const wrong = { ...ola, pin: '904817' }
    const off = (by: Approval) =>
      desk.approvals.saveRule(accountId, every, by).catch((error: unknown) => error)
    for (const triesLeft of [4, 3, 2, 1])
      expect(await off(wrong)).toMatchObject({ code: 'pin_wrong', details: { triesLeft } })
    await off(ola)
    for (const triesLeft of [4, 3, 2, 1])
      expect(await off(wrong)).toMatchObject({ code: 'pin_wrong', details: { triesLeft } })
    const notBefore = desk.now + 5 * minute
    expect(await off(wrong)).toMatchObject({ code: 'pin_wrong', details: { notBefore } })
    expect(await off(ola)).toMatchObject({ code: 'approver_locked', details: { notBefore } })
    expect((await desk.approvals.view()).approvers).toMatchObject([
      { lockedUntil: notBefore },
      { lockedUntil: null }
    ])
  })

  it('are remembered by a program that is started anew, and by one whose clock was put back', async () => {
    const { desk, ola, siri } = await openDesk()
    const wrong = { ...ola, pin: '904817' }
    for (let count = 0; count < 5; count++)
      await expect(desk.approvals.saveRule(accountId, every, wrong)).rejects.toMatchObject({
        code: 'pin_wrong'
      })
    const open = (): ApprovalService => desk.openApprovals()
    await expect(open().saveRule(accountId, every, ola)).rejects.toMatchObject({ code: 'approver_locked' })
    desk.now -= 400 * 24 * 60 * minute
    const later = open()
    await expect(later.saveRule(accountId, every, ola)).rejects.toMatchObject({
      details: { notBefore: desk.now + 5 * minute }
    })
    desk.uptime += 5 * minute
    await later.saveRule(accountId, every, ola)
    // Nobody else waits for it.
    await open().saveRule(accountId, every, siri)
  })

  it('count also where the program ended before it was known that they are wrong', async () => {
    const { desk, ola } = await openDesk()
    // The write that finds out never comes: what is on disk is what a killed program leaves.
    const raw = rawDatabase(desk.ledger.folder)
    const failures = (): unknown => raw.prepare('select failures from approvers where name = ?').get('Ola')
    const seen: unknown[] = []
    desk.onClock = () => seen.push(failures())
    await expect(desk.approvals.changePin({ ...ola, pin: '904817' }, '620849')).rejects.toMatchObject({
      code: 'pin_wrong'
    })
    expect(failures()).toEqual({ failures: 1 })
    // When the refusal was written, the try was counted already.
    expect(seen.at(-1)).toEqual({ failures: 1 })
  })

  it('stay in a profile that is copied, as does the rule: neither is in the settings', async () => {
    const { desk, ola } = await openDesk()
    for (let count = 0; count < 5; count++)
      await expect(desk.approvals.changePin({ ...ola, pin: '904817' }, '620849')).rejects.toMatchObject({
        code: 'pin_wrong'
      })
    const folder = tempFolder()
    cpSync(desk.ledger.folder, folder, { recursive: true })
    const ledger = await openTestLedger({ folder })
    expect(await ledger.approvals.rule(accountId)).toEqual(every)
    expect(await ledger.approvals.approver(ola.approverId)).toMatchObject({ failures: 5, failedAt: desk.now })
  })
})

describe('who may approve', () => {
  it('are added by one of them, once there is one', async () => {
    const { desk, ola } = await openDesk({ kind: 'off' })
    await expect(desk.approvals.add('Per', '620849', null)).rejects.toMatchObject({ code: 'approval_needed' })
    await expect(desk.approvals.add('Per', '620849', { ...ola, pin: '000000' })).rejects.toMatchObject({
      code: 'pin_wrong'
    })
    await desk.approvals.add('Per', '620849', ola)
    expect((await desk.approvals.view()).approvers.map(({ name }) => name)).toEqual(['Ola', 'Per', 'Siri'])
  })

  it.each([
    ['', '620849', 'name', 'missing'],
    [' OLA ', '620849', 'name', 'used'],
    ['Per\u0007', '620849', 'name', 'control_characters'],
    ['Per', '123456', 'pin', 'not_allowed'],
    ['Per', '62084', 'pin', 'too_small']
  ])('are not added as %j with PIN %s', async (name, pin, field, problem) => {
    const { desk, ola } = await openDesk()
    await expect(desk.approvals.add(name, pin, ola)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ field, problem }]
    })
  })

  it('are removed freely while no account has the rule, and else by one of them, never the last', async () => {
    const { desk, ola, siri } = await openDesk()
    await expect(desk.approvals.remove(siri.approverId, null)).rejects.toMatchObject({
      code: 'approval_needed'
    })
    await desk.approvals.remove(siri.approverId, ola)
    await expect(desk.approvals.remove(ola.approverId, ola)).rejects.toMatchObject({ code: 'approver_last' })
    await desk.approvals.saveRule(accountId, { kind: 'off' }, ola)
    expect(await desk.approvals.remove(ola.approverId, null)).toMatchObject({ inForce: false, approvers: [] })
    await expect(desk.approvals.saveRule(accountId, every, ola)).rejects.toMatchObject({
      code: 'approver_unknown'
    })
    // The name is free again, and nothing is left of the PIN.
    await desk.approvals.add('Ola', '620849', null)
    const raw = rawDatabase(desk.ledger.folder)
    expect(
      raw.prepare('select count(*) as rows from approvers where removed_at is not null and pin is null').get()
    ).toEqual({
      rows: 2
    })
  })

  it('change their own PIN by the one before', async () => {
    const { desk, ola, siri } = await openDesk()
    await expect(desk.approvals.changePin(ola, ola.pin)).rejects.toMatchObject({
      fields: [{ field: 'pin', problem: 'used' }]
    })
    await expect(desk.approvals.changePin({ ...ola, pin: siri.pin }, '620849')).rejects.toMatchObject({
      code: 'pin_wrong'
    })
    await desk.approvals.changePin(ola, '620849')
    await expect(desk.approvals.saveRule(accountId, every, ola)).rejects.toMatchObject({ code: 'pin_wrong' })
    await desk.approvals.saveRule(accountId, every, { ...ola, pin: '620849' })
  })

  it('are in the trail with everything that is changed, and no PIN is anywhere', async () => {
    const { desk, ola, siri } = await openDesk()
    await desk.approvals.changePin(ola, '620849')
    await desk.approvals.saveRule(accountId, { kind: 'over', amounts: { NOK: 5 } }, siri)
    await desk.approvals.remove(ola.approverId, siri)
    const told = (await trail(desk)).filter(([action]) => action.startsWith('appr'))
    expect(told.map(([action, subject]) => [action, subject])).toEqual([
      ['approver_added', 'Ola'],
      ['approver_added', 'Siri'],
      ['approval_rule_changed', accountId],
      ['approver_pin_changed', 'Ola'],
      ['approval_rule_changed', accountId],
      ['approver_removed', 'Ola']
    ])
    expect(await desk.ledger.reads.verifyAudit()).toMatchObject({ intact: true })
    const raw = rawDatabase(desk.ledger.folder)
    const all = JSON.stringify([
      raw.prepare('select * from approvers').all(),
      raw.prepare('select * from audit').all(),
      await desk.approvals.view()
    ])
    for (const pin of [pins.ola, pins.siri, '620849']) expect(all).not.toContain(pin)
  })

  it('get a PIN that is hashed anew when more work has become usual', async () => {
    const { desk, ola } = await openDesk()
    const stronger = desk.openApprovals({ n: 64, r: 1, p: 1 })
    await stronger.saveRule(accountId, every, ola)
    expect((await desk.ledger.approvals.approver(ola.approverId))?.pin).toMatchObject({ n: 64 })
    await desk.approvals.saveRule(accountId, every, ola)
  })
})

const someBatch = {
  accountId,
  source: 'batch' as const,
  name: 'nettleie',
  fileName: 'nettleie.csv',
  fileHash: 'a'.repeat(64),
  contentHash: 'a'.repeat(64),
  planHash: 'a'.repeat(64),
  charges: 1,
  sums: [{ currency: 'NOK', charges: 1, amount: 1 }],
  importedBy: 'Kari',
  releasedBy: 'Kari',
  approvedBy: null,
  createdAt: 0,
  releasedAt: 0,
  startsAt: 0,
  firstCharges: 0,
  pace: usualPace
}
