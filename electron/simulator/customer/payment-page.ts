import { escape, htmlReply } from './html'
import { cardChoice, form, outcome } from './parts'
import { readableMoney, words as allWords, type Language } from './words'
import type { CardRecord, SessionRecord } from '../records'
import type { Reply } from '../reply'
import type { PageState } from './page-state'
import type { SimulatedCard } from './simulated-cards'

interface Shown {
  readonly session: SessionRecord
  readonly state: PageState
  /** Where the customer would be sent. */
  readonly address: string | null
  /** The stored card, while it can be paid with. */
  readonly stored: CardRecord | null
  readonly others: readonly SimulatedCard[]
  /** What is wrong with what was sent. */
  readonly problem?: 'code' | 'card'
  /** The card that was chosen, by its value in the form. */
  readonly chosen?: string
}

const statuses: Readonly<Record<PageState, number>> = {
  open: 200,
  paid: 200,
  declined: 200,
  cancelled: 410,
  expired: 410
}

/** The page behind a payment link, as plain HTML that says at once that it is not real. */
export function paymentPage(language: Language, shown: Shown): Reply {
  const words = allWords[language]
  const { session, state, address, problem } = shown
  const money = readableMoney(session.amount, session.currency, words)
  const summary = `<dl>
<dt>${escape(words.toPay)}</dt><dd class="money">${escape(money)}</dd>
<dt>${escape(words.reference)}</dt><dd>${escape(session.merchantReference)}</dd>
</dl>`
  const moods = { paid: 'good', declined: 'bad', cancelled: 'neutral', expired: 'neutral' } as const
  const rest =
    state === 'open' ? openForm(language, shown, money) : outcome(words[state], moods[state], address, words)
  return htmlReply(problem === undefined ? statuses[state] : 400, {
    language,
    title: words.payment,
    note: words.simulated,
    content: `${summary}\n${rest}`
  })
}

function openForm(language: Language, { stored, others, problem, chosen }: Shown, money: string): string {
  const words = allWords[language]
  const picked = chosen ?? (stored ? 'stored' : others[0]?.id)
  const choices = [
    ...(stored ? [cardChoice('stored', stored, words.storedCard, words, picked === 'stored')] : []),
    ...others.map(({ id, card }) =>
      cardChoice(id, card, `${words.anotherCard}: ${words.pays[id]}`, words, picked === id)
    )
  ]
  const wrongCard = problem === 'card' ? `<p role="alert">${escape(words.choose)}</p>` : ''
  const hint =
    problem === 'code'
      ? `<p id="hint" role="alert">${escape(words.codeWrong)}</p>`
      : `<p id="hint"><small>${escape(words.codeHint)}</small></p>`
  const wrong = problem === 'code' ? ' aria-invalid="true" autofocus' : ''
  const fields = `<fieldset><legend>${escape(words.payWith)}</legend>
${wrongCard}
${choices.join('\n')}
</fieldset>
<div class="field"><label for="cvc">${escape(words.code)}</label>
<input id="cvc" name="cvc" inputmode="numeric" maxlength="4" autocomplete="off" aria-describedby="hint"${wrong}>
${hint}</div>`
  return form(fields, [
    ['approve', words.pay(money)],
    ['decline', words.decline],
    ['cancel', words.cancel]
  ])
}
