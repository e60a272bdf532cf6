import type { Provider } from './contract'
import type { DeclineCause } from './decide'

/** Dintero's two decline vocabularies: one string (2024 to 2025), or a list with retry policy and raw code (2026). */
export type Vocabulary = '2024' | '2026'

/**
 * Which vocabulary a gateway speaks here. Dintero does not say which gateway speaks which today; older gateways in
 * the older words and the new one in the new words lets everything that reads answers meet both.
 */
export const defaultVocabulary: Readonly<Record<Provider, Vocabulary>> = {
  payex: '2024',
  bambora: '2024',
  dintero_psp: '2026'
}

type RetryCode = 'DO_NOT_RETRY' | 'RETRY_IMMEDIATELY' | 'RETRY_AFTER_DELAY'

interface Words {
  readonly message: string
  readonly older: string
  readonly newer: string
  /** The response code of the card networks (ISO 8583 field 39). */
  readonly resultCode: string
  readonly retry: RetryCode | null
}

const words: Readonly<Record<DeclineCause, Words>> = {
  insufficient_funds: {
    message: 'Insufficient funds on the account',
    older: 'REJECTED_BY_ACQUIRER_INSUFFICIENT_FUNDS',
    newer: 'INSUFFICIENT_FUNDS',
    resultCode: '51',
    retry: 'RETRY_AFTER_DELAY'
  },
  expired_card: {
    message: 'The card has expired',
    older: 'REJECTED_BY_ACQUIRER_CARD_EXPIRED',
    newer: 'EXPIRED_CARD',
    resultCode: '54',
    retry: 'DO_NOT_RETRY'
  },
  stolen_card: {
    message: 'The card is reported stolen',
    older: 'REJECTED_BY_ACQUIRER_CARD_STOLEN',
    newer: 'PICK_UP_CARD',
    resultCode: '43',
    retry: 'DO_NOT_RETRY'
  },
  restricted_card: {
    message: 'The card is blocked for this kind of payment',
    older: 'REJECTED_BY_ACQUIRER',
    newer: 'RESTRICTED_CARD',
    resultCode: '62',
    retry: 'DO_NOT_RETRY'
  },
  closed_account: {
    message: 'The account of the card is closed',
    older: 'REJECTED_BY_ACQUIRER',
    newer: 'CLOSED_ACCOUNT',
    resultCode: '46',
    retry: 'DO_NOT_RETRY'
  },
  do_not_retry: {
    message: 'Declined by the issuer, which asks not to be asked again',
    older: 'DO_NOT_RETRY',
    newer: 'DECLINED',
    resultCode: '04',
    retry: 'DO_NOT_RETRY'
  },
  modifications_required: {
    message: 'The issuer requires that the customer confirms the payment',
    older: 'MODIFICATIONS_REQUIRED',
    newer: 'ADDITIONAL_VERIFICATION_REQUIRED',
    resultCode: '1A',
    retry: null
  },
  daily_limit: {
    message: 'Too many failed attempts on this card in one day',
    older: 'DAILY_LIMIT_EXCEEDED',
    newer: 'EXCEEDS_WITHDRAWAL_FREQUENCY_LIMIT',
    resultCode: '65',
    retry: 'RETRY_AFTER_DELAY'
  },
  monthly_limit: {
    message: 'Too many failed attempts on this card in thirty days',
    older: 'MONTHLY_LIMIT_EXCEEDED',
    newer: 'EXCEEDS_WITHDRAWAL_FREQUENCY_LIMIT',
    resultCode: '65',
    retry: 'RETRY_AFTER_DELAY'
  },
  suspected_fraud: {
    message: 'Declined on suspicion of fraud',
    older: 'REJECTED_BY_ACQUIRER_POSSIBLE_FRAUD',
    newer: 'DECLINED',
    resultCode: '59',
    retry: 'DO_NOT_RETRY'
  },
  invalid_amount: {
    message: 'The amount is not valid',
    older: 'REJECTED_BY_ACQUIRER_INVALID_AMOUNT',
    newer: 'INVALID_AMOUNT',
    resultCode: '13',
    retry: null
  },
  format_error: {
    message: 'The acquirer could not read the request',
    older: 'REJECTED_BY_ACQUIRER_FORMAT_ERROR',
    newer: 'INVALID_TRANSACTION',
    resultCode: '30',
    retry: null
  },
  rejected: {
    message: 'Declined by the issuer',
    older: 'REJECTED_BY_ACQUIRER',
    newer: 'DECLINED',
    resultCode: '05',
    retry: null
  },
  issuer_unavailable: {
    message: 'The issuer or acquirer cannot be reached',
    older: 'ACQUIRER_HOST_OFFLINE',
    newer: 'ISSUER_ERROR',
    resultCode: '91',
    retry: 'RETRY_IMMEDIATELY'
  }
}

/**
 * The `error` of a failed event as Dintero sends it (docs/dintero.md 3.5).
 * @param retryAt ms since 1970 UTC, named only where the retry code is RETRY_AFTER_DELAY
 */
export function declineError(
  cause: DeclineCause,
  vocabulary: Vocabulary,
  retryAt: number | null
): Record<string, unknown> {
  const { message, older, newer, resultCode, retry } = words[cause]
  if (vocabulary === '2024') return { message, code: resultCode, type: older }
  const policy = {
    retry_codes: [retry],
    ...(retry === 'RETRY_AFTER_DELAY' && retryAt !== null
      ? { retry_after: new Date(retryAt).toISOString() }
      : {})
  }
  return {
    message,
    code: resultCode,
    type: [newer],
    result_code: resultCode,
    ...(retry === null ? {} : { retry_policy: policy })
  }
}
