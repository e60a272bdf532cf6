import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import readExcelFile from 'read-excel-file/node'
import { describe, expect, it, vi } from 'vitest'
import { ledgerFile, type Ledger } from '../../../electron/ledger/ledger'
import { ExportDesk, type ExportJob } from '../../../electron/reports/export-desk'
import type { NewCharge } from '../../../electron/ledger/charge-record'
import { everyCharge } from '../../../shared/charge'
import type { ExportForm, ExportOrder } from '../../../shared/list-export'
import {
  accountId,
  aCard,
  aCharge,
  aLink,
  anAccount,
  ledgerWithCard,
  start,
  tempFolder
} from '../ledger/support'
import { exportWordsOf } from './support'

const everyLink = { search: '', states: [], kinds: [], from: null, to: null }
const charges: ExportOrder = { list: 'charges', filter: everyCharge }
const minute = 60_000

/** Writes charges that succeeded, a minute apart, each as it is said to differ. */
async function write(ledger: Ledger, all: readonly Partial<NewCharge>[]): Promise<void> {
  await ledger.write(async ({ charges }) => {
    for (const [index, each] of all.entries()) {
      const at = start + index * minute
      const charge = aCharge({ id: `c${index}`, merchantReference: `order-${index}`, createdAt: at, ...each })
      const sent = await charges.markSent(await charges.createIntent(charge, []), at, 'sent', null)
      const facts = {
        transactionId: `T12345678.${index}`,
        transactionStatus: 'CAPTURED',
        captured: charge.amount
      }
      await charges.record(sent, { at, kind: 'answered', note: '', state: 'succeeded', facts })
    }
  })
}

interface Written {
  readonly path: string
  readonly rows: number
  readonly leftOut: number
  readonly steps: number
}

async function exportTo(
  ledger: { folder: string },
  order: ExportOrder,
  {
    form = 'text',
    mostRows,
    language = 'en',
    account = accountId
  }: {
    form?: ExportForm
    mostRows?: number
    language?: 'en' | 'nb'
    account?: string
  } = {}
): Promise<Written> {
  const desk = new ExportDesk({ folder: ledger.folder, file: ledgerFile }, () => start, mostRows)
  const path = join(tempFolder(), 'list')
  const words = await exportWordsOf(language)
  const job: ExportJob = { accountId: account, order, form, words, language, path }
  const size = await desk.begin(job)
  let steps = 1
  for (let step = await desk.next(); !step.isAll; step = await desk.next()) steps += 1
  expect(existsSync(path)).toBe(false)
  desk.keep()
  return { path, ...size, steps }
}

function linesOf(path: string, delimiter = ','): Record<string, string>[] {
  return parse(readFileSync(path), { columns: true, bom: true, delimiter })
}

describe('exported charges', () => {
  it('are the rows of the list in its order, amounts as figures with their currency beside', async () => {
    const ledger = await ledgerWithCard()
    await write(ledger, [{ amount: 29_990 }, { amount: 1_500, currency: 'ISK', vatAmount: 300 }])
    const { path, rows, leftOut } = await exportTo(ledger, charges)
    expect([rows, leftOut]).toEqual([2, 0])
    expect(linesOf(path)).toMatchObject([
      { 'Merchant reference': 'order-1', Amount: '1500', Currency: 'ISK', VAT: '300', State: 'Charged' },
      { 'Merchant reference': 'order-0', Amount: '299.90', Currency: 'NOK', Captured: '299.90', Refunded: '' }
    ])
    const [first] = linesOf(path)
    expect(first).toMatchObject({
      'Transaction ID': 'T12345678.1',
      'Status at Dintero': 'CAPTURED',
      'Kind of charge': 'Unscheduled',
      'Card type': 'Visa',
      'Last four digits': '0416',
      Provider: 'Dintero PSP',
      By: 'Kari'
    })
  })

  it('are in the words, figures and columns of the language', async () => {
    const ledger = await ledgerWithCard()
    await write(ledger, [{ amount: 29_990 }])
    const { path } = await exportTo(ledger, charges, { language: 'nb' })
    expect(linesOf(path, ';')).toMatchObject([{ Beløp: '299,90', Valuta: 'NOK', Tilstand: 'Belastet' }])
  })

  it('say the time with its offset in a text file, and as a date by this clock in a workbook', async () => {
    const ledger = await ledgerWithCard()
    await write(ledger, [{}])
    const [line] = linesOf((await exportTo(ledger, charges)).path)
    expect(line?.['Time']).toMatch(/^2026-05-20T\d\d:\d\d:00[+-]\d\d:\d\d$/)
    expect(Date.parse(line?.['Time'] ?? '')).toBe(start)
    expect(line?.['Date']).toBe(line?.['Time']?.slice(0, 10))
    const { path } = await exportTo(ledger, charges, { form: 'workbook' })
    const [sheet] = await readExcelFile(readFileSync(path))
    const [head, row] = sheet?.data ?? []
    const time = row?.[head?.indexOf('Time') ?? -1]
    const shown = new Date(start)
    expect(time).toEqual(
      new Date(Date.UTC(2026, 4, 20, shown.getHours(), shown.getMinutes(), shown.getSeconds()))
    )
    expect(row?.[head?.indexOf('Amount') ?? -1]).toBe(1_299.9)
    expect(row?.[head?.indexOf('Last four digits') ?? -1]).toBe('0416')
  })

  it('keep a text from becoming a formula', async () => {
    const ledger = await ledgerWithCard()
    await write(ledger, [{ customerName: '=HYPERLINK("http://x")' }])
    expect(linesOf((await exportTo(ledger, charges)).path)).toMatchObject([
      { Customer: '\'=HYPERLINK("http://x")' }
    ])
    const { path } = await exportTo(ledger, charges, { form: 'workbook' })
    const [sheet] = await readExcelFile(readFileSync(path))
    expect(sheet?.data[1]).toContain('=HYPERLINK("http://x")')
  })

  it.each(['=', '+', '-', '@', '\t', '\r', '\uFF1D'])('keep %j from beginning a formula', async (sign) => {
    const ledger = await ledgerWithCard()
    const name = `${sign}1+cmd|' /C calc'!A0`
    await write(ledger, [{ customerName: name }])
    const [line] = linesOf((await exportTo(ledger, charges)).path)
    expect(line?.['Customer']?.startsWith(`'${sign}`)).toBe(true)
  })

  it('tell an apostrophe of a name from the mark before a formula', async () => {
    const ledger = await ledgerWithCard()
    await write(ledger, [{ customerName: "'=A1" }])
    expect(linesOf((await exportTo(ledger, charges)).path)).toMatchObject([{ Customer: "''=A1" }])
  })

  it('are those that the filters show, and a search finds all of them', async () => {
    const ledger = await ledgerWithCard()
    await write(ledger, [
      { customerName: 'Kari Nordmann' },
      { customerName: 'Bo Li', operation: 'recurring_purchase' },
      { customerName: 'Kari Berg' }
    ])
    const found = async (filter: Partial<typeof everyCharge>): Promise<(string | undefined)[]> => {
      const order = { list: 'charges', filter: { ...everyCharge, ...filter } } as ExportOrder
      return linesOf((await exportTo(ledger, order)).path).map((line) => line['Customer'])
    }
    expect(await found({ search: 'kari' })).toEqual(['Kari Berg', 'Kari Nordmann'])
    expect(await found({ operations: ['recurring_purchase'] as never })).toEqual(['Bo Li'])
    expect(await found({ from: (start + minute) as never })).toEqual(['Kari Berg', 'Bo Li'])
    expect(await found({ states: ['declined'] as never })).toEqual([])
  })

  it('are of one account', async () => {
    const ledger = await ledgerWithCard()
    await ledger.write(({ accounts }) => accounts.insert({ ...anAccount, id: 'P12345678' }))
    await write(ledger, [{}])
    const open = aCharge({ id: 'open', merchantReference: 'open' })
    await ledger.write(async ({ charges }) => {
      await charges.markSent(await charges.createIntent(open, []), start, 'sent', null)
    })
    for (const order of [charges, { list: 'unresolved' }, { list: 'cards', query: '' }] as const)
      expect((await exportTo(ledger, order, { account: 'P12345678' })).rows).toBe(0)
  })

  it('are those that were there when it began, whatever is charged meanwhile', async () => {
    const ledger = await ledgerWithCard()
    await write(ledger, [{}, {}])
    const desk = new ExportDesk({ folder: ledger.folder, file: ledgerFile }, () => start)
    const path = join(tempFolder(), 'list.csv')
    const words = await exportWordsOf('en')
    await desk.begin({ accountId, order: charges, form: 'text', words, language: 'en', path })
    await write(ledger, [{ id: 'later', merchantReference: 'later' }])
    await ledger.write(async ({ charges }) => {
      const facts = { transactionStatus: 'REFUNDED' }
      const before = await charges.require('c0')
      await charges.record(before, { at: start, kind: 'status_changed', note: '', facts })
    })
    while (!(await desk.next()).isAll);
    desk.keep()
    expect(linesOf(path).map((line) => line['State'])).toEqual(['Charged', 'Charged'])
  })

  it('end in a workbook where Excel does, and say how many had no room', async () => {
    const ledger = await ledgerWithCard()
    await write(ledger, [{}, {}, {}])
    const cut = await exportTo(ledger, charges, { form: 'workbook', mostRows: 2 })
    expect([cut.rows, cut.leftOut]).toEqual([2, 1])
    const sheets = await readExcelFile(readFileSync(cut.path))
    expect(sheets.map(({ data }) => data.length)).toEqual([3])
    expect((await exportTo(ledger, charges, { form: 'text', mostRows: 2 })).rows).toBe(3)
  })
})

describe('an export that is given up', () => {
  it('leaves what was there as it was', async () => {
    const ledger = await ledgerWithCard()
    await write(ledger, [{}])
    const folder = tempFolder()
    const path = join(folder, 'list.csv')
    writeFileSync(path, 'what was there')
    const desk = new ExportDesk({ folder: ledger.folder, file: ledgerFile }, () => start)
    const words = await exportWordsOf('en')
    const job = { accountId, order: charges, form: 'text', words, language: 'en', path } as const
    await desk.begin(job)
    await desk.next()
    await desk.drop()
    // The next one gives up what was begun before it.
    await desk.begin(job)
    await desk.begin({ ...job, path: join(folder, 'other.csv') })
    await desk.drop()
    expect(readFileSync(path, 'utf8')).toBe('what was there')
    expect(readdirSync(folder)).toEqual(['list.csv'])
    expect(() => desk.keep()).toThrow('no list is being exported')
  })
})

describe('an export that the disk has no room for', () => {
  it('says so, and leaves nothing', async () => {
    const ledger = await ledgerWithCard()
    await write(ledger, [{}])
    const folder = tempFolder()
    const path = join(folder, 'list.csv')
    writeFileSync(path, 'what was there')
    const probe = await open(join(tempFolder(), 'probe'), 'w')
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    const writing = vi.spyOn(Object.getPrototypeOf(probe), 'writeFile').mockRejectedValue(full)
    await probe.close()
    const desk = new ExportDesk({ folder: ledger.folder, file: ledgerFile }, () => start)
    const words = await exportWordsOf('en')
    await desk.begin({ accountId, order: charges, form: 'text', words, language: 'en', path })
    await expect(desk.next()).rejects.toMatchObject({ code: 'file_unwritable' })
    writing.mockRestore()
    expect(readdirSync(folder)).toEqual(['list.csv'])
    expect(readFileSync(path, 'utf8')).toBe('what was there')
    expect(() => desk.keep()).toThrow('no list is being exported')
  })
})

describe('exported links', () => {
  const address = 'https://checkout.dintero.com/v1/view/T12345678.secret'

  async function withLinks() {
    const ledger = await ledgerWithCard()
    await ledger.write(async ({ links }) => {
      const facts = { url: address, sessionId: 'T12345678.session' }
      for (const [id, state] of [
        ['open', 'made'],
        ['over', 'cancelled']
      ] as const) {
        const link = await links.create(aLink({ id, merchantReference: `link-${id}` }), [])
        const made = await links.record(link, { at: start, kind: 'answered', note: '', state: 'made', facts })
        if (state === 'cancelled') await links.record(made, { at: start, kind: 'asked', note: '', state })
      }
    })
    return ledger
  }

  it('have no address unless a person asked for it, and then of those that can be paid', async () => {
    const ledger = await withLinks()
    const order = { list: 'links', filter: everyLink, addresses: false } as const
    const { path } = await exportTo(ledger, order)
    expect(readFileSync(path, 'utf8')).not.toContain('checkout.dintero.com')
    expect(linesOf(path)).toMatchObject([
      { 'Merchant reference': 'link-over', State: 'Cancelled', Amount: '1299.90', 'Kind of link': 'Payment' },
      { 'Merchant reference': 'link-open', State: 'Not shared' }
    ])
    const asked = linesOf((await exportTo(ledger, { ...order, addresses: true })).path)
    expect(asked.map((line) => line['Address'])).toEqual(['', address])
  })

  it('of an enrolment have no amount', async () => {
    const ledger = await ledgerWithCard()
    const enrolment = aLink({ kind: 'enrolment', amount: null, cardId: null, lastFour: '' })
    await ledger.write(({ links }) => links.create(enrolment, []))
    const { path } = await exportTo(ledger, { list: 'links', filter: everyLink, addresses: false })
    expect(linesOf(path)).toMatchObject([
      { Amount: '', Currency: '', VAT: '', 'Kind of link': 'Card to store' }
    ])
  })
})

describe('what is unresolved', () => {
  it('is exported oldest first, however much there is, with when Dintero is asked again', async () => {
    const ledger = await ledgerWithCard()
    await write(ledger, [{}])
    await ledger.write(async ({ charges }) => {
      for (let index = 0; index < 210; index += 1) {
        const charge = aCharge({ id: `u${index}`, merchantReference: `u-${index}`, createdAt: start + index })
        const sent = await charges.markSent(await charges.createIntent(charge, []), start, 'sent', null)
        const facts = { nextLookupAt: start + minute, lookups: 3 }
        await charges.record(sent, { at: start, kind: 'answered', note: '', state: 'unknown', facts })
      }
    })
    const { path } = await exportTo(ledger, { list: 'unresolved' })
    const lines = linesOf(path)
    expect(lines).toHaveLength(210)
    expect(lines[0]).toMatchObject({ 'Merchant reference': 'u-0', State: 'Unknown', 'Times asked': '3' })
    expect(Date.parse(lines[0]?.['Asked again'] ?? '')).toBe(start + minute)
  })
})

describe('exported cards', () => {
  it('are what a search finds, without their tokens', async () => {
    const ledger = await ledgerWithCard()
    const secret = new TextEncoder().encode('sealed-token-of-kari')
    await ledger.write(async ({ cards }) => {
      await cards.insert(
        aCard({
          id: 'kari',
          customerName: 'Kari Nordmann',
          sealedToken: secret,
          tokenFingerprint: 'print-of-kari'
        })
      )
      for (let index = 0; index < 1_005; index += 1)
        await cards.insert(
          aCard({ id: `more-${index}`, customerName: `Ola ${index}`, tokenFingerprint: `p${index}` })
        )
    })
    const all = await exportTo(ledger, { list: 'cards', query: '' })
    expect(linesOf(all.path)).toHaveLength(1_007)
    const text = readFileSync(all.path, 'utf8')
    for (const hidden of ['sealed-token', 'print-of-kari', '476173']) expect(text).not.toContain(hidden)
    const { path } = await exportTo(ledger, { list: 'cards', query: 'kari' })
    expect(linesOf(path)).toMatchObject([
      { Customer: 'Kari Nordmann', 'Last four digits': '0416', Expiry: '12/2029', Phone: "'+47 900 12 345" }
    ])
  })
})
