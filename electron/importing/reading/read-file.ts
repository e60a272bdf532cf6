import { mostFileBytes } from '../../../shared/charge-file'
import { decode, sampleOf, understandEncoding, type TextEncoding } from './decoding'
import { formCharacters, readDelimited } from './delimited'
import { kindOf } from './sniffing'
import { FileRefused, type Beginning, type ReadChoices, type Table } from './table'
import { readWorkbook } from './workbook'

/** Records of a first look. */
export const recordsOfBeginning = 100

/** Bytes of a first look. In every encoding they are more than `formCharacters`. */
const bytesOfBeginning = 4 * formCharacters

/**
 * Reads a charge file, whatever its name says it is.
 * @param choices what a person wants read otherwise than it would be guessed
 * @throws FileRefused for what cannot be read
 */
export async function readFile(bytes: Uint8Array, choices: ReadChoices): Promise<Table> {
  return isWorkbook(bytes) ? readWorkbook(bytes, choices) : readText(bytes, choices)
}

/**
 * The first records of a charge file, for a look at how it is understood. They are what `readFile` gives: the form is
 * understood by the same piece of the file, the encoding by all of it. A text is read no further than needed; a
 * workbook is read as a whole, because its texts and what is hidden or merged stand behind its rows.
 * @throws FileRefused for what cannot be read, as far as it was
 */
export async function readBeginning(bytes: Uint8Array, choices: ReadChoices): Promise<Beginning> {
  const table = isWorkbook(bytes) ? await readWorkbook(bytes, choices) : readTextBeginning(bytes, choices)
  const records = table.records.slice(0, recordsOfBeginning)
  return { table: { ...table, records }, complete: records.length === table.records.length }
}

/**
 * Reads cells that were pasted, from a spreadsheet or as text.
 * @throws FileRefused
 */
export function readPasted(text: string, choices: ReadChoices): Table {
  if (text.length > mostFileBytes) {
    throw new FileRefused('too_large', { found: text.length, limit: mostFileBytes })
  }
  if (text.includes('\0')) throw new FileRefused('binary')
  const source = { pasted: true, encoding: 'utf-8', encodingBy: 'content', sample: '' } as const
  return whole(readDelimited(text.replace(/^\ufeff/, ''), source, choices, { whole: true, wanted: Infinity }))
}

/** @throws FileRefused `too_large`, and for what is neither text nor workbook */
function isWorkbook(bytes: Uint8Array): boolean {
  if (bytes.length > mostFileBytes) {
    throw new FileRefused('too_large', { found: bytes.length, limit: mostFileBytes })
  }
  return kindOf(bytes) === 'zip'
}

function readText(bytes: Uint8Array, choices: ReadChoices): Table {
  const how = understandEncoding(bytes, choices.encoding)
  const extent = { whole: true, wanted: Infinity }
  return whole(readDelimited(decode(bytes, how), sourceOf(bytes, how), choices, extent))
}

/** One record more than is shown: the last one may be cut, and there must be one for the file to go on. */
function readTextBeginning(bytes: Uint8Array, choices: ReadChoices): Table {
  const how = understandEncoding(bytes, choices.encoding)
  const source = sourceOf(bytes, how)
  for (let length = bytesOfBeginning; length < bytes.length; length *= 4) {
    const extent = { whole: false, wanted: recordsOfBeginning + 1 }
    const table = readDelimited(decode(bytes, how, length), source, choices, extent)
    if (table) return table
  }
  return readText(bytes, choices)
}

function sourceOf(
  bytes: Uint8Array,
  how: TextEncoding
): { pasted: false; encoding: TextEncoding['encoding']; encodingBy: TextEncoding['by']; sample: string } {
  return { pasted: false, encoding: how.encoding, encodingBy: how.by, sample: sampleOf(bytes, how) }
}

/** A text that is not cut holds all there is. */
function whole(table: Table | null): Table {
  if (!table) throw new Error('a whole text was read as if it were cut')
  return table
}
