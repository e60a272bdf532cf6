import { z } from 'zod'
import type { Checked } from './validate'

/*
 * How Dintero's lists are asked: an array is a repeated key, and here a key that is not documented is refused.
 */

/** A parameter that may be given once. */
export const one = <Schema extends z.ZodType<unknown, string>>(schema: Schema) =>
  z
    .tuple([schema])
    .transform(([only]) => only)
    .optional()

/** A parameter that may be repeated. */
export const many = <Schema extends z.ZodType<unknown, string>>(schema: Schema) => z.array(schema).optional()

export const wholeNumber = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number)

/** How many rows a page has, at most. */
export const limit = (most: number) => one(wholeNumber.pipe(z.number().min(1).max(most)))

/** ISO 8601, read as ms since 1970 UTC; a time without a zone is UTC, a date is its midnight (docs/dintero.md 5.2). */
export const time = z
  .union([z.iso.datetime({ offset: true, local: true }), z.iso.date()])
  .transform((value) =>
    Date.parse(value.length === 10 || /(?:Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`)
  )

/** Reads a query. The message names every parameter that does not fit. */
export function readQuery<Schema extends z.ZodType>(
  schema: Schema,
  parameters: URLSearchParams
): Checked<z.output<Schema>> {
  const keys = [...new Set(parameters.keys())]
  const parsed = schema.safeParse(Object.fromEntries(keys.map((key) => [key, parameters.getAll(key)])))
  if (parsed.success) return { ok: true, value: parsed.data }
  const issues = parsed.error.issues.map(({ path, message }) => `${String(path[0] ?? 'query')}: ${message}`)
  return { ok: false, message: issues.join('; ') }
}
