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
  readonly customer: CustomerBody
  readonly profile_id: string
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

/** A payment link with the stored card filled in. The customer confirms it, so it takes a payment token of any provider. */
export interface CustomerInitiated extends Order, Customer, StoredCard {
  readonly returnUrl: string
  readonly callbackUrl: string
  readonly profileId: string
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
  if (link.tokenKind !== 'payment_token')
    throw new RangeError(`a payment link cannot use a ${link.tokenKind}`)
  return {
    url: {
      return_url: link.returnUrl,
      ...(link.callbackUrl !== '' && { callback_url: link.callbackUrl })
    },
    order: orderBody(link),
    customer: customerBody(link),
    profile_id: link.profileId
  }
}

function productType(provider: Provider): PaymentProductType {
  return `${provider}.creditcard`
}

/** Empty contact fields are left out: an empty phone number is refused (docs/dintero.md 3.1). */
function customerBody(given: Customer & StoredCard): CustomerBody {
  return {
    ...(given.customerId !== '' && { customer_id: given.customerId }),
    ...(given.email !== '' && { email: given.email }),
    ...(given.phone !== '' && { phone_number: given.phone }),
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
