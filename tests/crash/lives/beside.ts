import { mixedCards } from '../cards'
import type { Deed } from './deed'
import type { LedgerOnDisk } from './ledger'
import { moneyIn, type TrueSession, type Truth } from './truth'

const hour = 3_600_000

/** What a charge must not meet, as it was when Dintero was asked for it. */
interface Met {
  readonly ledger: LedgerOnDisk
  readonly truth: Truth
  readonly deeds: readonly Deed[]
}

/**
 * Charges that were asked for while the same customer could pay the same by a link, and charges and links of what the same
 * customer had just been charged, of which nobody said why. Judged by the order in which Dintero was asked.
 */
export function metOthers({ ledger, truth, deeds }: Met): string[] {
  const payments = truth.sessions.filter(({ enrolment }) => enrolment === null)
  const charges = payments.filter(({ operation }) => operation !== null)
  const links = payments.filter((each) => each.operation === null && isGiven(each, ledger))
  const beside = charges.flatMap((charge) =>
    links
      .filter((link) => isSame(link, charge) && isOpenAt(link, charge))
      .map(
        (link) =>
          `BESIDE A LINK: ${charge.merchantReference} was charged while ${link.merchantReference} was open`
      )
  )
  const silent = new Set(
    deeds.flatMap((each) =>
      (each.is === 'charge' || each.is === 'link') && each.reason === '' ? [each.reference] : []
    )
  )
  const repeated = payments
    .filter(({ merchantReference }) => silent.has(merchantReference))
    .flatMap((later) =>
      payments
        .filter((earlier) => isSame(earlier, later) && isTakenBefore(earlier, later, truth))
        .map(
          (earlier) =>
            `REPEATED: ${later.merchantReference} is the same as ${earlier.merchantReference}, and nobody said why`
        )
    )
  return [...beside, ...repeated]
}

/** Whether anybody has the address: the program, which gives it to the customer, or the customer by SMS. */
function isGiven({ merchantReference, publish }: TrueSession, { links }: LedgerOnDisk): boolean {
  return (
    publish !== null || links.some(({ reference, url }) => reference === merchantReference && url !== null)
  )
}

function isOpenAt(link: TrueSession, charge: TrueSession): boolean {
  const isLeft = link.expiresAt === null || link.expiresAt > charge.createdAt
  return link.from < charge.from && charge.from < link.until && isLeft
}

/** Whether it was paid when the later one was asked for, within hours, and is still. */
function isTakenBefore(earlier: TrueSession, later: TrueSession, { transactions }: Truth): boolean {
  const paid = transactions.find(({ sessionId }) => sessionId === earlier.id)
  if (paid === undefined || earlier.until > later.from || later.createdAt - paid.createdAt > 12 * hour)
    return false
  const { authorised, captured, refunded, voided } = moneyIn(paid)
  return captured > 0 ? refunded === 0 : authorised > voided
}

/** The same money of the same customer; of a card that was enrolled nobody knows the customer. */
function isSame(one: TrueSession, other: TrueSession): boolean {
  const isOther = one.id !== other.id && one.merchantReference !== other.merchantReference
  const customer = customerOf(one)
  const isOne = customer !== undefined && customer === customerOf(other)
  return isOther && isOne && one.amount === other.amount && one.currency === other.currency
}

function customerOf({ card }: TrueSession): string | undefined {
  return mixedCards.find(({ token }) => token.maskedPan === card.maskedPan)?.customerNumber
}
