import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CardView } from '../../../../shared/card'
import { standings } from '../../../../shared/standing'
import { withoutMarks } from '../../../../electron/importing/meaning/formula-mark'
import { ownHeaders, type FileLanguage } from '../../../../electron/importing/meaning/own-columns'
import { offerOf, type RowState } from '../../../../electron/importing/meaning/own-states'
import { textOf } from '../../../../electron/importing/writing/sheet'
import { writeBadRowsFile } from '../../../../electron/importing/writing/bad-rows-file'
import { writeRerunFile } from '../../../../electron/importing/writing/rerun-file'
import {
  writeResultFile,
  type ResultRow,
  type RowResult
} from '../../../../electron/importing/writing/result-file'
import { writeTemplate } from '../../../../electron/importing/writing/template'
import { charged, someTime, uncharged } from '../writing/files'
import {
  choicesOf,
  fileOf,
  forms,
  handleOf,
  readAgain,
  referencesOf,
  writtenAgain,
  type Form,
  type ReadFile
} from './files'
import { runs } from '../runs'

const languages = Object.keys(ownHeaders) as FileLanguage[]
const states: readonly RowState[] = [...standings, 'skipped', 'invalid', 'not_begun']
const combinations = forms.flatMap((form) => languages.map((language) => [form, language] as const))

/** A row for each state there is; two of them alike but for their order. */
async function firstFile(form: Form, language: FileLanguage, withReferences: boolean): Promise<ReadFile> {
  const { customer_number, customer_name, amount, merchant_reference } = ownHeaders[language]
  const rows = states.map((_state, index) => [
    ...[
      `${1000 + (index === 1 ? 0 : index)}`,
      'Bjørn "Åsen"; & sønn',
      `${index === 1 ? 1 : index + 1}234,50`
    ],
    ...(withReferences ? [`order-${index}`] : [])
  ])
  const header = [customer_number, customer_name, amount, ...(withReferences ? [merchant_reference] : [])]
  return readAgain(await fileOf([header, ...rows], form))
}

function resultOf(state: RowState, file: ReadFile, index: number, reference: string | null): RowResult {
  if (state === 'skipped' || state === 'invalid' || state === 'not_begun')
    return uncharged(state, 'why', reference)
  return charged({
    ...{ state, merchantReference: reference ?? '', amount: file.rows[index]?.amount ?? 0 },
    transactionId: ['unknown', 'not_sent', 'refused', 'intent', 'sent'].includes(state) ? null : `T1.${index}`
  })
}

/** What becomes of the rows of a file at a desk: each comes to the state that is said for it, or is left alone. */
function charge(file: ReadFile, batchName: string, stateOf: (index: number) => RowState): ResultRow[] {
  const references = referencesOf(file, batchName)
  return file.rows.map((row, index) => ({
    record: file.table.records[index] ?? { ...row, cells: [], raw: null, problem: null, notes: [] },
    card: handleOf(row, index),
    result: row.done
      ? uncharged('skipped', 'done')
      : resultOf(stateOf(index), file, index, references[index] ?? null)
  }))
}

describe.each(combinations)('a result file in %s with the words of %s', (form, language) => {
  it.each([true, false])('offers what is left, and nothing else (own references: %s)', async (own) => {
    const file = await firstFile(form, language, own)
    expect([file.meaning.questions, file.rows.flatMap(({ problems }) => problems)]).toEqual([[], []])
    const names = referencesOf(file, 'November')
    expect(new Set(names).size).toBe(states.length)

    const results = charge(file, 'November', (index) => states[index] ?? 'unknown')
    const again = await writtenAgain(writeResultFile(file.source, results, choicesOf(language)))
    expect([again.meaning.questions, again.rows.flatMap(({ problems }) => problems)]).toEqual([[], []])
    expect(again.rows.map(({ done }) => done)).toEqual(states.map((state) => offerOf[state] === null))
    expect(again.hash).toBe(file.hash)
    expect(again.rows.map(({ content }) => content)).toEqual(file.rows.map(({ content }) => content))

    const next = referencesOf(again, 'Another name')
    for (const [index, state] of states.entries()) {
      const row = again.rows[index]
      const offer = offerOf[state]
      const expected = {
        first_charge: names[index],
        same_charge: names[index],
        new_attempt: `${names[index]}~2`
      }
      expect([state, next[index]]).toEqual([state, offer === null ? null : expected[offer]])
      expect([state, row?.attemptAfter]).toEqual([state, offer === 'new_attempt' ? names[index] : null])
      if (offer === null) continue
      expect([row?.amount, row?.card.cardId]).toEqual([file.rows[index]?.amount, `c${index}`])
    }
  })

  it('goes round again, in another language, and nothing is charged under two names', async () => {
    const first = await firstFile(form, language, form !== 'sep')
    const next = languages[(languages.indexOf(language) + 1) % languages.length] ?? 'en'
    const names = referencesOf(first, 'November')
    const half = (index: number): RowState =>
      (['declined', 'not_sent', 'captured', 'not_begun'] as const)[index % 4] ?? 'unknown'
    const second = await writtenAgain(
      writeResultFile(first.source, charge(first, 'November', half), choicesOf(language))
    )
    const later = charge(second, 'November 2', (index) => (index < 8 ? 'declined' : 'not_begun'))
    const third = await writtenAgain(writeResultFile(second.source, later, choicesOf(next)))
    expect([third.meaning.questions, third.rows.flatMap(({ problems }) => problems)]).toEqual([[], []])
    expect(third.table.header).toEqual(second.table.header)
    expect(third.hash).toBe(first.hash)
    const after = referencesOf(third, 'November 3')
    for (const [index, name] of names.entries()) {
      const kind = index % 4
      const expected =
        index < 8
          ? [`${name}~3`, `${name}~2`, null, `${name}~2`][kind]
          : // What was not begun this time is what it was: a declined row is still one.
            [`${name}~2`, name, null, name][kind]
      expect([index, after[index]]).toEqual([index, expected])
    }
  })

  it('of which some is run again, or mended, maps itself and means the same', async () => {
    const file = await firstFile(form, language, true)
    const moneyOf = (index: number) =>
      ({ kind: 'money', amount: file.rows[index]?.amount ?? 0, currency: 'NOK' }) as const
    const results = charge(
      file,
      'November',
      (index) => (['declined', 'not_sent', 'not_begun', 'captured'] as const)[index % 4] ?? 'unknown'
    )
    const candidates = results.map((row, index) => ({
      ...row,
      money: moneyOf(index),
      retry: 'now' as const,
      isAccessRefused: false
    }))
    const rerun = await writtenAgain(writeRerunFile(file.source, candidates, someTime, choicesOf(language)))
    const kept = [...file.rows.keys()].filter((index) => index % 4 !== 3)
    expect([rerun.meaning.questions, rerun.rows.flatMap(({ problems }) => problems)]).toEqual([[], []])
    const names = referencesOf(file, 'November')
    expect(referencesOf(rerun, 'x')).toEqual(
      kept.map((index) => (index % 4 === 0 ? `${names[index]}~2` : names[index]))
    )
    expect(rerun.rows.map(({ amount, currency }) => [amount, currency])).toEqual(
      kept.map((index) => [file.rows[index]?.amount, 'NOK'])
    )
    expect(rerun.rows.map(({ card }) => card.cardId)).toEqual(kept.map((index) => `c${index}`))

    const bad = candidates.slice(3, 9).map((row) => ({ ...row, reasons: ['E-post mangler', '=feil'] }))
    const mended = await writtenAgain(writeBadRowsFile(file.source, bad, choicesOf(language)))
    expect([mended.meaning.questions, mended.rows.flatMap(({ problems }) => problems)]).toEqual([[], []])
    expect(mended.rows.map(({ amount, content }) => [amount, content])).toEqual(
      file.rows.slice(3, 9).map(({ amount, content }) => [amount, content])
    )
    expect(referencesOf(mended, 'November')).toEqual(names.slice(3, 9))
    expect(mended.rows.map(({ card }) => card.cardId)).toEqual([3, 4, 5, 6, 7, 8].map((index) => `c${index}`))
  })
})

describe.each(languages)('a file to fill in, in %s', (language) => {
  const cards = ['c-1', 'c-2'].map((id, index): CardView => ({
    ...{
      id,
      provider: 'payex',
      tokenKinds: ['payment_token'],
      operations: ['unscheduled_purchase'],
      atDintero: [],
      brand: 'visa',
      lastFour: '4242',
      expiry: '12/2027'
    },
    ...{
      expired: false,
      customerName: "'=HYPERLINK(A1)",
      customerNumber: `001${index}`,
      email: '',
      phone: ''
    },
    ...{ reference: '', blockedUntil: null, addedAt: 0, lastChargedAt: null }
  }))

  it.each(['text', 'workbook'] as const)('as %s, is read as it was filled in', async (form) => {
    const template = await readAgain((await writeTemplate(cards, { form, language })).bytes)
    // What Excel splits at where the language is spoken.
    const delimiter = language === 'en' ? ',' : ';'
    expect(template.table.understood).toMatchObject(form === 'text' ? { delimiter } : { kind: 'workbook' })
    const at = template.meaning.mapping.columns.indexOf('amount')
    const [comma, point] = language === 'en' ? ['1,299.90', '5.00'] : ['1 299,90', '5,00']
    const filled = template.table.records.map(({ cells }, index) =>
      cells.map((cell, column) => (column === at ? ([comma, point][index] ?? '') : textOf(cell)))
    )
    const again = await readAgain(
      await fileOf([template.table.header, ...filled], form === 'text' ? 'utf-8' : 'workbook')
    )
    expect(again.meaning.questions).toEqual([])
    expect(again.meaning.columns.every(({ by }) => by === 'own' || by === 'name')).toBe(true)
    expect(
      again.rows.map(({ amount, card, problems }) => [
        amount,
        card.cardId,
        card.customerNumber,
        card.customerName,
        problems
      ])
    ).toEqual([
      [129_990, 'c-1', '0010', "'=HYPERLINK(A1)", []],
      [500, 'c-2', '0011', "'=HYPERLINK(A1)", []]
    ])
  })
})

describe('what a person typed', () => {
  const edits = {
    amount: '250',
    currency: 'SEK',
    customer_number: '7',
    description: "'=x",
    operation: 'recurring'
  }
  it.each(forms)('is not lost where the file has no column for it: %s', async (form) => {
    const rows = [
      ['E-post', 'Ordrenr'],
      ['a@eksempel.no', 'o-1'],
      ['b@eksempel.no', 'o-2']
    ]
    const said = { amount: 10_000 }
    const file = await readAgain(await fileOf(rows, form), said)
    const [first, second] = file.table.records
    if (first === undefined || second === undefined) throw new Error('two records')
    const money = { kind: 'money', amount: 25_000, currency: 'SEK' } as const
    const uncorrected = { record: first, card: 'card:c1', result: uncharged('not_begun', '', 'o-1') }
    const corrected = {
      record: second,
      card: 'card:c2',
      edits,
      money,
      result: uncharged('not_begun', '', 'o-2')
    }
    const both = [uncorrected, corrected].map((row) => ({
      ...row,
      reasons: ['x'],
      retry: null,
      isAccessRefused: false
    }))
    for (const written of [
      writeResultFile(file.source, both, choicesOf('nb')),
      writeRerunFile(file.source, both, someTime, choicesOf('da')),
      writeBadRowsFile(file.source, both, choicesOf('sv'))
    ]) {
      const again = await readAgain((await written)?.bytes ?? new Uint8Array(), said)
      expect(again.meaning.questions).toEqual([])
      expect(again.rows).toMatchObject([
        {
          amount: 10_000,
          currency: 'NOK',
          card: { cardId: 'c1', customerNumber: null },
          merchantReference: 'o-1'
        },
        {
          ...{
            amount: 25_000,
            currency: 'SEK',
            card: { cardId: 'c2', customerNumber: '7' },
            description: "'=x"
          },
          ...{ operation: 'recurring_purchase', merchantReference: 'o-2', problems: [] }
        }
      ])
    }
  })
})

describe('whatever stands in a file', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...'=+-@\'";,|\t\r\n \uFF1D'.split(''),
      "'=",
      ';=',
      'kr',
      'Belastet',
      'card:x',
      '\u00A0',
      'Å',
      '?',
      '#N/A',
      '0012'
    ),
    fc.string({ unit: 'grapheme', maxLength: 3 })
  )
  const cell = fc.array(piece, { maxLength: 5 }).map((parts) => parts.join(''))

  it.each(forms)('means the same in its result, once and twice: %s', async (form) => {
    const row = fc.tuple(cell, cell, fc.integer({ min: 1, max: 99_999_99 }))
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), async (rows) => {
        const lines = rows.map(([name, text, amount], index) => [
          ...[
            `K-${index}`,
            name,
            text,
            `${Math.floor(amount / 100)},${String(amount % 100).padStart(2, '0')}`,
            `o-${index}`
          ]
        ])
        const header = ['Kundenr', 'Navn', 'Ordretekst', 'Beløp', 'Ordrenr']
        const file = await readAgain(await fileOf([header, ...lines], form))
        const declined = (each: ReadFile) => charge(each, 'x', () => 'declined')
        const once = await writtenAgain(writeResultFile(file.source, declined(file), choicesOf('nb')))
        const twice = await writtenAgain(writeResultFile(once.source, declined(once), choicesOf('sv')))
        const meant = (each: ReadFile) =>
          each.rows.map(({ card, description, amount, problems, content, done }) => ({
            ...{ card: { ...card, cardId: null }, description, amount, problems, content, done }
          }))
        expect(meant(once)).toEqual(meant(file))
        expect(meant(twice)).toEqual(meant(file))
        expect([once.hash, twice.hash]).toEqual([file.hash, file.hash])
        expect(twice.rows.map(({ attemptAfter }) => attemptAfter)).toEqual(
          lines.map((_line, index) => `o-${index}~2`)
        )
        const shown = (each: ReadFile) =>
          each.table.records.map(({ cells }) =>
            cells.slice(0, 3).map((one) => withoutMarks(textOf(one)).trim())
          )
        expect(shown(twice)).toEqual(shown(file))
      }),
      runs(form === 'workbook' ? 10 : 40)
    )
  })
})
