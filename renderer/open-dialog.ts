/** Whether a dialog is open, which keeps the keys of what is behind it from acting. */
export function isDialogOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null
}

/**
 * Whether a key was pressed in a dialog or a menu. One that the key has closed is gone from the page before what is behind
 * it hears of the key, which still knows its way.
 */
export function isOfDialog(event: Pick<Event, 'composedPath'>): boolean {
  return event
    .composedPath()
    .some((each) => each instanceof Element && each.matches('[role="dialog"], [role="menu"]'))
}
