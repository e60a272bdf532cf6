import type { Problem as FoundProblem } from '../shared/fields'
import type { AmountProblem } from '../shared/money'
import type { FieldProblem } from '../shared/result'

/** What can be wrong with a field, found here or by the main process. Words under `charge:problem.<problem>`. */
export type Problem = FoundProblem | AmountProblem

/** Problems by dotted field path, as in `AppError.fields`. */
export type Problems = Readonly<Record<string, Problem>>

/** The main process' field problems, keyed like ours. The first problem of a field wins. */
export function problemsOf(fields: readonly FieldProblem[] | undefined): Problems {
  const problems: Record<string, Problem> = {}
  for (const { field, problem } of fields ?? []) problems[field] ??= problem
  return problems
}

/** Problems worth showing before the field is left: they are never a value half typed. */
export function showsAtOnce(problem: Problem): boolean {
  return problem === 'card_number' || problem === 'control_characters' || problem === 'ambiguous'
}
