import { z } from 'zod'
import { rowProblem } from './batch-problem'

/*
 * What Dintero is asked about a file before it is released. Nothing of it moves money, and nothing of it is kept beyond
 * the session: it is evidence, and it ages.
 */

/**
 * - `payments`: what the account was paid lately, to find what this file would repeat
 * - `cards`: whether the cards that would be charged can be, as far as Dintero says
 */
export const askedAbout = z.enum(['payments', 'cards'])
export type AskedAbout = z.infer<typeof askedAbout>

/**
 * How asking ended. Anything but `end` means that something may be missing. Words under `files:asked.end.<end>`.
 * - `cancelled`: somebody called it off
 * - `too_many`, `too_long`: there is more than is read for one file
 * - `repeats`: Dintero's list brings the same rows again and again
 * - `no_client`: the account's key at Dintero cannot be had here
 * - the others: Dintero could not be asked, or would not say
 */
export const askingEnd = z.enum([
  'end',
  'cancelled',
  'too_many',
  'too_long',
  'repeats',
  'no_client',
  'network',
  'timeout',
  'unauthorised',
  'forbidden',
  'rate_limited',
  'server',
  'unreadable'
])
export type AskingEnd = z.infer<typeof askingEnd>

/** Whether Dintero was asked before a release: to the end and lately, only in part, or not, or not lately. */
export const askedBefore = z.enum(['asked', 'asked_in_part', 'not_asked'])
export type AskedBefore = z.infer<typeof askedBefore>

/** Dintero is being asked now. */
export const askingView = z.object({
  what: askedAbout,
  /** Payments that were read, or cards that Dintero has said something of. */
  read: z.number().int(),
  /** Cards that are asked about; null where nobody knows how many there are. */
  of: z.number().int().nullable(),
  /** Until when Dintero asked to wait; null when it did not. */
  waitsUntil: z.number().int().nullable()
})
export type AskingView = z.infer<typeof askingView>

/** How long what was found counts as what is, ms. What was found to stand in the way stands in it until asked again. */
export const freshFor = 15 * 60_000

/** What was asked about the account's payments. Times are ms since 1970 UTC by this computer's clock. */
export const paymentsAsked = z.object({
  startedAt: z.number().int(),
  /** Payments since then were asked for. */
  since: z.number().int(),
  read: z.number().int(),
  end: askingEnd,
  /** Whether it is so lately that it still counts. */
  fresh: z.boolean()
})
export type PaymentsAsked = z.infer<typeof paymentsAsked>

/** What is known of the cards of the rows that are not left out, each card once. The counts come to `cards`. */
export const cardsAsked = z.object({
  cards: z.number().int(),
  active: z.number().int(),
  /** Of the active ones, those whose last month has passed by what Dintero says. */
  expired: z.number().int(),
  notActive: z.number().int(),
  /** Dintero's list does not have them, and it has others of the same gateway. They may be charged all the same. */
  notKnown: z.number().int(),
  /** Dintero's list does not have them, and it is not known whether it has any of their gateway. */
  notCovered: z.number().int(),
  /** Nobody has asked, or not lately, or there was no answer. */
  unasked: z.number().int(),
  askedAt: z.number().int(),
  end: askingEnd
})
export type CardsAsked = z.infer<typeof cardsAsked>

/** The problems of rows that come of asking Dintero. */
export const askedCodes = [
  'reference_at_dintero',
  'charged_elsewhere',
  'card_not_active',
  'reference_declined',
  'card_not_known'
] as const satisfies readonly z.infer<typeof rowProblem>['code'][]

/** All that asking Dintero has come to for a file as it is now; null for what was not asked about. */
export const atDinteroView = z.object({
  payments: paymentsAsked.nullable(),
  cards: cardsAsked.nullable(),
  /** Rows with a problem that came of it, by problem. */
  found: z.array(
    z.object({
      code: z.enum(askedCodes),
      field: rowProblem.shape.field,
      severity: rowProblem.shape.severity,
      rows: z.number().int()
    })
  )
})
export type AtDinteroView = z.infer<typeof atDinteroView>
