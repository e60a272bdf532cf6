/*
 * What a spreadsheet takes for a formula is written with a mark before it (OWASP, CSV injection), and read without.
 * One rule for both, so that every cell comes back as it was: also one that began with the mark already.
 */

/** What makes a spreadsheet see a formula, also in its full-width form, and after marks that are there already. */
const dangerous = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

/** A text cell as it is written. Numbers that Trekk writes itself are not text. */
export function neutralText(text: string): string {
  return dangerous.test(text) ? `'${text}` : text
}

/** A text cell as it was meant: without the mark that `neutralText` puts, and with every other apostrophe. */
export function plainText(text: string): string {
  return text.startsWith("'") && dangerous.test(text) ? text.slice(1) : text
}
