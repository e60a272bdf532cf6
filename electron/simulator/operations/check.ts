import { z } from 'zod'
import { explain, item, minorUnits, text } from '../validate'
import { jsonOf } from '../server'
import type { OperationKind } from '../records'
import type { Checked } from '../validate'
import type { Incoming } from '../world'

// The bodies of capture, refund and void (docs/dintero.md 5.4), read strictly: an unknown key is refused, and so are
// lines that do not add up to the amount, which Dintero does not promise to notice.

const line = item.extend({ line_id: text })

const metadata = z.record(z.string().regex(/^ext_/, 'must begin with ext_').max(128), z.string().max(256))

const common = {
  amount: minorUnits,
  items: z.array(line).optional(),
  metadata: metadata.optional()
}

const captureRequest = z.strictObject({ ...common, capture_reference: text.optional() })
const refundRequest = z.strictObject({
  ...common,
  reason: text.optional(),
  refund_reference: text.optional()
})
const voidRequest = z.strictObject({})

/** A capture, refund or void that fits. */
export interface ValidOperation {
  readonly kind: OperationKind
  /** minor units; null: all that is left, which is what a void is about */
  readonly amount: number | null
  readonly reference: string | null
  readonly metadata: Record<string, string> | null
  readonly items: z.infer<typeof line>[] | null
}

/** Reads the request. The message names every field that does not fit. */
export function checkOperation(kind: OperationKind, incoming: Incoming): Checked<ValidOperation> {
  const includes = incoming.query.getAll('includes')
  const known = ['events.request_headers', 'initiating_system_request_headers']
  if (includes.length < incoming.query.size || includes.some((each) => !known.includes(each)))
    return { ok: false, message: `includes: one or more of ${known.join(', ')}` }
  // A void has no body at all (docs/dintero.md 5.4); an empty object is let through.
  const body = kind === 'void' && incoming.body === '' ? { ok: true as const, value: {} } : jsonOf(incoming)
  return body.ok ? read(kind, body.value) : body
}

function read(kind: OperationKind, body: unknown): Checked<ValidOperation> {
  const nothing = { kind, amount: null, reference: null, metadata: null, items: null }
  switch (kind) {
    case 'void': {
      const parsed = voidRequest.safeParse(body)
      return parsed.success ? { ok: true, value: nothing } : explain(parsed.error)
    }
    case 'capture': {
      const parsed = captureRequest.safeParse(body)
      if (!parsed.success) return explain(parsed.error)
      return addedUp(kind, parsed.data, parsed.data.capture_reference)
    }
    case 'refund': {
      const parsed = refundRequest.safeParse(body)
      if (!parsed.success) return explain(parsed.error)
      return addedUp(kind, parsed.data, parsed.data.refund_reference)
    }
  }
}

interface Read {
  readonly amount: number
  readonly items?: z.infer<typeof line>[] | undefined
  readonly metadata?: Record<string, string> | undefined
}

function addedUp(
  kind: OperationKind,
  { amount, items, metadata }: Read,
  reference: string | undefined
): Checked<ValidOperation> {
  const sum = items?.reduce((total, each) => total + each.amount, 0)
  if (sum !== undefined && sum !== amount)
    return { ok: false, message: `amount: is ${amount} but the lines add up to ${sum}` }
  const value = {
    kind,
    amount,
    reference: reference ?? null,
    metadata: metadata ?? null,
    items: items ?? null
  }
  return { ok: true, value }
}
