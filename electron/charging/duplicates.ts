import { isUnresolved, type ChargeRow } from '../../shared/charge'
import type { FoundTransaction } from '../../shared/found-transaction'
import { foundOf } from '../../shared/identity'
import type { LinkRow } from '../../shared/link'
import { decisionOf } from '../../shared/outcome'
import { TrekkError } from '../../shared/result'
import type { OpenCharge } from '../../shared/review'
import type { Transaction } from '../../shared/transaction'
import { rowOf, type ChargeRecord } from '../ledger/charge-record'
import { linkRowOf, type LinkRecord } from '../ledger/link-record'
import type { LedgerTables } from '../ledger/ledger'
import type { Repetition } from '../ledger/repetitions'

const hour = 3_600_000

/** What a new charge may repeat. */
export interface Duplicates {
  /** Unresolved charges and open payment links of the same customer or card, of another amount. */
  readonly open: readonly OpenCharge[]
  /** Of the same customer or card, amount and currency, within the window: newest first. */
  readonly earlier: readonly ChargeRow[]
  /** The same, paid by link. */
  readonly paidByLink: readonly LinkRow[]
  /** The same, made elsewhere. */
  readonly elsewhere: readonly FoundTransaction[]
}

/**
 * Looks for what a charge may repeat by mistake: by customer and card, never by token alone. What is unresolved and
 * what may still be paid by link count at any age and whatever the setting.
 * @param windowHours the setting for charges that have ended; 0 turns only that question off
 * @param now ms since 1970 UTC
 * @throws TrekkError `duplicate_open` | `link_open` when an unresolved charge or an open link is of the same amount and
 * currency: no reason opens that. `details`: `chargeId` or `linkId`, `reference`, `customer`, `createdAt` of the one in the way
 */
export async function findDuplicates(
  ledger: LedgerTables,
  of: Repetition,
  onCard: readonly Transaction[],
  windowHours: number,
  now: number
): Promise<Duplicates> {
  const unresolved = await ledger.repetitions.unresolved(of)
  const links = await ledger.repetitions.openLinks(of)
  stopAtSameMoney('duplicate_open', unresolved, of)
  stopAtSameMoney('link_open', links, of)
  const open: OpenCharge[] = [
    ...unresolved.map((charge) => ({ kind: 'charge' as const, charge: rowOf(charge) })),
    ...links.map((link) => ({ kind: 'link' as const, link: linkRowOf(link) }))
  ]
  if (windowHours === 0) return { open, earlier: [], paidByLink: [], elsewhere: [] }
  const since = now - windowHours * hour
  const earlier = await ledger.repetitions.recent(of, since)
  const paidByLink = await ledger.repetitions.paidLinks(of, since)
  const similar = onCard.filter(
    ({ amount, currency, createdAt, status }) =>
      amount === of.amount &&
      currency === of.currency &&
      createdAt !== null &&
      createdAt >= since &&
      decisionOf(status) !== 'declined'
  )
  const elsewhere: FoundTransaction[] = []
  for (const each of similar) {
    if (!(await isKnownHere(ledger, of.accountId, each))) elsewhere.push(foundOf(each, null))
  }
  return { open, earlier: earlier.map(rowOf), paidByLink: paidByLink.map(linkRowOf), elsewhere }
}

/** What earlier charges are recognised by between a review and its submission, made here or elsewhere. */
export function namesOf({
  earlier,
  paidByLink,
  elsewhere
}: Pick<Duplicates, 'earlier' | 'paidByLink' | 'elsewhere'>): string[] {
  return [...[...earlier, ...paidByLink].map(({ id }) => id), ...elsewhere.map(nameOf)]
}

function nameOf({ transactionId, createdAt }: FoundTransaction): string {
  return transactionId ?? `made at ${createdAt ?? 0}`
}

/** Whether a transaction on the card is one this ledger knows, as a charge or as the payment of a link. */
async function isKnownHere(
  ledger: LedgerTables,
  accountId: string,
  transaction: Transaction
): Promise<boolean> {
  const { id, merchantReference } = transaction
  if (merchantReference === null) return false
  const owner = await ledger.charges.ownerOf(accountId, merchantReference)
  if (owner !== null) return owner.transactionId === id || isUnresolved(owner.state)
  return (await ledger.links.ownerOf(accountId, merchantReference)) !== null
}

function stopAtSameMoney(
  code: 'duplicate_open' | 'link_open',
  all: readonly (ChargeRecord | LinkRecord)[],
  { amount, currency }: Repetition
): void {
  const same = all.find((each) => each.amount === amount && each.currency === currency)
  if (same === undefined) return
  throw new TrekkError(code, `${same.merchantReference} may yet take the same money`, {
    details: {
      ...('kind' in same ? { linkId: same.id } : { chargeId: same.id }),
      reference: same.merchantReference,
      customer: same.customerName,
      amount,
      currency: same.currency,
      createdAt: same.createdAt
    }
  })
}
