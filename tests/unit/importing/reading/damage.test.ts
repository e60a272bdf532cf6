import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBeginning, readFile, readPasted } from '../../../../electron/importing/reading/read-file'
import { FileRefused, type Table } from '../../../../electron/importing/reading/table'
import { fixture } from './fixtures'
import { runs } from '../runs'

/** @throws what is no refusal */
async function read(bytes: Uint8Array): Promise<Table | null> {
  try {
    return await readFile(bytes, {})
  } catch (error) {
    if (error instanceof FileRefused) return null
    throw error
  }
}

describe('any bytes', () => {
  it('are read or refused, and at the first look the same', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .string({ unit: fc.constantFrom('a', '1', ';', ',', '"', '\n', '\r', '\t', ' ', 'å'), maxLength: 80 })
        .map((text) => Buffer.from(text)),
      fc
        .tuple(
          fc.constantFrom('PK\x03\x04', 'PK\x05\x06', '\xff\xfe', 'sep=;\n', '%PDF-', '<html>'),
          fc.uint8Array({ maxLength: 60 })
        )
        .map(([mark, rest]) => Buffer.concat([Buffer.from(mark, 'latin1'), rest]))
    )
    await fc.assert(
      fc.asyncProperty(bytes, async (bytes) => {
        const table = await read(bytes)
        const beginning = table ? await readBeginning(bytes, {}) : null
        expect(beginning?.table ?? null).toEqual(table)
      }),
      runs(500)
    )
  })

  it('are read or refused when they are pasted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        let refused = false
        let records: Table['records'] = []
        try {
          ;({ records } = readPasted(text, {}))
        } catch (error) {
          refused = error instanceof FileRefused
        }
        expect(refused || records.length > 0).toBe(true)
      }),
      runs(300)
    )
  })
})

describe('a workbook with changed bytes', () => {
  const names = ['kinds-of-cells.xlsx', 'shared-texts.xlsx', 'formulas.xlsx', 'stored.xlsx']
  it.each(names)('is refused, or says the same: %s', async (name) => {
    const good = fixture(name)
    const table = await readFile(good, {})
    const change = fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const bytes = Uint8Array.from(good)
        for (const [at, by] of changes) bytes[at] = (bytes[at] ?? 0) ^ by
        expect((await read(bytes)) ?? table).toEqual(table)
      }),
      runs(100)
    )
  })

  it.each(names)('is refused where it ends too early: %s', async (name) => {
    const good = fixture(name)
    for (let length = 4; length < good.length; length += 37) {
      expect(await read(good.subarray(0, length))).toBeNull()
    }
  })
})
