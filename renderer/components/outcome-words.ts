import type { ChargeDetail } from '../../shared/charge'

type Facts = Pick<ChargeDetail, 'state' | 'autoCapture' | 'transactionStatus' | 'actions' | 'answerUnwritten'>

/** The key of the headline for a charge, in the namespace `charge`. */
export function headlineKey(charge: Facts) {
  if (charge.answerUnwritten) return 'headline.sentUnwritten' as const
  if (charge.state !== 'succeeded') return `headline.${charge.state}` as const
  return isTaken(charge) || charge.autoCapture
    ? ('headline.succeededNow' as const)
    : ('headline.succeededLater' as const)
}

/** The key of the sentence that says what a charge means for the money. */
export function moneyKey(charge: Facts) {
  if (charge.answerUnwritten) return 'money.sentUnwritten' as const
  if (charge.state === 'not_sent' && charge.actions.retryNotBefore !== null)
    return 'money.notSentWait' as const
  if (charge.state !== 'succeeded') return `money.${charge.state}` as const
  if (isTaken(charge)) return 'money.succeededNow' as const
  return charge.autoCapture ? ('money.succeededWaiting' as const) : ('money.succeededLater' as const)
}

/** Whether Dintero says the money was captured, and not only held on the card. */
function isTaken(charge: Facts): boolean {
  return charge.transactionStatus !== null && charge.transactionStatus !== 'AUTHORIZED'
}
