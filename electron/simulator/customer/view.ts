import { cancelled, visited } from '../session-events'
import { conclude, type PayingCard } from '../conclude'
import { storeCard } from '../enrolment'
import { Plan } from '../plan'
import { enrolmentPage } from './enrolment-page'
import { escape, htmlReply } from './html'
import { pageState, returnAddress, type PageState } from './page-state'
import { paymentPage } from './payment-page'
import { simulatedCards, type SimulatedCard } from './simulated-cards'
import { languageOf, words, type Language } from './words'
import type { ChargeFault } from '../faults'
import type { KnownToken, SessionRecord } from '../records'
import type { Reply } from '../reply'
import type { Incoming, World } from '../world'

/** The page behind a session's address: shows what is asked for, and takes the customer's answer once. */
export function viewSession(world: World, sessionId: string, incoming: Incoming): Reply {
  const language = languageOf(incoming.headers['accept-language'])
  const session = world.store.session(sessionId.split('.')[0] ?? '', sessionId)
  if (!session || session.operation !== null) return unknown(language)
  const view =
    session.enrolment === null ? new PaymentView(world, language) : new EnrolmentView(world, language)
  const open = stateOf(world, session) === 'open'
  if (!open) return view.show(session)
  if (incoming.method === 'GET') return view.show(visited(world, session))
  return view.answer(session, new URLSearchParams(incoming.body))
}

function stateOf(world: World, session: SessionRecord): PageState {
  const { accountId, transactionId } = session
  const transaction = transactionId === null ? undefined : world.store.transaction(accountId, transactionId)
  return pageState(session, transaction, world.clock())
}

function unknown(language: Language): Reply {
  const { unknown: text, payment: title, simulated: note } = words[language]
  return htmlReply(404, { language, title, note, content: `<p class="outcome">${escape(text)}</p>` })
}

/** A payment link: the stored card with its security code, or another card. */
class PaymentView {
  readonly #world: World
  readonly #language: Language

  constructor(world: World, language: Language) {
    this.#world = world
    this.#language = language
  }

  show(session: SessionRecord, more: { problem?: 'code' | 'card'; chosen?: string } = {}): Reply {
    const state = stateOf(this.#world, session)
    const address = returnAddress(session, state)
    const stored = this.#stored(session) ?? null
    return paymentPage(this.#language, {
      session,
      state,
      address,
      stored,
      others: this.#others(session),
      ...more
    })
  }

  answer(session: SessionRecord, form: URLSearchParams): Reply {
    const chosen = form.get('card') ?? 'stored'
    const card = this.#card(session, chosen)
    switch (form.get('action')) {
      case 'cancel':
        return this.show(cancelled(this.#world, session))
      case 'decline':
        return card
          ? this.#pay(session, card, [{ kind: 'decline', cause: 'rejected', status: 'FAILED' }])
          : this.show(session, { problem: 'card' })
      case 'approve':
        if (!card) return this.show(session, { problem: 'card' })
        if (!/^\d{3,4}$/.test(form.get('cvc') ?? '')) return this.show(session, { problem: 'code', chosen })
        return this.#pay(session, card, [])
      default:
        return this.show(session, { problem: 'card', chosen })
    }
  }

  /** The customer is there, so a bank that wants a confirmation gets it. */
  #pay(session: SessionRecord, card: PayingCard, faults: readonly ChargeFault[]): Reply {
    return this.show(conclude(this.#world, session, card, new Plan(faults), true).session)
  }

  #card(session: SessionRecord, chosen: string): PayingCard | undefined {
    if (chosen === 'stored') return this.#stored(session)
    const other = this.#others(session).find(({ id }) => id === chosen)
    return other && { ...other.card, behaviour: other.behaviour }
  }

  #stored({ accountId, card }: SessionRecord): KnownToken | undefined {
    const token = this.#world.store.tokenById(accountId, card.tokenId)
    return token?.status === 'ACTIVE' ? token : undefined
  }

  /** The card that is about to expire is for storing; to pay with it would teach nothing. */
  #others(session: SessionRecord): SimulatedCard[] {
    return simulatedCards(session, this.#world.clock()).filter(({ id }) => id !== 'expiring')
  }
}

/** The storing of a card, without a payment. */
class EnrolmentView {
  readonly #world: World
  readonly #language: Language

  constructor(world: World, language: Language) {
    this.#world = world
    this.#language = language
  }

  show(session: SessionRecord, wrongCard = false): Reply {
    const state = stateOf(this.#world, session)
    const cards = simulatedCards(session, this.#world.clock())
    return enrolmentPage(this.#language, {
      session,
      state,
      address: returnAddress(session, state),
      cards,
      wrongCard
    })
  }

  answer(session: SessionRecord, form: URLSearchParams): Reply {
    if (form.get('action') === 'refuse') return this.show(cancelled(this.#world, session))
    const cards = simulatedCards(session, this.#world.clock())
    const chosen = cards.find(({ id }) => id === form.get('card'))
    if (form.get('action') !== 'store' || !chosen) return this.show(session, true)
    return this.show(storeCard(this.#world, session, { ...chosen.card, behaviour: chosen.behaviour }))
  }
}
