import { z } from 'zod'
import type { Redactor } from './redact'

/*
 * The kinds of field that Dintero's answers have. What is left out is null; what has the wrong type fails.
 */

export const absent = <T>(value: T | null | undefined): T | null => value ?? null
export const id = z.string().min(1).max(200).nullish().transform(absent)
export const word = z.string().max(200).nullish().transform(absent)
export const flag = z.boolean().nullish().transform(absent)
export const minorUnits = z.number().int().nullish().transform(absent)
/** A date nobody can read is no reason to lose the money facts beside it. */
export const time = z.string().nullish().transform(milliseconds)
export const words = z
  .union([z.string(), z.array(z.string()).max(50)])
  .nullish()
  .transform((value) => (value === null || value === undefined ? [] : [value].flat()))

/** ISO 8601, UTC where it names no offset (docs/dintero.md 5.2). @returns ms since 1970 UTC */
function milliseconds(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null
  const zoned = /[zZ]$|[+-]\d{2}:?\d{2}$|^\d{4}-\d{2}-\d{2}$/.test(text) ? text : `${text}Z`
  const parsed = Date.parse(zoned)
  return Number.isNaN(parsed) ? null : parsed
}

export function clean(text: string | null, redact: Redactor): string | null {
  return text === null ? null : redact(text)
}
