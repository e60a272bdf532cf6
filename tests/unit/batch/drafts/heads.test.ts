import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Staging } from '../../../../electron/ledger/staging/staging'
import { all, opened, openServiceDesk, released } from '../service-support'

describe('files that are not released', () => {
  it('are listed although one of them cannot be read, which is left as it is and told of once', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    const later = await desk.anew()
    const broken = join(desk.ledger.folder, 'batches', 'broken.db')
    writeFileSync(broken, 'no database at all, and long enough to be taken for the head of one'.repeat(20))
    expect((await later.list(0, 10)).rows.map((row) => row.id)).toEqual([id])
    expect((await later.list(0, 10)).total).toBe(1)
    expect(desk.errors).toHaveLength(1)
    desk.errors.length = 0
    expect(existsSync(broken)).toBe(true)
  })

  it('go for good with what nobody can come back to: sealed tokens of a file that was never accepted', async () => {
    const desk = await openServiceDesk()
    const left = new Staging(desk.ledger.folder, 'left')
    left.keepCards([{ cardId: 'c', fingerprint: 'f', sealed: Buffer.from('sealed') }])
    left.close()
    const planned = new Staging(desk.ledger.folder, 'planned')
    planned.setFacts({ kept: '{}' })
    planned.close()
    expect((await desk.batches.list(0, 10)).rows).toEqual([])
    const there = readdirSync(join(desk.ledger.folder, 'batches'))
    expect(there.filter((name) => name.startsWith('left'))).toEqual([])
    expect(there).toContain('planned.db')
  })

  it('go with their account, as its cards do', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    const other = { accountId: 'T22222222', file: { name: 'x.csv', bytes: 1, hash: 'h' }, name: 'x' }
    const head = JSON.stringify({ ...other, importedBy: 'Kari', createdAt: 1, stage: 'mending' })
    const staging = new Staging(desk.ledger.folder, 'orphan')
    staging.setFacts({ head, kept: '{}' })
    staging.close()
    expect((await desk.batches.list(0, 10)).rows.map((row) => row.id)).toEqual([id])
    expect(readdirSync(join(desk.ledger.folder, 'batches')).some((name) => name.startsWith('orphan'))).toBe(
      false
    )
  })

  it('are no drafts once they are released, and leave nothing when they are discarded', async () => {
    const desk = await openServiceDesk()
    const [one, other] = [await opened(desk), await opened(desk)]
    await released(desk, one.id)
    // To look at one while it is thrown away does not make it again.
    await Promise.allSettled([
      desk.batches.discard(other.id),
      desk.batches.rows(other.id, all, 0, 10),
      desk.batches.detail(other.id)
    ])
    await expect(desk.batches.detail(other.id)).rejects.toMatchObject({ code: 'not_found' })
    for (const batches of [desk.batches, await desk.anew()])
      expect(await batches.list(0, 10)).toMatchObject({ total: 1, rows: [{ id: one.id, stage: 'held' }] })
    const there = readdirSync(join(desk.ledger.folder, 'batches'))
    expect(there.some((name) => name.startsWith(other.id))).toBe(false)
  })
})
