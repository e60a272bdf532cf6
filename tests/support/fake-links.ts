import type { CardView } from '../../shared/card'
import type { ChargeDetail } from '../../shared/charge'
import type { EnrolmentDraft, LinkDetail, LinkDraft, LinkEvent, LinkRow } from '../../shared/link'
import { mayBePaid, type LinkState } from '../../shared/link-state'
import type { RaisedAlarm } from '../../shared/alarm'
import type { Alarm } from '../../shared/tray'
import type { LinkReview } from '../../shared/review'
import type { ListPage } from '../../shared/list'
import { TrekkError } from '../../shared/result'
import { foldForSearch } from '../../shared/text'
import type { FakeHandlers } from './fake-api'
import { fakeNow } from './fake-people'
import { linkWithReceipt } from './fake-receipts'

const oneMinute = 60_000
const oneHour = 60 * oneMinute
const oneDay = 24 * oneHour
const amounts = [129_990, 49_900, 24_950, 899_000, 159_900, 7_900, 1_249_000, 34_500]

/** The newest links of the default world, in an order in which they might have come to be. */
const newest: readonly LinkState[] = [
  'opened',
  'sent',
  'made',
  'paid',
  'pending',
  'paid',
  'expired',
  'lost',
  'declined',
  'sent',
  'cancelled',
  'paid',
  'not_made',
  'paid',
  'closed',
  'expired'
]
const statuses = ['CAPTURED', 'AUTHORIZED', 'CAPTURED', 'REFUNDED'] as const

/** Payment links and enrolments of the last days, newest first, in every state; amounts in minor units. */
export function fakeLinks(cards: readonly CardView[], charges: readonly ChargeDetail[]): LinkDetail[] {
  const declined = charges.filter(({ state }) => state === 'declined')
  return Array.from({ length: 42 }, (_, index) => {
    const card = cards[(index * 5 + 1) % cards.length]
    const state = newest[index] ?? (index % 7 === 0 ? 'expired' : 'paid')
    if (!card) throw new RangeError('The default world has no such card')
    const charge = index % 4 === 0 ? (declined[index / 4] ?? null) : null
    return linkOf(index, card, state, { kind: index % 6 === 5 ? 'enrolment' : 'payment', charge })
  })
}

/** One link as main would describe it, of any card in any state. */
export function linkOf(
  index: number,
  card: CardView,
  state: LinkState,
  { kind, charge = null }: { kind: LinkDetail['kind']; charge?: ChargeDetail | null }
): LinkDetail {
  const createdAt = fakeNow - (4 + index * 97) * oneMinute
  const isPayment = kind === 'payment'
  const payable = mayBePaid({ state, sms: false })
  const isKnown = !['asking', 'lost', 'not_made', 'closed'].includes(state)
  const isGiven = isKnown && state !== 'made'
  const isStored = !isPayment && state === 'paid'
  const sms = isPayment && index % 3 === 1
  const status = statuses[index % statuses.length] ?? 'CAPTURED'
  return {
    id: `link-${index}`,
    accountId: 'P11223344',
    kind,
    state,
    merchantReference:
      charge === null ? `tr-261122-${String(90 - index).padStart(4, '0')}` : `${charge.merchantReference}~2`,
    amount: isPayment ? (amounts[(index * 3) % amounts.length] ?? 100) : null,
    currency: 'NOK',
    customerName: card.customerName,
    brand: isPayment || isStored ? card.brand : 'other',
    lastFour: isPayment || isStored ? card.lastFour : '',
    provider: card.provider,
    sms,
    smsStatus:
      sms && isKnown ? ((['sent', 'skipped', 'failed'] as const)[Math.floor(index / 3) % 3] ?? null) : null,
    createdAt,
    changedAt: createdAt + (isGiven ? 9 * oneMinute : 900),
    expiresAt: payable
      ? Date.now() + 3 * oneDay - index * oneHour
      : state === 'expired'
        ? createdAt + oneDay
        : null,
    givenAt: isGiven ? createdAt + 2 * oneMinute : null,
    openedAt: ['opened', 'pending', 'paid', 'declined'].includes(state) ? createdAt + 8 * oneMinute : null,
    chargeId: charge?.id ?? null,
    transactionId: ['paid', 'declined', 'pending'].includes(state) ? `P11223344.7bL${index}wQd3` : null,
    captured: null,
    transactionStatus:
      state === 'paid'
        ? isPayment
          ? status
          : 'AUTHORIZED'
        : state === 'declined'
          ? 'FAILED'
          : state === 'pending'
            ? 'ON_HOLD'
            : null,
    declineReason: state === 'declined' ? 'insufficient_funds' : null,
    url:
      payable && isKnown ? `https://checkout.dintero.com/v1/view/P11223344.5vM${index}kQ8eyNtLwpZ4f` : null,
    sessionId: isKnown ? `P11223344.5vM${index}kQ8` : null,
    card: isPayment || isStored ? card : null,
    charge,
    lines: [],
    vatAmount: 0,
    customerNumber: card.customerNumber,
    email: card.email,
    phone: card.phone,
    capture: isPayment && index % 5 === 0 ? 'later' : 'profile',
    filled: isPayment && card.tokenKinds.includes('payment_token'),
    operator: 'Hanne',
    duplicateReason: null,
    decline:
      state === 'declined'
        ? {
            reason: 'insufficient_funds',
            retry: { kind: 'unsaid', notBefore: null },
            message: 'The issuer declined the payment',
            types: ['insufficient_funds'],
            resultCode: null
          }
        : null,
    receipt: null,
    givenHow: isGiven ? (sms ? 'sms' : 'message') : null,
    problem:
      state === 'lost'
        ? 'The connection was lost before the answer came'
        : state === 'not_made'
          ? 'profile_id: there is no profile of that name'
          : null,
    alarms: [],
    timeline: timelineOf(createdAt, state),
    actions: {
      ask: state !== 'not_made',
      cancel: payable && isKnown,
      give: payable && isKnown && state !== 'pending',
      close: state === 'lost',
      again: isPayment && ['not_made', 'declined', 'expired', 'cancelled', 'closed'].includes(state)
    },
    nextLookupAt: payable ? Date.now() + 25_000 : null
  }
}

/** What the double is told of a link that is made now. */
interface NewFakeLink {
  readonly kind: LinkDetail['kind']
  readonly charge?: ChargeDetail | null
  readonly lifetimeHours?: number | null
}

function timelineOf(createdAt: number, state: LinkState): LinkEvent[] {
  const created: LinkEvent = { at: createdAt, kind: 'created', state: 'asking', note: '' }
  const answered = (now: LinkState, note: string): LinkEvent => ({
    at: createdAt + 900,
    kind: 'answered',
    state: now,
    note
  })
  if (state === 'asking') return [created]
  if (state === 'lost' || state === 'not_made')
    return [created, answered(state, state === 'lost' ? 'no answer' : 'refused')]
  if (state === 'closed')
    return [
      created,
      answered('lost', 'no answer'),
      { at: createdAt + oneDay, kind: 'closed', state, note: '' }
    ]
  const made = [created, answered('made', '')]
  if (state === 'made') return made
  const given: LinkEvent[] = [
    ...made,
    { at: createdAt + 2 * oneMinute, kind: 'given', state: 'sent', note: 'message' }
  ]
  return state === 'sent'
    ? given
    : [...given, { at: createdAt + 9 * oneMinute, kind: 'found', state, note: '' }]
}

/** Alarms about links that were over, and about one that was paid. */
export function fakeLinkAlarms(links: readonly LinkDetail[]): Alarm[] {
  const wanted = [
    { kind: 'charged_after_all', state: 'cancelled' },
    { kind: 'failed_after_all', state: 'paid' }
  ] as const
  return wanted.flatMap(({ kind, state }, index) => {
    const link = links.find((each) => each.state === state && each.kind === 'payment')
    return link ? [{ ...raisedAlarm(link, kind, 100 + index), about: { kind: 'link' as const, link } }] : []
  })
}

/** An alarm about a link, as the link itself shows it. */
export function raisedAlarm(
  { amount, currency }: Pick<LinkDetail, 'amount' | 'currency'>,
  kind: RaisedAlarm['kind'],
  id: number
): RaisedAlarm {
  const transaction = {
    transactionId: 'P11223344.9xTmQa2',
    status: 'CAPTURED',
    amount,
    captured: null,
    currency
  }
  return {
    id,
    kind,
    raisedAt: fakeNow - 17 * oneMinute,
    transactions: [transaction],
    readAt: null,
    readBy: null
  }
}

/** What the double knows of links, and what it answers when the page asks. */
export class FakeLinks {
  links: LinkDetail[]
  /** What is told to the page when one has changed. */
  onChanged: (row: LinkRow) => void = () => {}
  readonly #cards: () => readonly CardView[]
  readonly #charges: () => readonly ChargeDetail[]
  readonly #reviews = new Map<string, LinkReview & { readonly cardId: string }>()

  constructor(links: LinkDetail[], cards: () => readonly CardView[], charges: () => readonly ChargeDetail[]) {
    this.links = links
    this.#cards = cards
    this.#charges = charges
  }

  /** Amounts decide: over 5,000 is typed again. */
  handlers(): Pick<
    FakeHandlers,
    | 'reviewLink'
    | 'confirmLinkReview'
    | 'submitLink'
    | 'linkOfReview'
    | 'enrolCard'
    | 'listLinks'
    | 'getLink'
    | 'askAboutLink'
    | 'cancelLink'
    | 'giveLink'
    | 'closeLink'
  > {
    return {
      reviewLink: (draft) => this.#review(draft),
      confirmLinkReview: ({ reviewId }) => ({ ...this.#held(reviewId), confirmations: [] }),
      submitLink: ({ reviewId }) => {
        const { card, cardId: _cardId, ...review } = this.#held(reviewId)
        const charge = this.#charges().find(({ id }) => id === review.chargeId) ?? null
        return this.#add(card, {
          kind: 'payment',
          charge,
          amount: review.amount,
          currency: review.currency,
          merchantReference: review.merchantReference,
          lines: review.lines,
          vatAmount: review.vatAmount,
          email: review.email,
          phone: review.phone,
          capture: review.capture,
          filled: review.filled,
          lifetimeHours: review.lifetimeHours,
          sms: review.sms
        })
      },
      linkOfReview: () => ({ link: null }),
      enrolCard: (draft) => this.#enrol(draft),
      listLinks: ({ search, states, kinds, from, to, offset, limit }) => {
        const wanted = foldForSearch(search)
        const fits = this.links.filter(
          (link) =>
            foldForSearch(`${link.customerName} ${link.merchantReference} ${link.lastFour}`).includes(
              wanted
            ) &&
            (states.length === 0 || states.includes(link.state)) &&
            (kinds.length === 0 || kinds.includes(link.kind)) &&
            link.createdAt >= (from ?? 0) &&
            link.createdAt < (to ?? Infinity)
        )
        return pageOf(fits, offset, limit)
      },
      getLink: ({ linkId }) => linkWithReceipt(this.find(linkId)),
      askAboutLink: ({ linkId }) => this.find(linkId),
      cancelLink: ({ linkId }) => this.#end(linkId, 'cancelled'),
      giveLink: ({ linkId, how }) => {
        const link = this.find(linkId)
        const state = link.state === 'made' ? 'sent' : link.state
        const givenAt = link.givenAt ?? fakeNow
        return this.#put({ ...link, state, givenAt, givenHow: link.givenHow ?? how })
      },
      closeLink: ({ linkId }) => this.#end(linkId, 'closed')
    }
  }

  find(linkId: string): LinkDetail {
    const link = this.links.find(({ id }) => id === linkId)
    if (!link) throw new TrekkError('not_found', linkId)
    return link
  }

  #review(draft: LinkDraft): LinkReview {
    const { cardId, ...shown } = draft
    const card = this.#cards().find(({ id }) => id === cardId)
    if (!card) throw new TrekkError('not_found', cardId)
    const review = {
      ...shown,
      reviewId: `link-review-${this.#reviews.size + 1}`,
      card,
      environment: 'production' as const,
      vatAmount: draft.lines.reduce((sum, line) => sum + line.vatAmount, 0),
      open: [],
      referenceChecked: true,
      confirmations: draft.amount > 500_000 ? [{ kind: 'type_amount' as const }] : []
    }
    this.#reviews.set(review.reviewId, { ...review, cardId })
    return review
  }

  #held(reviewId: string): LinkReview & { readonly cardId: string } {
    const review = this.#reviews.get(reviewId)
    if (!review) throw new TrekkError('review_unknown', reviewId)
    return review
  }

  #enrol(draft: EnrolmentDraft): LinkDetail {
    const [card] = this.#cards()
    if (!card) throw new TrekkError('internal', 'the double needs a card')
    const { provider, currency, customerName, email, phone, lifetimeHours } = draft
    return this.#add(card, {
      kind: 'enrolment',
      provider,
      currency,
      customerName,
      email,
      phone,
      lifetimeHours
    })
  }

  #add(
    card: CardView,
    {
      kind,
      charge = null,
      lifetimeHours = null,
      sms = false,
      ...facts
    }: Omit<Partial<LinkDetail>, 'kind' | 'charge'> & NewFakeLink
  ): LinkDetail {
    const link: LinkDetail = {
      ...linkOf(1_000 + this.links.length, card, 'made', { kind, charge }),
      ...facts,
      sms,
      smsStatus: sms ? ('sent' as const) : null,
      ...(sms && { state: 'sent' as const, givenAt: Date.now(), givenHow: 'sms' as const }),
      createdAt: Date.now(),
      changedAt: Date.now(),
      expiresAt: lifetimeHours === null ? null : Date.now() + lifetimeHours * oneHour
    }
    this.links = [link, ...this.links]
    return link
  }

  #end(linkId: string, state: LinkState): LinkDetail {
    const link = this.find(linkId)
    const actions = { ask: true, cancel: false, give: false, close: false, again: link.kind === 'payment' }
    return this.#put({ ...link, state, url: null, changedAt: Date.now(), nextLookupAt: null, actions })
  }

  #put(link: LinkDetail): LinkDetail {
    this.links = this.links.map((each) => (each.id === link.id ? link : each))
    this.onChanged(link)
    return link
  }
}

function pageOf<Row>(fits: readonly Row[], offset: number, limit: number): ListPage<Row> {
  return { rows: fits.slice(offset, offset + limit), total: fits.length, atLeast: false }
}
