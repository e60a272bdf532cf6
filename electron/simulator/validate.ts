import { z } from 'zod'
import { operation, operations, providers, takes, tokenKinds } from './contract'
import type { Operation, Provider, TokenKind } from './contract'

// Dintero's documented contract (docs/dintero.md 3.1 to 3.3 and 4), read strictly. Stricter than Dintero on purpose:
// unknown keys, amounts that do not add up, tokens of another gateway and plain HTTP callbacks are refused here,
// because a request that only luck lets through should fail in training, not in production.

export const text = z.string().min(1)
export const minorUnits = z.number().int().min(1).max(2_147_483_647)
const minorUnitsOrZero = z.number().int().min(0).max(2_147_483_647)
const currencies = new Set(Intl.supportedValuesOf('currency'))
export const iso4217 = z.string().refine((code) => currencies.has(code), 'must be an ISO 4217 currency code')

/** E.123 international notation: a plus sign, seven to fifteen digits, spaces allowed. */
const phoneNumber = z
  .string()
  .regex(/^\+[1-9](?: ?\d){6,14}$/, 'must be an international number such as +47 22 22 22 22')

export const callbackUrl = z
  .string()
  .refine(isPublicHttps, 'must be an https address that is not on localhost')

function isPublicHttps(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  const local = /^(?:localhost|.*\.localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\])$/.test(hostname)
  return protocol === 'https:' && !local
}

const tokens = z.strictObject({
  'payex.creditcard': z
    .strictObject({ payment_token: text.optional(), recurrence_token: text.optional() })
    .optional(),
  'bambora.creditcard': z.strictObject({ payment_token: text.optional() }).optional(),
  'dintero_psp.creditcard': z.strictObject({ payment_token: text.optional() }).optional()
})
type Tokens = z.infer<typeof tokens>

/** What is said of a customer. */
export const person = z.strictObject({
  customer_id: text.optional(),
  email: z.email().optional(),
  phone_number: phoneNumber.optional()
})

const customer = person.extend({ tokens })

export const facts = z.record(z.string(), z.unknown())

/** A line of an order, of a capture or of a refund (docs/dintero.md 3.1). */
export const item = z.strictObject({
  id: z.string().optional(),
  line_id: text.optional(),
  description: z.string().optional(),
  quantity: z.number().positive().optional(),
  amount: z.number().int().min(-2_147_483_648).max(2_147_483_647),
  vat_amount: z.number().int().optional(),
  vat: z.number().min(0).max(100).optional(),
  type: z.enum(['physical', 'digital', 'service', 'gift_card', 'shipping', 'surcharge']).optional(),
  groups: z.array(facts).optional(),
  thumbnail_url: z.url().optional(),
  eligible_for_discount: z.boolean().optional(),
  discount_lines: z.array(facts).optional()
})

/** The merchant's shop. */
export const store = z.looseObject({ id: text })

const order = z
  .strictObject({
    amount: minorUnits,
    currency: iso4217,
    merchant_reference: text,
    merchant_reference_2: text.optional(),
    event_reference: text.optional(),
    vat_amount: minorUnitsOrZero.optional(),
    items: z.array(item).min(1).max(100).optional(),
    partial_payment: z.boolean().optional(),
    payout_destination_id: z.string().max(40).optional(),
    billing_address: facts.optional(),
    shipping_address: facts.optional(),
    shipping_option: z.looseObject({ id: text, amount: minorUnitsOrZero }).optional(),
    store: store.optional(),
    discount_lines: z.array(facts).optional(),
    discount_codes: z.array(z.string()).optional(),
    gift_cards: z.array(facts).optional()
  })
  .superRefine(checkSums)

interface Sums {
  readonly amount: number
  readonly vat_amount?: number | undefined
  readonly partial_payment?: boolean | undefined
  readonly items?: readonly z.infer<typeof item>[] | undefined
  readonly shipping_option?: { readonly amount: number } | undefined
}

/** The order's amount is the sum of its lines and shipping, its VAT the sum of theirs (docs/dintero.md 3.1). */
function checkSums(order: Sums, context: z.core.$RefinementCtx): void {
  const { items } = order
  if (items === undefined) return
  const refuse = (path: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message, input: order })
  const sum = items.reduce((total, { amount }) => total + amount, order.shipping_option?.amount ?? 0)
  const partial = order.partial_payment === true
  if (partial ? order.amount > sum : order.amount !== sum) {
    refuse('amount', `is ${order.amount} but the lines add up to ${sum}`)
  }
  const vats = items.flatMap(({ vat_amount: vat }) => vat ?? [])
  const vatSum = vats.reduce((total, vat) => total + vat, 0)
  if (
    !partial &&
    order.vat_amount !== undefined &&
    vats.length === items.length &&
    order.vat_amount !== vatSum
  ) {
    refuse('vat_amount', `is ${order.vat_amount} but the lines add up to ${vatSum}`)
  }
  const lineIds = items.flatMap(({ line_id: lineId }) => lineId ?? [])
  if (new Set(lineIds).size !== lineIds.length) refuse('items', 'line_id must be unique')
}

const reserved = /^(?:dintero|merchant|session|event|payout|gateway|payex|bambora)/
export const metadata = z
  .record(
    z.string().refine((key) => !reserved.test(key), 'has a reserved prefix'),
    z.union([z.string(), z.number()])
  )
  .refine((entries) => Object.keys(entries).length <= 10, 'has more than 10 keys')

const configuration = z.strictObject({
  auto_capture: z.boolean().optional(),
  pre_authorization: z.boolean().optional()
})

export const expiresAt = z.iso.datetime({ offset: true })

const productTypes = providers.map((each) => `${each}.creditcard` as const)

const payRequest = z.strictObject({
  session: z.strictObject({
    url: z.strictObject({ callback_url: callbackUrl.optional() }).optional(),
    customer,
    order,
    configuration: configuration.optional(),
    expires_at: expiresAt.optional(),
    metadata: metadata.optional()
  }),
  payment: z.strictObject({ payment_product_type: z.enum(productTypes), operation: z.enum(operations) })
})

/** A link by text message; of what else the types name nothing is simulated (docs/dintero.md 4). */
const message = z.strictObject({ type: z.literal('checkout-link'), channel: z.literal('sms') })

const profileRequest = z.strictObject({
  url: z.strictObject({
    return_url: z.url(),
    callback_url: callbackUrl.optional(),
    merchant_terms_url: z.url().optional()
  }),
  customer,
  order,
  profile_id: text,
  configuration: z
    .looseObject({ auto_capture: z.boolean().optional(), publish: z.array(message).min(1).optional() })
    .optional(),
  expires_at: expiresAt.optional(),
  metadata: metadata.optional()
})

const tokenRequest = z.strictObject({ grant_type: z.literal('client_credentials'), audience: text })

/** A request that fits, in the parts that both flows share. `expiresAt` is ms since 1970 UTC. */
export interface ValidRequest {
  readonly provider: Provider
  readonly tokenKind: TokenKind
  readonly token: string
  /** null: the customer pays by link */
  readonly operation: Operation | null
  readonly autoCapture: boolean
  readonly expiresAt: number | null
  readonly url: Record<string, unknown> | undefined
  /** Without the tokens. */
  readonly customer: Record<string, unknown>
  readonly order: z.infer<typeof order>
  readonly configuration: Record<string, unknown>
  readonly metadata: Record<string, unknown> | undefined
  /** The messages that the link is to go out with. */
  readonly publish: readonly z.infer<typeof message>[]
}

export type Checked<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly message: string }

const refuse = (message: string): { ok: false; message: string } => ({ ok: false, message })

/** A refusal that names every field that does not fit. */
export function explain(error: z.ZodError): { ok: false; message: string } {
  return refuse(error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; '))
}

/** Checks the body of `POST /v1/sessions/pay`. The message names every field that does not fit. */
export function checkPay(body: unknown): Checked<ValidRequest> {
  const parsed = payRequest.safeParse(body)
  if (!parsed.success) return explain(parsed.error)
  const { session, payment } = parsed.data
  const provider = providerOf(payment.payment_product_type)
  const given = onlyToken(session.customer.tokens)
  if (!given.ok) return given
  if (given.value.provider !== provider) {
    return refuse(`session.customer.tokens: holds no token for ${payment.payment_product_type}`)
  }
  if (!takes(provider, given.value.tokenKind, payment.operation)) {
    return refuse(
      `session.customer.tokens: a ${given.value.tokenKind} of ${payment.payment_product_type} cannot be used for ${payment.operation}`
    )
  }
  return { ok: true, value: common(session, given.value, operation.parse(payment.operation)) }
}

/**
 * Checks the body of `POST /v1/sessions-profile` for a payment with a stored token; the customer pays with its CVC.
 * @param now ms since 1970 UTC
 */
export function checkProfile(body: unknown, now: number): Checked<ValidRequest> {
  const parsed = profileRequest.safeParse(body)
  if (!parsed.success) return explain(parsed.error)
  const { customer, configuration, expires_at: expiry } = parsed.data
  if (configuration?.publish && customer.phone_number === undefined)
    return refuse('customer.phone_number: is where a text message goes')
  if (expiry !== undefined && Date.parse(expiry) <= now) return refuse('expires_at: has passed')
  const given = onlyToken(customer.tokens)
  if (!given.ok) return given
  if (given.value.tokenKind === 'recurrence_token') {
    return refuse('customer.tokens: a recurrence_token is for recurring charges without the customer')
  }
  return { ok: true, value: common(parsed.data, given.value, null, configuration?.publish) }
}

/** Checks the body of `POST /v1/accounts/{id}/auth/token`. @returns the audience */
export function checkTokenRequest(body: unknown): Checked<string> {
  const parsed = tokenRequest.safeParse(body)
  return parsed.success ? { ok: true, value: parsed.data.audience } : explain(parsed.error)
}

const toggles = z.array(z.enum(['strict-merchant-reference', 'strict-success-merchant-reference']))
export type FeatureToggle = z.infer<typeof toggles>[number]

/** Reads `Dintero-Feature-Toggles`: names with commas between them; a name that is not documented is refused. */
export function checkToggles(header: string | undefined): Checked<FeatureToggle[]> {
  const names = (header ?? '').split(',').map((name) => name.trim())
  const parsed = toggles.safeParse(names.filter((name) => name !== ''))
  return parsed.success ? { ok: true, value: parsed.data } : refuse('Dintero-Feature-Toggles: unknown toggle')
}

type Given = Pick<ValidRequest, 'provider' | 'tokenKind' | 'token'>

function onlyToken(all: Tokens): Checked<Given> {
  const given = providers.flatMap((provider) =>
    tokenKinds.flatMap((tokenKind) => {
      const kinds: Partial<Record<TokenKind, string | undefined>> = all[`${provider}.creditcard`] ?? {}
      const token = kinds[tokenKind]
      return token === undefined ? [] : [{ provider, tokenKind, token }]
    })
  )
  const [first, second] = given
  if (!first) return refuse('customer.tokens: a token is required')
  return second ? refuse('customer.tokens: holds more than one token') : { ok: true, value: first }
}

export function providerOf(productType: (typeof productTypes)[number]): Provider {
  const found = providers.find((each) => productType === `${each}.creditcard`)
  if (!found) throw new Error(`no provider for ${productType}`)
  return found
}

type Common = Omit<z.infer<typeof payRequest>['session'] | z.infer<typeof profileRequest>, 'profile_id'>

function common(
  request: Common,
  given: Given,
  charged: Operation | null,
  publish: ValidRequest['publish'] = []
): ValidRequest {
  const { tokens: _tokens, ...customerWithoutTokens } = request.customer
  return {
    ...given,
    operation: charged,
    autoCapture: request.configuration?.auto_capture ?? false,
    expiresAt: request.expires_at === undefined ? null : Date.parse(request.expires_at),
    url: request.url,
    customer: customerWithoutTokens,
    order: request.order,
    configuration: { auto_capture: false, ...request.configuration },
    metadata: request.metadata,
    publish
  }
}
