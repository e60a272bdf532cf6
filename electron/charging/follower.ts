/** What the reconciler asks Dintero about until it has ended: everything of one kind, such as charges. */
export interface Follower {
  /** Sorts out what a crash left of this desk's own, before anything else is done. Doing it twice changes nothing. */
  recover(): Promise<void>
  /** Ids of all of this desk's that have not ended, whatever their time. */
  openIds(): Promise<string[]>
  /**
   * Ids of those whose next lookup is due, longest overdue first.
   * @param now ms since 1970 UTC
   * @param except ids to leave out for now
   */
  dueIds(now: number, limit: number, except: readonly string[]): Promise<string[]>
  /** When the next lookup of any of them is due, ms since 1970 UTC; null when none is planned. */
  nextDueAt(except: readonly string[]): Promise<number | null>
  /**
   * Asks Dintero about one: quiet about a Dintero that cannot be reached, which is only asked again later, and about one
   * that is busy. Rejects when not even the next lookup could be planned.
   */
  askQuietly(id: string): Promise<void>
  /** Ids of those of which more is known than the disk would take; `askQuietly` writes it. */
  readonly unwritten: readonly string[]
}
