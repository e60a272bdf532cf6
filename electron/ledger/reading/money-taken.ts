/** What of a payment was taken, given back and is held, minor units. */
export interface MoneyTaken {
  readonly taken: number
  readonly returned: number
  readonly held: number
  /** A part was taken or given back, and nobody has read how much. */
  readonly unread: boolean
}

/** Of what a ledger keeps of a payment. Statuses are Dintero's words; captured and refunded null or 0 while not read. */
export interface KeptPayment {
  readonly status: string | null
  readonly amount: number
  readonly captured: number | null
  readonly refunded: number | null
}

/** The same of charges is the view `charge_money`, by which `card_sums` are kept (migrations/0010-customers.ts). */
export function moneyTaken({ status, amount, captured, refunded }: KeptPayment): MoneyTaken {
  const whole = captured === null || captured === 0 ? amount : captured
  const held = Math.max(amount - (captured ?? 0), 0)
  const nothing = { taken: 0, returned: 0, held: 0, unread: false }
  switch (status) {
    case 'AUTHORIZED':
      return { ...nothing, held }
    case 'CAPTURED':
      return { ...nothing, taken: whole }
    case 'PARTIALLY_CAPTURED':
      return { ...nothing, taken: captured ?? 0, held, unread: isUnread(captured) }
    // A part may have been captured before the rest was voided (docs/dintero.md 5.4).
    case 'AUTHORIZATION_VOIDED':
      return { ...nothing, taken: captured ?? 0 }
    case 'REFUNDED':
      return { ...nothing, taken: whole, returned: isUnread(refunded) ? whole : (refunded ?? 0) }
    case 'PARTIALLY_REFUNDED':
      return { ...nothing, taken: whole, returned: refunded ?? 0, unread: isUnread(refunded) }
    case 'PARTIALLY_CAPTURED_REFUNDED':
      return {
        ...nothing,
        taken: captured ?? 0,
        returned: refunded ?? 0,
        unread: isUnread(captured) || isUnread(refunded)
      }
    default:
      return nothing
  }
}

function isUnread(amount: number | null): boolean {
  return amount === null || amount === 0
}
