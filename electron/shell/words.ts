import { languageFacts, type Language } from '../../shared/languages'
import { formatMoney } from '../../shared/money'
import { knownEnds, type Known, type KnownEnd } from './news'

/** The few sentences the main process says itself, in native dialogs. Everything else is worded by the page. */
export interface Words {
  readonly quitTitle: string
  readonly quitUnresolved: (count: number, atStake: string) => string
  readonly quitExplain: string
  /** Asked before a file that is being charged is paused to quit. */
  readonly quitFileTitle: string
  readonly quitFile: string
  readonly quitFileExplain: string
  readonly quitFilePause: string
  readonly stayFile: string
  readonly quit: string
  readonly stay: string
  /** Over the dialog in which a person says where a file goes. */
  readonly saveTitle: string
  /** A notification: what was unknown is known now. */
  readonly knownTitle: string
  readonly known: (known: Known) => string
  /** What the training account is called until somebody renames it. */
  readonly trainingName: string
}

const english: Words = {
  quitTitle: 'Unresolved charges',
  quitUnresolved: (count, atStake) =>
    count === 1 ? `1 charge is unresolved (${atStake}).` : `${count} charges are unresolved (${atStake}).`,
  quitExplain:
    'Nobody knows yet whether the customer was charged. Nothing is lost if you quit: Trekk asks Dintero about it at the next start. Do not charge the customer again before that.',
  quitFileTitle: 'A file is being charged',
  quitFile: 'A file is being charged.',
  quitFileExplain:
    'If you quit, it is paused: nothing more leaves, and what is on its way is waited for. After the next start it goes on when somebody says so, with the charges that never left. None is sent twice.',
  quitFilePause: 'Pause and quit',
  stayFile: 'Go on charging',
  quit: 'Quit',
  stay: 'Stay open',
  saveTitle: 'Save',
  knownTitle: 'What was unknown is known now',
  known: (known) =>
    counted(known, {
      charged: 'Charged',
      not_charged: 'Not charged',
      done: 'Changes to payments that were made',
      not_done: 'Changes to payments that were not made'
    }),
  trainingName: 'Training'
}

const norwegian: Words = {
  quitTitle: 'Uavklarte belastninger',
  quitUnresolved: (count, atStake) =>
    count === 1
      ? `1 belastning er uavklart (${atStake}).`
      : `${count} belastninger er uavklart (${atStake}).`,
  quitExplain:
    'Ingen vet ennå om kunden er belastet. Ingenting går tapt om du avslutter: Trekk spør Dintero neste gang programmet starter. Ikke belast kunden på nytt før det.',
  quitFileTitle: 'En fil belastes nå',
  quitFile: 'En fil belastes nå.',
  quitFileExplain:
    'Avslutter du, settes den på pause: Ikke mer sendes, og det som er underveis, ventes det på. Etter neste start fortsetter den når noen sier det, med belastningene som ikke er sendt. Ingen sendes to ganger.',
  quitFilePause: 'Sett på pause og avslutt',
  stayFile: 'Fortsett å belaste',
  quit: 'Avslutt',
  stay: 'Bli her',
  saveTitle: 'Lagre',
  knownTitle: 'Det som var ukjent, er kjent nå',
  known: (known) =>
    counted(known, {
      charged: 'Belastet',
      not_charged: 'Ikke belastet',
      done: 'Endringer av betalinger som er gjort',
      not_done: 'Endringer av betalinger som ikke er gjort'
    }),
  trainingName: 'Opplæring'
}

/** The main process's words, language by language. */
export const wordsIn: Readonly<Record<Language, Words>> = { en: english, nb: norwegian }

/** What is unresolved in one account; amounts are minor units. */
interface AtStake {
  readonly accountId: string
  readonly name: string
  readonly atStake: readonly { readonly amount: number; readonly currency: string }[]
}

/** The money at stake account by account, because money of test and production is never added up. */
export function atStakeIn(language: Language, accounts: readonly AtStake[]): string {
  const { locale } = languageFacts[language]
  return accounts
    .map(({ name, accountId, atStake }) => {
      const sums = atStake.map(({ amount, currency }) => formatMoney(amount, currency, locale))
      return `${name} ${accountId}: ${sums.join(', ')}`
    })
    .join('; ')
}

/** How many of each end there are, of which there are any. */
function counted(known: Known, words: Readonly<Record<KnownEnd, string>>): string {
  return knownEnds
    .filter((end) => known[end] > 0)
    .map((end) => `${words[end]}: ${known[end]}.`)
    .join(' ')
}
