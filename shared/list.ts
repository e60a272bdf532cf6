import { z } from 'zod'

/** The most rows one message carries. */
export const mostRows = 1_000

/** Which rows of a list are asked for. */
export const windowOf = {
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(mostRows)
} as const

/**
 * A window of a list. `total` counts the whole list. With `atLeast` it is a floor: so many were counted, and there may
 * be more. A window asked for at the end of a floor is answered like any other; one that is not full ends the list.
 */
export interface ListPage<Row> {
  readonly rows: Row[]
  readonly total: number
  readonly atLeast: boolean
}

/** The schema of a window whose rows have this one. */
export function listOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row).max(mostRows), total: z.number().int(), atLeast: z.boolean() })
}
