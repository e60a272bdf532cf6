import type { BatchSummary } from '../../shared/batch-view'
import { progressOf } from '../batch-progress'

/** What was said last of a file. */
export interface Said {
  readonly id: string
  readonly stage: string
  /** Tenths of the way that were told. */
  readonly tenth: number
}

/**
 * Whether there is something to tell: the file is at another stage, or another tenth of its charges is known.
 * @returns null when everything was said
 */
export function newsOf(file: BatchSummary, said: Said | null): Said | null {
  const { id, stage } = file
  const tenth = Math.floor(progressOf(file).percent / 10)
  return said?.id === id && said.stage === stage && said.tenth === tenth ? null : { id, stage, tenth }
}
