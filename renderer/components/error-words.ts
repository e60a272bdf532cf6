import type { TFunction } from 'i18next'
import { encodings, fileRefusal } from '../../shared/charge-file'
import type { AppError } from '../../shared/result'

/** What failed, where the same code means something else than during a charge. */
export type During = 'noCharge' | 'removal' | 'modification'

/** A failure in three sentences. */
export interface ErrorWords {
  readonly what: string
  readonly money: string
  readonly next: string
}

/** What happened, what it means for the money, what to do next. A file that is refused says what kind of file it is. */
export function errorWords(
  t: TFunction<['errors', 'files', 'common']>,
  locale: string,
  error: AppError,
  during?: During
): ErrorWords {
  const { code } = error
  // i18next falls back to the plain words where a code has none of its own for this.
  const context = during === undefined ? {} : { context: during }
  const words = {
    what: t(`${code}.what`, context),
    money: t(`${code}.money`, context),
    next: t(`${code}.next`, context)
  }
  return code === 'file_refused' ? { ...words, ...refusalWords(t, locale, error) } : words
}

function refusalWords(
  t: TFunction<['errors', 'files', 'common']>,
  locale: string,
  { details = {} }: AppError
): Partial<ErrorWords> {
  const refusal = fileRefusal.safeParse(details['refusal']).data
  if (refusal === undefined) return {}
  const { found, limit } = details
  const said = encodings.find((each) => each === details['encoding'])
  const facts = {
    ...details,
    size: megabytes(Number(found), locale),
    most: megabytes(Number(limit), locale),
    encoding: said === undefined ? '' : t(`files:reading.encodings.${said}`)
  }
  return { what: t(`refusal.${refusal}.what`, facts), next: t(`refusal.${refusal}.next`, facts) }
}

/** As the system's own windows say how large a file is; rounded up, so that what is too large never looks as if it were not. */
function megabytes(bytes: number, locale: string): string {
  const tenths = Math.ceil((bytes / 1024 / 1024) * 10) / 10
  const style = { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(locale, style).format(tenths)
}
