import { accountId, environmentOf, trainingAccountId, type Environment } from '../../../shared/account'

export type AccountIdProblem =
  | { readonly kind: 'idEmpty' | 'idPrefix' | 'idLong' | 'idCharacters' | 'idTraining' }
  /** How many digits are still to come. */
  | { readonly kind: 'idDigits'; readonly count: number }

export type AccountIdReading =
  | { readonly ok: true; readonly id: string; readonly environment: Environment }
  | { readonly ok: false; readonly problem: AccountIdProblem }

/** Reads an account id as it is typed: says which environment it means, or what is wrong with it so far. */
export function readAccountId(text: string): AccountIdReading {
  const id = text.trim().toUpperCase()
  if (id === '') return refused({ kind: 'idEmpty' })
  if (!/^[PT]/.test(id)) return refused({ kind: 'idPrefix' })
  if (!/^[PT]\d*$/.test(id)) return refused({ kind: 'idCharacters' })
  if (id.length < 9) return refused({ kind: 'idDigits', count: 9 - id.length })
  if (!accountId.safeParse(id).success) return refused({ kind: 'idLong' })
  if (id === trainingAccountId) return refused({ kind: 'idTraining' })
  return { ok: true, id, environment: environmentOf(id) }
}

function refused(problem: AccountIdProblem): AccountIdReading {
  return { ok: false, problem }
}
