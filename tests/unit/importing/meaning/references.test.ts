import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { understandFile } from '../../../../electron/importing/meaning/columns'
import {
  contentColumns,
  contentHash,
  overlap,
  rowContent,
  rowReference,
  rowReferences,
  type RowContent
} from '../../../../electron/importing/meaning/references'
import type { RowEdits, RowMeaning } from '../../../../electron/importing/meaning/row-meaning'
import { rowReader } from '../../../../electron/importing/meaning/rows'
import type { Cell } from '../../../../electron/importing/reading/table'
import { merchantReference } from '../../../../shared/charge'
import type { Currency } from '../../../../shared/money'
import { context, number, record, table, understand } from './support'
import { runs } from '../runs'

const batch = '2026-11 nettleie'

type Row = readonly Cell[]

/** Reads a file as it would be at a desk. */
function readFile(
  header: readonly string[],
  rows: readonly Row[],
  {
    edits = [],
    currency = 'NOK',
    mark
  }: { edits?: readonly RowEdits[]; currency?: Currency | null; mark?: 'comma' | 'point' } = {}
): readonly (RowMeaning & RowContent)[] {
  const { mapping } = understandFile(table(header, rows), {
    ...context,
    defaults: { ...context.defaults, currency },
    choices: mark === undefined ? {} : { decimalMark: mark }
  })
  const read = rowReader(mapping)
  const columnOf = contentColumns(mapping.columns)
  return rows.map((cells, index) => {
    const own = record(cells, index)
    return { ...read(own, edits[index]), ...rowContent(own, columnOf) }
  })
}

function referencesOf(rows: readonly RowContent[], name = batch): readonly string[] {
  return rowReferences(
    name,
    rows.map(({ content }) => content)
  )
}

const header = ['Kundenr', 'Navn', 'Beløp', 'Valuta', 'Tekst']

/** What a row is about, apart from how it is written. */
interface Charge {
  readonly customer: number
  readonly name: string
  readonly amount: number
  readonly currency: string
  readonly text: string
}

const charge: fc.Arbitrary<Charge> = fc.record({
  customer: fc.integer({ min: 1, max: 8 }),
  name: fc.constantFrom('Kari', 'Bjørn Åsen'),
  amount: fc.constantFrom(9900, 129_990, 129_900, 12_500, 1_250_000),
  currency: fc.constantFrom('NOK', 'SEK'),
  text: fc.constantFrom('november', 'gebyr')
})

function kroner(amount: number, mark: string, group: string): string {
  const whole = String(Math.floor(amount / 100)).replace(/(?<=\d)(?=(?:\d{3})+$)/g, group)
  return `${whole}${mark}${String(amount % 100).padStart(2, '0')}`
}

/** Ways in which the same row can be written in a file. */
const spellings: readonly ((each: Charge) => Row)[] = [
  ({ customer, name, amount, currency, text }) => [
    String(customer),
    name,
    kroner(amount, ',', ' '),
    currency,
    text
  ],
  ({ customer, name, amount, currency, text }) => [
    ` ${customer} `,
    name.normalize('NFD'),
    kroner(amount, '.', ','),
    currency.toLowerCase(),
    `  ${text}`
  ],
  ({ customer, name, amount, currency, text }) => [
    number(customer),
    name,
    number(amount / 100),
    ` ${currency}`,
    text
  ],
  ({ customer, name, amount, currency, text }) => [
    `000${customer}`,
    name,
    `kr ${kroner(amount, ',', '.')}`,
    currency,
    text
  ],
  ({ customer, name, amount, currency, text }) => [
    String(customer),
    name,
    String(amount / 100),
    currency,
    `${text}\u00A0`
  ]
]

const charges = fc.array(charge, { minLength: 1, maxLength: 12 })
const spelling = fc.constantFrom(...spellings)

describe('a reference', () => {
  it('begins with the batch, is legal, short, and has no letters that are taken for each other', () => {
    const [reference = ''] = referencesOf(readFile(header, [['10042', 'Kari', '99,00', 'NOK', '']]))
    expect(reference).toMatch(/^2026-11-nettleie-[2-9BCDFGHJKLMNPQRSTVWXZ]{17}$/)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.nat(1_000_000), (name, occurrence) => {
        const made = rowReference(name, 'content', occurrence)
        expect(merchantReference.safeParse(made).success).toBe(true)
        expect(made.length).toBeLessThanOrEqual(40)
      })
    )
    expect(
      [rowReference('Ноябрь', 'c', 0), rowReference('', 'c', 0)].map((each) => each.slice(0, 6))
    ).toEqual(Array(2).fill('batch-'))
  })

  it('says nothing of a person in clear', () => {
    const [reference = ''] = referencesOf(readFile(header, [['10042', 'Kari Nordmann', '99,00', 'NOK', '']]))
    expect(reference).not.toMatch(/10042|kari|9900/i)
  })

  it('is of the whole name of the batch, in any spelling of it', () => {
    const of = (name: string): string => rowReference(name, 'content', 0)
    expect(of('2026-11  Nettleie ')).toBe(of(batch))
    expect(of('2026-11 nettleie'.normalize('NFD'))).toBe(of(batch))
    const names = [
      batch,
      '2026-12 nettleie',
      '2026-11 nettleie og strøm',
      '2026-11 nettleie og strøm ekstra',
      'ноябрь',
      'декабрь'
    ]
    expect(new Set(names.map(of)).size).toBe(names.length)
  })

  // Worked out apart from the code, by the rule at its head, and held here so that no later change makes another reference for a charge that was already sent.
  it('of a row is the same in every version of Trekk', () => {
    const rows = readFile(
      [...header, 'KID'],
      [
        ['10042', 'Kari', '1 299,90', 'NOK', 'november', '123456782'],
        ['10042', 'Kari', '1 299,90', 'NOK', 'desember', '123456782'],
        ['', 'Kari', '99,00', '', '', '']
      ]
    )
    expect(referencesOf(rows)).toEqual([
      '2026-11-nettleie-FJ3FV5L82FL9K4LLB',
      '2026-11-nettleie-X2GK8GD44M8B7R7LG',
      '2026-11-nettleie-N7ZF3KBJKBWCW4LWZ'
    ])
  })

  it('is that of no other row', () => {
    const contents = Array.from({ length: 300 }, (_, customer) =>
      ['10,00', '20,00'].map(
        (amount) => readFile(['Kundenr', 'Beløp'], [[String(customer), amount]])[0]?.content ?? ''
      )
    ).flat()
    const made = ['a', 'b'].flatMap((name) =>
      contents.flatMap((content) => [0, 1].map((occurrence) => rowReference(name, content, occurrence)))
    )
    expect(new Set(made).size).toBe(2400)
  })
})

describe('references of a file', () => {
  it('are as many as its rows, whatever they say', () => {
    fc.assert(
      fc.property(charges, spelling, (all, spell) => {
        const references = referencesOf(readFile(header, all.map(spell)))
        expect(new Set(references).size).toBe(all.length)
      })
    )
  })

  it('do not depend on how it is written: CSV or workbook, marks, spaces, order of columns', () => {
    fc.assert(
      fc.property(
        charges,
        spelling,
        spelling,
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
        (all, one, other, order) => {
          const first = referencesOf(readFile(header, all.map(one)))
          const moved = all.map(other).map((cells) => order.map((column) => cells[column] ?? ''))
          const second = referencesOf(
            readFile(
              order.map((column) => header[column] ?? ''),
              moved
            )
          )
          expect(second).toEqual(first)
        }
      ),
      runs(100)
    )
  })

  it('are the same set when it is sorted, and each row’s own where no other is alike', () => {
    const shuffled = charges.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length }))
    )
    fc.assert(
      fc.property(shuffled, ([all, order]) => {
        const rows = all.map(spellings[0] ?? (() => []))
        const before = readFile(header, rows)
        const after = readFile(
          header,
          order.map((index) => rows[index] ?? [])
        )
        const [first, second] = [referencesOf(before), referencesOf(after)]
        expect(second.toSorted()).toEqual(first.toSorted())
        expect(contentHash(after.map(({ fingerprint }) => fingerprint))).toBe(
          contentHash(before.map(({ fingerprint }) => fingerprint))
        )
        const alone = new Map(before.map(({ content }, index) => [content, index]))
        for (const [place, index] of order.entries()) {
          const content = before[index]?.content ?? ''
          if (before.filter((each) => each.content === content).length > 1) continue
          expect(alone.get(content)).toBe(index)
          expect(second[place]).toBe(first[index])
        }
      }),
      runs(60)
    )
  })

  it('are not touched by corrections, by what is said for the whole file, or by the mark somebody chose', () => {
    const edits = fc.record(
      {
        amount: fc.constantFrom('1', '12,50'),
        customer_number: fc.constantFrom('', '99'),
        currency: fc.constant('EUR'),
        card: fc.constant('c-1')
      },
      { requiredKeys: [] }
    )
    fc.assert(
      fc.property(
        charges,
        fc.array(edits, { maxLength: 12 }),
        fc.constantFrom('comma', 'point'),
        (all, some, mark) => {
          const rows = all.map(spellings[0] ?? (() => []))
          const before = referencesOf(readFile(header, rows))
          expect(referencesOf(readFile(header, rows, { edits: some, currency: 'SEK', mark }))).toEqual(before)
        }
      )
    )
    const doubtful = [
      ['1', '1.230'],
      ['2', '4.560']
    ]
    const [comma, point] = (['comma', 'point'] as const).map((mark) =>
      readFile(['Kundenr', 'Beløp'], doubtful, { mark })
    )
    expect(comma?.map(({ amount }) => amount)).not.toEqual(point?.map(({ amount }) => amount))
    expect(referencesOf(comma ?? [])).toEqual(referencesOf(point ?? []))
  })

  it('of the first of two rows that are alike stays when the second is taken away', () => {
    const rows: readonly Row[] = [
      ['1', 'Kari', '10,00', 'NOK', 'a'],
      ['1', 'Kari', '10,00', 'NOK', 'b'],
      ['2', 'Ola', '10,00', 'NOK', 'a']
    ]
    const [first, second, third] = referencesOf(readFile(header, rows))
    expect(first).not.toBe(second)
    expect(referencesOf(readFile(header, [rows[0] ?? [], rows[2] ?? []]))).toEqual([first, third])
    // The one that is left takes the first number, so that nothing charged under it is charged again.
    expect(referencesOf(readFile(header, [rows[1] ?? [], rows[2] ?? []]))).toEqual([first, third])
  })

  it('count rows that are done or broken too', () => {
    const states = [...header, 'Trekk: state']
    const cells = ['1', 'Kari', '10,00', 'NOK', 'a']
    const rows = [
      [...cells, 'charged'],
      [...cells, 'declined']
    ]
    const plain = referencesOf(readFile(header, [cells, cells]))
    expect(referencesOf(readFile(states, rows))).toEqual(plain)
  })
})

describe('the content of a row', () => {
  const one = (names: readonly string[], cells: Row): string => readFile(names, [cells])[0]?.content ?? ''

  it.each<[string, Row, Row]>([
    ['another customer', ['1', 'Kari', '10,00', 'NOK', ''], ['2', 'Kari', '10,00', 'NOK', '']],
    ['another amount', ['1', 'Kari', '10,00', 'NOK', ''], ['1', 'Kari', '10,50', 'NOK', '']],
    ['another currency', ['1', 'Kari', '10,00', 'NOK', ''], ['1', 'Kari', '10,00', 'SEK', '']],
    [
      'another number, with its letters',
      ['A1', 'Kari', '10,00', 'NOK', ''],
      ['B1', 'Kari', '10,00', 'NOK', '']
    ]
  ])('is another for %s', (_name, first, second) => {
    expect(one(header, first)).not.toBe(one(header, second))
  })

  it('is another for another KID, e-mail, token or transaction', () => {
    for (const [name, ...cells] of [
      ['KID', '123456782', '234567891'],
      ['E-post', 'a@b.no', 'b@b.no'],
      ['Token', 'T1000-aaaa', 'T1000-aaaA'],
      ['Transaction ID', 'T1.a', 'T1.b'],
      ['Telefon', '90000000', '90000001']
    ]) {
      const [first, second] = cells.map((cell) => one([name ?? '', 'Beløp'], [cell, '10,00']))
      expect([name, first === second]).toEqual([name, false])
    }
  })

  it('is the same for a renewed card, another description and another name', () => {
    const names = ['Kundenr', 'Token', 'Navn', 'Beløp', 'Tekst']
    expect(one(names, ['1', 'T1000-aaaa', 'Kari', '10,00', 'nov'])).toBe(
      one(names, ['1', 'T1000-bbbb', 'Kari N', '10,00', 'des'])
    )
  })

  it('holds the token by its hash alone, and differs between a token and a number that is written the same', () => {
    expect(one(['Token', 'Beløp'], ['abc', '10,00'])).not.toBe(one(['Kundenr', 'Beløp'], ['abc', '10,00']))
    expect(one(['Token', 'Beløp'], ['abc', '10,00'])).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('the same file again', () => {
  const fingerprints = (rows: readonly Row[]): readonly string[] =>
    readFile(header, rows).map(({ fingerprint }) => fingerprint)
  const rows: readonly Row[] = [
    ['1', 'Kari', '10,00', 'NOK', 'nov'],
    ['2', 'Ola', '20,00', 'NOK', 'nov'],
    ['1', 'Kari', '10,00', 'NOK', 'nov']
  ]
  const next: readonly Row[] = rows.map((cells) => [...cells.slice(0, 4), 'des'])

  it('is known by its rows, and next month’s is not the same', () => {
    expect(contentHash(fingerprints(rows))).toBe(contentHash(fingerprints([...rows].reverse())))
    expect(contentHash(fingerprints(rows))).not.toBe(contentHash(fingerprints(next)))
    expect(contentHash(fingerprints(rows))).not.toBe(contentHash(fingerprints(rows.slice(0, 2))))
    expect(contentHash([])).toBe(contentHash([]))
  })

  it('in parts is counted, each row as often as both have it', () => {
    expect(overlap(fingerprints(rows), fingerprints(rows))).toEqual({ shared: 3, share: 1 })
    expect(overlap(fingerprints(rows), fingerprints(rows.slice(0, 2)))).toEqual({ shared: 2, share: 2 / 3 })
    expect(overlap(fingerprints(rows), fingerprints(next))).toEqual({ shared: 0, share: 0 })
    expect(overlap([], fingerprints(rows))).toEqual({ shared: 0, share: 0 })
  })
})

describe('columns that are chosen otherwise', () => {
  it('change a reference only where they take away what names the customer', () => {
    const names = ['Kundenr', 'E-post', 'Beløp', 'Tekst']
    const cells = [['1', 'a@b.no', '10,00', 'nov']]
    const contentWith = (columns: Record<string, 'ignored' | 'description'>): string => {
      const { mapping } = understand(names, cells, { choices: { columns } })
      return rowContent(record(cells[0] ?? []), contentColumns(mapping.columns)).content
    }
    expect(contentWith({ '3': 'ignored' })).toBe(contentWith({}))
    expect(contentWith({ '1': 'ignored' })).toBe(contentWith({}))
    expect(contentWith({ '0': 'ignored' })).not.toBe(contentWith({}))
  })
})
