import type { ColumnMapping } from '../../../shared/column-mapping'
import type { FileRecord } from '../reading/table'
import { maskedToken, readCardHandle } from './card-handle'
import { shownText } from './cell-text'
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
