import type { LinkState } from '../../shared/charge'
import { decisionOf } from '../../shared/outcome'
import { TrekkError } from '../../shared/result'
import type { Dintero, LinkAnswer } from '../dintero/dintero'
import { failureError } from '../dintero/failure-error'
import { customerInitiatedBody } from '../dintero/requests'
import { rowOf, type ChargeLink, type ChargeRecord } from '../ledger/charge-record'
import { mayLink } from './actions'
import { chargeEntry } from './audit-entries'
import { lookupAfter } from './happenings'
import { lookUpSession } from './look-up'
import type { ChargingParts } from './parts'
import { nextAttemptReference } from './references'

/** Payment links for charges the bank wants the customer for (a soft decline). */
export class PaymentLinks {
  readonly #parts: ChargingParts

  constructor(parts: ChargingParts) {
    this.#parts = parts
  }

  /**
   * Makes a link under a reference of its own, which is kept before Dintero is asked: whatever becomes of the answer,
   * no charge will use it. Throws as `ChargeService.createLink` says.
   */
  async create(chargeId: string): Promise<void> {
    const { ledger, dinteroFor, openToken, clock } = this.#parts
    const charge = await ledger.charges.require(chargeId)
    if (charge.link !== null) return
    const card = await ledger.cards.getRecord(charge.cardId)
    const account = await ledger.accounts.get(charge.accountId)
    if (account === null) throw new TrekkError('no_account', `no account ${charge.accountId}`)
    if (card === null || !mayLink(charge, card) || (await ledger.charges.retriedBy(chargeId)) !== null) {
      throw new TrekkError('retry_not_allowed', 'this charge takes no payment link')
    }
    const { returnUrl, callbackUrl, profileId } = account.settings
    if (returnUrl === '')
      throw new TrekkError('return_url_missing', 'the account has no return address for links')

    const dintero = await dinteroFor(account.id)
    const token = await openToken(charge.cardId)
    const reference = await ledger.write(async (tables) => {
      let free = charge.linkReference ?? nextAttemptReference(charge.merchantReference)
      if (charge.linkReference === null) {
        while (await tables.charges.isReferenceUsed(account.id, free)) free = nextAttemptReference(free)
      }
      await tables.charges.reserveLink(chargeId, free)
      return free
    })
    const answer = await dintero.createLink(
      customerInitiatedBody({
        amount: charge.amount,
        currency: charge.currency,
        merchantReference: reference,
        lines: charge.lines,
        customerId: card.view.customerNumber,
        email: charge.email,
        phone: charge.phone,
        provider: charge.provider,
        tokenKind: card.view.tokenKind,
        token,
        returnUrl,
        callbackUrl,
        profileId
      })
    )
    const { url, sessionId } = made(answer)
    const link = { reference, url, sessionId, state: 'open', changedAt: clock(), expiresAt: null } as const
    await this.#write(chargeId, link, 'link_created', '')
  }

  /**
   * Asks what became of a charge's link while it is open.
   * @throws TrekkError network codes, when Dintero could not be asked
   */
  async follow(dintero: Dintero, charge: ChargeRecord): Promise<void> {
    const { link } = charge
    if (link?.state !== 'open') return
    const seen = await this.#stateAtDintero(dintero, link)
    if (seen.state === 'open' && seen.expiresAt === link.expiresAt) return
    const after = {
      ...link,
      ...seen,
      changedAt: seen.state === 'open' ? link.changedAt : this.#parts.clock()
    }
    const action = seen.state === 'open' ? null : 'link_ended'
    await this.#write(charge.id, after, action, seen.state)
  }

  /**
   * Cancels an open link at Dintero, then asks what became of it: the customer may have paid a moment before.
   * @throws TrekkError `link_not_open`; `dintero_failed` when Dintero refuses; network codes
   */
  async cancel(chargeId: string): Promise<void> {
    const { ledger, dinteroFor } = this.#parts
    const charge = await ledger.charges.require(chargeId)
    if (charge.link?.state !== 'open') throw new TrekkError('link_not_open', 'there is no open link')
    const dintero = await dinteroFor(charge.accountId)
    await this.follow(dintero, charge)
    const before = await ledger.charges.require(chargeId)
    if (before.link?.state !== 'open') return
    const answer = await dintero.cancelSession(before.link.sessionId)
    await this.follow(dintero, before)
    const after = await ledger.charges.require(chargeId)
    if (after.link?.state !== 'open') return
    if (answer.kind === 'failed') throw failureError(answer)
    throw new TrekkError(
      'dintero_failed',
      answer.kind === 'refused' ? answer.message : 'the link was not cancelled'
    )
  }

  async #stateAtDintero(
    dintero: Dintero,
    link: ChargeLink
  ): Promise<{ state: LinkState; expiresAt: number | null }> {
    const session = await dintero.getSession(link.sessionId)
    if (session.kind === 'failed') throw failureError(session)
    if (session.kind === 'not_found') return { state: 'open', expiresAt: link.expiresAt }
    const { events, transactionId } = session.value
    const expiresAt = session.value.expiresAt ?? link.expiresAt
    if (transactionId !== null) {
      const paid = await lookUpSession(dintero, link.sessionId)
      if (paid.kind === 'failed') throw failureError(paid)
      const decision = paid.kind === 'found' ? decisionOf(paid.value.status) : null
      if (decision === 'succeeded') return { state: 'paid', expiresAt }
      if (decision === 'declined') return { state: isCancelled(events) ? 'cancelled' : 'declined', expiresAt }
      return { state: 'open', expiresAt }
    }
    if (isCancelled(events)) return { state: 'cancelled', expiresAt }
    return { state: hasExpired(expiresAt, dintero, this.#parts.clock()) ? 'expired' : 'open', expiresAt }
  }

  async #write(
    chargeId: string,
    link: ChargeLink,
    action: 'link_created' | 'link_ended' | null,
    note: string
  ): Promise<void> {
    const { ledger, clock, actor, onChange } = this.#parts
    const after = await ledger.write(async (tables) => {
      const before = await tables.charges.require(chargeId)
      const linked = await tables.charges.setLink(before, link, note)
      await tables.charges.reschedule(chargeId, lookupAfter(linked, clock()), linked.lookups)
      if (action !== null) {
        const more = { linkReference: link.reference, linkState: link.state }
        await tables.audit.append(chargeEntry(linked, action, clock(), actor(), more))
      }
      return tables.charges.require(chargeId)
    })
    onChange(rowOf(after))
  }
}

/** The desk's clock may be wrong, and a link taken for expired while it can be paid would no longer stop a charge. */
const afterExpiry = 10 * 60_000

function hasExpired(expiresAt: number | null, dintero: Dintero, now: number): boolean {
  const skew = dintero.clockSkew()
  return expiresAt !== null && skew !== null && now + skew > expiresAt + afterExpiry
}

function isCancelled(events: readonly { readonly name: string }[]): boolean {
  return events.some(({ name }) => name === 'CANCELLED')
}

function made(answer: LinkAnswer): { url: string; sessionId: string } {
  if (answer.kind === 'created') return answer
  if (answer.reason === 'refused') throw new TrekkError('dintero_failed', answer.message)
  throw failureError({ ...answer, reason: answer.reason })
}
