import { brandNames } from '../wire'
import { escape } from './html'
import type { CardRecord } from '../records'
import type { Words } from './words'

/*
 * What the page of a payment and that of storing a card have in common.
 */

/** One card to choose. @param what what the card is, in words */
export function cardChoice(
  value: string,
  { brand, maskedPan, expiry }: CardRecord,
  what: string,
  words: Words,
  chosen: boolean
): string {
  const details = expiry === null ? what : `${what}, ${words.expires(expiry)}`
  return `<label class="card"><input type="radio" name="card" value="${escape(value)}"${chosen ? ' checked' : ''}>
<span>${escape(`${brandNames[brand]} ${maskedPan}`)}<br><small>${escape(details)}</small></span></label>`
}

/** A form that answers this page. The first action is the one that the enter key takes. */
export function form(fields: string, actions: readonly (readonly [value: string, label: string])[]): string {
  const buttons = actions.map(
    ([value, label], index) =>
      `<button name="action" value="${value}"${index === 0 ? ' class="first"' : ''}>${escape(label)}</button>`
  )
  return `<form method="post">\n${fields}\n<div class="actions">${buttons.join('\n')}</div>\n</form>`
}

/** How it ended, and where the customer would go from here. @param address null where nobody is sent anywhere */
export function outcome(
  text: string,
  mood: 'good' | 'bad' | 'neutral',
  address: string | null,
  words: Words
): string {
  const told = `<p role="status" class="outcome ${mood}">${escape(text)}</p>`
  if (address === null) return told
  return `${told}
<p>${escape(words.next)}</p>
<code>${escape(address)}</code>
<p><small>${escape(words.nextNot)}</small></p>`
}
