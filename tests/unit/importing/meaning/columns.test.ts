import { describe, expect, it } from 'vitest'
import { headerKey } from '../../../../electron/importing/meaning/header-key'
import {
  cardNumberNames,
  doubtfulNames,
  fieldNames
} from '../../../../electron/importing/meaning/header-names'
import {
  fieldOfOwn,
  isResultColumn,
  ownHeaders,
  resultColumns,
  type FileLanguage,
  type OwnColumn
} from '../../../../electron/importing/meaning/own-columns'
import type { Cell } from '../../../../electron/importing/reading/table'
import type { FileField } from '../../../../shared/charge-file'
import type { FileQuestion } from '../../../../shared/column-mapping'
import { date, number, understand } from './support'

interface Fixture {
  readonly from: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  /** What each column is; `-` is ignored. */
  readonly fields: readonly (FileField | '-')[]
  /** What is asked: `column:<index>:<why>`, `field:<field>:<indexes>`, or the kind alone. */
  readonly asked?: readonly string[]
}

/** Questions in the tests' own words. */
function asked(questions: readonly FileQuestion[]): readonly string[] {
  return questions.map((question) => {
    if (question.kind === 'column') return `column:${question.column}:${question.why}`
    return question.kind === 'field' ? `field:${question.field}:${question.columns.join('+')}` : question.kind
  })
}

const fixtures: readonly Fixture[] = [
  {
    from: 'Tripletex, one line an invoice',
    header: [
      'INVOICE NO',
      'INVOICE DATE',
      'DUE DATE',
      'KID',
      'CUSTOMER NO',
      'CUSTOMER NAME',
      'CUSTOMER EMAIL',
      'CURRENCY',
      'AMOUNT'
    ],
    rows: [
      [
        '10041',
        '2026-11-01',
        '2026-11-15',
        '1004173',
        '20001',
        'Kari Nordmann',
        'kari@eksempel.no',
        'NOK',
        '1 299,00'
      ]
    ],
    fields: [
      'merchant_reference',
      '-',
      '-',
      'kid',
      'customer_number',
      'customer_name',
      'email',
      'currency',
      'amount'
    ]
  },
  {
    from: 'Tripletex with order lines: a unit price is no amount of itself',
    header: [
      'INVOICE NO',
      'CUSTOMER NO',
      'ORDER LINE - DESCRIPTION',
      'ORDER LINE - UNIT PRICE',
      'ORDER LINE - COUNT',
      'ORDER LINE - VAT CODE'
    ],
    rows: [['10041', '20001', 'Nettleie', '259,80', '5', '3']],
    fields: ['merchant_reference', 'customer_number', 'description', '-', '-', '-'],
    asked: ['column:3:name']
  },
  {
    from: 'Tripletex in Norwegian',
    header: [
      'Fakturanummer',
      'Fakturadato',
      'Forfallsdato',
      'KID-nummer',
      'Kundenummer',
      'Kundenavn',
      'Kundens e-postadresse',
      'Valuta',
      'Beløp inkl. mva'
    ],
    rows: [
      [
        '10041',
        '01.11.2026',
        '15.11.2026',
        '1004173',
        '20001',
        'Kari Nordmann',
        'kari@eksempel.no',
        'NOK',
        '1299,00'
      ]
    ],
    fields: [
      'merchant_reference',
      '-',
      '-',
      'kid',
      'customer_number',
      'customer_name',
      'email',
      'currency',
      'amount'
    ]
  },
  {
    from: 'Tripletex with invoice and order: either may be the reference',
    header: ['INVOICE NO', 'ORDER NO', 'CUSTOMER NO', 'AMOUNT'],
    rows: [['10041', '551', '20001', '99,00']],
    fields: ['-', '-', 'customer_number', 'amount'],
    asked: ['field:merchant_reference:0+1']
  },
  {
    from: 'Fortnox: what was invoiced and what is left are not the same money',
    header: ['Kundnr', 'Kundnamn', 'Fakturanr', 'OCR', 'Förfallodatum', 'Belopp', 'Saldo', 'Valuta'],
    rows: [['17', 'Åsa Öberg AB', '3301', '33018', '2026-11-30', '1250,00', '250,00', 'SEK']],
    fields: ['customer_number', 'customer_name', 'merchant_reference', 'kid', '-', '-', '-', 'currency'],
    asked: ['field:amount:5+6']
  },
  {
    from: 'Fortnox, to pay alone',
    header: ['Kundnr', 'Namn', 'E-post', 'Telefon1', 'OCR-nummer', 'Att betala', 'Momssats'],
    rows: [['17', 'Åsa Öberg', 'asa@exempel.se', '+46701234567', '33018', '1250,00', '25']],
    fields: ['customer_number', 'customer_name', 'email', 'phone', 'kid', 'amount', 'vat_rate']
  },
  {
    from: 'Visma',
    header: ['Kundenr.', 'Navn', 'Faktura nr.', 'Forfall', 'Netto', 'Mva-beløp', 'Brutto', 'Mobil'],
    rows: [['10042', 'Ola Nordmann', '7001', '30.11.2026', '1 039,20', '259,80', '1 299,00', '900 00 000']],
    fields: ['customer_number', 'customer_name', 'merchant_reference', '-', '-', '-', 'amount', 'phone']
  },
  {
    from: 'Visma in Swedish, with VAT nobody says what it is',
    header: ['Kundnummer', 'Kundnamn', 'Fakturanummer', 'Förfallodag', 'Summa', 'Moms'],
    rows: [['10042', 'Sven Svensson', '7001', '2026-11-30', '1 299,00', '259,80']],
    fields: ['customer_number', 'customer_name', 'merchant_reference', '-', 'amount', '-'],
    asked: ['column:5:name']
  },
  {
    from: 'Stripe: which id the id is must be said',
    header: [
      'id',
      'Created (UTC)',
      'Amount',
      'Amount Refunded',
      'Currency',
      'Description',
      'Fee',
      'Status',
      'Card Last4',
      'Card Brand',
      'Customer ID',
      'Customer Email'
    ],
    rows: [
      [
        'ch_3NxA',
        '2026-11-01 10:00',
        '12.50',
        '0.00',
        'eur',
        'Plan',
        '0.55',
        'Paid',
        '0416',
        'Visa',
        'cus_9s6',
        'a@b.no'
      ]
    ],
    fields: [
      '-',
      '-',
      'amount',
      '-',
      'currency',
      'description',
      '-',
      '-',
      'last_four',
      '-',
      'customer_number',
      'email'
    ],
    asked: ['column:0:name']
  },
  {
    from: 'Stripe with converted sums: the sum itself is charged',
    header: ['Customer ID', 'Amount', 'Currency', 'Converted Amount', 'Converted Currency'],
    rows: [['cus_9s6', '12.50', 'eur', '143.10', 'nok']],
    fields: ['customer_number', 'amount', 'currency', '-', '-']
  },
  {
    from: 'GoCardless',
    header: [
      'mandate.id',
      'customer.id',
      'customer.given_name',
      'customer.family_name',
      'customer.company_name',
      'customer.email',
      'payment.amount',
      'payment.currency',
      'payment.description',
      'payment.charge_date'
    ],
    rows: [
      ['MD0001', 'CU0001', 'Kari', 'Nordmann', '', 'kari@eksempel.no', '25.00', 'GBP', 'Plan', '2026-11-25']
    ],
    fields: [
      '-',
      'customer_number',
      '-',
      '-',
      'customer_name',
      'email',
      'amount',
      'currency',
      'description',
      '-'
    ]
  },
  {
    from: 'a program that writes names together',
    header: [
      'customerNumber',
      'customerName',
      'emailAddress',
      'phoneNumber',
      'totalAmount',
      'currencyCode',
      'orderId'
    ],
    rows: [['1', 'A B', 'a@b.no', '90000000', '10.00', 'NOK', 'o-1']],
    fields: ['customer_number', 'customer_name', 'email', 'phone', 'amount', 'currency', 'merchant_reference']
  },
  {
    from: 'capitals, dots and dashes',
    header: ['KUNDE-NR.', 'BELØP', 'ORDRE_NR', 'E-POST:', ' Tlf. '],
    rows: [['1', '10,00', 'o-1', 'a@b.no', '90000000']],
    fields: ['customer_number', 'amount', 'merchant_reference', 'email', 'phone']
  },
  {
    from: 'letters nobody has on the keyboard',
    header: ['Kundenr', 'Belop', 'Valuta'],
    rows: [['1', '10,00', 'NOK']],
    fields: ['customer_number', 'amount', 'currency']
  },
  {
    from: 'two amounts',
    header: ['Kundenr', 'Beløp', 'Totalbeløp'],
    rows: [['1', '10,00', '12,50']],
    fields: ['customer_number', '-', '-'],
    asked: ['field:amount:1+2']
  },
  {
    from: 'the same header twice',
    header: ['Kundenr', 'Beløp', 'Beløp'],
    rows: [['1', '10,00', '12,50']],
    fields: ['customer_number', '-', '-'],
    asked: ['field:amount:1+2']
  },
  {
    from: 'two amounts of which one is empty throughout',
    header: ['Kundenr', 'Beløp', 'Restbeløp'],
    rows: [['1', '10,00', '']],
    fields: ['customer_number', 'amount', '-']
  },
  {
    from: 'a price and nothing else',
    header: ['Kundenr', 'Pris'],
    rows: [['1', '10,00']],
    fields: ['customer_number', '-'],
    asked: ['column:1:name']
  },
  {
    from: 'without VAT alone: that is not what a customer pays',
    header: ['Kundenr', 'Beløp eks. mva'],
    rows: [['1', '10,00']],
    fields: ['customer_number', '-']
  },
  {
    from: 'a column of amounts that holds dates',
    header: ['Kundenr', 'Beløp', 'Sum'],
    rows: [
      ['1', '25.11.2026', '10,00'],
      ['2', '26.11.2026', '12,00']
    ],
    fields: ['customer_number', '-', 'amount'],
    asked: ['column:1:content']
  },
  {
    from: 'a workbook whose column of amounts holds dates',
    header: ['Kundenr', 'Beløp'],
    rows: [['1', date('2026-11-25')]],
    fields: ['customer_number', '-'],
    asked: ['column:1:content']
  },
  {
    from: 'a column of amounts that holds days without dashes, twenty millions each',
    header: ['Kundenr', 'Sum'],
    rows: [
      ['1', '20261125'],
      ['2', number(20_261_126)]
    ],
    fields: ['customer_number', '-'],
    asked: ['column:1:content']
  },
  {
    from: 'headers that stand over each other’s cells',
    header: ['Beløp', 'Kundenr'],
    rows: [
      ['10042', '99,00'],
      ['10043', '1 199,00']
    ],
    fields: ['amount', '-'],
    asked: ['column:1:content']
  },
  {
    from: 'a column of e-mail that holds names',
    header: ['Kundenr', 'E-post', 'Beløp'],
    rows: [['1', 'Kari Nordmann', '10,00']],
    fields: ['customer_number', '-', 'amount'],
    asked: ['column:1:content']
  },
  {
    from: 'a currency in the header',
    header: ['Kundenr', 'Beløp (NOK)'],
    rows: [['1', '10,00']],
    fields: ['customer_number', 'amount']
  },
  {
    from: 'a header that is a currency',
    header: ['Kundenr', 'NOK'],
    rows: [['1', '10,00']],
    fields: ['customer_number', '-'],
    asked: ['column:1:name']
  },
  {
    from: 'øre: a hundred times too much if nobody asks',
    header: ['Kundenr', 'Beløp i øre'],
    rows: [['1', '129900']],
    fields: ['customer_number', 'amount'],
    asked: ['amount_unit']
  },
  {
    from: 'cents',
    header: ['Customer ID', 'Amount (cents)'],
    rows: [['1', number(129_900)]],
    fields: ['customer_number', 'amount'],
    asked: ['amount_unit']
  },
  {
    from: 'a reference that may be any',
    header: ['Kundenr', 'Referanse', 'Beløp'],
    rows: [['1', 'A-1', '10,00']],
    fields: ['customer_number', '-', 'amount'],
    asked: ['column:1:name']
  },
  {
    from: 'a customer that may be a number or a name',
    header: ['Kunde', 'Beløp'],
    rows: [['10042', '10,00']],
    fields: ['-', 'amount'],
    asked: ['column:0:name']
  },
  {
    from: 'cards by what is seen of them',
    header: ['Kortnummer', 'Navn', 'Beløp'],
    rows: [['476173******0416', 'Kari', '10,00']],
    fields: ['-', 'customer_name', 'amount'],
    asked: ['column:0:name']
  },
  {
    from: 'a file without header',
    header: ['', '', ''],
    rows: [['1', 'Kari', '10,00']],
    fields: ['-', '-', '-']
  },
  {
    from: 'the names of objects',
    header: ['constructor', '__proto__', 'toString', 'Beløp'],
    rows: [['1', '2', '3', '10,00']],
    fields: ['-', '-', '-', 'amount']
  },
  {
    from: 'a header that was written against formulas',
    header: ["'+Kundenr", 'Beløp'],
    rows: [['1', '10,00']],
    fields: ['customer_number', 'amount']
  }
]

describe('columns', () => {
  it.each(fixtures)('of $from', ({ header, rows, fields, asked: questions = [] }) => {
    const meaning = understand(header, rows)
    expect(meaning.mapping.columns.map((field) => (field === 'ignored' ? '-' : field))).toEqual(fields)
    expect(asked(meaning.questions)).toEqual(questions)
  })

  it('names the currency that a header of amounts names, and the one that Trekk does not know', () => {
    const currenciesOf = (header: string): unknown =>
      understand([header], [['10,00']]).mapping.headerCurrencies
    expect(currenciesOf('Amount (EUR)')).toEqual(['EUR'])
    expect(currenciesOf('Beløp kr')).toEqual(['NOK', 'SEK', 'DKK', 'ISK'])
    expect(currenciesOf('Beløp')).toBeNull()
    expect(currenciesOf('Amount CAD')).toEqual([])
    expect(understand(['Amount CAD'], [['10']]).mapping.columns).toEqual(['amount'])
  })

  it('asks which of them a doubtful column is, with what is not taken yet', () => {
    const [question] = understand(
      ['Kundenr', 'Ordrenr', 'Referanse', 'Beløp'],
      [['1', 'o-1', 'x', '10,00']]
    ).questions
    expect(question).toMatchObject({ kind: 'column', column: 2, candidates: ['card_reference', 'ignored'] })
  })
})

describe('what was chosen', () => {
  const header = ['Kundenr', 'Beløp', 'Totalbeløp', 'Merknad']
  const rows = [['1', '10,00', '12,50', 'x']]

  it('by a person wins over names, and settles which of two it is', () => {
    const meaning = understand(header, rows, { choices: { columns: { '2': 'amount', '3': 'description' } } })
    expect(meaning.mapping.columns).toEqual(['customer_number', 'ignored', 'amount', 'description'])
    expect(meaning.columns.map(({ by }) => by)).toEqual(['name', 'nothing', 'chosen', 'chosen'])
    expect(meaning.questions).toEqual([])
  })

  it('earlier for a header wins over names, and a person over it', () => {
    const remembered = new Map<string, FileField>([
      [headerKey('Totalbeløp'), 'amount'],
      [headerKey('Merknad'), 'description']
    ])
    const meaning = understand(header, rows, { remembered })
    expect(meaning.mapping.columns).toEqual(['customer_number', 'ignored', 'amount', 'description'])
    const chosen = understand(header, rows, { remembered, choices: { columns: { '1': 'amount' } } })
    expect(chosen.mapping.columns).toEqual(['customer_number', 'amount', 'ignored', 'description'])
  })

  it('twice for one field is asked again', () => {
    const meaning = understand(header, rows, { choices: { columns: { '1': 'amount', '2': 'amount' } } })
    expect(asked(meaning.questions)).toEqual(['field:amount:1+2'])
    expect(meaning.mapping.columns).not.toContain('amount')
  })

  it('earlier is asked about where the cells are something else, and a person is not', () => {
    const remembered = new Map<string, FileField>([[headerKey('Dato'), 'amount']])
    const dated = [['1', '25.11.2026']]
    expect(asked(understand(['Kundenr', 'Dato'], dated, { remembered }).questions)).toEqual([
      'column:1:content'
    ])
    const chosen = understand(['Kundenr', 'Dato'], dated, { choices: { columns: { '1': 'amount' } } })
    expect(chosen.mapping.columns).toEqual(['customer_number', 'amount'])
    expect(chosen.questions).toEqual([])
  })

  it('earlier never hides what became of the rows', () => {
    const header = ['Trekk: state', 'Trekk: merchant reference', 'Trekk: card']
    const remembered = new Map<string, FileField>(header.map((each) => [headerKey(each), 'ignored']))
    expect(understand(header, [['Charged', 'o-1', 'card:x']], { remembered }).mapping.columns).toEqual([
      ...['result_state', 'result_reference', 'result_card']
    ])
  })
})

describe('card numbers', () => {
  const cards = ['4111 1111 1111 1111', '5555555555554444', '378282246310005']

  it('make a column that is refused, whatever it is called or chosen for', () => {
    const rows = cards.map((card, index) => [String(index), card, '10,00'])
    for (const choices of [{}, { columns: { '1': 'token' as const } }]) {
      const meaning = understand(['Kundenr', 'Token', 'Beløp'], rows, { choices })
      expect(meaning.columns[1]).toMatchObject({ refused: true, field: 'ignored' })
      expect(meaning.mapping.refused).toEqual([1])
      expect(JSON.stringify(meaning)).not.toMatch(/4111|4444|0005/)
    }
  })

  it('are never taken for KIDs in a column that is called after cards', () => {
    const rows = cards.map((card, index) => [String(index), card, '10,00'])
    const choices = { columns: { '1': 'kid' as const }, kidConfirmed: true }
    expect(understand(['Kundenr', 'Kortnummer', 'Beløp'], rows, { choices }).mapping.refused).toEqual([1])
  })

  it('are asked about once in the column of KIDs, and shown no more of than of a card', () => {
    const rows = [...cards, '4222222222222'].map((card, index) => [
      String(index),
      card.replaceAll(' ', ''),
      '10,00'
    ])
    const [question, ...others] = understand(['Kundenr', 'KID', 'Beløp'], rows).questions
    expect(others).toEqual([])
    expect(question).toEqual({
      kind: 'kid_looks_like_card',
      column: 1,
      samples: ['411111******1111', '555555******4444', '378282*****0005']
    })
    const answered = understand(['Kundenr', 'KID', 'Beløp'], rows, { choices: { kidConfirmed: true } })
    expect(answered.questions).toEqual([])
    expect(answered.mapping).toMatchObject({
      columns: ['customer_number', 'kid', 'amount'],
      kidConfirmed: true
    })
  })

  it('in a few cells are a matter of their rows', () => {
    const rows = [
      ['1', 'Kari', '10,00'],
      ['2', 'Ola', '10,00'],
      ['3', '4111111111111111', '10,00']
    ]
    const meaning = understand(['Kundenr', 'Navn', 'Beløp'], rows)
    expect(meaning.mapping).toMatchObject({
      columns: ['customer_number', 'customer_name', 'amount'],
      refused: []
    })
  })
})

describe('own columns', () => {
  const languages = Object.keys(ownHeaders) as FileLanguage[]
  const all = Object.keys(ownHeaders.en) as OwnColumn[]

  it.each(languages)('map themselves: %s', (language) => {
    const own = all.filter((column) => !isResultColumn(column))
    const meaning = understand(
      own.map((column) => ownHeaders[language][column]),
      []
    )
    expect(meaning.mapping.columns).toEqual(own.map(fieldOfOwn))
    expect(meaning.questions).toEqual([])
  })

  it.each(languages)('of results stand beside anybody’s own: %s', (language) => {
    const words = resultColumns.map((column) => ownHeaders[language][column])
    const cells = resultColumns.map(() => 'x')
    const header = ['Kundenr', 'Beløp', 'Ordrenr', 'Token', ...words]
    const meaning = understand(header, [['1', '10,00', 'o-1', 'card:x', ...cells]])
    expect(meaning.questions).toEqual([])
    expect(meaning.mapping.columns).toEqual([
      ...['customer_number', 'amount', 'merchant_reference', 'token'],
      ...resultColumns.map(fieldOfOwn)
    ])
  })

  it('mean one field each, whichever language they come from', () => {
    const meanings = new Map<string, FileField>()
    for (const language of languages) {
      for (const column of all) {
        const key = headerKey(ownHeaders[language][column])
        expect([key, meanings.get(key) ?? fieldOfOwn(column)]).toEqual([key, fieldOfOwn(column)])
        meanings.set(key, fieldOfOwn(column))
      }
    }
  })
})

describe('the names of headers', () => {
  it('mean one field each, or are asked about', () => {
    const meanings = new Map<string, string>()
    const note = (name: string, meaning: string): void => {
      const key = headerKey(name)
      expect([key, meanings.get(key) ?? meaning]).toEqual([key, meaning])
      expect(key).not.toBe('')
      meanings.set(key, meaning)
    }
    for (const [field, names] of fieldNames) names.forEach((name) => note(name, field))
    for (const { names, candidates } of doubtfulNames) names.forEach((name) => note(name, candidates.join()))
    expect(meanings.size).toBeGreaterThan(400)
  })

  it('of card numbers are never the names of a field', () => {
    const fields = new Set([...fieldNames.values()].flat().map(headerKey))
    expect(cardNumberNames.filter((name) => fields.has(headerKey(name)))).toEqual([])
  })
})
