import type { FileField } from '../../../shared/charge-file'
import type { ChargeState } from '../../../shared/charge'
import type { Language } from '../../../shared/languages'

/*
 * What Trekk's own files call their columns and the states of their rows: the writing side writes these words, the
 * reading side knows them again in every language, because a file made at a Swedish desk comes to a Norwegian one.
 */

/** Every language in which Trekk has made files or will, whichever the page speaks today. */
export type FileLanguage = Language | 'sv' | 'da'

/** Columns of templates, result files and files of bad rows, and the field each is read as. */
export const ownColumns = {
  customer_number: 'customer_number',
  customer_name: 'customer_name',
  /** Holds `card:<id>`, where other files have a token. */
  card_handle: 'token',
  /** Brand and mask, for the eye. */
  card_shown: 'ignored',
  card_expiry: 'ignored',
  last_four: 'last_four',
  amount: 'amount',
  currency: 'currency',
  description: 'description',
  merchant_reference: 'merchant_reference',
  kid: 'kid',
  email: 'email',
  phone: 'phone',
  provider: 'provider',
  operation: 'operation',
  vat_rate: 'vat_rate',
  auto_capture: 'auto_capture',
  result_state: 'result_state',
  result_transaction: 'result_transaction',
  /** The file's own reference once more, or the one that was made for it: read where the file has no other. */
  result_reference: 'merchant_reference',
  result_amount: 'ignored',
  result_currency: 'ignored',
  result_reason: 'ignored',
  result_advice: 'ignored',
  result_not_before: 'ignored',
  result_time: 'ignored',
  problems: 'ignored'
} as const satisfies Readonly<Record<string, FileField>>
export type OwnColumn = keyof typeof ownColumns

/** The headers of Trekk's own columns. No two columns of one language, nor of two, share one that means two fields. */
export const ownHeaders: Readonly<Record<FileLanguage, Readonly<Record<OwnColumn, string>>>> = {
  en: {
    customer_number: 'Customer number',
    customer_name: 'Customer name',
    card_handle: 'Card handle',
    card_shown: 'Card (for information)',
    card_expiry: 'Card expiry (for information)',
    last_four: 'Last four digits',
    amount: 'Amount',
    currency: 'Currency',
    description: 'Order text',
    merchant_reference: 'Merchant reference',
    kid: 'KID',
    email: 'E-mail',
    phone: 'Phone',
    provider: 'Card gateway',
    operation: 'Kind of charge',
    vat_rate: 'VAT rate',
    auto_capture: 'Capture at once',
    result_state: 'Trekk: state',
    result_transaction: 'Trekk: transaction',
    result_reference: 'Trekk: merchant reference',
    result_amount: 'Trekk: amount charged',
    result_currency: 'Trekk: currency',
    result_reason: 'Trekk: reason',
    result_advice: 'Trekk: new attempt',
    result_not_before: 'Trekk: not before',
    result_time: 'Trekk: time',
    problems: 'Trekk: what is wrong'
  },
  nb: {
    customer_number: 'Kundenummer',
    customer_name: 'Kundenavn',
    card_handle: 'Kortnøkkel',
    card_shown: 'Kort (til orientering)',
    card_expiry: 'Kortets utløp (til orientering)',
    last_four: 'Siste fire sifre',
    amount: 'Beløp',
    currency: 'Valuta',
    description: 'Ordretekst',
    merchant_reference: 'Ordrereferanse',
    kid: 'KID',
    email: 'E-post',
    phone: 'Telefon',
    provider: 'Kortinnløser',
    operation: 'Type belastning',
    vat_rate: 'Mva-sats',
    auto_capture: 'Trekk med en gang',
    result_state: 'Trekk: status',
    result_transaction: 'Trekk: transaksjon',
    result_reference: 'Trekk: ordrereferanse',
    result_amount: 'Trekk: belastet beløp',
    result_currency: 'Trekk: valuta',
    result_reason: 'Trekk: årsak',
    result_advice: 'Trekk: nytt forsøk',
    result_not_before: 'Trekk: ikke før',
    result_time: 'Trekk: tidspunkt',
    problems: 'Trekk: hva som er feil'
  },
  sv: {
    customer_number: 'Kundnummer',
    customer_name: 'Kundnamn',
    card_handle: 'Kortnyckel',
    card_shown: 'Kort (för kännedom)',
    card_expiry: 'Kortet går ut (för kännedom)',
    last_four: 'Sista fyra siffrorna',
    amount: 'Belopp',
    currency: 'Valuta',
    description: 'Ordertext',
    merchant_reference: 'Orderreferens',
    kid: 'OCR-nummer',
    email: 'E-postadress',
    phone: 'Telefon',
    provider: 'Kortinlösare',
    operation: 'Typ av debitering',
    vat_rate: 'Momssats',
    auto_capture: 'Dra direkt',
    result_state: 'Trekk: status',
    result_transaction: 'Trekk: transaktion',
    result_reference: 'Trekk: orderreferens',
    result_amount: 'Trekk: debiterat belopp',
    result_currency: 'Trekk: valuta',
    result_reason: 'Trekk: orsak',
    result_advice: 'Trekk: nytt försök',
    result_not_before: 'Trekk: inte före',
    result_time: 'Trekk: tidpunkt',
    problems: 'Trekk: vad som är fel'
  },
  da: {
    customer_number: 'Kundenummer',
    customer_name: 'Kundenavn',
    card_handle: 'Kortnøgle',
    card_shown: 'Kort (til orientering)',
    card_expiry: 'Kortets udløb (til orientering)',
    last_four: 'Sidste fire cifre',
    amount: 'Beløb',
    currency: 'Valuta',
    description: 'Ordretekst',
    merchant_reference: 'Ordrereference',
    kid: 'KID',
    email: 'E-mail',
    phone: 'Telefon',
    provider: 'Kortindløser',
    operation: 'Type debitering',
    vat_rate: 'Momssats',
    auto_capture: 'Hæv med det samme',
    result_state: 'Trekk: status',
    result_transaction: 'Trekk: transaktion',
    result_reference: 'Trekk: ordrereference',
    result_amount: 'Trekk: debiteret beløb',
    result_currency: 'Trekk: valuta',
    result_reason: 'Trekk: årsag',
    result_advice: 'Trekk: nyt forsøg',
    result_not_before: 'Trekk: ikke før',
    result_time: 'Trekk: tidspunkt',
    problems: 'Trekk: hvad der er galt'
  }
}

/** What a result file says of a row: the state of its charge, or why there is none. `returned` is money that went back. */
export type ResultState = Exclude<ChargeState, 'intent' | 'sent'> | 'returned' | 'skipped' | 'invalid'

/**
 * Whether a row with this state is left alone when its file comes back: it was charged, or nobody may yet say that it
 * was not. A charge that a person closed was never answered for, so it is not offered of itself either.
 */
export const isDoneIn: Readonly<Record<ResultState, boolean>> = {
  succeeded: true,
  pending: true,
  unknown: true,
  closed: true,
  returned: true,
  declined: false,
  refused: false,
  not_sent: false,
  skipped: false,
  invalid: false
}

/** The words of the states in result files. A word means one state, whatever the language. */
export const ownStates: Readonly<Record<FileLanguage, Readonly<Record<ResultState, string>>>> = {
  en: {
    succeeded: 'charged',
    pending: 'not decided',
    unknown: 'unknown',
    closed: 'closed without answer',
    returned: 'paid back',
    declined: 'declined',
    refused: 'refused',
    not_sent: 'not sent',
    skipped: 'left out',
    invalid: 'not valid'
  },
  nb: {
    succeeded: 'belastet',
    pending: 'ikke avgjort',
    unknown: 'ukjent',
    closed: 'lukket uten svar',
    returned: 'tilbakebetalt',
    declined: 'avvist',
    refused: 'ikke godtatt',
    not_sent: 'ikke sendt',
    skipped: 'utelatt',
    invalid: 'ikke gyldig'
  },
  sv: {
    succeeded: 'debiterad',
    pending: 'inte avgjord',
    unknown: 'okänd',
    closed: 'stängd utan svar',
    returned: 'återbetald',
    declined: 'nekad',
    refused: 'inte godtagen',
    not_sent: 'inte skickad',
    skipped: 'utelämnad',
    invalid: 'inte giltig'
  },
  da: {
    succeeded: 'debiteret',
    pending: 'ikke afgjort',
    unknown: 'ukendt',
    closed: 'lukket uden svar',
    returned: 'tilbagebetalt',
    declined: 'afvist',
    refused: 'ikke accepteret',
    not_sent: 'ikke sendt',
    skipped: 'udeladt',
    invalid: 'ikke gyldig'
  }
}
