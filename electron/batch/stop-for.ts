import type { BatchReason } from '../../shared/batch'
import { TrekkError } from '../../shared/result'
import type { Stop } from './stop-rules'

/** Why a batch cannot go on after what was thrown before anything left, and the code to show. */
export function stopFor(error: unknown): Stop {
  if (!(error instanceof TrekkError)) return { reason: 'program', details: { code: 'internal' } }
  return { reason: reasonOf(error.code), details: { code: error.code } }
}

/**
 * What the code says by which a charge did not leave, where that holds for every other charge too; null where it is the
 * network, which may be better in a moment.
 */
export function withheldBy(code: TrekkError['code']): Stop | null {
  const reason = reasonOf(code)
  return reason === 'program' ? null : { reason, details: { code } }
}

function reasonOf(code: TrekkError['code']): BatchReason {
  if (code === 'batch_taken_over') return 'taken_over'
  if (code.startsWith('storage_')) return 'storage'
  if (code.startsWith('keychain_') || code === 'secret_missing') return 'keychain'
  if (code === 'credentials_refused' || code === 'access_denied') return 'access_refused'
  return code === 'no_account' ? 'account' : 'program'
}
