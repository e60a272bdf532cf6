/** How people write a card number in groups: four by four, or 4-6-5 (Amex) and 4-6-4 (Diners). */
const cardGroupings = /^(?:\d{13,19}|(?:\d{4} ){3}(?:\d{4} )?\d{1,4}|\d{4} \d{6} \d{4,5})$/

/** Digit groups with at most three spaces, dashes, dots or underscores between two of them. */
const digitChains = /\d+(?:[\s\p{Pd}._]{1,3}\d+)*/gu

const uuids = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/giu

/**
 * First digits of payment cards (ISO/IEC 7812): 3 to 6 for the international schemes, 2221 to 2720 for
 * Mastercard's second series, 81 for UnionPay. Order numbers that begin with a year and millisecond times
 * do not begin like this, so they are left alone however their digits add up.
 */
const issuedPrefix = /^(?:[3-6]|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}$|81\d{14,17}$)/

/** The check digit of ISO/IEC 7812-1 annex B (the Luhn sum). @param digits nothing else */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place])
    const weighed = place % 2 === 0 ? digit : digit * 2
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum % 10 === 0
}

/** Digits of the shortest card number. */
const fewestDigits = 13

/** Whether a text has digits enough for a card number; nearly none has, and the rest of the rule costs far more. */
function hasDigitsOfCard(text: string): boolean {
  if (text.length < fewestDigits) return false
  let digits = 0
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place)
    if (code >= 48 && code <= 57 && ++digits === fewestDigits) return true
  }
  return false
}

/** Every way to read neighbouring groups of a chain as one number of 13 to 19 digits; a card's first group has four. */
function* spans(groups: readonly string[]): Generator<string> {
  for (const [first, group] of groups.entries()) {
    if (group.length !== 4 && group.length < 13) continue
    let length = 0
    for (let last = first; last < groups.length; last++) {
      length += groups[last]?.length ?? 0
      if (length > 19) break
      if (length >= 13) yield groups.slice(first, last + 1).join(' ')
    }
  }
}

/**
 * Whether a text holds what must be taken for a full card number: 13 to 19 digits, written together or in a card's
 * groups, that begin like an issued card and pass the Luhn check. Such a text is refused, never stored or logged
 * (PCI DSS 3.5.1: the number is unreadable wherever it is stored).
 *
 * Left alone: masked numbers (`476173******0416`), phone numbers (after `+`, or grouped unlike a card), UUIDs, and
 * numbers that begin as no card does. A numeric reference that begins with 3 to 6 and passes the check is
 * refused all the same: it cannot be told from a card.
 */
export function containsCardNumber(text: string): boolean {
  if (!hasDigitsOfCard(text)) return false
  const searched = text.replace(uuids, ' x ')
  for (const chain of searched.matchAll(digitChains)) {
    if (searched[chain.index - 1] === '+') continue
    for (const span of spans(chain[0].match(/\d+/g) ?? [])) {
      const digits = span.replaceAll(' ', '')
      if (cardGroupings.test(span) && issuedPrefix.test(digits) && passesLuhn(digits)) return true
    }
  }
  return false
}

/**
 * Whether a text holds characters that cannot be seen or that reorder what is seen: C0 and C1 controls, bidi
 * controls, zero-width and other format characters, line and paragraph separators, lone surrogates
 * (Unicode TR 36, section 2.10).
 */
export function hasControlCharacters(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)
}

/** Letters Unicode does not decompose, and the plain letters people type for them. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  ð: 'd',
  đ: 'd',
  þ: 'th',
  ł: 'l',
  ß: 'ss',
  ı: 'i'
}

const ascii = /^\p{ASCII}*$/u
/** Blanks that are not single spaces. */
const oddBlanks = /[\t-\r]| {2}/

/**
 * The form in which names and queries are compared: lower case, no accents, plain letters for Nordic ones
 * (`Bjørn Åsen` and `bjorn asen` are the same), single spaces.
 */
export function foldForSearch(text: string): string {
  // Most texts of a file are: the rest of the rule changes nothing of them, and takes ten times as long.
  if (ascii.test(text)) {
    const lower = text.toLowerCase()
    return (oddBlanks.test(lower) ? lower.replace(/\s+/g, ' ') : lower).trim()
  }
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{ASCII}]/gu, (letter) => plainLetters[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()
}

/** What is kept of a typed field: composed (NFC), without spaces at the ends. */
export function fieldText(text: string): string {
  return text.normalize('NFC').trim()
}
