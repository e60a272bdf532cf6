import type { EnrolmentDraft } from '../../../shared/link'
import { TrekkError } from '../../../shared/result'
import type { Dintero, LinkAnswer } from '../../dintero/dintero'
import { enrolmentBody } from '../../dintero/enrolment-body'
import { customerInitiatedBody, type SessionsProfileBody } from '../../dintero/requests'
import type { AccountRecord } from '../../ledger/accounts'
import type { CardRecord } from '../../ledger/card-record'
import type { LinkRecord, NewLink } from '../../ledger/link-record'
import type { Authority } from '../authority'
import { orNothingSent } from '../departure'
import { identitiesOf } from '../identities'
import { requireAccount } from '../preparing'
import { linkEntry } from './audit-entries'
import { checkedEnrolment } from './enrolment-draft'
import type { LinkParts } from './link-engine'
import type { LinkPreparing, PreparedLink } from './preparing'
import type { LinkRecording } from './recording'

const hour = 3_600_000

/** A link that is on disk, and the request for it, which leaves now. */
interface Departure {
  readonly dintero: Dintero
  readonly link: LinkRecord
  readonly ask: () => Promise<LinkAnswer>
}

/** The steps from a prepared link to Dintero's answer. */
export class Making {
  readonly #parts: LinkParts
  readonly #preparing: LinkPreparing
  readonly #recording: LinkRecording

  constructor(parts: LinkParts, preparing: LinkPreparing, recording: LinkRecording) {
    this.#parts = parts
    this.#preparing = preparing
    this.#recording = recording
  }

  /**
   * The link on disk, request, answer on disk.
   * @returns the link as it is on disk; still `asking` where the disk would not take the answer, which is then kept
   * @throws TrekkError before the request only, with `nothingSent`: what `LinkPreparing.recheck` throws; keychain codes;
   * `storage_*`
   */
  async submit(prepared: PreparedLink): Promise<LinkRecord> {
    return this.#send(await orNothingSent(() => this.#begin(prepared)))
  }

  /**
   * The same for an address at which a card is stored.
   * @throws TrekkError before the request only, with `nothingSent`: `invalid_input` | `card_number_refused` with the
   * fields; `return_url_missing`; keychain codes; `storage_*`
   */
  async enrol(
    linkId: string,
    draft: EnrolmentDraft,
    authority: Authority,
    reference: string
  ): Promise<LinkRecord> {
    return this.#send(await orNothingSent(() => this.#beginEnrolment(linkId, draft, authority, reference)))
  }

  async #begin(prepared: PreparedLink): Promise<Departure> {
    const { ledger, dinteroFor, openToken, clock, actor } = this.#parts
    const { authority, draft, explained, linkId } = prepared
    ledger.requireSound()
    const dintero = await dinteroFor(authority.accountId)
    const token = draft.filled ? await openToken(draft.cardId, 'payment_token') : null
    return ledger.write(async (tables) => {
      const { account, card } = await this.#preparing.recheck(tables, prepared)
      const now = clock()
      const by = actor()
      const { view } = card
      const link = await tables.links.create(
        {
          ...draft,
          ...by,
          id: linkId,
          accountId: account.id,
          source: authority.source,
          kind: 'payment',
          provider: view.provider,
          brand: view.brand,
          lastFour: view.lastFour,
          customerName: view.customerName,
          customerNumber: view.customerNumber,
          vatAmount: draft.lines.reduce((sum, line) => sum + line.vatAmount, 0),
          duplicateReason: explained?.reason ?? null,
          createdAt: now,
          expiresAt: expiryOf(draft.lifetimeHours, now, dintero),
          clockSkew: dintero.clockSkew()
        },
        identitiesOf(view, draft)
      )
      await tables.audit.append(linkEntry(link, 'link_created', now, by))
      if (explained !== null) {
        const more = { reason: explained.reason, earlier: explained.earlier.join(' ') }
        await tables.audit.append(linkEntry(link, 'duplicate_explained', now, by, more))
      }
      const body = bodyOf(link, account, card, token)
      return { dintero, link, ask: () => dintero.createLink(body) }
    })
  }

  async #beginEnrolment(
    linkId: string,
    given: EnrolmentDraft,
    authority: Authority,
    reference: string
  ): Promise<Departure> {
    const { ledger, dinteroFor, clock, actor } = this.#parts
    ledger.requireSound()
    const dintero = await dinteroFor(authority.accountId)
    return ledger.write(async (tables) => {
      const account = await requireAccount(tables, authority)
      const draft = checkedEnrolment(given, account.settings.country)
      const { returnUrl, callbackUrl, profileId } = account.settings
      if (returnUrl === '')
        throw new TrekkError('return_url_missing', 'the account has no return address for links')
      const now = clock()
      const by = actor()
      const { provider, currency, customerName, customerNumber, email, phone } = draft
      const expiresAt = expiryOf(draft.lifetimeHours, now, dintero)
      const newLink: NewLink = {
        ...by,
        id: linkId,
        accountId: account.id,
        source: authority.source,
        kind: 'enrolment',
        cardId: null,
        chargeId: null,
        provider,
        brand: 'other',
        lastFour: '',
        customerName,
        customerNumber,
        amount: null,
        currency,
        merchantReference: reference,
        lines: [],
        vatAmount: 0,
        email,
        phone,
        capture: 'profile',
        filled: false,
        sms: false,
        duplicateReason: null,
        createdAt: now,
        expiresAt,
        clockSkew: dintero.clockSkew()
      }
      const link = await tables.links.create(newLink, [])
      await tables.audit.append(linkEntry(link, 'link_created', now, by))
      const body = enrolmentBody({
        provider,
        tokenKinds: draft.recurring ? ['payment_token', 'recurrence_token'] : ['payment_token'],
        currency,
        merchantReference: reference,
        customerId: customerNumber,
        email,
        phone,
        returnUrl,
        callbackUrl,
        profileId,
        expiresAt
      })
      return { dintero, link, ask: () => dintero.createEnrolment(body) }
    })
  }

  async #send({ dintero, link, ask }: Departure): Promise<LinkRecord> {
    // A client that breaks its promise and rejects has lost the answer: nobody knows what left.
    const answer = await ask().catch((error: unknown): LinkAnswer => {
      const message = error instanceof Error ? error.name : 'the client failed'
      return { kind: 'lost', message, sessionId: null }
    })
    return this.#recording.answered(link, answer, dintero.clockSkew()).catch((error: unknown) => {
      // The answer is kept and written as soon as the disk takes it; on disk the link is as it was asked for.
      if (error instanceof TrekkError) return link
      throw error
    })
  }
}

/** By Dintero's clock, as far as it is known; ms since 1970 UTC. */
function expiryOf(hours: number | null, now: number, dintero: Dintero): number | null {
  return hours === null ? null : now + (dintero.clockSkew() ?? 0) + hours * hour
}

function bodyOf(
  link: LinkRecord,
  { settings }: AccountRecord,
  { view }: CardRecord,
  token: string | null
): SessionsProfileBody {
  const { returnUrl, callbackUrl, profileId } = settings
  return customerInitiatedBody({
    amount: link.amount ?? 0,
    currency: link.currency,
    merchantReference: link.merchantReference,
    lines: link.lines,
    customerId: view.customerNumber,
    email: link.email,
    phone: link.phone,
    card: token === null ? null : { provider: view.provider, tokenKind: 'payment_token', token },
    returnUrl,
    callbackUrl,
    profileId,
    expiresAt: link.expiresAt,
    autoCapture: link.capture === 'profile' ? null : link.capture === 'now',
    sms: link.sms
  })
}
