import { z } from 'zod'

/** What one step did to one row: its mark before and after, as `writeMark` gives it. */
export interface Change {
  readonly row: number
  readonly before: string | null
  readonly after: string | null
}

const changes = z.array(z.tuple([z.number().int(), z.string().nullable(), z.string().nullable()]))

export function writeStep(step: readonly Change[]): string {
  return JSON.stringify(step.map(({ row, before, after }) => [row, before, after]))
}

/** @throws Error for what was not written by `writeStep` */
export function readStep(text: string): Change[] {
  return changes.parse(JSON.parse(text)).map(([row, before, after]) => ({ row, before, after }))
}
