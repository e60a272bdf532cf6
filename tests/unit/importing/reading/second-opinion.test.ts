import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFile } from '../../../../electron/importing/reading/read-file'
import { FileRefused, type Table } from '../../../../electron/importing/reading/table'
import { write } from './writer'
import { runs } from '../runs'

/*
 * Files that are a little broken, read here and by csv-parse. Where nothing is flagged or refused here, csv-parse must
 * have read the same cells: no damage may quietly become another amount.
 */

const header = ['token', 'description', 'amount']

async function read(bytes: Uint8Array, delimiter: ';' | ','): Promise<Table | null> {
  try {
    return await readFile(bytes, { delimiter, headerRow: 1, encoding: 'utf-8' })
  } catch (error) {
    if (error instanceof FileRefused) return null
    throw error
  }
}

/** csv-parse, as lenient as it can be; blank records are left out. */
function secondOpinion(bytes: Uint8Array, delimiter: string): string[][] {
  const records = parse(Buffer.from(bytes), {
    delimiter,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r']
  })
  return records.filter((cells) => cells.some((cell) => withoutQuotes(cell).trim() !== ''))
}

/** Empty fields beyond the header are dropped here; blanks behind a closing quote are no part of a cell. */
function same(ours: readonly unknown[], theirs: readonly string[]): boolean {
  const kept = theirs.slice(0, ours.length)
  const surplus = theirs.slice(ours.length)
  return (
    surplus.every((cell) => cell.trim() === '') &&
    ours.every((cell, index) => cell === kept[index] || cell === withoutQuotes(kept[index] ?? ''))
  )
}

/** What csv-parse leaves as it stands where blanks follow the closing quote. */
function withoutQuotes(cell: string): string {
  return cell.replace(/^"([^]*)"[ \t\u00a0]+$/, '$1')
}

const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', ';', '"', ' ', '\n', 'å'), maxLength: 6 })
const file = fc
  .array(fc.tuple(cell, fc.integer({ min: 1, max: 99 })), { minLength: 1, maxLength: 6 })
  .chain((rows) =>
    fc
      .record({
        delimiter: fc.constantFrom(';' as const, ',' as const),
        lineEnd: fc.constantFrom('\r\n', '\n', '\r'),
        lastLineEnd: fc.boolean(),
        quoted: fc.constantFrom('all' as const, 'needed' as const, 'every_other' as const)
      })
      .map((dialect) => ({
        delimiter: dialect.delimiter,
        bytes: write([header, ...rows.map(([text, amount], index) => [`T${index}`, text, `${amount},5`])], {
          ...dialect,
          encoding: 'utf-8',
          mark: false
        })
      }))
  )

/** A piece taken out, put in, or put in place of another. */
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  out: fc.integer({ min: 0, max: 3 }),
  in: fc.string({ unit: fc.constantFrom('"', ';', ',', '\n', '\r', 'x', ' '), maxLength: 2 })
})

const damaged = fc
  .tuple(file, fc.array(damage, { minLength: 1, maxLength: 3 }))
  .map(([{ bytes, delimiter }, damages]) => {
    let text = Buffer.from(bytes).toString('utf8')
    for (const each of damages) {
      // Behind the header: it is what all records are held against.
      const begin = text.search(/[\r\n]/) + 1
      const at = begin + Math.floor(each.at * (text.length - begin))
      text = text.slice(0, at) + each.in + text.slice(at + each.out)
    }
    return { text, delimiter }
  })

describe('a damaged file', () => {
  it('is refused, or flagged, or read as csv-parse reads it', async () => {
    await fc.assert(
      fc.asyncProperty(damaged, async ({ text, delimiter }) => {
        const bytes = Buffer.from(text)
        const table = await read(bytes, delimiter)
        if (!table || table.records.some(({ problem }) => problem?.code === 'broken_quotes')) return
        const [, ...theirs] = secondOpinion(bytes, delimiter)
        const differing = table.records.filter(
          ({ cells, problem }, index) => !problem && !same(cells, theirs[index] ?? [])
        )
        expect(differing).toEqual([])
        expect(table.records).toHaveLength(theirs.length)
      }),
      runs(600)
    )
  })
})
