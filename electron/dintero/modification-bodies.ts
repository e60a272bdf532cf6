import type { ModificationKind } from '../../shared/modification'

/** Under which name of an event's metadata Trekk finds its own reference again; `ext_` is free (docs/dintero.md 3.1). */
interface Mark {
  readonly ext_trekk: string
}

/** Body of `POST /transactions/{id}/capture` (docs/dintero.md 5.4). */
export interface CaptureBody {
  readonly amount: number
  readonly capture_reference: string
  readonly metadata: Mark
}

/** Body of `POST /transactions/{id}/refund` (docs/dintero.md 5.4). */
export interface RefundBody {
  readonly amount: number
  readonly reason: string
  readonly refund_reference: string
  readonly metadata: Mark
}

export type ModificationBody = CaptureBody | RefundBody

/** What a capture, a void or a refund asks for. */
export interface ModificationRequest {
  readonly kind: ModificationKind
  /** minor units; null for a void, which releases all that is left */
  readonly amount: number | null
  /** Ours for it, which nobody else has. */
  readonly reference: string
  /** Never empty for a refund. */
  readonly reason: string
}

/**
 * The body of a capture or a refund; null for a void, which has none.
 * @throws RangeError for a capture or a refund without an amount
 */
export function modificationBody({
  kind,
  amount,
  reference,
  reason
}: ModificationRequest): ModificationBody | null {
  if (kind === 'void') return null
  if (amount === null) throw new RangeError(`a ${kind} without an amount`)
  const metadata = { ext_trekk: reference }
  return kind === 'capture'
    ? { amount, capture_reference: reference, metadata }
    : { amount, reason, refund_reference: reference, metadata }
}
