import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBoolean, readOperation, readProvider } from '../../../electron/importing/meaning/cells'
import { cardNumberNames, doubtfulNames, fieldNames } from '../../../electron/importing/meaning/header-names'
import {
  isResultColumn,
  ownHeaders,
  resultColumns,
  type FileLanguage,
  type OwnColumn
} from '../../../electron/importing/meaning/own-columns'
import { offerOf, stateWords, type RowState } from '../../../electron/importing/meaning/own-states'
import { writeResultFile } from '../../../electron/importing/writing/result-file'
import { nextAttemptReference } from '../../../electron/charging/references'
import { fileFields, longestCell, mostColumns, mostFileBytes, mostRecords } from '../../../shared/charge-file'
import { longest } from '../../../shared/fields'
import { maxAmount } from '../../../shared/charge'
import { currencies, parseAmount } from '../../../shared/money'
import { readAgain } from '../importing/together/files'
import { charged } from '../importing/writing/files'
import { project } from './tree'

const page = readFileSync(join(project, 'docs/bulk.md'), 'utf8')
const plain = page.replace(/\s+/g, ' ')

function sectionOf(number: number): string {
  const [, after = ''] = page.split(`\n## ${number}. `)
  return after.split('\n## ')[0] ?? ''
}

/** The tables of a section, without their heads: rows of cells. */
function tablesOf(number: number): readonly (readonly (readonly string[])[])[] {
  const tables = sectionOf(number).match(/(?:^\|.*\n?)+/gm) ?? []
  return tables.map((table) =>
    table
      .trim()
      .split('\n')
      .slice(2)
      .map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim())
      )
  )
}

const [own = [], holds = []] = tablesOf(3)
const [results = []] = tablesOf(6)
const [states = []] = tablesOf(7)
const languages: readonly FileLanguage[] = ['en', 'nb', 'sv', 'da']
const examples = [...page.matchAll(/^```csv\n(.*?)^```/gms)].map(([, text = '']) => text)

/** The names after the colon of a point. */
function listed(names: string): readonly string[] {
  return names
    .replace(/\s+/g, ' ')
    .split(',')
    .map((name) => name.trim())
}

function pointsOf(text: string): readonly (readonly string[])[] {
  const points = text.match(/^- .*(?:\n {2}.*)*/gm) ?? []
  return points.map((point) => point.slice(2).split(': '))
}

describe('the page about charge files', () => {
  it('has Trekk’s own columns as they are written, in four languages', () => {
    const columns = Object.keys(ownHeaders.en) as OwnColumn[]
    const said = (some: readonly OwnColumn[]) =>
      some.map((column) => languages.map((language) => ownHeaders[language][column]))
    expect(own).toEqual(said(columns.filter((column) => !isResultColumn(column))))
    expect(results.map((cells) => cells.slice(0, 4))).toEqual(said(resultColumns))
    expect(results.every((cells) => (cells[4] ?? '').length > 5)).toBe(true)
    const fields = fileFields.filter((field) => field !== 'ignored' && !field.startsWith('result_'))
    expect(new Set(holds.map(([column]) => column))).toEqual(
      new Set(fields.map((field) => ownHeaders.en[field as OwnColumn]))
    )
  })

  it('has every state, and what is done with its row', () => {
    const offers = {
      first_charge: 'charged',
      new_attempt: 'a new attempt',
      same_charge: 'the same charge again'
    }
    const expected = (Object.keys(offerOf) as RowState[]).map((state) => {
      const offer = offerOf[state]
      const words = languages.map((language) => stateWords[language][state])
      return [...words, offer === null ? 'left alone' : offers[offer]]
    })
    expect(states).toEqual(expected)
  })

  it('has every name of a column, and no other', () => {
    const [known = '', doubtful = ''] = sectionOf(9).split('Names that may mean several things')
    const fieldOf = (name: string): string =>
      name === 'not read'
        ? 'ignored'
        : (fileFields.find((field) => ownHeaders.en[field as OwnColumn] === name) ?? name)
    const names = pointsOf(known).map(([field = '', all = '']) => {
      return [fieldOf(field.replaceAll('*', '').replace('Not read', 'not read')), listed(all)]
    })
    const expected = [...fieldNames].filter(([, all]) => all.length > 0)
    expect(names).toEqual(expected.map(([field, all]) => [field, [...new Set(all)]]))
    const asked = pointsOf(doubtful).map(([all = '', candidates = '']) => {
      return [listed(all), listed(candidates.replaceAll('*', '')).map(fieldOf)]
    })
    expect(asked).toEqual(doubtfulNames.map((each) => [[...new Set(each.names)], each.candidates]))
    const [, cards = ''] = sectionOf(9).split('which are never read: ')
    expect(listed(cards.trim().slice(0, -1))).toEqual([...new Set(cardNumberNames)])
  })

  it('has the limits as they are', () => {
    expect(plain).toContain(
      `${mostFileBytes / 1024 / 1024} MiB, ${mostRecords} rows, ${mostColumns} columns, ${longestCell} characters`
    )
    expect(plain).toContain(`at most ${maxAmount} of the smallest unit`)
    expect(plain).toContain(`at most ${longest.merchantReference} characters`)
    const lengths = {
      customer_number: longest.customerNumber,
      customer_name: longest.customerName,
      card_reference: longest.reference,
      description: longest.description
    }
    for (const [field, length] of Object.entries(lengths)) {
      const cell = holds.find(([column]) => column === ownHeaders.en[field as OwnColumn])?.[1]
      expect([field, cell]).toEqual([
        field,
        expect.stringMatching(new RegExp(`[Uu]p to ${length} characters`))
      ])
    }
    const [all = ''] = /NOK, .*? JPY/.exec(plain) ?? []
    expect(all.split(/, | or /)).toEqual(Object.keys(currencies))
  })

  it('says of words and amounts what they are', () => {
    const codes = (column: OwnColumn) =>
      [...(holds.find(([name]) => name === ownHeaders.en[column])?.[1] ?? '').matchAll(/`(.*?)`/g)].map(
        ([, code = '']) => code
      )
    const operations = codes('operation').map(readOperation)
    expect(operations.map((each) => (each.ok ? each.value : each.code))).toEqual([
      ...['recurring_purchase', 'unscheduled_purchase', 'ambiguous']
    ])
    expect(codes('provider').map((code) => readProvider(code).ok)).toEqual([true, true, true])
    expect(codes('auto_capture').map((code) => readBoolean(code).ok)).toEqual(Array(9).fill(true))
    const [, amounts = ''] = /or fewer:(.*?)- The decimal/.exec(plain) ?? []
    const read = [...amounts.matchAll(/`(.*?)`/g)].map(([, text = '']) => parseAmount(text, 'NOK'))
    expect(read).toHaveLength(8)
    expect(read.filter((each) => each.ok && [129_990, 129_900].includes(each.amount))).toEqual(read)
    expect(plain).toContain(`\`order-17\`, then \`${nextAttemptReference('order-17')}\``)
  })

  it('has an example that is read without a question, and the result that Trekk writes of it', async () => {
    const [first = '', result = ''] = examples
    const file = await readAgain(new TextEncoder().encode(first))
    expect([file.meaning.questions, file.rows.flatMap(({ problems }) => problems)]).toEqual([[], []])
    expect(file.rows.map(({ amount }) => amount)).toEqual([129_990, 34_900, 1_250_000])
    const at = new Date(2026, 10, 25, 14, 3).getTime()
    const rows = file.table.records.map((record, index) => {
      const merchantReference = file.rows[index]?.merchantReference ?? ''
      const transactionId = `T12345678.${['4XPn3K', '7Qm2Lc'][index]}`
      const facts = [
        { amount: 129_990, transactionId },
        {
          ...{
            state: 'declined' as const,
            transactionId,
            reason: 'Ikke dekning',
            advice: 'Prøv igjen senere'
          },
          notBefore: new Date(2026, 10, 27, 9, 0).getTime()
        },
        { state: 'unknown' as const, transactionId: null, amount: 1_250_000 }
      ][index]
      return { record, card: `card:c${index + 1}`, result: charged({ merchantReference, at, ...facts }) }
    })
    const choices = { language: 'nb', decimalMark: ',' } as const
    const written = await writeResultFile(file.source, rows, choices)
    expect(new TextDecoder().decode(written.bytes)).toBe(result)
    const again = await readAgain(written.bytes)
    expect(again.rows.map(({ done, attemptAfter }) => [done, attemptAfter])).toEqual([
      [true, null],
      [false, 'nett-2026-11-10043'],
      [true, null]
    ])
  })
})
