import type { Country } from '../../../shared/account'
import { emailProblem, keptPhone, phoneProblem, textProblem, type Problem } from '../../../shared/fields'
import { containsCardNumber } from '../../../shared/text'

/*
 * The rules of `shared/` for a hundred thousand rows at a time. Each of these says what the rule says; where that is
 * plain from the form of a text the rule is not asked. Tests hold them to the rules.
 */

/** Letters, figures and marks that can be seen: no control and no format character is among them. */
const ordinary = /^[ -~ÆØÅÄÖÜÉæøåäöüé]*$/

/** `textProblem`, which nothing ordinary and short has. */
export function problemOfText(text: string, atMost: number): Problem | null {
  if (text.length <= atMost && ordinary.test(text) && !containsCardNumber(text)) return null
  return textProblem(text, atMost)
}

/** Addresses as nearly all are. Others are asked about, and many of them are right. */
const commonEmail = /^[a-z0-9]+(?:[._+-][a-z0-9]+)*@[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*\.[a-z]{2,}$/i

/** `emailProblem`, which no common and short address has. */
export function problemOfEmail(text: string): Problem | null {
  const isCommon = text.length <= 60 && commonEmail.test(text) && !containsCardNumber(text)
  return isCommon ? null : emailProblem(text)
}

/** Numbers of a fixed length that begin as no prefix of domestic calls does, with their calling code. */
const international = /^\+(?:47[2-9]\d{7}|45[2-9]\d{7}|467[02369]\d{7})$/

/** The same without it, for the countries that have eight digits and no prefix. */
const eightDigits = /^[2-9]\d{7}$/

const callingCodes: Readonly<Partial<Record<Country, string>>> = { NO: '+47', DK: '+45' }

/** What `phoneProblem` and `keptPhone` say of a phone number: its international form, or what is wrong with it. */
export function phoneForm(
  text: string,
  country: Country
): { readonly kept: string; readonly problem: Problem | null } {
  const digits = text.includes(' ') ? text.replaceAll(' ', '') : text
  if (international.test(digits)) return { kept: digits, problem: null }
  const code = callingCodes[country]
  if (code !== undefined && eightDigits.test(digits)) return { kept: code + digits, problem: null }
  const problem = phoneProblem(text, country)
  return { kept: problem === null ? keptPhone(text, country) : text, problem }
}

/** Texts that are remembered at most: the words of a column are few, and where they are not, nothing is gained. */
const mostRemembered = 1_000

/** A function of a cell that remembers what it made of the texts it has seen. */
export function remembering<T>(read: (cell: string) => T): (cell: string) => T {
  const known = new Map<string, T>()
  return (cell) => {
    const before = known.get(cell)
    if (before !== undefined) return before
    const value = read(cell)
    if (known.size < mostRemembered) known.set(cell, value)
    return value
  }
}
