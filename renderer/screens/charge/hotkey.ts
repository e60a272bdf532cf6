/** How long after the first Ctrl+Enter the second counts, ms: a bounce or a held key is never a decision. */
export const secondPressAfter = 400

/** What a press of Ctrl+Enter should do. */
export type HotkeyMove = 'nothing' | 'focus' | 'charge'

/** Which review the first press stood for, and when it was, ms. */
export interface Armed {
  readonly reviewId: string
  readonly at: number
}

/**
 * Decides what Ctrl+Enter does: the first press moves to the charge button, a second one at least
 * `secondPressAfter` later charges, provided it is still the same review. A press that comes too soon starts
 * the wait again, and a held key (`repeat`) does nothing at all.
 * @param now ms on any clock that does not run backwards
 */
export function pressHotkey(
  armed: Armed | null,
  press: { readonly reviewId: string | null; readonly repeat: boolean; readonly now: number }
): { move: HotkeyMove; armed: Armed | null } {
  if (press.repeat) return { move: 'nothing', armed }
  if (press.reviewId === null) return { move: 'focus', armed: null }
  const rearmed = { reviewId: press.reviewId, at: press.now }
  if (armed?.reviewId !== press.reviewId) return { move: 'focus', armed: rearmed }
  if (press.now - armed.at < secondPressAfter) return { move: 'nothing', armed: rearmed }
  return { move: 'charge', armed: null }
}
