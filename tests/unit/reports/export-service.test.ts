import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ledgerFile, type Ledger } from '../../../electron/ledger/ledger'
import { ExportDesk } from '../../../electron/reports/export-desk'
import { ExportService, type ExportWish } from '../../../electron/reports/export-service'
import type { ExportCall, Exports } from '../../../electron/reports/exports'
import type { AuditEntry } from '../../../shared/audit'
import { everyCharge } from '../../../shared/charge'
import type { ExportView } from '../../../shared/list-export'
import { aCharge, aLink, ledgerWithCard, openTestLedger, start, tempFolder } from '../ledger/support'
import { exportWordsOf } from './support'

/** A desk on this thread, that says what it is asked. */
class DeskHere implements Exports {
  readonly asked: ExportCall[] = []
  /** What happens before a call is answered. */
  before: (name: ExportCall) => void = () => undefined
  readonly #desk: ExportDesk

  constructor(folder: string) {
    this.#desk = new ExportDesk({ folder, file: ledgerFile }, () => start)
  }

  async ask<Name extends ExportCall>(
    name: Name,
    ...given: Parameters<ExportDesk[Name]>
  ): Promise<Awaited<ReturnType<ExportDesk[Name]>>> {
    this.asked.push(name)
    this.before(name)
    const method: (...given: never[]) => unknown = this.#desk[name].bind(this.#desk)
    return (await method(...(given as never[]))) as Awaited<ReturnType<ExportDesk[Name]>>
  }

  close(): Promise<void> {
    return this.#desk.drop()
  }
}

async function desk(ledger: Ledger & { folder: string }) {
  const exports = new DeskHere(ledger.folder)
  const told: (ExportView | null)[] = []
  const service = new ExportService({
    ledger,
    exports,
    language: () => 'en',
    actor: () => ({ osUser: 'kari', operator: 'Kari', requestId: 'request-1' }),
    clock: () => start,
    onExport: (view) => told.push(view)
  })
  const folder = tempFolder()
  const suggested: string[] = []
  const choose = async (suggestion: string): Promise<string> => {
    suggested.push(suggestion)
    return join(folder, suggestion)
  }
  const words = await exportWordsOf('en')
  const wish = (order: ExportWish['order'] = { list: 'charges', filter: everyCharge }): ExportWish => ({
    order,
    form: 'text',
    words
  })
  const audited = async (): Promise<AuditEntry[]> => {
    const query = {
      search: '',
      actions: ['list_exported' as const],
      from: null,
      to: null,
      offset: 0,
      limit: 10
    }
    return (await ledger.reads.listAudit(query)).rows
  }
  return { service, exports, told, folder, suggested, choose, wish, audited }
}

async function ledgerWithCharges(): Promise<Ledger & { folder: string }> {
  const ledger = await ledgerWithCard()
  await ledger.write(async ({ charges }) => {
    for (const id of ['a', 'b'])
      await charges.createIntent(aCharge({ id, merchantReference: `order-${id}` }), [])
  })
  return ledger
}

describe('a list that is exported', () => {
  it('is saved where the person says, under a name that says of which account it is', async () => {
    const { service, choose, wish, folder, suggested, told } = await desk(await ledgerWithCharges())
    const saved = await service.export(wish(), choose)
    expect(suggested).toEqual(['Charges T12345678 2026-05-20.csv'])
    expect(saved).toEqual({ rows: 2, leftOut: 0, fileName: 'Charges T12345678 2026-05-20.csv' })
    expect(readdirSync(folder)).toEqual([saved.fileName])
    expect(told.at(0)).toEqual({ list: 'charges', form: 'text', done: 0, total: 2 })
    expect(told.at(-1)).toBeNull()
    expect(service.view).toBeNull()
  })

  it('is written down: who, which list, how many rows, and not what was searched for', async () => {
    const { service, choose, wish, audited } = await desk(await ledgerWithCharges())
    const filter = { ...everyCharge, search: 'ødegård', states: ['intent' as const], from: start }
    await service.export(wish({ list: 'charges', filter }), choose)
    const [entry] = await audited()
    expect(entry).toMatchObject({
      action: 'list_exported',
      subject: 'charges',
      operator: 'Kari',
      accountId: 'T12345678',
      facts: { rows: 2, leftOut: 0, form: 'text', searched: true, states: 'intent', from: start, to: null }
    })
    expect(JSON.stringify(entry)).not.toContain('ødegård')
  })

  it('says in the audit trail whether the addresses of links were taken out', async () => {
    const ledger = await ledgerWithCard()
    await ledger.write(({ links }) => links.create(aLink(), []))
    const { service, choose, wish, audited } = await desk(ledger)
    const filter = { search: '', states: [], kinds: [], from: null, to: null }
    for (const addresses of [false, true])
      await service.export(wish({ list: 'links', filter, addresses }), choose)
    expect((await audited()).map(({ facts }) => facts['addresses'])).toEqual([true, false])
  })

  it('does not leave unwritten: without its entry in the audit trail there is no file', async () => {
    const ledger = await ledgerWithCharges()
    const full = { ...ledger, write: () => Promise.reject(new Error('disk full')) }
    const { service, choose, wish, folder } = await desk(full)
    await expect(service.export(wish(), choose)).rejects.toThrow('disk full')
    expect(readdirSync(folder)).toEqual([])
  })

  it('is none when the dialog is closed', async () => {
    const { service, wish, exports, audited } = await desk(await ledgerWithCharges())
    await expect(service.export(wish(), async () => null)).rejects.toMatchObject({ code: 'cancelled' })
    expect(exports.asked).toEqual([])
    expect(await audited()).toEqual([])
  })

  it('is none when it is stopped: no file, and nothing written down', async () => {
    const { service, choose, wish, exports, folder, audited, told } = await desk(await ledgerWithCharges())
    exports.before = (name) => {
      if (name === 'next') service.cancel()
    }
    await expect(service.export(wish(), choose)).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(folder)).toEqual([])
    expect(await audited()).toEqual([])
    expect(told.at(-1)).toBeNull()
    exports.before = () => undefined
    expect((await service.export(wish(), choose)).rows).toBe(2)
  })

  it('is one at a time, the dialog included', async () => {
    const { service, choose, wish } = await desk(await ledgerWithCharges())
    const [first, second] = [service.export(wish(), choose), service.export(wish(), choose)]
    await expect(second).rejects.toMatchObject({ code: 'export_busy' })
    expect((await first).rows).toBe(2)
    expect((await service.export(wish(), choose)).rows).toBe(2)
  })

  it('is none without rows, and none without an account', async () => {
    const empty = await desk(await ledgerWithCard())
    await expect(empty.service.export(empty.wish(), empty.choose)).rejects.toMatchObject({
      code: 'nothing_to_save'
    })
    expect(readdirSync(empty.folder)).toEqual([])
    const nobody = await desk(await openTestLedger())
    await expect(nobody.service.export(nobody.wish(), nobody.choose)).rejects.toMatchObject({
      code: 'no_account'
    })
  })

  it('is given up when the program closes', async () => {
    const { service, choose, wish, exports, folder } = await desk(await ledgerWithCharges())
    const closings: Promise<void>[] = []
    exports.before = (name) => {
      if (name === 'next') closings.push(service.close())
    }
    await expect(service.export(wish(), choose)).rejects.toMatchObject({ code: 'cancelled' })
    await Promise.all(closings)
    expect(existsSync(folder) && readdirSync(folder)).toEqual([])
  })
})
