import type { AskedBefore, AtDinteroView } from '../../shared/batch-asking'

/** Whether Dintero was asked about a file before its release, as the audit trail keeps it. */
export interface AskedFacts {
  /** What the account was paid lately, see `AskedBefore`. */
  readonly paymentsAsked: AskedBefore
  /** How that ended; null where it was never begun. */
  readonly paymentsAskedEnd: string | null
  /** The cards that would be charged. */
  readonly cardsAsked: AskedBefore
}

/** @param view as the review said it that was released: what has aged by then was not asked */
export function askedFacts({ payments, cards }: AtDinteroView): AskedFacts {
  return {
    paymentsAsked: payments === null || !payments.fresh ? 'not_asked' : askedPayments(payments),
    paymentsAskedEnd: payments?.end ?? null,
    cardsAsked: cards === null ? 'not_asked' : askedOf(cards.cards - cards.unasked, cards.cards)
  }
}

/** A list that was not read to its end says nothing of what it did not show, and one that showed nothing says nothing. */
function askedPayments({ end, read }: NonNullable<AtDinteroView['payments']>): AskedBefore {
  if (end === 'end') return 'asked'
  return read === 0 ? 'not_asked' : 'asked_in_part'
}

function askedOf(asked: number, all: number): AskedBefore {
  if (asked === all) return 'asked'
  return asked === 0 ? 'not_asked' : 'asked_in_part'
}
