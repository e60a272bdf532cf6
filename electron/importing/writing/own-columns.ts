import type { FileField } from '../../../shared/charge-file'
import type { Language } from '../../../shared/languages'
import type { Standing } from '../../../shared/standing'
import { foldForSearch } from '../../../shared/text'

/*
 * Every word that Trekk writes into files, by language. What Trekk says of a row stands in columns that begin with its name:
 * nobody's own column is ever taken for one of them.
 */

export const resultColumns = [
  'card',
  'state',
  'transaction',
  'reference',
  'amount',
  'currency',
  'reason',
  'advice',
  'notBefore',
  'at'
] as const
/** What Trekk adds to a file. `card` only where the file has no column that names the stored card. */
export type ResultColumn = (typeof resultColumns)[number]

export const resultHeaders: Readonly<Record<Language, Readonly<Record<ResultColumn, string>>>> = {
  en: {
    card: 'Card handle',
    state: 'Trekk: state',
    transaction: 'Trekk: transaction',
    reference: 'Trekk: merchant reference',
    amount: 'Trekk: amount charged',
    currency: 'Trekk: currency',
    reason: 'Trekk: reason',
    advice: 'Trekk: new attempt',
    notBefore: 'Trekk: not before',
    at: 'Trekk: time'
  },
  nb: {
    card: 'Kortnøkkel',
    state: 'Trekk: status',
    transaction: 'Trekk: transaksjon',
    reference: 'Trekk: ordrereferanse',
    amount: 'Trekk: belastet beløp',
    currency: 'Trekk: valuta',
    reason: 'Trekk: årsak',
    advice: 'Trekk: nytt forsøk',
    notBefore: 'Trekk: ikke før',
    at: 'Trekk: tidspunkt'
  }
}

/** The columns of the file to fill in, and the names that a file without a header gets for what was found in it. */
export const fieldHeaders: Readonly<Record<Language, Readonly<Record<FileField, string>>>> = {
  en: {
    token: resultHeaders.en.card,
    customer_number: 'Customer number',
    earlier_transaction: 'Earlier transaction ID',
    card_reference: 'Card reference',
    last_four: 'Last four digits',
    customer_name: 'Customer name',
    provider: 'Card gateway',
    operation: 'Kind of charge',
    amount: 'Amount',
    currency: 'Currency',
    vat_rate: 'VAT rate',
    description: 'Order text',
    merchant_reference: 'Merchant reference',
    kid: 'KID',
    email: 'E-mail',
    phone: 'Phone',
    auto_capture: 'Capture at once',
    result_state: resultHeaders.en.state,
    result_transaction: resultHeaders.en.transaction,
    ignored: 'Column'
  },
  nb: {
    token: resultHeaders.nb.card,
    customer_number: 'Kundenummer',
    earlier_transaction: 'Tidligere transaksjons-ID',
    card_reference: 'Kortreferanse',
    last_four: 'Siste fire sifre',
    customer_name: 'Kundenavn',
    provider: 'Kortinnløser',
    operation: 'Type belastning',
    amount: 'Beløp',
    currency: 'Valuta',
    vat_rate: 'Mva-sats',
    description: 'Ordretekst',
    merchant_reference: 'Ordrereferanse',
    kid: 'KID',
    email: 'E-post',
    phone: 'Telefon',
    auto_capture: 'Belast med én gang',
    result_state: resultHeaders.nb.state,
    result_transaction: resultHeaders.nb.transaction,
    ignored: 'Kolonne'
  }
}

/** The column of the file to fill in that is for the eye alone: which card it is. */
export const shownCardHeader: Readonly<Record<Language, string>> = {
  en: 'Card (for information)',
  nb: 'Kort (til orientering)'
}

/** The name of the sheet in a workbook to fill in. */
export const templateSheet: Readonly<Record<Language, string>> = { en: 'Charges', nb: 'Belastninger' }

/** What became of a row: where its charge stands, or why it has none. */
export type RowState = Standing | 'skipped' | 'invalid' | 'not_begun'

/** The words of the column `state`, as the app has them too. They are read again when the file comes back. */
export const stateWords: Readonly<Record<Language, Readonly<Record<RowState, string>>>> = {
  en: {
    intent: 'Ready',
    sent: 'Sent',
    pending: 'Waiting',
    unknown: 'Unknown',
    declined: 'Declined',
    refused: 'Refused',
    not_sent: 'Not sent',
    closed: 'Closed',
    held: 'Reserved',
    captured: 'Charged',
    partly_captured: 'Partly charged',
    partly_captured_refunded: 'Partly charged, refunded',
    partly_refunded: 'Partly refunded',
    refunded: 'Refunded',
    voided: 'Cancelled',
    failed_after_all: 'Contradicted',
    undecided_again: 'Undecided',
    unforeseen: 'Not understood',
    charged_after_all: 'Charged after all',
    skipped: 'Left out',
    invalid: 'Not valid',
    not_begun: 'Not begun'
  },
  nb: {
    intent: 'Klar',
    sent: 'Sendt',
    pending: 'Venter',
    unknown: 'Ukjent',
    declined: 'Avslått',
    refused: 'Avvist',
    not_sent: 'Ikke sendt',
    closed: 'Lukket',
    held: 'Reservert',
    captured: 'Belastet',
    partly_captured: 'Delvis belastet',
    partly_captured_refunded: 'Delvis belastet, refundert',
    partly_refunded: 'Delvis refundert',
    refunded: 'Refundert',
    voided: 'Kansellert',
    failed_after_all: 'Motsagt',
    undecided_again: 'Uavgjort',
    unforeseen: 'Ikke forstått',
    charged_after_all: 'Belastet likevel',
    skipped: 'Utelatt',
    invalid: 'Ikke gyldig',
    not_begun: 'Ikke påbegynt'
  }
}

/**
 * Whether a row is offered again when its file comes back. Where money was taken, may have been taken or may yet be, it
 * is not: what is in doubt is asked about, never charged again.
 */
export const offeredAgain: Readonly<Record<RowState, boolean>> = {
  declined: true,
  refused: true,
  not_sent: true,
  skipped: true,
  invalid: true,
  not_begun: true,
  intent: false,
  sent: false,
  pending: false,
  unknown: false,
  closed: false,
  held: false,
  captured: false,
  partly_captured: false,
  partly_captured_refunded: false,
  partly_refunded: false,
  refunded: false,
  voided: false,
  failed_after_all: false,
  undecided_again: false,
  unforeseen: false,
  charged_after_all: false
}

const statesByWord: ReadonlyMap<string, RowState> = new Map(
  Object.values(stateWords).flatMap((words) =>
    Object.entries(words).map(([state, word]) => [foldForSearch(word), state as RowState] as const)
  )
)

/** The state that a cell of the column `state` names, in any language. @returns null for what Trekk never wrote */
export function readRowState(cell: string): RowState | null {
  return statesByWord.get(foldForSearch(cell)) ?? null
}

const columnsByHeader: ReadonlyMap<string, ResultColumn> = new Map(
  Object.values(resultHeaders).flatMap((headers) =>
    resultColumns
      .filter((column) => column !== 'card')
      .map((column) => [foldForSearch(headers[column]), column] as const)
  )
)

/**
 * Which of Trekk's own columns a header names, in any language; the card's is not told from somebody's own.
 * @returns null for somebody else's
 */
export function readResultHeader(header: string): ResultColumn | null {
  return columnsByHeader.get(foldForSearch(header)) ?? null
}
