import type { ExportedCharge } from '../../ledger/reading/whole-lists'
import type { ExportWords } from '../../../shared/export-words'
import { standingOf } from '../../../shared/standing'
import { count, day, instant, money, text, type ExportedColumn } from './column'

/** The columns of exported charges. */
export function chargeColumns(words: ExportWords): readonly ExportedColumn<ExportedCharge>[] {
  return [
    day('day', ({ created_at }) => created_at),
    instant('time', ({ created_at }) => created_at),
    text(
      'state',
      ({ state, transaction_status: transactionStatus, amount, captured }) =>
        words.standings[standingOf({ state, transactionStatus, amount, captured })]
    ),
    money('amount', ({ amount }) => amount),
    text('currency', ({ currency }) => currency),
    money('captured', ({ captured }) => captured),
    money('refunded', ({ refunded }) => refunded),
    money('vat', ({ vat_amount }) => vat_amount),
    text('customer', ({ customer_name }) => customer_name),
    text('reference', ({ merchant_reference }) => merchant_reference),
    text('transaction', ({ transaction_id }) => transaction_id),
    text('status', ({ transaction_status }) => transaction_status),
    text('reason', ({ decline_reason }) => decline_reason && words.reasons[decline_reason]),
    text('operation', ({ operation }) => words.operations[operation]),
    text('brand', ({ brand }) => words.brands[brand]),
    text('lastFour', ({ last_four }) => last_four),
    text('provider', ({ provider }) => words.providers[provider]),
    text('operator', ({ operator }) => operator),
    text('file', ({ batch_name }) => batch_name),
    count('row', ({ batch_row }) => batch_row),
    instant('changed', ({ changed_at }) => changed_at)
  ]
}

/** Those of what is unresolved: also how often Dintero was asked, and when it is asked again. */
export function unresolvedColumns(words: ExportWords): readonly ExportedColumn<ExportedCharge>[] {
  return [
    ...chargeColumns(words),
    count('lookups', ({ lookups }) => lookups),
    instant('nextLookup', ({ next_lookup_at }) => next_lookup_at)
  ]
}
