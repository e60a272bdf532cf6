import type { Language } from '../../shared/settings'

/** The few sentences the main process says itself, in native dialogs. Everything else is worded by the page. */
export interface Words {
  readonly quitTitle: string
  readonly quitUnresolved: (count: number, atStake: string) => string
  readonly quitExplain: string
  readonly quit: string
  readonly stay: string
  readonly exportTitle: string
  /** What the training account is called until somebody renames it. */
  readonly trainingName: string
}

const english: Words = {
  quitTitle: 'Unresolved charges',
  quitUnresolved: (count, atStake) =>
    count === 1 ? `1 charge is unresolved (${atStake}).` : `${count} charges are unresolved (${atStake}).`,
  quitExplain:
    'Nobody knows yet whether the customer was charged. Nothing is lost if you quit: Trekk asks Dintero about it at the next start. Do not charge the customer again before that.',
  quit: 'Quit',
  stay: 'Stay open',
  exportTitle: 'Save the audit trail',
  trainingName: 'Training'
}

const norwegian: Words = {
  quitTitle: 'Uavklarte trekk',
  quitUnresolved: (count, atStake) =>
    count === 1 ? `1 trekk er uavklart (${atStake}).` : `${count} trekk er uavklart (${atStake}).`,
  quitExplain:
    'Ingen vet ennå om kunden er belastet. Ingenting går tapt om du avslutter: Trekk spør Dintero neste gang programmet starter. Ikke belast kunden på nytt før det.',
  quit: 'Avslutt',
  stay: 'Bli her',
  exportTitle: 'Lagre revisjonssporet',
  trainingName: 'Opplæring'
}

/** The main process's words in a language. */
export function wordsIn(language: Language): Words {
  return language === 'nb' ? norwegian : english
}
