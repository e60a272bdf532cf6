import type { TFunction } from 'i18next'
import { isAsideCode } from '../../../shared/file-words'
import { errorCodes, type ErrorCode } from '../../../shared/result'

type AsideT = TFunction<['files', 'batch', 'errors']>

/**
 * Why a row was not charged when its turn came.
 * @param code as in `BatchRow.setAside`; one that this version does not know is shown as it is
 */
export function asideWords(t: AsideT, code: string): string {
  if (isAsideCode(code)) return t(`batch:aside.${code}`)
  return isErrorCode(code) ? t(`errors:${code}.what`) : code
}

function isErrorCode(code: string): code is ErrorCode {
  return (errorCodes as readonly string[]).includes(code)
}
