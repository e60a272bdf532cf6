import { z } from 'zod'

/*
 * What several kinds of fault have in common.
 */

export const ms = z.number().int().min(0)

/** How many lookups pass before something happens. */
export const polls = z.number().int().min(0)

export const anyAnswer = {
  status: z.number().int().min(200).max(599),
  type: z.string().default('text/html'),
  body: z.string().default('<html><body>Bad gateway</body></html>')
}

/** `retryAfter` is the header as it is sent, however absurd. */
export const retryAfter = {
  retryAfterSeconds: z.number().int().min(0).default(0),
  retryAfter: z.string().optional()
}

/** What stands in the place of a body that could be read. */
export const garbageBody = { body: z.string().default('<html>Bad gateway</html>') }

/** The status of an answer that says that something went wrong at Dintero. */
export const serverError = { status: z.number().int().min(500).max(599).default(500) }
