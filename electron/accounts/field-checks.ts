import type { Country } from '../../shared/account'
import { readPhone } from '../../shared/phone'
import { TrekkError, type FieldProblem } from '../../shared/result'
import { containsCardNumber, hasControlCharacters } from '../../shared/text'

/** Gathers what is wrong with the fields of a form, so that all of it can be shown at once. */
export class FieldChecks {
  readonly #problems: FieldProblem[] = []

  report(field: string, problem: FieldProblem['problem']): void {
    this.#problems.push({ field, problem })
  }

  /** Texts that will be kept: nothing invisible in them, and no card number. */
  plainTexts(fields: Readonly<Record<string, string>>): this {
    for (const [field, text] of Object.entries(fields)) {
      if (hasControlCharacters(text)) this.report(field, 'control_characters')
      if (containsCardNumber(text)) this.report(field, 'card_number')
    }
    return this
  }

  /** A number that may be left out, but is not kept when it cannot be read. */
  phone(field: string, text: string, country: Country): this {
    const read = readPhone(text, country)
    const isKnown = this.#problems.some((each) => each.field === field)
    if (text !== '' && !read.ok && !isKnown) this.report(field, read.problem)
    return this
  }

  required(fields: Readonly<Record<string, string>>): this {
    for (const [field, text] of Object.entries(fields)) if (text.trim() === '') this.report(field, 'missing')
    return this
  }

  /** @throws TrekkError `card_number_refused` where a card number is among the problems, else `invalid_input` */
  throwAny(): void {
    if (this.#problems.length === 0) return
    const where = this.#problems.map(({ field, problem }) => `${field}: ${problem}`).join(', ')
    const hasCard = this.#problems.some(({ problem }) => problem === 'card_number')
    throw new TrekkError(hasCard ? 'card_number_refused' : 'invalid_input', where, { fields: this.#problems })
  }
}
