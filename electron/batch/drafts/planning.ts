import type { PlannedRow } from '../../ledger/staging/planned-row'
import { alikeExplained } from '../checking/cross-rules'
import { orderLines } from '../checking/row-rules'
import { factsOf, referenceOf, willBeCharged, type DraftRow } from './draft-row'

/** The charges that rows come to, of those that will be charged. Nothing is added here that was not checked. */
export function plannedRows(rows: readonly DraftRow[]): PlannedRow[] {
  return rows.filter(willBeCharged).map(planned)
}

function planned(row: DraftRow): PlannedRow {
  const { record, fingerprint, mark, meaning, checked } = row
  const { card, operation, email, phone, autoCapture } = checked
  const { amount, currency, merchantReference, attemptAfter } = meaning
  if (card === null || operation === null || amount === null || currency === null)
    throw new Error(`row ${record.row} was to be charged, and is not whole`)
  return {
    row: record.row,
    rowHash: fingerprint,
    contentReference: merchantReference === null && attemptAfter === null,
    draft: {
      cardId: card.id,
      operation,
      amount,
      currency,
      lines: orderLines(meaning),
      merchantReference: referenceOf(row),
      email,
      phone,
      autoCapture,
      retryOf: row.attempt?.retryOf ?? null
    },
    explained:
      mark.explained === null
        ? null
        : {
            reason: mark.explained.reason,
            earlier: [...mark.explained.earlier],
            alike: alikeExplained(mark.explained, factsOf(row)) > 0
          }
  }
}
