import { faults as chargeFaults } from '../scenarios'
import type { KillFromOutside } from '../program'
import type { Deed, DeedAs, DeedOfOthers } from './deed'

/** One life, how it ends, and what others do before the next one begins. */
export interface Chapter {
  /** One group after another; what is in a group is done at once. */
  readonly deeds: readonly (readonly Deed[])[]
  /** Whether the file of charges is there by now. */
  readonly hasFile: boolean
  readonly kill: { readonly at: number | string } | KillFromOutside | null
  readonly meanwhile: readonly DeedOfOthers[]
}

/** What is known of a payment when it is planned: whether it will ever be made is not. */
interface Planned {
  readonly reference: string
  readonly cardId: string
  readonly amount: number
  readonly isLink: boolean
  captured: boolean
}

const minute = 60_000
const hour = 60 * minute
const amounts = [129_990, 49_900, 20_000, 7_550, 310_000] as const
const cards = ['card-1', 'card-1', 'card-2', 'card-3', 'card-4'] as const
const percents = [10, 40, 40, 60, 100] as const
const waits = [-20 * minute, 5 * minute, 20 * minute, 90 * minute, 26 * hour] as const

/** Of charges: what is about one of them alone, and nobody has to wait for. */
const onCharges = chargeFaults
  .filter(({ charge, doubled, corrected }) => charge.length > 0 && doubled !== true && corrected !== true)
  .filter(({ lists, ahead, lookups, access }) =>
    [lists, ahead, lookups, access].every((each) => each === undefined)
  )
  .map(({ charge }) => charge)
  .filter((charge) => !charge.flat().some(({ kind }) => kind === 'hang' || kind === 'foreign'))

const onModifications = [
  { kind: 'drop_before' },
  { kind: 'drop_after' },
  { kind: 'drop_after' },
  { kind: 'drop_after' },
  { kind: 'error_before' },
  { kind: 'error_after' },
  { kind: 'error_after' },
  { kind: 'garbage' },
  { kind: 'half_body' },
  { kind: 'too_many' },
  { kind: 'forbidden' },
  { kind: 'answer', status: 404, body: '<html><body>Blocked</body></html>', done: true },
  { kind: 'async', polls: 1 },
  { kind: 'async', polls: 3 },
  { kind: 'async', polls: 1, succeeds: false },
  { kind: 'fails' },
  { kind: 'fails_after', polls: 0 },
  { kind: 'unmarked' }
] as const

const onLinks = [
  { kind: 'drop' },
  { kind: 'drop_after' },
  { kind: 'drop_after' },
  { kind: 'error' },
  { kind: 'error_after' },
  { kind: 'garbage' },
  { kind: 'half_body' },
  { kind: 'too_many' },
  { kind: 'answer', status: 403, body: '<html><body>Blocked</body></html>' }
] as const

const onLookups = [
  { kind: 'drop' },
  { kind: 'error' },
  { kind: 'garbage' },
  { kind: 'answer', status: 404 }
] as const

/** Plans a few lives, everything in them from the random numbers given. */
export class Story {
  readonly chapters: readonly Chapter[]
  /** Whether Dintero ever does more than there is, which it may do to whoever asks for it. */
  readonly isLax: boolean
  readonly #below: (bound: number) => number
  readonly #payments: Planned[] = []
  readonly #enrolments: string[] = []
  #made = 0

  /** @param hasFile whether a file of charges is released in the second chapter */
  constructor(below: (bound: number) => number, hasFile: boolean) {
    this.#below = below
    this.isLax = below(4) === 0
    const count = 2 + below(3)
    this.chapters = Array.from({ length: count }, (_, index) => this.#chapter(index, hasFile))
  }

  #chapter(index: number, hasFile: boolean): Chapter {
    const deeds = Array.from({ length: 3 + this.#below(6) }, () => this.#scene()).flat()
    // Money that is not there yet cannot be given back: the first deed of all is a charge or a link.
    if (index === 0) deeds.unshift(...(this.#below(2) === 0 ? this.#charge() : this.#link()))
    const isReleased = hasFile && index > 0
    if (isReleased) deeds.splice(this.#below(deeds.length), 0, [{ is: 'batch' }])
    const meanwhile = this.#below(2) === 0 ? [] : this.#others()
    return { deeds, hasFile: isReleased, kill: this.#kill(deeds), meanwhile }
  }

  /**
   * Most lives are killed: by themselves where one of their requests is on its way, or at any step, which is the same each
   * time; or a moment later from outside.
   */
  #kill(groups: readonly (readonly Deed[])[]): Chapter['kill'] {
    const most = 12 + 10 * groups.length
    const step = Math.ceil(most / 5) + this.#below(most)
    const way = this.#below(8)
    if (way < 1) return null
    const requests = groups.flat().flatMap(stepsOf)
    if (way < 5 && requests.length > 0) return { at: this.#pick(requests) }
    return way < 7 ? { at: step } : { step, delay: this.#below(3) }
  }

  #scene(): Deed[][] {
    const which = this.#below(24)
    if (which < 5) return [...this.#charge(), ...(this.#below(2) === 0 ? this.#modify() : [])]
    if (which < 8) return this.#link()
    if (which < 10) return this.#others().map((each) => [each])
    if (which < 17) return this.#modify()
    if (which < 18) return this.#named((of) => [[{ is: 'cancel', of }]], true)
    if (which < 19) return this.#resendable()
    if (which < 20) return this.#enrol()
    if (which < 22) return this.isLax ? this.#modify() : this.#atOnce()
    return [[{ is: 'wait', ms: this.#pick(waits) }]]
  }

  #charge(like?: Planned): Deed[][] {
    const same = like ?? (this.#below(4) === 0 ? this.#payment() : undefined)
    const enrolled = this.#below(4) === 0 ? this.#enrolments.at(-1) : undefined
    const cardId = enrolled ?? same?.cardId ?? this.#pick(cards)
    const amount = same?.amount ?? this.#pick(amounts)
    const autoCapture = this.#below(2) === 0
    const reference = this.#plan({ kind: 'charge', cardId, amount, captured: autoCapture })
    const reason = this.#below(4) > 0 ? 'a second parcel' : ''
    const charge = [{ is: 'charge' as const, reference, cardId, amount, autoCapture, reason }]
    const wrong = this.#below(4) === 0 ? this.#pick(onCharges) : []
    return [
      ...wrong.map((each) => [{ is: 'fault' as const, fault: { charge: [...each], reference } }]),
      charge
    ]
  }

  #link(): Deed[][] {
    const same = this.#below(5) === 0 ? this.#payment() : undefined
    const cardId = same?.cardId ?? this.#pick(cards)
    const amount = same?.amount ?? this.#pick(amounts)
    const isNow = this.#below(2) === 0
    const reference = this.#plan({ kind: 'link', cardId, amount, captured: isNow })
    const sms = this.#below(4) === 0
    const link: DeedAs<'link'> = {
      ...{ is: 'link', reference, cardId, amount, sms, capture: isNow ? 'now' : 'later' },
      reason: this.#below(3) === 0 ? '' : 'a second parcel',
      hours: sms || this.#below(2) === 0 ? 24 : null
    }
    const fault = this.#below(4) === 0 ? [this.#fault('link', this.#pick(onLinks))] : []
    const charge = this.#below(4) === 0 ? this.#charge(this.#payments.at(-1)) : []
    const comes = this.#below(3) > 0 ? [[this.#customer(reference)]] : []
    // A charge of the same while the customer may pay: what must never be made beside the link.
    return [...fault, [link], ...charge, ...comes]
  }

  #modify(): Deed[][] {
    const wrong = this.#below(3) === 0 ? this.#pick(onModifications) : null
    return this.#named((of, payment) => {
      const modification = { is: 'modify' as const, ...this.#operation(payment) }
      const fault = wrong ?? (this.isLax ? { kind: 'lax' } : null)
      const before = fault === null ? [] : [[{ is: 'fault' as const, fault: { operation: [fault], of } }]]
      const lookup = this.#below(8) === 0 ? [this.#fault('lookup', this.#pick(onLookups))] : []
      return [...before, ...lookup, [modification]]
    })
  }

  /** Two things at the same moment, of which at most one may win. */
  #atOnce(): Deed[][] {
    return this.#named((of, payment): Deed[][] => {
      const modification = { is: 'modify' as const, ...this.#operation(payment) }
      const other: Deed[] = payment.isLink
        ? [{ is: 'cancel', of }, this.#customer(of)]
        : [{ ...modification, is: 'outside' }, modification]
      const together = this.#pick<() => Deed[]>([
        () => [modification, { ...modification }],
        () => [...other],
        () => [...(this.#charge(payment).at(-1) ?? []), ...(this.#charge(payment).at(-1) ?? [])]
      ])
      return [together()]
    })
  }

  #enrol(): Deed[][] {
    const name = `Enrolled ${this.#next()}`
    this.#enrolments.push(name)
    const stores: Deed[][] = this.#below(4) === 0 ? [] : [[{ is: 'customer', of: name, does: 'stores' }]]
    return [[{ is: 'enrol', name }], ...stores, [{ is: 'wait', ms: 5 * minute }]]
  }

  #others(): DeedOfOthers[] {
    const isCustomer = this.isLax || this.#below(3) > 0
    const of = this.#payment(isCustomer)
    if (of === undefined) return []
    if (of.isLink && isCustomer) return [this.#customer(of.reference)]
    return this.isLax ? [] : [{ is: 'outside', ...this.#operation(of) }]
  }

  #customer(of: string): DeedAs<'customer'> {
    return {
      is: 'customer',
      of,
      does: this.#pick(['opens', 'pays', 'pays', 'pays', 'is declined', 'gives up'])
    }
  }

  #resendable(): Deed[][] {
    return this.#named((of) => [
      [{ is: 'wait', ms: 5 * minute }],
      [{ is: 'wait', ms: 5 * minute }],
      [{ is: 'resend', of }]
    ])
  }

  /** What may be possible: the payment may not be what it was planned to be. */
  #operation(payment: Planned): Pick<DeedAs<'modify'>, 'of' | 'kind' | 'amount'> {
    const kinds = payment.captured
      ? (['refund', 'refund', 'capture'] as const)
      : (['capture', 'capture', 'void', 'refund'] as const)
    const kind = this.#pick(kinds)
    if (kind === 'capture') payment.captured = true
    const amount = kind === 'void' ? null : Math.ceil((payment.amount * this.#pick(percents)) / 100)
    return { of: payment.reference, kind, amount }
  }

  #fault(call: string, fault: object): Deed[] {
    return [{ is: 'fault', fault: { call, faults: [fault] } }]
  }

  /** Deeds about a payment that was planned earlier; a charge where there is none. */
  #named(deeds: (reference: string, payment: Planned) => Deed[][], isLink?: boolean): Deed[][] {
    const payment = this.#payment(isLink)
    return payment === undefined ? this.#charge() : deeds(payment.reference, payment)
  }

  /** One of the latest. */
  #payment(isLink?: boolean): Planned | undefined {
    const all = this.#payments.filter((each) => isLink !== true || each.isLink)
    return all.at(-1 - this.#below(Math.max(1, Math.min(3, all.length))))
  }

  #plan({ kind, ...planned }: Omit<Planned, 'reference' | 'isLink'> & { kind: string }): string {
    const reference = `${kind}-${this.#next()}`
    this.#payments.push({ ...planned, reference, isLink: kind === 'link' })
    return reference
  }

  #next(): number {
    this.#made += 1
    return this.#made
  }

  #pick<T>(all: readonly T[]): T {
    const picked = all[this.#below(all.length)]
    if (picked === undefined) throw new Error('there is nothing to pick from')
    return picked
  }
}

/** The steps of a deed at which something is at Dintero already and not yet on disk, or the other way round. */
function stepsOf(deed: Deed): string[] {
  const [first, request, last] =
    deed.is === 'charge'
      ? ['sent', 'CHARGE', 'answered']
      : deed.is === 'link'
        ? ['link asking', 'LINK', 'link made']
        : deed.is === 'modify'
          ? ['modification sent', deed.kind.toUpperCase(), 'modification succeeded']
          : []
  if (first === undefined) return []
  const there = [`ask for ${request}: sent`, `ask for ${request}: answered`]
  return [`write ${first}: after`, ...there, ...there, `write ${last}: before`, `write ${last}: after`]
}

/** A story in few words, for whoever has to find out why it went wrong. */
export function inWords(chapters: readonly Chapter[]): string {
  return chapters
    .map(({ deeds, kill, meanwhile }) => {
      const done = deeds.map((group) => group.map(wordsOf).join(' + ')).join(', ')
      const end =
        kill === null
          ? ''
          : 'at' in kill
            ? `, killed at ${kill.at}`
            : `, killed ${kill.delay} ms after ${kill.step}`
      const others = meanwhile.map((each) => `, then ${wordsOf(each)}`).join('')
      return `${done}${end}${others}`
    })
    .join('; ')
}

function wordsOf(deed: Deed): string {
  return Object.values(deed)
    .map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
    .filter((word) => word !== '')
    .join(' ')
}
