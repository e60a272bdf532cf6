import type { Country } from '../shared/account'
import type { AmountProblem } from '../shared/money'
import { readPhone } from '../shared/phone'
import type { FieldProblem } from '../shared/result'
import { containsCardNumber, fieldText, hasControlCharacters } from '../shared/text'

/** What can be wrong with a field, found here or by the main process. Words under `charge:problem.<problem>`. */
export type Problem = FieldProblem['problem'] | AmountProblem

/** Problems by dotted field path, as in `AppError.fields`. */
export type Problems = Readonly<Record<string, Problem>>

/** What is wrong with a text that may otherwise hold anything. */
export function textProblem(text: string, maxLength: number): Problem | null {
  if (containsCardNumber(text)) return 'card_number'
  if (hasControlCharacters(text)) return 'control_characters'
  return text.length > maxLength ? 'too_long' : null
}

const looksLikeEmail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** What is wrong with an e-mail address; nothing when there is none. */
export function emailProblem(typed: string): Problem | null {
  const text = fieldText(typed)
  if (text === '') return null
  return textProblem(text, 254) ?? (looksLikeEmail.test(text) ? null : 'malformed')
}

/**
 * What is wrong with a phone number as it was typed; nothing when none was.
 * @param country how a number without a calling code is read
 */
export function phoneProblem(typed: string, country: Country): Problem | null {
  const text = fieldText(typed)
  if (text === '') return null
  const read = readPhone(text, country)
  return textProblem(text, 100) ?? (read.ok ? null : read.problem)
}

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
