import type { ColumnMapping } from '../../../shared/column-mapping'
import { containsCardNumber } from '../../../shared/text'
import type { Cell, FileRecord } from '../reading/table'
import { maskedToken, readCardHandle } from './card-handle'
import { isEmpty, shownText } from './cell-text'
import { readToken } from './cells'
import { holdsCardNumber } from './column-content'

/**
 * The cells of a record as they may be kept and shown beside their reading: tokens are masked, and card numbers and
 * the columns that hold them are empty.
 */
export function keptCells(record: FileRecord, mapping: ColumnMapping): readonly string[] {
  return record.cells.map((cell, column) => {
    const field = mapping.columns[column]
    const isKid = field === 'kid' && mapping.kidConfirmed
    if (mapping.refused.includes(column) || (!isKid && holdsCardNumber(cell))) return ''
    const text = shownText(cell)
    if (field !== 'token' || text.trim() === '') return text
    return readCardHandle(text.trim()) === null ? maskedToken(text.trim()) : text
  })
}

/**
 * A record as it may be kept, so that it means the same when it is read again: where a token stood there is the handle of
 * its card, and where a card number stood only that there was one.
 * @param handleOf the handle for a token
 */
export function keptRecord(
  record: FileRecord,
  mapping: ColumnMapping,
  handleOf: (token: string) => string
): FileRecord {
  const cells = record.cells.map((cell, column): Cell => {
    if (mapping.refused.includes(column)) return ''
    const field = mapping.columns[column]
    const isKid = field === 'kid' && mapping.kidConfirmed
    if (!isKid && holdsCardNumber(cell)) return { kind: 'card_number', shown: '…' }
    if (field !== 'token' || isEmpty(cell)) return cell
    const text = shownText(cell).trim()
    if (readCardHandle(text) !== null) return cell
    // What is no token may be half of one.
    return readToken(cell).ok ? handleOf(text) : { kind: 'error', shown: maskedToken(text) }
  })
  // Most records are kept as they are, and are then the same ones.
  if (record.problem === null && cells.every((cell, column) => cell === record.cells[column])) return record
  // A record whose cells are in no certain column is kept without them, and nobody can say what stands in it.
  return record.problem === null
    ? { ...record, cells }
    : { ...record, cells: [], raw: keptRaw(record, mapping) }
}

/** A record as it stands in the file, unless it may hold a token or a card number. */
function keptRaw({ raw }: FileRecord, mapping: ColumnMapping): string {
  if (raw === null || mapping.columns.includes('token') || containsCardNumber(raw)) return '…'
  return raw
}
