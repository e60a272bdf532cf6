import type { Api } from '../../../shared/ipc'
import type { Result } from '../../../shared/result'
import type { TypedDraft } from './draft'
import type { Reviewed } from './submit'

export type ReviewCalls = Pick<Api, 'reviewCharge' | 'reviewLink'>

/** Asks main what will happen if the form is submitted as it was typed. */
export async function reviewOf(api: ReviewCalls, { kind, draft }: TypedDraft): Promise<Result<Reviewed>> {
  if (kind === 'charge') {
    const answer = await api.reviewCharge(draft)
    return answer.ok ? { ok: true, value: { kind, review: answer.value } } : answer
  }
  const answer = await api.reviewLink(draft)
  return answer.ok ? { ok: true, value: { kind, review: answer.value } } : answer
}
