/** Whether a dialog is open, which keeps the keys of what is behind it from acting. */
export function isDialogOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null
}
