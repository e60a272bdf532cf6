import { z } from 'zod'
import { providers, tokenKind, tokenKindsIssued, type Provider, type TokenKind } from './contract'
import {
  callbackUrl,
  explain,
  expiresAt,
  facts,
  iso4217,
  metadata,
  person,
  providerOf,
  store,
  text,
  type Checked
} from './validate'

// The body of `POST /v1/sessions/payment-token` (docs/dintero.md 9), read strictly: no amount, no token, no unknown key.

const request = z.strictObject({
  session: z.strictObject({
    order: z.strictObject({
      currency: iso4217,
      merchant_reference: text,
      merchant_reference_2: text.optional(),
      store: store.optional()
    }),
    url: z.strictObject({
      return_url: z.url(),
      callback_url: callbackUrl.optional(),
      merchant_terms_url: z.url().optional()
    }),
    customer: person.optional(),
    profile_id: text.optional(),
    expires_at: expiresAt.optional(),
    configuration: z
      .strictObject({ channel: z.enum(['ecommerce', 'in_app']).optional(), theme: facts.optional() })
      .optional(),
    metadata: metadata.optional()
  }),
  token_provider: z.strictObject({
    payment_product_type: z.enum(providers.map((each) => `${each}.creditcard` as const)),
    token_types: z
      .array(tokenKind)
      .min(1)
      .refine((kinds) => new Set(kinds).size === kinds.length, 'names a kind twice')
  })
})

/** A request that fits. `expiresAt` is ms since 1970 UTC. */
export type ValidEnrolment = Pick<
  z.infer<typeof request>['session'],
  'order' | 'url' | 'customer' | 'configuration' | 'metadata'
> & {
  readonly provider: Provider
  readonly tokenKinds: readonly TokenKind[]
  readonly expiresAt: number | null
}

/** Reads the body. The message names every field that does not fit. @param now ms since 1970 UTC */
export function checkEnrolment(body: unknown, now: number): Checked<ValidEnrolment> {
  const parsed = request.safeParse(body)
  if (!parsed.success) return explain(parsed.error)
  const { session, token_provider: asked } = parsed.data
  const provider = providerOf(asked.payment_product_type)
  const issued = tokenKindsIssued(provider)
  const strange = asked.token_types.find((kind) => !issued.includes(kind))
  if (strange !== undefined)
    return { ok: false, message: `token_provider.token_types: ${provider} issues no ${strange}` }
  const expiry = session.expires_at === undefined ? null : Date.parse(session.expires_at)
  if (expiry !== null && expiry <= now) return { ok: false, message: 'session.expires_at: has passed' }
  return { ok: true, value: { ...session, provider, tokenKinds: asked.token_types, expiresAt: expiry } }
}
