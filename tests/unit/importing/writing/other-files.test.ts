import papa from 'papaparse'
import { readXlsx } from 'hucre'
import { describe, expect, it } from 'vitest'
import type { CardView } from '../../../../shared/card'
import type { RetryAdvice } from '../../../../shared/charge'
import type { Standing } from '../../../../shared/standing'
import { withoutMarks } from '../../../../electron/importing/meaning/formula-mark'
import type { SourceFile } from '../../../../electron/importing/writing/kept-columns'
import { writeBadRowsFile } from '../../../../electron/importing/writing/bad-rows-file'
import { mayRunAgain, writeRerunFile } from '../../../../electron/importing/writing/rerun-file'
import { writeTemplate } from '../../../../electron/importing/writing/template'
import type { RowResult } from '../../../../electron/importing/writing/result-file'
import {
  charged,
  english,
  norwegian,
  ragged,
  record,
  someTime,
  sourceFile,
  textForm,
  uncharged,
  workbookForm
} from './files'

const utf8 = textForm({ encoding: 'utf-8', encodingBy: 'content' })
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
const nok = (amount: number) => ({ kind: 'money', amount, currency: 'NOK' }) as const

describe('the file of bad rows', () => {
  it('is the rows with what is wrong, their amounts in the one way that needs no other row', async () => {
    const file = sourceFile(
      ['Nr', 'Beløp', 'E-post'],
      [
        ['1', '1.230', 'ola@'],
        ['2', 'gratis', '']
      ],
      utf8,
      ['customer_number', 'amount', 'email']
    )
    const [first, second] = file.table.records
    if (!first || !second) throw new Error('two records')
    const rows = [
      { record: first, card: '', money: nok(123_000), reasons: ['E-postadressen er ikke hel'] },
      { record: second, card: '', money: null, reasons: ['Beløpet kan ikke leses', 'Kunden finnes ikke'] }
    ]
    const { bytes } = await writeBadRowsFile(file, rows, norwegian)
    expect(textOf(bytes)).toBe(
      '\uFEFFNr;Beløp;E-post;Trekk: årsak\r\n' +
        '1;1230,00 NOK;ola@;E-postadressen er ikke hel\r\n' +
        '2;gratis;;"Beløpet kan ikke leses; Kunden finnes ikke"\r\n'
    )
  })

  it('keeps the currency beside the amount where nothing else says just this one', async () => {
    const file = sourceFile(['Amount'], [['EUR 1.230'], ['1.230']], utf8, ['amount'])
    const euro = { kind: 'money', amount: 123_000, currency: 'EUR' } as const
    const rowsOf = ({ table }: SourceFile) =>
      table.records.map((record) => ({ record, card: '', money: euro, reasons: ['x'] }))
    expect(textOf((await writeBadRowsFile(file, rowsOf(file), english)).bytes)).toBe(
      'Amount;Trekk: reason\r\n1230.00 EUR;x\r\n1230.00 EUR;x\r\n'
    )
    const workbook = { ...file, table: { ...file.table, understood: workbookForm() } }
    const { bytes } = await writeBadRowsFile(workbook, rowsOf(file), norwegian)
    expect((await readXlsx(bytes)).sheets[0]?.rows.slice(1)).toEqual([
      ['1230,00 EUR', 'x'],
      ['1230,00 EUR', 'x']
    ])
    const said = { ...file, mapping: { ...file.mapping, headerCurrencies: ['EUR' as const] } }
    expect(textOf((await writeBadRowsFile(said, rowsOf(said), english)).bytes)).toBe(
      'Amount;Trekk: reason\r\n1230.00;x\r\n1230.00;x\r\n'
    )
    const column = sourceFile(
      ['Amount', 'Currency'],
      [
        ['1.230', 'eur'],
        ['1.230', '€'],
        ['1.230', '']
      ],
      utf8,
      ['amount', 'currency']
    )
    expect(textOf((await writeBadRowsFile(column, rowsOf(column), english)).bytes)).toBe(
      '\uFEFFAmount;Currency;Trekk: reason\r\n1230.00;eur;x\r\n1230.00 EUR;€;x\r\n1230.00 EUR;;x\r\n'
    )
  })

  it('counts øre where the file does, and lets no kroner be read as øre', async () => {
    const minor = { amountUnit: 'minor' } as const
    const file = sourceFile(['Beløp i øre'], [['129900'], ['x'], ['x']], utf8, ['amount'], minor)
    const edits = [undefined, { amount: '1250' }, { amount: '12,50' }]
    const rows = file.table.records.map((record, index) => {
      const money = index === 1 ? null : nok([129_900, 0, 1250][index] ?? 0)
      return { record, card: '', money, reasons: ['x'], edits: edits[index] ?? {} }
    })
    expect(textOf((await writeBadRowsFile(file, rows, norwegian)).bytes)).toBe(
      '\uFEFFBeløp i øre;Trekk: årsak\r\n129900;x\r\n1250,-;x\r\n1250;x\r\n'
    )
  })

  it('never makes a good row of one whose fields have slipped', async () => {
    const file = sourceFile(['Nr', 'Amount'], [], utf8, ['customer_number', 'amount'])
    const rows = [
      { record: ragged('7;1299;90', ['7', '1299', '90'], 2), card: '', reasons: ['Too many fields'] }
    ]
    expect(textOf((await writeBadRowsFile(file, rows, english)).bytes)).toBe(
      'Nr;Amount;Trekk: reason\r\n;;"Too many fields: 7;1299;90"\r\n'
    )
  })

  it('hides tokens and card numbers also in what it quotes', async () => {
    const file = sourceFile(['Token', 'Amount'], [], utf8, ['token', 'amount'])
    const raw = 'T100200300400500abc;5500 0000 0000 0004;12'
    const rows = [{ record: ragged(raw, raw.split(';'), 2), card: '', reasons: ['Too many fields'] }]
    const text = textOf((await writeBadRowsFile(file, rows, english)).bytes)
    expect(text).toContain('"Too many fields: …;**** **** **** **04;12"')
  })

  it('hides them also where the quote is cut', async () => {
    const file = sourceFile(['Nr', 'Amount'], [], utf8, ['customer_number', 'amount'])
    const raw = `${'x '.repeat(493)}4111111111111111;1;2`
    const rows = [{ record: ragged(raw, raw.split(';'), 2), card: '', reasons: ['r'] }]
    const text = textOf((await writeBadRowsFile(file, rows, english)).bytes)
    expect(text).toContain('x ************')
    expect(text).not.toContain('4111')
  })

  it('keeps what the file says of earlier charges, and says what is wrong now', async () => {
    const file = sourceFile(
      ['Nr', 'Trekk: state', 'Trekk: reason', 'Trekk: transaction'],
      [
        ['1', 'Declined', 'old', 'T1'],
        ['2', '', 'old', 'T2'],
        ['3', '', '', '']
      ],
      utf8,
      ['customer_number', 'result_state', 'ignored', 'result_transaction']
    )
    const [first, second, third] = file.table.records
    if (!first || !second || !third) throw new Error('three records')
    const raw = '3;;Belastet;;T3'
    const rows = [first, second, ragged(raw, raw.split(';'), 4)].map((record) => ({
      ...{ record, card: '', reasons: ['new'] }
    }))
    expect(textOf((await writeBadRowsFile(file, rows, norwegian)).bytes)).toBe(
      'Nr;Trekk: state;Trekk: reason;Trekk: transaction\r\n' +
        '1;Declined;new;T1\r\n2;;new;T2\r\n;?;"new: 3;;Belastet;;T3";\r\n'
    )
  })
})

describe('which rows may run again', () => {
  const candidate = (result: RowResult, retry: RetryAdvice['kind'] | null = null) => ({
    record: record(['x']),
    card: 'card:a',
    result,
    retry,
    isAccessRefused: false
  })
  const declined = (retry: RetryAdvice['kind'], notBefore: number | null = null) =>
    candidate(charged({ state: 'declined', notBefore }), retry)

  it.each([
    ['never begun', candidate(uncharged('not_begun')), true],
    ['not sent', candidate(charged({ state: 'not_sent' })), true],
    ['not sent, told to wait', candidate(charged({ state: 'not_sent', notBefore: someTime + 1 })), false],
    ['declined, at once', declined('now'), true],
    ['declined, its time has come', declined('after', someTime), true],
    ['declined, its time has not come', declined('after', someTime + 1), false],
    ['declined, nobody says when', declined('after'), false],
    ['declined without advice', declined('unsaid'), true],
    ['declined for ever', declined('never'), false],
    ['declined without the customer', declined('with_customer'), false],
    ['declined for the request', declined('fix_first'), false],
    ['refused for the row', candidate(charged({ state: 'refused' })), false],
    ['refused for the access', { ...candidate(charged({ state: 'refused' })), isAccessRefused: true }, true],
    [
      'refused for the access, and charged after all',
      { ...candidate(charged({ state: 'charged_after_all' })), isAccessRefused: true },
      false
    ],
    ['left out', candidate(uncharged('skipped')), false],
    ['not valid', candidate(uncharged('invalid')), false]
  ])('%s', (_name, row, may) => {
    expect(mayRunAgain(row, someTime)).toBe(may)
  })

  it('never what was charged, or may have been', () => {
    const states: Standing[] = [
      'intent',
      'sent',
      'pending',
      'unknown',
      'closed',
      'refused',
      'held',
      'captured',
      'refunded',
      'voided',
      'failed_after_all',
      'charged_after_all'
    ]
    for (const state of states)
      for (const retry of ['now', 'unsaid', null] as const)
        expect([state, mayRunAgain(candidate(charged({ state }), retry), someTime)]).toEqual([state, false])
  })

  it('are a file with when, their amounts and cards beyond doubt; and no file without rows', async () => {
    const file = sourceFile(
      ['Nr', 'Beløp'],
      [
        ['1', '1.230'],
        ['2', '5,00']
      ],
      utf8,
      ['customer_number', 'amount']
    )
    const [first, second] = file.table.records
    if (!first || !second) throw new Error('two records')
    const result = charged({ state: 'declined', reason: 'Ikke nok penger', notBefore: someTime })
    const rows = [
      {
        record: first,
        card: 'card:a',
        money: nok(123_000),
        result,
        retry: 'after',
        isAccessRefused: false
      } as const,
      {
        record: second,
        card: 'card:b',
        money: nok(500),
        result: charged(),
        retry: null,
        isAccessRefused: false
      } as const
    ]
    const written = await writeRerunFile(file, rows, someTime, norwegian)
    expect(textOf(written?.bytes ?? new Uint8Array())).toBe(
      '\uFEFFNr;Beløp;Trekk: kort;Trekk: status;Trekk: transaksjon;Trekk: ordrereferanse;Trekk: belastet beløp;Trekk: valuta;Trekk: årsak;Trekk: nytt forsøk;Trekk: ikke før;Trekk: tidspunkt\r\n' +
        '1;1230,00 NOK;card:a;Avvist av banken;T12345678.abc;nov-1;;;Ikke nok penger;;2026-11-25 14:04;2026-11-25 14:03\r\n'
    )
    expect(await writeRerunFile(file, rows, someTime - 60_000, norwegian)).toBeNull()
  })
})

describe('the file to fill in', () => {
  const card = (facts: Partial<CardView>): CardView => ({
    id: 'c1',
    provider: 'payex',
    tokenKinds: ['payment_token'],
    operations: ['unscheduled_purchase'],
    atDintero: [],
    brand: 'visa',
    lastFour: '4242',
    expiry: '12/2027',
    expired: false,
    customerName: 'Bjørn Åsen',
    customerNumber: '0012',
    email: '',
    phone: '',
    reference: '',
    blockedUntil: null,
    addedAt: 0,
    lastChargedAt: null,
    ...facts
  })
  const cards = [
    card({}),
    card({
      id: 'c2',
      brand: 'other',
      lastFour: '',
      expiry: null,
      customerName: "'=HYPERLINK(A1)",
      customerNumber: '-7'
    })
  ]

  it('is what Norwegian Excel opens', async () => {
    const written = await writeTemplate(cards, { form: 'text', language: 'nb' })
    expect(written).toMatchObject({ extension: 'csv', encoding: 'utf-8' })
    expect(textOf(written.bytes)).toBe(
      '\uFEFFKundenummer;Kundenavn;Kort (til orientering);Kortnøkkel;Beløp;Ordretekst;Ordrereferanse\r\n' +
        '0012;Bjørn Åsen;Visa •••• 4242 12/2027;card:c1;;;\r\n' +
        '"\'-7";"\'\'=HYPERLINK(A1)";;card:c2;;;\r\n'
    )
  })

  it('is what English Excel opens', async () => {
    const { bytes } = await writeTemplate(cards.slice(0, 1), { form: 'text', language: 'en' })
    expect(textOf(bytes)).toBe(
      '\uFEFFCustomer number,Customer name,Card (for information),Card handle,Amount,Order text,Merchant reference\r\n' +
        '0012,Bjørn Åsen,Visa •••• 4242 12/2027,card:c1,,,\r\n'
    )
  })

  it('is read again as what was stored', async () => {
    const { bytes } = await writeTemplate(cards, { form: 'text', language: 'nb' })
    const [, ...rows] = papa.parse<string[]>(textOf(bytes), { delimiter: ';', skipEmptyLines: true }).data
    expect(rows.map((row) => row.slice(0, 2).map(withoutMarks))).toEqual([
      ['0012', 'Bjørn Åsen'],
      ['-7', "'=HYPERLINK(A1)"]
    ])
  })

  it('is a workbook that keeps zeros, with two decimals where the amount goes', async () => {
    const { bytes, extension } = await writeTemplate(cards, { form: 'workbook', language: 'en' })
    expect(extension).toBe('xlsx')
    const { sheets } = await readXlsx(bytes, { readStyles: true })
    expect(sheets[0]?.name).toBe('Charges')
    expect(sheets[0]?.rows[1]?.slice(0, 4)).toEqual([
      '0012',
      'Bjørn Åsen',
      'Visa •••• 4242 12/2027',
      'card:c1'
    ])
    expect(withoutMarks(String(sheets[0]?.rows[2]?.[1]))).toBe("'=HYPERLINK(A1)")
    const formats = [0, 1, 2, 3, 4, 5, 6].map((column) => sheets[0]?.cells?.get(`1,${column}`)?.style?.numFmt)
    expect(formats).toEqual(['@', '@', '@', '@', '0.00', '@', '@'])
  })
})
