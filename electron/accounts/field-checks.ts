import type { Country } from '../../shared/account'
import { emailProblem, longest, phoneProblem, textProblem, type Problem } from '../../shared/fields'
import { TrekkError, type FieldProblem } from '../../shared/result'

/** Gathers what is wrong with the fields of a form, so that all of it can be shown at once; of each field one problem. */
export class FieldChecks {
  readonly #problems = new Map<string, Problem>()

  report(field: string, problem: Problem | null): this {
    if (problem !== null && !this.#problems.has(field)) this.#problems.set(field, problem)
    return this
  }

  /** Texts that will be kept: nothing invisible in them, no card number, and no more than a field holds. */
  plainTexts(fields: Readonly<Record<string, string>>): this {
    const bounds: Readonly<Record<string, number>> = longest
    for (const [field, text] of Object.entries(fields))
      this.report(field, textProblem(text, bounds[field] ?? longest.token))
    return this
  }

  email(field: string, text: string): this {
    return this.report(field, emailProblem(text))
  }

  /** A number that may be left out, but is not kept when it cannot be read. */
  phone(field: string, text: string, country: Country): this {
    return this.report(field, phoneProblem(text, country))
  }

  required(fields: Readonly<Record<string, string>>): this {
    for (const [field, text] of Object.entries(fields)) if (text.trim() === '') this.report(field, 'missing')
    return this
  }

  /** @throws TrekkError `card_number_refused` where a card number is among the problems, else `invalid_input` */
  throwAny(): void {
    if (this.#problems.size === 0) return
    const fields: FieldProblem[] = [...this.#problems].map(([field, problem]) => ({ field, problem }))
    const where = fields.map(({ field, problem }) => `${field}: ${problem}`).join(', ')
    const hasCard = fields.some(({ problem }) => problem === 'card_number')
    throw new TrekkError(hasCard ? 'card_number_refused' : 'invalid_input', where, { fields })
  }
}
