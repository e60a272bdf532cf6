import type { BatchReason } from '../../shared/batch'
import { TrekkError } from '../../shared/result'
import type { Stop } from './stop-rules'

/** Why a batch cannot go on after what was thrown before anything left, and the code to show. */
export function stopFor(error: unknown): Stop {
  if (!(error instanceof TrekkError)) return { reason: 'program', details: { code: 'internal' } }
  return { reason: reasonOf(error.code), details: { code: error.code } }
}

function reasonOf(code: TrekkError['code']): BatchReason {
  if (code === 'batch_taken_over') return 'taken_over'
  if (code.startsWith('storage_')) return 'storage'
  if (code.startsWith('keychain_') || code === 'secret_missing') return 'keychain'
  return code === 'no_account' ? 'account' : 'program'
}
