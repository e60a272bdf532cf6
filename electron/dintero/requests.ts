import { allowedOperations } from '../../shared/card'
import type { Operation, Provider, TokenKind } from '../../shared/card'
import type { OrderLine } from '../../shared/charge'

export type PaymentProductType = `${Provider}.creditcard`

/** One secret under the name of its gateway: `{"payex.creditcard": {"payment_token": "..."}}`. */
export type CustomerTokens = Readonly<
  Partial<Record<PaymentProductType, Readonly<Partial<Record<TokenKind, string>>>>>
>

export interface CustomerBody {
  readonly customer_id?: string
  readonly email?: string
  readonly phone_number?: string
  readonly tokens: CustomerTokens
}

export interface ItemBody {
  readonly line_id: string
  readonly description: string
  readonly quantity: number
  readonly amount: number
  readonly vat_amount: number
  /** Percent: 25, not 0.25 and not 2500. */
  readonly vat: number
}

export interface OrderBody {
  readonly amount: number
  readonly currency: string
  readonly vat_amount?: number
  readonly items?: readonly ItemBody[]
  readonly merchant_reference: string
}

/** Body of `POST /sessions/pay` (docs/dintero.md 3.1 and 3.2). Holds a card token: never log it. */
export interface SessionsPayBody {
  readonly session: {
    readonly url?: { readonly callback_url: string }
    readonly customer: CustomerBody
    readonly order: OrderBody
    readonly configuration: { readonly auto_capture: boolean }
  }
  readonly payment: { readonly payment_product_type: PaymentProductType; readonly operation: Operation }
}

/** Body of `POST /sessions-profile` (docs/dintero.md 4). Holds a card token: never log it. */
export interface SessionsProfileBody {
  readonly url: { readonly return_url: string; readonly callback_url?: string }
  readonly order: OrderBody
  readonly customer: Omit<CustomerBody, 'tokens'> & Partial<Pick<CustomerBody, 'tokens'>>
  readonly profile_id: string
  /** ISO 8601, UTC */
  readonly expires_at?: string
  readonly configuration?: {
    readonly auto_capture?: boolean
    readonly publish?: readonly [{ readonly type: 'checkout-link'; readonly channel: 'sms' }]
  }
}

interface Order {
  /** minor units */
  readonly amount: number
  /** ISO 4217 */
  readonly currency: string
  readonly merchantReference: string
  readonly lines: readonly OrderLine[]
}

interface Customer {
  /** Our number for the customer at Dintero; empty when there is none. */
  readonly customerId: string
  readonly email: string
  readonly phone: string
}

interface StoredCard {
  readonly provider: Provider
  readonly tokenKind: TokenKind
  /** The secret itself. */
  readonly token: string
}

/** A charge without the customer present. `callbackUrl` is empty when the account has none. */
export interface MerchantInitiated extends Order, Customer, StoredCard {
  readonly operation: Operation
  readonly callbackUrl: string
  readonly autoCapture: boolean
}

/** A payment link. The customer confirms it, so a stored card is filled in by a payment token, whichever the provider. */
export interface CustomerInitiated extends Order, Customer {
  /** Null when the customer is to take another card. */
  readonly card: StoredCard | null
  readonly returnUrl: string
  readonly callbackUrl: string
  readonly profileId: string
  /** ms since 1970 UTC; null leaves it to Dintero */
  readonly expiresAt: number | null
  /** Whether what is paid is captured at once; null leaves it to the profile. */
  readonly autoCapture: boolean | null
  /** Asks Dintero to send the link to the phone number. */
  readonly sms: boolean
}

/**
 * The body that charges a stored card.
 * @throws RangeError when the provider does not allow the operation with this kind of token
 */
export function merchantInitiatedBody(charge: MerchantInitiated): SessionsPayBody {
  if (!allowedOperations(charge.provider, charge.tokenKind).includes(charge.operation))
    throw new RangeError(`${charge.provider} does not allow ${charge.operation} with a ${charge.tokenKind}`)
  return {
    session: {
      ...(charge.callbackUrl !== '' && { url: { callback_url: charge.callbackUrl } }),
      customer: customerBody(charge),
      order: orderBody(charge),
      configuration: { auto_capture: charge.autoCapture }
    },
    payment: { payment_product_type: productType(charge.provider), operation: charge.operation }
  }
}

/**
 * The body that makes a payment link.
 * @throws RangeError when the token is not a payment token: recurrence tokens are for recurring purchases only
 */
export function customerInitiatedBody(link: CustomerInitiated): SessionsProfileBody {
  const { card, returnUrl, callbackUrl, profileId, expiresAt } = link
  if (card !== null && card.tokenKind !== 'payment_token')
    throw new RangeError(`a payment link cannot use a ${card.tokenKind}`)
  const configuration = configurationOf(link)
  return {
    url: {
      return_url: returnUrl,
      ...(callbackUrl !== '' && { callback_url: callbackUrl })
    },
    order: orderBody(link),
    customer: card === null ? contactOf(link) : customerBody({ ...link, ...card }),
    profile_id: profileId,
    ...(expiresAt !== null && { expires_at: new Date(expiresAt).toISOString() }),
    ...(configuration !== null && { configuration })
  }
}

/** What overrides the payment profile; null where the profile decides all. */
function configurationOf({
  autoCapture,
  sms
}: CustomerInitiated): NonNullable<SessionsProfileBody['configuration']> | null {
  if (autoCapture === null && !sms) return null
  return {
    ...(autoCapture !== null && { auto_capture: autoCapture }),
    ...(sms && { publish: [{ type: 'checkout-link', channel: 'sms' }] as const })
  }
}

function productType(provider: Provider): PaymentProductType {
  return `${provider}.creditcard`
}

/** Empty contact fields are left out: an empty phone number is refused (docs/dintero.md 3.1). */
function contactOf(given: Customer): Omit<CustomerBody, 'tokens'> {
  return {
    ...(given.customerId !== '' && { customer_id: given.customerId }),
    ...(given.email !== '' && { email: given.email }),
    ...(given.phone !== '' && { phone_number: given.phone })
  }
}

function customerBody(given: Customer & StoredCard): CustomerBody {
  return {
    ...contactOf(given),
    tokens: { [productType(given.provider)]: { [given.tokenKind]: given.token } }
  }
}

function orderBody(order: Order): OrderBody {
  return {
    amount: order.amount,
    currency: order.currency,
    ...(order.lines.length > 0 && {
      vat_amount: order.lines.reduce((sum, line) => sum + line.vatAmount, 0),
      items: order.lines.map(itemBody)
    }),
    merchant_reference: order.merchantReference
  }
}

function itemBody(line: OrderLine, index: number): ItemBody {
  return {
    line_id: String(index + 1),
    description: line.description,
    quantity: line.quantity,
    amount: line.amount,
    vat_amount: line.vatAmount,
    vat: percent(line.vatRate)
  }
}

/** Hundredths of a percent as percent, by moving the decimal point in the text, so 2550 is 25.5 and nothing near it. */
function percent(vatRate: number): number {
  const digits = String(vatRate).padStart(3, '0')
  return Number(`${digits.slice(0, -2)}.${digits.slice(-2)}`)
}
