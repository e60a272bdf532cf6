import type { ChargeRecord } from './charge-record'
import type { LinkRecord } from './link-record'

/** Whose money is reserved and not captured, or not all of it. */
export type Reservation = (
  | { readonly kind: 'charge'; readonly charge: ChargeRecord }
  | { readonly kind: 'link'; readonly link: LinkRecord }
) & {
  /** When it was reserved, ms since 1970 UTC by this desk's clock. */
  readonly since: number
  /** What is left to capture, minor units; null where a part was captured and nobody has read how much. */
  readonly left: number | null
}
