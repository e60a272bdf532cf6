import type { Standing } from '../../../shared/standing'
import type { FileLanguage } from './own-columns'
import { wordKey } from './word-key'

/*
 * What Trekk's files say of a row: the words of docs/vocabulary.md 3, as the app has them too, written in the language of
 * the desk and read in all.
 */

/** What became of a row: where its charge stands, or why it has none. */
export type RowState = Standing | 'skipped' | 'invalid' | 'not_begun'

/** The words of the states. A word means one state, whatever the language. */
export const stateWords: Readonly<Record<FileLanguage, Readonly<Record<RowState, string>>>> = {
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
    declined: 'Avvist av banken',
    refused: 'Avvist av Dintero',
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
  },
  sv: {
    intent: 'Klar',
    sent: 'Skickad',
    pending: 'Väntar',
    unknown: 'Okänt',
    declined: 'Nekad av banken',
    refused: 'Avvisad av Dintero',
    not_sent: 'Inte skickad',
    closed: 'Stängd',
    held: 'Reserverad',
    captured: 'Debiterad',
    partly_captured: 'Delvis debiterad',
    partly_captured_refunded: 'Delvis debiterad, återbetald',
    partly_refunded: 'Delvis återbetald',
    refunded: 'Återbetald',
    voided: 'Hävd',
    failed_after_all: 'Motsagd',
    undecided_again: 'Oavgjord',
    unforeseen: 'Inte förstådd',
    charged_after_all: 'Debiterad ändå',
    skipped: 'Utelämnad',
    invalid: 'Inte giltig',
    not_begun: 'Inte påbörjad'
  },
  da: {
    intent: 'Klar',
    sent: 'Sendt',
    pending: 'Venter',
    unknown: 'Ukendt',
    declined: 'Afvist af banken',
    refused: 'Afvist af Dintero',
    not_sent: 'Ikke sendt',
    closed: 'Lukket',
    held: 'Reserveret',
    captured: 'Debiteret',
    partly_captured: 'Delvis debiteret',
    partly_captured_refunded: 'Delvis debiteret, refunderet',
    partly_refunded: 'Delvis refunderet',
    refunded: 'Refunderet',
    voided: 'Annulleret',
    failed_after_all: 'Modsagt',
    undecided_again: 'Uafgjort',
    unforeseen: 'Ikke forstået',
    charged_after_all: 'Debiteret alligevel',
    skipped: 'Udeladt',
    invalid: 'Ikke gyldig',
    not_begun: 'Ikke påbegyndt'
  }
}

/**
 * What is offered of a row when its file comes back:
 * - `first_charge`: nothing was ever sent for it
 * - `new_attempt`: its charge has ended without money; the next one is named after it
 * - `same_charge`: its charge never reached Dintero, and may go again under its own reference and no other
 */
export type Offer = 'first_charge' | 'new_attempt' | 'same_charge'

/**
 * What is offered by state. Null where money was taken, may have been taken or may yet be: what is in doubt is asked
 * about, never charged again.
 */
export const offerOf: Readonly<Record<RowState, Offer | null>> = {
  skipped: 'first_charge',
  invalid: 'first_charge',
  not_begun: 'first_charge',
  declined: 'new_attempt',
  refused: 'new_attempt',
  not_sent: 'same_charge',
  intent: null,
  sent: null,
  pending: null,
  unknown: null,
  closed: null,
  held: null,
  captured: null,
  partly_captured: null,
  partly_captured_refunded: null,
  partly_refunded: null,
  refunded: null,
  voided: null,
  failed_after_all: null,
  undecided_again: null,
  unforeseen: null,
  charged_after_all: null
}

/** What a file says of a row of which nobody can tell any more what became of it. It is the word of no state. */
export const unclearState = '?'

const stateOfWord: ReadonlyMap<string, RowState> = new Map(
  Object.values(stateWords).flatMap((words) =>
    (Object.keys(words) as RowState[]).map((state) => [wordKey(words[state]), state] as const)
  )
)

/** The state that a word names, in any language, case and spacing. @returns null for what Trekk never wrote */
export function rowStateOf(word: string): RowState | null {
  return stateOfWord.get(wordKey(word)) ?? null
}
