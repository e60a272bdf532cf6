import { z } from 'zod'
import type { Country } from './account'
import { maxAmount, merchantReference } from './charge'
import { readPhone } from './phone'
import type { FieldProblem } from './result'
import { containsCardNumber, fieldText, hasControlCharacters } from './text'

/*
 * What the fields of Trekk may hold, once for the page, the main process and charge files alike: what one of them takes,
 * all take.
 */

export type Problem = FieldProblem['problem']

/** Characters a field holds at most. Names and references are bounded by us; e-mail by RFC 5321, 4.5.3.1. */
export const longest = {
  accountName: 100,
  customerName: 200,
  customerNumber: 64,
  description: 200,
  email: 254,
  merchantReference: 100,
  operatorName: 100,
  phone: 100,
  reason: 500,
  reference: 100,
  token: 1_000,
  transactionId: 100
} as const

const email = z.email()

/** What is wrong with any text that is kept: a card number, what cannot be seen, or too much of it. The gravest first. */
export function textProblem(text: string, atMost: number): Problem | null {
  if (containsCardNumber(text)) return 'card_number'
  if (hasControlCharacters(text)) return 'control_characters'
  return text.length > atMost ? 'too_long' : null
}

/** @param text as `fieldText` gives it; empty is no problem: an e-mail address may be left out */
export function emailProblem(text: string): Problem | null {
  if (text === '') return null
  return textProblem(text, longest.email) ?? (email.safeParse(text).success ? null : 'malformed')
}

/**
 * @param text as `fieldText` gives it; empty is no problem: a phone number may be left out
 * @param country how a number without a calling code is read
 */
export function phoneProblem(text: string, country: Country): Problem | null {
  if (text === '') return null
  const read = readPhone(text, country)
  return textProblem(text, longest.phone) ?? (read.ok ? null : read.problem)
}

/** A typed phone number as it is kept and sent; one that cannot be read stays as it was typed. */
export function keptPhone(typed: string, country: Country): string {
  const text = fieldText(typed)
  const read = readPhone(text, country)
  return read.ok ? read.e164 : text
}

/** @param text as `fieldText` gives it */
export function merchantReferenceProblem(text: string): Problem | null {
  if (text === '') return 'missing'
  const problem = textProblem(text, longest.merchantReference)
  return problem ?? (merchantReference.safeParse(text).success ? null : 'malformed')
}

/** @param token without space around it */
export function tokenProblem(token: string): Problem | null {
  if (token === '') return 'missing'
  return textProblem(token, longest.token) ?? (/\s/.test(token) ? 'malformed' : null)
}

/** @param amount minor units */
export function amountProblem(amount: number): Problem | null {
  if (!Number.isSafeInteger(amount)) return 'malformed'
  if (amount < 1) return 'too_small'
  return amount > maxAmount ? 'too_large' : null
}

/** Letters a reason must have at least, so that it is one. */
const shortestReason = 3

/** What is wrong with why somebody did something, as it is kept for ever. @param text as `fieldText` gives it */
export function reasonProblem(text: string): Problem | null {
  return textProblem(text, longest.reason) ?? (text.length < shortestReason ? 'missing' : null)
}
