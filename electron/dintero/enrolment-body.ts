import type { Provider, TokenKind } from '../../shared/card'
import type { PaymentProductType } from './requests'

/** Body of `POST /sessions/payment-token` (docs/dintero.md 9): a card is stored, and nothing is paid. */
export interface EnrolmentBody {
  readonly session: {
    readonly order: { readonly currency: string; readonly merchant_reference: string }
    readonly url: { readonly return_url: string; readonly callback_url?: string }
    readonly customer?: {
      readonly customer_id?: string
      readonly email?: string
      readonly phone_number?: string
    }
    readonly profile_id: string
    /** ISO 8601, UTC */
    readonly expires_at?: string
  }
  readonly token_provider: {
    readonly payment_product_type: PaymentProductType
    readonly token_types: readonly TokenKind[]
  }
}

/** A card that a customer is to store. Empty texts are left out. */
export interface Enrolment {
  readonly provider: Provider
  readonly tokenKinds: readonly TokenKind[]
  /** ISO 4217 */
  readonly currency: string
  readonly merchantReference: string
  readonly customerId: string
  readonly email: string
  readonly phone: string
  readonly returnUrl: string
  readonly callbackUrl: string
  readonly profileId: string
  /** ms since 1970 UTC; null leaves it to Dintero */
  readonly expiresAt: number | null
}

/** The body that asks for an address at which a customer stores a card. */
export function enrolmentBody(given: Enrolment): EnrolmentBody {
  const customer = {
    ...(given.customerId !== '' && { customer_id: given.customerId }),
    ...(given.email !== '' && { email: given.email }),
    ...(given.phone !== '' && { phone_number: given.phone })
  }
  return {
    session: {
      order: { currency: given.currency, merchant_reference: given.merchantReference },
      url: {
        return_url: given.returnUrl,
        ...(given.callbackUrl !== '' && { callback_url: given.callbackUrl })
      },
      ...(Object.keys(customer).length > 0 && { customer }),
      profile_id: given.profileId,
      ...(given.expiresAt !== null && { expires_at: new Date(given.expiresAt).toISOString() })
    },
    token_provider: {
      payment_product_type: `${given.provider}.creditcard`,
      token_types: given.tokenKinds
    }
  }
}
