import type { AppError } from '../../../shared/result'

/** What stands in the way of a charge or a link that no reason opens: the same money may be taken already, or may yet be. */
export interface Stop {
  readonly kind: 'charge' | 'link'
  /** Of the charge, or of the link. */
  readonly id: string
  readonly reference: string
  readonly customer: string
  /** ms since 1970 UTC */
  readonly createdAt: number
}

/** Reads the stop out of a refusal; null when it is refused for another reason. */
export function stopOf({ code, details }: AppError): Stop | null {
  if (code !== 'duplicate_open' && code !== 'link_open') return null
  const kind = code === 'link_open' ? 'link' : 'charge'
  const { chargeId, linkId, reference, customer, createdAt } = details ?? {}
  const id = kind === 'link' ? linkId : chargeId
  if (typeof id !== 'string' || typeof reference !== 'string' || typeof createdAt !== 'number') return null
  return { kind, id, reference, customer: typeof customer === 'string' ? customer : '', createdAt }
}
