import type { ChargeDetail } from '../../shared/charge'
import type { LinkDetail } from '../../shared/link'
import { linkStandingOf } from '../../shared/link-standing'
import { isModificationOpen, type ModificationRow } from '../../shared/modification'
import { receiptOf, receiptOfferOf, type Receipt, type ReceiptWish } from '../../shared/receipt'
import { TrekkError } from '../../shared/result'
import { standingOf } from '../../shared/standing'
import type { FakeHandlers } from './fake-api'
import { fakeNow, production } from './fake-people'

/** Receipts of a world, as main makes them. */
export function receiptHandlers(world: {
  readonly charges: readonly ChargeDetail[]
  readonly links: readonly LinkDetail[]
}): Pick<FakeHandlers, 'getReceipt' | 'copyReceipt' | 'saveReceipt' | 'printReceipt'> {
  const get = ({ of, language }: ReceiptWish): Receipt => {
    const charge = world.charges.find(({ id }) => of.kind === 'charge' && id === of.id)
    const link = world.links.find(({ id }) => of.kind === 'link' && id === of.id)
    const subject = charge ?? link
    if (subject === undefined) throw new TrekkError('not_found', of.id)
    const standing = charge ? standingOf(charge) : link ? linkStandingOf(link) : ('unknown' as const)
    const facts = {
      ...subject,
      environment: 'production' as const,
      merchant: production.name,
      amount: subject.amount ?? 0,
      captured: standing === 'voided' ? 0 : null,
      refunded: null,
      standing,
      now: fakeNow
    }
    const made = receiptOf(facts, language)
    if (made === null) throw new TrekkError('receipt_not_yet', of.id)
    return made
  }
  return {
    getReceipt: get,
    copyReceipt: () => undefined,
    saveReceipt: (wish) => ({ fileName: `${get(wish).title}.pdf` }),
    printReceipt: () => undefined
  }
}

/** A charge with the receipt that main would offer. */
export function chargeWithReceipt(
  charge: ChargeDetail,
  modifications: readonly Pick<ModificationRow, 'transactionId' | 'state'>[]
): ChargeDetail {
  const isOpen = modifications.some(
    ({ transactionId, state }) => transactionId === charge.transactionId && isModificationOpen(state)
  )
  const standing = standingOf(charge)
  const captured = standing === 'voided' ? 0 : charge.captured
  const facts = { ...charge, captured, refunded: null, standing }
  return { ...charge, receipt: receiptOfferOf(facts, isOpen) }
}

/** A link with the receipt that main would offer. */
export function linkWithReceipt(link: LinkDetail): LinkDetail {
  const { amount, state } = link
  if (state !== 'paid' || amount === null) return link
  const facts = { ...link, amount, refunded: null, standing: linkStandingOf(link) }
  return { ...link, receipt: receiptOfferOf(facts, false) }
}
