import type { FileField } from '../../../shared/charge-file'
import type { Language } from '../../../shared/languages'
import { headerKey } from './header-key'

/*
 * What Trekk's own files call their columns, once for those who write them and those who read them: in every language,
 * because a file made at a Swedish desk comes to a Norwegian one. The words of the rows are in `own-states.ts`.
 */

/** Every language in which Trekk makes files and knows its own again, whichever the page speaks today. */
export type FileLanguage = Language | 'sv' | 'da'

/**
 * What Trekk adds to a file, in this order. `result_card` only where no column names the stored card. Those that say what
 * a row's next charge depends on are fields of their own; the others are for people.
 */
export const resultColumns = [
  'result_card',
  'result_state',
  'result_transaction',
  'result_reference',
  'result_amount',
  'result_currency',
  'result_reason',
  'result_advice',
  'result_not_before',
  'result_time'
] as const
export type ResultColumn = (typeof resultColumns)[number]

/** `card_shown` is for the eye alone: which card it is. */
export type OwnColumn = Exclude<FileField, 'ignored'> | ResultColumn | 'card_shown'

/** What each of Trekk's own columns is called. No two of them, in whatever languages, share a name but mean two fields. */
export const ownHeaders: Readonly<Record<FileLanguage, Readonly<Record<OwnColumn, string>>>> = {
  en: {
    token: 'Card handle',
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
    card_shown: 'Card (for information)',
    result_card: 'Trekk: card',
    result_state: 'Trekk: state',
    result_transaction: 'Trekk: transaction',
    result_reference: 'Trekk: merchant reference',
    result_amount: 'Trekk: amount charged',
    result_currency: 'Trekk: currency',
    result_reason: 'Trekk: reason',
    result_advice: 'Trekk: new attempt',
    result_not_before: 'Trekk: not before',
    result_time: 'Trekk: time'
  },
  nb: {
    token: 'Kortnøkkel',
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
    card_shown: 'Kort (til orientering)',
    result_card: 'Trekk: kort',
    result_state: 'Trekk: status',
    result_transaction: 'Trekk: transaksjon',
    result_reference: 'Trekk: ordrereferanse',
    result_amount: 'Trekk: belastet beløp',
    result_currency: 'Trekk: valuta',
    result_reason: 'Trekk: årsak',
    result_advice: 'Trekk: nytt forsøk',
    result_not_before: 'Trekk: ikke før',
    result_time: 'Trekk: tidspunkt'
  },
  sv: {
    token: 'Kortnyckel',
    customer_number: 'Kundnummer',
    earlier_transaction: 'Tidigare transaktions-ID',
    card_reference: 'Kortreferens',
    last_four: 'Sista fyra siffrorna',
    customer_name: 'Kundnamn',
    provider: 'Kortinlösare',
    operation: 'Typ av debitering',
    amount: 'Belopp',
    currency: 'Valuta',
    vat_rate: 'Momssats',
    description: 'Ordertext',
    merchant_reference: 'Orderreferens',
    kid: 'OCR-nummer',
    email: 'E-postadress',
    phone: 'Telefon',
    auto_capture: 'Debitera direkt',
    card_shown: 'Kort (för kännedom)',
    result_card: 'Trekk: kort',
    result_state: 'Trekk: status',
    result_transaction: 'Trekk: transaktion',
    result_reference: 'Trekk: orderreferens',
    result_amount: 'Trekk: debiterat belopp',
    result_currency: 'Trekk: valuta',
    result_reason: 'Trekk: orsak',
    result_advice: 'Trekk: nytt försök',
    result_not_before: 'Trekk: inte före',
    result_time: 'Trekk: tidpunkt'
  },
  da: {
    token: 'Kortnøgle',
    customer_number: 'Kundenummer',
    earlier_transaction: 'Tidligere transaktions-ID',
    card_reference: 'Kortreference',
    last_four: 'Sidste fire cifre',
    customer_name: 'Kundenavn',
    provider: 'Kortindløser',
    operation: 'Type debitering',
    amount: 'Beløb',
    currency: 'Valuta',
    vat_rate: 'Momssats',
    description: 'Ordretekst',
    merchant_reference: 'Ordrereference',
    kid: 'KID',
    email: 'E-mail',
    phone: 'Telefon',
    auto_capture: 'Debiter med det samme',
    card_shown: 'Kort (til orientering)',
    result_card: 'Trekk: kort',
    result_state: 'Trekk: status',
    result_transaction: 'Trekk: transaktion',
    result_reference: 'Trekk: ordrereference',
    result_amount: 'Trekk: debiteret beløb',
    result_currency: 'Trekk: valuta',
    result_reason: 'Trekk: årsag',
    result_advice: 'Trekk: nyt forsøg',
    result_not_before: 'Trekk: ikke før',
    result_time: 'Trekk: tidspunkt'
  }
}

/** What a column that has no name, and that nobody reads, is called beside others: this and its number. */
export const unnamedColumn: Readonly<Record<FileLanguage, string>> = {
  en: 'Column',
  nb: 'Kolonne',
  sv: 'Kolumn',
  da: 'Kolonne'
}

/** The name of the sheet in a workbook to fill in. */
export const templateSheet: Readonly<Record<FileLanguage, string>> = {
  en: 'Charges',
  nb: 'Belastninger',
  sv: 'Debiteringar',
  da: 'Debiteringer'
}

const forPeople: ReadonlySet<OwnColumn> = new Set<OwnColumn>([
  ...(['card_shown', 'result_amount', 'result_currency', 'result_reason', 'result_advice'] as const),
  'result_time'
])

/** The field that one of Trekk's own columns is read as. */
export function fieldOfOwn(column: OwnColumn): FileField {
  return forPeople.has(column) ? 'ignored' : (column as FileField)
}

/** Whether a column says what became of a row. */
export function isResultColumn(column: OwnColumn): column is ResultColumn {
  return (resultColumns as readonly OwnColumn[]).includes(column)
}

const columnOfKey: ReadonlyMap<string, OwnColumn> = new Map(
  Object.values(ownHeaders).flatMap((headers) =>
    (Object.keys(headers) as OwnColumn[]).map((column) => [headerKey(headers[column]), column] as const)
  )
)

/**
 * Which of Trekk's own columns a header names, in any language, however it is spelled: a column that says that rows were
 * charged must be known also when a program has taken the colon away.
 * @returns null for anybody else's
 */
export function ownColumnOf(header: string): OwnColumn | null {
  return columnOfKey.get(headerKey(header)) ?? null
}

const trekks = /^\s*trekk\s*:/i

/**
 * Which result column a header names, colon and all: a column that may be written over must surely be Trekk's.
 * @returns null for anybody else's
 */
export function resultColumnOf(header: string): ResultColumn | null {
  const column = trekks.test(header) ? ownColumnOf(header) : null
  return column !== null && isResultColumn(column) ? column : null
}
