/** What is unresolved when somebody quits; the amounts are in words. */
export interface Unresolved {
  readonly count: number
  readonly atStake: string
}

export interface LeavingParts {
  /** Whether charges of a file leave now. */
  readonly isFileCharged: () => boolean
  /** Asks whether the file is to be paused and the app closed. */
  readonly agreesToPause: () => Promise<boolean>
  readonly inFlight: () => number
  /** Tells the page that the app closes as soon as so many answers are here; 0 when it stays open after all. */
  readonly sayWaiting: (inFlight: number) => void
  /** Pauses the file, and resolves when nothing is in flight any more. */
  readonly drain: () => Promise<void>
  /** Null when there are none. */
  readonly unresolved: () => Promise<Unresolved | null>
  /** Asks whether the app is to be closed although something is unresolved. */
  readonly agreesToLeave: (open: Unresolved) => Promise<boolean>
}

/**
 * Whether the app may close now. A file that is being charged is paused only when somebody says so; what is on its way is
 * always waited for; what is unresolved is told last, when it is known.
 */
export async function mayLeave(parts: LeavingParts): Promise<boolean> {
  const isFileCharged = parts.isFileCharged()
  if (isFileCharged && !(await parts.agreesToPause())) return false
  // Between two charges of a file nothing may be in flight, and the next one would leave while the ledger closes.
  if (isFileCharged || parts.inFlight() > 0) {
    parts.sayWaiting(parts.inFlight())
    await parts.drain()
  }
  const open = await parts.unresolved()
  if (open === null || (await parts.agreesToLeave(open))) return true
  parts.sayWaiting(0)
  return false
}
