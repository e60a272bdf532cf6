import type { TFunction } from 'i18next'
import { errorCodes, type ErrorCode } from '../../../shared/result'

type AsideT = TFunction<['files', 'errors']>

/**
 * Why a row was not charged when its turn came.
 * @param code as in `BatchRow.setAside`; one that this version does not know is shown as it is
 */
export function asideWords(t: AsideT, code: string): string {
  // A single charge asks at the button; a row has none, and says what the question was.
  if (code === 'review_unconfirmed') return t('files:outcome.resembles')
  if (code === 'resend_not_allowed') return t('files:outcome.chargedSince')
  return isErrorCode(code) ? t(`errors:${code}.what`) : code
}

function isErrorCode(code: string): code is ErrorCode {
  return (errorCodes as readonly string[]).includes(code)
}
