import { describe, expect, it } from 'vitest'
import type { OperationFaultInput } from '../../../../electron/simulator/operations/faults'
import type { OpenConnection, SqlConnection } from '../../../../electron/ledger/sqlite/connection'
import type { ModificationKind } from '../../../../shared/modification'
import { steppedConnection } from '../../../crash/steps'
import { openTestLedger } from '../../ledger/support'
import { minute, openDesk } from '../desk'
import { answersTo, modifyingDesk, type ModifyingDesk } from './support'

/** A disk that a program which dies leaves as it is: from one step on it takes nothing more. */
class Disk {
  /** Steps until it dies; null for one that lives. */
  left: number | null = null
  steps = 0
  isDead = false
  readonly #open: SqlConnection[] = []

  readonly open: OpenConnection = (path) => {
    const connection = steppedConnection(() => this.#step())(path)
    this.#open.push(connection)
    return {
      ...connection,
      get isTransaction() {
        return connection.isTransaction
      },
      close: () => undefined
    }
  }

  /** What the system does with the files of a program that is gone. */
  letGo(): void {
    for (const connection of this.#open.splice(0)) connection.close()
  }

  #step(): void {
    this.steps += 1
    if (this.left !== null && this.steps >= this.left) this.isDead = true
    if (this.isDead) throw new Error('the program is gone')
  }
}

/** Does one thing to a payment with a disk that dies at a step, then starts anew. @returns how many steps there are */
async function life(
  kind: ModificationKind,
  fault: OperationFaultInput | null,
  diesAt: number | null
): Promise<number> {
  const disk = new Disk()
  const desk = await modifyingDesk({ ledger: { open: disk.open } })
  const transactionId = kind === 'refund' ? await desk.charged() : await desk.reserve()
  const review = await desk.typed({ kind, transactionId })
  if (fault !== null) desk.simulator.faults.operation(transactionId, fault)
  Object.assign(disk, { steps: 0, left: diesAt })
  await desk.modifications.submit(answersTo(review)).catch(() => undefined)
  const { steps } = disk
  disk.isDead = true
  disk.letGo()
  await startAnew(desk, kind, transactionId)
  return steps
}

async function startAnew(desk: ModifyingDesk, kind: ModificationKind, transactionId: string): Promise<void> {
  const { simulator, client } = desk
  const ledger = await openTestLedger({ folder: desk.ledger.folder, clock: () => desk.now })
  const again = await openDesk({
    parts: { ledger, dinteroFor: () => Promise.resolve(client), clock: () => desk.now }
  })
  await again.reconciler.start()
  for (let n = 0; n < 3; n += 1) {
    desk.now += 10 * minute
    await again.reconciler.runAll()
  }
  await again.reconciler.stop()
  const { rows } = await ledger.modifications.list('T12345678', all)
  const money = simulator.money(transactionId)
  const done = { capture: money.captures, refund: money.refunds, void: money.voids }[kind]
  // Done once at most; what is said agrees with the money, or is unknown where it never arrived.
  expect(done).toBeLessThanOrEqual(1)
  expect(rows.length).toBeLessThanOrEqual(1)
  expect(rows.map(({ state }) => state)).toEqual(done === 1 ? ['succeeded'] : rows.map(() => 'unknown'))
  expect(rows.map((row) => row.firstEmptyAt !== null)).toEqual(rows.map(() => done === 0))
  expect((await ledger.reads.verifyAudit()).intact).toBe(true)
}

const all = { kinds: [], states: [], transactionId: null, from: null, to: null, offset: 0, limit: 10 }

describe('a program that dies at any write', () => {
  it.each<[ModificationKind, OperationFaultInput | null]>([
    ['capture', null],
    ['capture', { kind: 'async', polls: 0 }],
    ['void', null],
    ['refund', null],
    ['refund', { kind: 'drop_after' }]
  ])('has done a %s once at most, and it is known which: %j', async (kind, fault) => {
    const steps = await life(kind, fault, null)
    expect(steps).toBeGreaterThan(3)
    for (let step = 1; step <= steps; step += 1) await life(kind, fault, step)
  })
})
