import { escape, htmlReply } from './html'
import { cardChoice, form, outcome } from './parts'
import { words as allWords, type Language } from './words'
import type { SessionRecord } from '../records'
import type { Reply } from '../reply'
import type { PageState } from './page-state'
import type { SimulatedCard } from './simulated-cards'

interface Shown {
  readonly session: SessionRecord
  readonly state: PageState
  /** Where the customer would be sent. */
  readonly address: string | null
  readonly cards: readonly SimulatedCard[]
  /** A card was asked for that is not there. */
  readonly wrongCard?: boolean
}

/** The page at which a customer stores a card, as plain HTML that says at once that it is not real. */
export function enrolmentPage(
  language: Language,
  { session, state, address, cards, wrongCard }: Shown
): Reply {
  const words = allWords[language]
  const about = `<dl><dt>${escape(words.reference)}</dt><dd>${escape(session.merchantReference)}</dd></dl>`
  const choices = cards.map(({ id, card }, index) =>
    cardChoice(id, card, words.stores[id], words, index === 0)
  )
  const fields = `<p>${escape(words.storingWhat)}</p>
<fieldset><legend>${escape(words.whichCard)}</legend>
${wrongCard === true ? `<p role="alert">${escape(words.choose)}</p>` : ''}
${choices.join('\n')}
</fieldset>`
  const ends: Readonly<Record<Exclude<PageState, 'open'>, readonly [string, 'good' | 'neutral']>> = {
    paid: [words.stored, 'good'],
    declined: [words.refused, 'neutral'],
    cancelled: [words.refused, 'neutral'],
    expired: [words.expired, 'neutral']
  }
  const rest =
    state === 'open'
      ? form(fields, [
          ['store', words.store],
          ['refuse', words.refuse]
        ])
      : outcome(...ends[state], address, words)
  const status = wrongCard === true ? 400 : state === 'expired' || state === 'cancelled' ? 410 : 200
  return htmlReply(status, {
    language,
    title: words.storing,
    note: words.simulated,
    content: `${about}\n${rest}`
  })
}
