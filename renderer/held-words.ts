import type { TFunction } from 'i18next'
import type { HeldStart } from '../shared/batch-view'

/** Why a held file has not started, and what there is to do about it. */
export interface KeptWords {
  readonly why: string
  readonly next: string
}

/** Why a held file has not started, in a few words; null while nothing keeps it. */
export function keptWords(t: TFunction<['files', 'errors']>, start: HeldStart | null): KeptWords | null {
  if (start === null || start.kept === null) return null
  const { kept, byItself } = start
  const why =
    kept === 'closed' || kept === 'batch_busy' ? t(`files:held.short.${kept}`) : t(`errors:${kept}.what`)
  return { why, next: t(byItself ? 'files:held.lateNextBusy' : 'files:held.shortNext') }
}
