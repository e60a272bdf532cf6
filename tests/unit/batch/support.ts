import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { AuditAction, AuditEntry } from '../../../shared/audit'
import { usualPace } from '../../../shared/batch'
import { everyCharge, type ChargeRow } from '../../../shared/charge'
import type { Answer } from '../../../shared/outcome'
import { BatchRuns } from '../../../electron/batch/batch-runs'
import type { Plan } from '../../../electron/batch/plan'
import { composeCharging, type Charging } from '../../../electron/charging/compose'
import type { SessionsPayBody } from '../../../electron/dintero/requests'
import type { BatchRecord, NewBatch } from '../../../electron/ledger/batches'
import type { Ledger } from '../../../electron/ledger/ledger'
import type { PlannedRow } from '../../../electron/ledger/staging/planned-row'
import { Staging, type SetAside } from '../../../electron/ledger/staging/staging'
import { defaultSettings, type Settings } from '../../../shared/settings'
import { aDraft, paid, ScriptedDintero, withReference } from '../charging/desk'
import { aCard, accountId, ledgerWithCard, start } from '../ledger/support'

export const batchId = 'batch-1'

/** What the test says Dintero answers to a request; `nth` counts from 1. */
export type Respond = (body: SessionsPayBody, nth: number) => Answer | Promise<Answer>

/** Dintero says yes to everything. */
export const yes: Respond = (body) => {
  const { amount, merchant_reference: reference } = body.session.order
  return withReference(paid({ id: `T12345678.${reference}`, amount, card: null }), reference)
}

class RespondingDintero extends ScriptedDintero {
  respond: Respond = yes

  override async pay(body: SessionsPayBody): ReturnType<ScriptedDintero['pay']> {
    this.paid.push(body)
    return this.respond(body, this.paid.length)
  }
}

/** A row as it is planned, of a card and a customer of its own. */
export function aRow(row: number, change: Partial<PlannedRow> = {}): PlannedRow {
  return {
    row,
    rowHash: `hash-${row}`,
    contentReference: true,
    explained: null,
    ...change,
    draft: aDraft({
      cardId: `card-${row}`,
      merchantReference: `row-${row}`,
      amount: 1_000 + row,
      ...change.draft
    })
  }
}

export interface BatchDesk extends Charging {
  readonly ledger: Ledger & { readonly folder: string }
  readonly dintero: RespondingDintero
  readonly staging: Staging
  readonly runs: BatchRuns
  readonly changes: ChargeRow[]
  readonly errors: unknown[]
  now: number
  settings: Settings
  perCharge: number
  perDay: number
  /** The references Dintero was sent, in order. */
  readonly sent: () => string[]
  readonly batch: () => Promise<BatchRecord>
  /** The states of the batch's charges by row. */
  readonly states: () => Promise<Record<number, string>>
  readonly setAside: () => SetAside[]
  readonly release: (rows: readonly PlannedRow[], change?: Partial<NewBatch>) => Promise<BatchRecord>
  /** Starts and waits until the run has ended. */
  readonly runToEnd: (lookedAt?: boolean) => Promise<BatchRecord>
  /** As at the start of a program, before anything has been sorted out. */
  readonly newRuns: () => BatchRuns
  /** A new process over the same ledger and file: nothing in memory survives. */
  readonly restart: () => Promise<BatchRuns>
}

/** A desk with a batch of its own to release; cards `card-1` to `card-60` each of another customer. */
export async function openBatchDesk(
  options: { readonly openToken?: (cardId: string) => Promise<string> } = {}
): Promise<BatchDesk> {
  let ids = 0
  const dintero = new RespondingDintero()
  const changes: ChargeRow[] = []
  const errors: unknown[] = []
  const world = {
    now: start,
    settings: { ...defaultSettings, operatorName: 'Kari' },
    perCharge: 5_000_000,
    perDay: 500_000_000
  }
  const clock = (): number => world.now
  const ledger = await ledgerWithCard({ clock })
  await ledger.write(({ cards }) =>
    cards.insertMany(
      Array.from({ length: 60 }, (_, index) => index + 1)
        .filter((number) => number !== 1)
        .map((number) =>
          aCard({
            id: `card-${number}`,
            customerName: `Customer ${number}`,
            customerNumber: `K-${2_000 + number}`,
            email: `customer${number}@example.no`,
            phone: `+47900000${String(number).padStart(2, '0')}`,
            lastFour: String(1_000 + number),
            reference: `member-${number}`
          })
        )
    )
  )
  const staging = new Staging(ledger.folder, batchId)
  onTestFinished(() => staging.close())
  const plan: Plan = {
    hash: () => Promise.resolve(staging.planHash()),
    after: (row, limit) => Promise.resolve(staging.planned(row, limit)),
    setAside: (each) => Promise.resolve(staging.setAside(each))
  }
  const actor = () => ({ osUser: 'kari', operator: 'Kari', requestId: 'request-1' })
  const build = (): { charging: Charging; runs: BatchRuns } => {
    const charging = composeCharging({
      ledger,
      dinteroFor: () => Promise.resolve(dintero),
      openToken:
        options.openToken ??
        ((cardId, kind) =>
          Promise.resolve(`${kind === 'payment_token' ? 'token' : 'recurrence-token'}-of-${cardId}`)),
      limitsOf: () => ({ confirmAbove: 500_000, perCharge: world.perCharge, perDay: world.perDay }),
      clock,
      ids: () => `id-${(ids += 1)}`,
      actor,
      settings: () => world.settings,
      onChange: (row) => changes.push(row),
      onLink: () => undefined,
      onModification: () => undefined,
      storeCard: () => Promise.reject(new Error('nothing is enrolled here')),
      onInFlight: () => undefined,
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      timer: () => () => undefined,
      under: (_id, work) => work(),
      onError: (error) => errors.push(error)
    })
    const runs = new BatchRuns({
      ledger,
      engine: charging.engine,
      planOf: () => plan,
      clock,
      // Time passes as fast as somebody waits for it.
      pause: async (ms) => {
        world.now += Math.ceil(ms)
        await pause(0)
      },
      actor,
      onProgress: () => undefined,
      under: (_id, work) => work(),
      onError: (error) => errors.push(error)
    })
    return { charging, runs }
  }
  const { charging, runs } = build()
  await runs.recover()
  const batch = (): Promise<BatchRecord> => ledger.batches.require(batchId)
  return Object.assign(world, {
    ...charging,
    ledger,
    dintero,
    staging,
    runs,
    changes,
    errors,
    batch,
    sent: () => dintero.paid.map(({ session }) => session.order.merchant_reference),
    states: async () => {
      const all = await ledger.reads.listCharges(accountId, { ...everyCharge, offset: 0, limit: 1_000 })
      return Object.fromEntries(
        all.rows.flatMap(({ batchRow, state }) => (batchRow === null ? [] : [[batchRow, state]]))
      )
    },
    setAside: () => staging.rowsSetAside(),
    release: async (rows: readonly PlannedRow[], change: Partial<NewBatch> = {}) => {
      const planHash = staging.writePlan(rows)
      return runs.release({
        id: batchId,
        accountId,
        source: 'batch',
        name: '2026-11 nettleie',
        fileName: 'nettleie.csv',
        fileHash: 'a'.repeat(64),
        contentHash: 'b'.repeat(64),
        planHash,
        charges: rows.length,
        sums: [
          {
            currency: 'NOK',
            charges: rows.length,
            amount: rows.reduce((sum, { draft }) => sum + draft.amount, 0)
          }
        ],
        importedBy: 'Kari',
        releasedBy: 'Kari',
        approvedBy: null,
        createdAt: start,
        releasedAt: start,
        startsAt: start,
        firstCharges: 0,
        pace: usualPace,
        ...change
      })
    },
    runToEnd: async (lookedAt = false) => {
      await runs.start(batchId, lookedAt)
      await runs.ended(batchId)
      return batch()
    },
    newRuns: () => build().runs,
    restart: async () => {
      const next = build()
      await next.charging.engine.recover()
      await next.runs.recover()
      return next.runs
    }
  })
}

/** The audit trail of a desk, the latest entry first. @param actions only these, where any are given */
export async function trailOf(
  { ledger }: { readonly ledger: Ledger },
  ...actions: readonly AuditAction[]
): Promise<AuditEntry[]> {
  const query = { search: '', actions: [...actions], from: null, to: null, offset: 0, limit: 500 }
  return (await ledger.reads.listAudit(query)).rows
}
