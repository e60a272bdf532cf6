import { TrekkError } from '../../shared/result'
import type { LinkAnswer } from '../dintero/dintero'
import { customerInitiatedBody } from '../dintero/requests'
import { rowOf } from '../ledger/charge-record'
import { mayLink } from './actions'
import { failureError } from './asking'
import type { ChargingParts } from './parts'
import { nextAttemptReference } from './references'
import { auditOf } from './settling'

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
  async create(chargeId: string, requestId: string): Promise<void> {
    const { ledger, dinteroFor, openToken, clock, actor, onChange } = this.#parts
    const charge = await ledger.charges.require(chargeId)
    if (charge.linkUrl !== null) return
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
    const reference = await ledger.write(async (parts) => {
      let free = charge.linkReference ?? nextAttemptReference(charge.merchantReference)
      if (charge.linkReference === null) {
        while (await parts.charges.isReferenceUsed(account.id, free)) free = nextAttemptReference(free)
      }
      await parts.charges.setLink(chargeId, free, null)
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
    const url = urlOf(answer)
    const linked = await ledger.write(async (parts) => {
      await parts.charges.setLink(chargeId, reference, url)
      const after = await parts.charges.require(chargeId)
      const entry = auditOf(after, 'link_created', clock(), requestId, actor())
      await parts.audit.append({ ...entry, facts: { ...entry.facts, linkReference: reference } })
      return after
    })
    onChange(rowOf(linked))
  }
}

function urlOf(answer: LinkAnswer): string {
  if (answer.kind === 'created') return answer.url
  if (answer.reason === 'refused') throw new TrekkError('dintero_failed', answer.message)
  throw failureError({ ...answer, reason: answer.reason })
}
