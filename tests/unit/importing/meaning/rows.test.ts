import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keptCells } from '../../../../electron/importing/meaning/kept-cells'
import type { RowEdits, RowMeaning } from '../../../../electron/importing/meaning/row-meaning'
import { readRow, rowReader } from '../../../../electron/importing/meaning/rows'
import type { Cell, FileRecord } from '../../../../electron/importing/reading/table'
import { cellProblem, cellProblemCodes } from '../../../../shared/batch-problem'
import type { FileField } from '../../../../shared/charge-file'
import type { ColumnMapping } from '../../../../shared/column-mapping'
import { date, defaults, mapping, number, record } from './support'
import { runs } from '../runs'

type Cells = Partial<Record<FileField, Cell>>

/** Reads a row of just these columns. */
function row(
  cells: Cells,
  over: Partial<ColumnMapping> = {},
  edits: RowEdits = {},
  more: Partial<FileRecord> = {}
): RowMeaning {
  const fields = Object.keys(cells) as FileField[]
  return readRow(
    record(
      fields.map((field) => cells[field] ?? ''),
      0,
      more
    ),
    mapping(fields, over),
    edits
  )
}

function codes(meaning: RowMeaning): readonly string[] {
  return meaning.problems.map(
    ({ code, field, severity }) => `${field ?? 'row'}:${code}${severity === 'warning' ? '?' : ''}`
  )
}

const good: Cells = { customer_number: '10042', amount: '1 299,90' }
const secret = 'T10000000-8c2e55d0-aa91-4f3b-a91f'

describe('a row', () => {
  it('means all that it says', () => {
    const meaning = row({
      token: secret,
      customer_number: '10042',
      earlier_transaction: 'T10000000.4XPn3K',
      card_reference: 'sub-17',
      last_four: '**** 0416',
      customer_name: 'Kari Nordmann',
      provider: 'Swedbank Pay',
      operation: 'abonnement',
      amount: '1 299,90',
      currency: 'NOK',
      vat_rate: '25 %',
      description: 'Nettleie november',
      merchant_reference: 'order-17',
      kid: '123456782',
      email: 'kari@eksempel.no',
      phone: '900 00 000',
      auto_capture: 'nei'
    })
    expect(meaning).toEqual({
      line: 2,
      row: 2,
      done: false,
      token: secret,
      card: {
        cardId: null,
        tokenKind: null,
        customerNumber: '10042',
        earlierTransaction: 'T10000000.4XPn3K',
        cardReference: 'sub-17',
        lastFour: '0416',
        customerName: 'Kari Nordmann',
        email: 'kari@eksempel.no',
        phone: '+4790000000'
      },
      provider: 'payex',
      operation: 'recurring_purchase',
      amount: 129_990,
      currency: 'NOK',
      vatRate: 2500,
      description: 'Nettleie november',
      merchantReference: 'order-17',
      attemptAfter: null,
      notBefore: null,
      kid: '123456782',
      autoCapture: false,
      problems: []
    })
  })

  it('has all its problems, and not the first alone', () => {
    const meaning = row({
      customer_number: '4,76E+15',
      amount: 'gratis',
      currency: 'CAD',
      vat_rate: '0,25',
      operation: 'MIT',
      email: 'kari',
      phone: '12',
      kid: '123',
      merchant_reference: 'order 17'
    })
    expect(codes(meaning)).toEqual([
      ...['customer_number:exponent', 'email:malformed', 'phone:malformed', 'currency:unknown_currency'],
      ...['amount:malformed', 'operation:ambiguous', 'vat_rate:ambiguous', 'merchant_reference:malformed'],
      'kid:check_digit'
    ])
    for (const problem of meaning.problems) expect(cellProblem.parse(problem)).toEqual(problem)
    expect(meaning.problems[0]).toEqual({
      ...{ code: 'exponent', field: 'customer_number', severity: 'blocker', seen: '4,76E+15' }
    })
    const { card, amount, currency, vatRate, operation, kid, merchantReference } = meaning
    expect([
      card.customerNumber,
      card.email,
      card.phone,
      amount,
      currency,
      vatRate,
      operation,
      kid,
      merchantReference
    ]).toEqual(Array(9).fill(null))
  })

  it('with other fields than the header means nothing, whatever stands in it', () => {
    const problem = { code: 'too_many_fields', expected: 2, found: 3 } as const
    const meaning = row(good, {}, {}, { problem, raw: '10042;1 299;90' })
    expect(meaning).toMatchObject({ amount: null, card: { customerNumber: null }, done: false })
    expect(meaning.problems).toEqual([
      {
        code: 'too_many_fields',
        field: null,
        severity: 'blocker',
        seen: '10042;1 299;90',
        details: { expected: 2, found: 3 }
      }
    ])
  })

  it('that nobody saw in the workbook is said to be so', () => {
    expect(codes(row(good, {}, {}, { notes: ['hidden_row', 'merged_cells'] }))).toEqual([
      'row:hidden_row?',
      'row:merged_cells?'
    ])
  })
})

describe('what is said for the whole file', () => {
  const said = {
    ...defaults,
    ...({ provider: 'bambora', operation: 'unscheduled_purchase', amount: 9900, vatRate: 2500 } as const),
    ...{ description: 'Strøm', autoCapture: true }
  }

  it('holds where the row says nothing', () => {
    expect(row({ customer_number: '1', amount: ' ', operation: '' }, { defaults: said })).toMatchObject({
      ...{
        provider: 'bambora',
        operation: 'unscheduled_purchase',
        amount: 9900,
        currency: 'NOK',
        vatRate: 2500
      },
      ...{ description: 'Strøm', autoCapture: true, problems: [] }
    })
  })

  it('does not stand in for what cannot be read', () => {
    const meaning = row(
      { customer_number: '1', amount: 'x', operation: 'MIT', vat_rate: 'x', auto_capture: 'kanskje' },
      { defaults: said }
    )
    expect(meaning).toMatchObject({ amount: null, operation: null, vatRate: null, autoCapture: null })
    expect(codes(meaning)).toHaveLength(4)
  })

  it('is no amount in another currency than it was said in', () => {
    expect(codes(row({ customer_number: '1', currency: 'EUR' }, { defaults: said }))).toEqual([
      'amount:missing'
    ])
    expect(codes(row({ customer_number: '1', currency: 'NOK' }, { defaults: said }))).toEqual([])
    expect(codes(row({ customer_number: '1' }, { defaults: { ...said, currency: null } }))).toEqual([
      'currency:missing'
    ])
  })
})

describe('the currency', () => {
  it.each<[string, Cells, Partial<ColumnMapping>, string | null, readonly string[]]>([
    ['of its column wins over the file’s', { currency: 'SEK' }, {}, 'SEK', []],
    ['beside the amount does too', { amount: '100 EUR' }, {}, 'EUR', []],
    ['over the column does too', {}, { headerCurrencies: ['EUR'] }, 'EUR', []],
    ['of many countries is the file’s', { amount: 'kr 100' }, {}, 'NOK', []],
    ['of many countries over the column is the file’s', {}, { headerCurrencies: ['NOK', 'SEK'] }, 'NOK', []],
    [
      'in two places must be one',
      { amount: '100 EUR', currency: 'NOK' },
      {},
      null,
      ['amount:wrong_currency']
    ],
    [
      'of column and header must be one',
      { currency: 'NOK' },
      { headerCurrencies: ['EUR'] },
      null,
      ['amount:wrong_currency']
    ],
    [
      'of cell and header must be one',
      { amount: '100 SEK' },
      { headerCurrencies: ['EUR'] },
      null,
      ['amount:wrong_currency']
    ],
    ['of many countries fits its column', { amount: 'kr 100', currency: 'DKK' }, {}, 'DKK', []],
    [
      'of many countries fits no euro',
      { amount: 'kr 100', currency: 'EUR' },
      {},
      null,
      ['amount:wrong_currency']
    ],
    ['that Trekk does not know', { amount: '100 CAD' }, {}, null, ['amount:unknown_currency']],
    [
      'over the column that Trekk does not know',
      {},
      { headerCurrencies: [] },
      null,
      ['amount:unknown_currency']
    ],
    [
      'that may be several',
      { amount: 'kr 100' },
      { defaults: { ...defaults, currency: 'EUR' } },
      null,
      ['amount:currency_unclear']
    ],
    ['nobody says', {}, { defaults: { ...defaults, currency: null } }, null, ['currency:missing']]
  ])('%s', (_name, cells, over, currency, problems) => {
    const meaning = row({ customer_number: '1', amount: '100', ...cells }, over)
    expect([meaning.currency, codes(meaning)]).toEqual([currency, problems])
    expect(meaning.amount).toBe(currency === null ? null : 10_000)
  })
})

describe('an amount of which nobody has said whether it counts kroner or øre', () => {
  it('is none yet, and shows both', () => {
    const meaning = row({ ...good, amount: '129900' }, { amountUnit: null })
    expect(meaning.amount).toBeNull()
    expect(meaning.problems).toMatchObject([
      { code: 'ambiguous', details: { readings: [12_990_000, 129_900] } }
    ])
    expect(row({ ...good, amount: '129900' }, { amountUnit: null }, { amount: '12,50' }).amount).toBe(1250)
  })
})

describe('a correction', () => {
  it('wins over the cell, and is read strictly', () => {
    const over = { decimalMark: 'comma' } as const
    expect(row({ ...good, amount: '1.299' }, over).amount).toBe(129_900)
    expect(row({ ...good, amount: 'x' }, over, { amount: '12,50' }).amount).toBe(1250)
    expect(row(good, over, { amount: '12.50' }).amount).toBe(1250)
    expect(codes(row(good, over, { amount: '1.299' }))).toEqual(['amount:ambiguous'])
    expect(row(good, { amountUnit: 'minor' }, { amount: '12,50' }).amount).toBe(1250)
  })

  it('gives what the file has no column for, and takes away what it has', () => {
    const meaning = row(good, {}, { email: 'kari@eksempel.no', customer_number: '' })
    expect(meaning.card).toMatchObject({ email: 'kari@eksempel.no', customerNumber: null })
    expect(codes(row(good, {}, { customer_number: '', amount: '' }))).toEqual([
      'row:card_missing',
      'amount:missing'
    ])
  })

  it('of the card stands in place of the token', () => {
    const meaning = row({ ...good, token: secret }, {}, { card: 'card-1' })
    expect([meaning.token, meaning.card.cardId]).toEqual([null, 'card-1'])
  })
})

describe('the card', () => {
  it.each<[string, Cells, readonly string[]]>([
    ['by a handle of Trekk’s own', { token: 'card:c-1' }, []],
    ['by a handle that is none', { token: 'card:c 1' }, ['token:malformed']],
    ['by last four and name', { last_four: '0416', customer_name: 'Kari' }, []],
    ['by last four alone', { last_four: '0416' }, ['row:card_missing']],
    [
      'by last four of a workbook alone',
      { last_four: number(416) },
      ['last_four:zeros_restored?', 'row:card_missing']
    ],
    ['by a name alone', { customer_name: 'Kari' }, ['row:card_missing']],
    ['by a phone number', { phone: '90000000' }, []],
    ['by nothing', { description: 'x' }, ['row:card_missing']],
    ['by what cannot be read', { customer_number: date('2026-11-25') }, ['customer_number:is_date']]
  ])('%s', (_name, cells, problems) => {
    expect(codes(row({ amount: '10', ...cells }))).toEqual(problems)
  })

  it('of a handle is no token', () => {
    const { token, card } = row({ amount: '10', token: ' card:c-1 ' })
    expect([token, card.cardId]).toEqual([null, 'c-1'])
  })
})

describe('a row of a result file', () => {
  const unclear = ['result_state:state_unclear']
  it.each<[string, Cell, Cell, boolean, readonly string[]]>([
    ['that was charged is done', 'Belastet', 'T1.x', true, []],
    ['that nobody knows is done', 'okänt', '', true, []],
    ['that waits is done', 'Waiting', '', true, []],
    ['that was declined is offered', 'Declined', 'T1.x', false, []],
    ['that was refused is offered', 'AVVISAD  av Dintero', '', false, []],
    ['that was not sent is offered', 'ikke sendt', '', false, []],
    ['that was left out is offered', 'Utelämnad', '', false, []],
    ['that was added later is offered', '', '', false, []],
    ['whose state was taken away is looked at', '', 'T1.x', false, unclear],
    ['whose state was changed is looked at', 'betalt?', 'T1.x', false, unclear],
    ['whose state nobody can tell is looked at', '?', '', false, unclear],
    ['whose state is no text is looked at', number(1), '', false, unclear]
  ])('%s', (_name, state, transaction, done, problems) => {
    const cells = { ...good, merchant_reference: 'o-1', result_state: state, result_transaction: transaction }
    const meaning = row(cells)
    expect([meaning.done, codes(meaning)]).toEqual([done, problems])
    expect(meaning.amount).toBe(done ? null : 129_990)
  })

  it('that has a reference of Trekk’s and no state is looked at: that of an unknown charge was taken away', () => {
    expect(codes(row({ ...good, result_reference: 'o-1' }))).toEqual(unclear)
    expect(codes(row({ ...good, result_state: ' ', result_reference: 'o-1' }))).toEqual(unclear)
  })

  it('is done if any of its states says so, and no correction makes it another', () => {
    const columns: FileField[] = ['merchant_reference', 'amount', 'result_state', 'result_state']
    const twice = (first: string, second: string): RowMeaning =>
      readRow(record(['o-1', '10', first, second]), mapping(columns))
    const done = [
      ...[twice('Declined', 'Charged'), twice('Charged', 'Declined'), twice('', 'Unknown')],
      ...[twice('x', 'Charged'), twice('Declined', 'x')]
    ]
    expect(done.map((each) => each.done)).toEqual([true, true, true, true, false])
    expect(row({ ...good, result_state: 'Charged' }, {}, { result_state: 'Declined' }).done).toBe(true)
    expect(codes(twice('Declined', 'Not sent'))).toContain('result_state:state_unclear')
    expect(codes(twice('Declined', 'Left out'))).toContain('result_state:state_unclear')
    expect(codes(twice('Declined', 'Refused'))).not.toContain('result_state:state_unclear')
    expect(codes(twice('Declined', ''))).not.toContain('result_state:state_unclear')
  })

  it.each<[string, Cell, RowMeaning['notBefore'], readonly string[]]>([
    ['Declined', '26.11.2026 09:05', new Date(2026, 10, 26, 9, 5).getTime(), []],
    ['Not sent', '2026-11-26 09:05', new Date(2026, 10, 26, 9, 5).getTime(), []],
    ['Declined', 'Never', 'not_again', []],
    ['Declined', '', null, []],
    ['Declined', 'soon', null, ['result_not_before:state_unclear']],
    // What was never sent waits for nobody.
    ['Left out', 'soon', null, []]
  ])('that was %s says from when on it may be charged: %s', (state, cell, notBefore, problems) => {
    const cells = { ...good, merchant_reference: 'o-1', result_state: state, result_not_before: cell }
    const meaning = row(cells)
    expect([meaning.notBefore, ...codes(meaning)]).toEqual([notBefore, ...problems])
  })

  it('names the stored card where the file does not, and a person another', () => {
    const cells = { customer_number: '1', amount: '10', result_card: 'card:c-1' }
    expect(row(cells).card.cardId).toBe('c-1')
    expect(row({ ...cells, token: 'card:c-2' }).card.cardId).toBe('c-2')
    expect(row(cells, {}, { card: 'c-3' }).card.cardId).toBe('c-3')
    expect(codes(row({ ...cells, result_card: secret }))).toEqual(['result_card:malformed'])
    expect(JSON.stringify(row({ ...cells, result_card: secret }))).not.toContain(secret)
  })
})

describe('the name of the next charge', () => {
  const names = (cells: Cells, edits: RowEdits = {}): readonly unknown[] => {
    const meaning = row({ ...good, ...cells }, {}, edits)
    return [meaning.merchantReference, meaning.attemptAfter, ...codes(meaning)]
  }
  const used = { merchant_reference: 'order-17', result_reference: 'order-17~2' }

  it.each(['Declined', 'Refused'])('after a charge that was %s comes after that one', (state) => {
    expect(names({ ...used, result_state: state })).toEqual([null, 'order-17~2'])
    expect(names({ result_state: state, result_reference: 'nov-K7' })).toEqual([null, 'nov-K7'])
    expect(names({ result_state: state, merchant_reference: 'order-17' })).toEqual([null, 'order-17'])
  })

  it('after one that never reached Dintero is the very same', () => {
    expect(names({ ...used, result_state: 'Not sent' })).toEqual(['order-17~2', null])
    expect(names({ result_state: 'Not sent', merchant_reference: 'order-17' })).toEqual(['order-17', null])
  })

  it.each(['Left out', 'Not valid', 'Not begun'])(
    'of a row that was %s is the file’s, else Trekk’s',
    (state) => {
      expect(names({ ...used, result_state: state })).toEqual(['order-17', null])
      expect(names({ result_state: state, result_reference: 'nov-K7' })).toEqual(['nov-K7', null])
      expect(names({ result_state: state })).toEqual([null, null])
    }
  )

  it('is nobody’s to guess where the reference of the charge is gone', () => {
    for (const state of ['Declined', 'Refused', 'Not sent'])
      expect(names({ result_state: state })).toEqual([null, null, 'result_reference:state_unclear'])
    const gone = names({ result_state: 'Declined', result_reference: 'order 17' })
    expect(gone).toEqual([null, null, 'result_reference:malformed'])
  })

  it('is what a person types, and says still what it comes after', () => {
    const typed = { merchant_reference: 'order-18' }
    expect(names({ ...used, result_state: 'Declined' }, typed)).toEqual(['order-18', 'order-17~2'])
    expect(names({ ...used, result_state: 'Not sent' }, typed)).toEqual(['order-18', null])
    expect(names({ ...used, result_state: 'Left out' }, typed)).toEqual(['order-18', null])
    expect(names({ result_state: 'Declined' }, typed)).toEqual(['order-18', null])
    expect(names({ merchant_reference: 'order-17' }, { merchant_reference: '' })).toEqual([null, null])
  })
})

describe('secrets', () => {
  const card = '4111 1111 1111 1111'

  it('are in the token and nowhere else, whatever is wrong', () => {
    const broken = row({
      token: `${secret} x`,
      email: secret,
      merchant_reference: `${secret}/`,
      customer_name: 'Kari',
      amount: 'x'
    })
    expect(codes(broken)).toContain('token:malformed')
    expect(JSON.stringify(broken)).not.toContain(secret)
    const { token, ...others } = row({ ...good, token: secret })
    expect(token).toBe(secret)
    expect(JSON.stringify(others)).not.toContain(secret.slice(6))
  })

  it('of cards are never seen, in any field', () => {
    const fields: FileField[] = [
      ...([
        'token',
        'customer_number',
        'earlier_transaction',
        'card_reference',
        'last_four',
        'customer_name'
      ] as const),
      ...([
        'provider',
        'operation',
        'amount',
        'currency',
        'vat_rate',
        'description',
        'merchant_reference',
        'kid'
      ] as const),
      ...(['email', 'phone', 'auto_capture', 'result_state', 'result_card', 'ignored'] as const)
    ]
    for (const field of fields) {
      for (const cell of [card, `kort ${card}`, card.replaceAll(' ', ''), number(4_111_111_111_111_111)]) {
        const meaning = row({ customer_number: '1', amount: '10', [field]: cell })
        expect([field, codes(meaning).length > 0]).toEqual([field, true])
        expect(JSON.stringify(meaning)).not.toMatch(/4111.?1111/)
        const problem = meaning.problems.find((each) => each.field === field)
        expect([field, problem?.severity]).toEqual([field, field === 'ignored' ? 'warning' : 'blocker'])
      }
    }
  })

  it('are not among the cells that are kept', () => {
    const columns: FileField[] = ['token', 'customer_name', 'ignored', 'kid', 'amount']
    const cells = [secret, 'Kari', card, '5555555555554444', number(12.5, '12,50')]
    expect(keptCells(record(cells), mapping(columns))).toEqual(['T1000…a91f', 'Kari', '', '', '12,50'])
    expect(keptCells(record(cells), mapping(columns, { kidConfirmed: true, refused: [1] }))).toEqual([
      ...['T1000…a91f', '', '', '5555555555554444', '12,50']
    ])
    expect(keptCells(record(['card:c-1']), mapping(['token']))).toEqual(['card:c-1'])
  })
})

describe('any row at all', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom<Cell>(
      '',
      'x',
      '12,50',
      '1.234',
      'NOK',
      'ja',
      'kari@eksempel.no',
      secret,
      '4111111111111111',
      '#REF!',
      '=1'
    ),
    fc.double().map((value) => number(value)),
    fc.constantFrom<Cell>(
      date('2026-11-25'),
      { kind: 'boolean', value: true, shown: 'SANN' },
      { kind: 'no_value', shown: '' },
      { kind: 'error', shown: '#N/A' }
    )
  )
  const columns = mapping([]).columns
  const fields: FileField[] = [
    ...([
      'token',
      'customer_number',
      'last_four',
      'customer_name',
      'provider',
      'operation',
      'amount',
      'currency'
    ] as const),
    ...([
      'vat_rate',
      'description',
      'merchant_reference',
      'kid',
      'email',
      'phone',
      'auto_capture',
      'result_state',
      'result_reference',
      'result_card'
    ] as const)
  ]

  it('is read without harm, and the same whether its reader has read others or not', () => {
    const all = mapping([...columns, ...fields])
    const reader = rowReader(all)
    fc.assert(
      fc.property(fc.array(cell, { minLength: fields.length, maxLength: fields.length }), (cells) => {
        const meaning = reader(record(cells))
        expect(meaning).toEqual(readRow(record(cells), all))
        for (const problem of meaning.problems) expect(cellProblem.safeParse(problem).success).toBe(true)
        const { amount, currency, done, problems } = meaning
        const isReady = !done && problems.every(({ severity }) => severity === 'warning')
        expect(!isReady || (amount !== null && amount > 0 && currency !== null)).toBe(true)
      }),
      runs(600)
    )
  })

  it('has only codes that are known', () => {
    expect(new Set(cellProblemCodes).size).toBe(cellProblemCodes.length)
    for (const code of cellProblemCodes) expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
  })
})
