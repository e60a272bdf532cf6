import { passesLuhn } from '../../shared/text'

/** Cleans a text that Dintero or the network stack wrote, so that it may be shown, stored and logged. */
export type Redactor = (text: string) => string

/** Longer than any helpful message, short enough for a line of a log. */
const maxLength = 500

const credentials = /\b(?:bearer|basic)\s+[\w.~+/=-]+/gi
const jwt = /\beyJ[\w-]{5,}(?:\.[\w-]+)*/g
const digitRun = /\d(?:[ .-]?\d){12,}/g
const controlCharacters = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

/**
 * A redactor that knows the secrets of one request. It removes them in every form they may be echoed in (as they
 * are, in a URL, in JSON), authorization values, JWTs and Luhn-valid numbers of 13 to 19 digits, then control
 * characters, and bounds the length last, so that no secret is cut in two and missed.
 */
export function redactor(secrets: readonly string[]): Redactor {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .toSorted((a, b) => b.length - a.length)
  return (text) => {
    const known = forms.reduce((clean, secret) => clean.replaceAll(secret, '[secret]'), text)
    const clean = known
      .replace(credentials, '[authorization]')
      .replace(jwt, '[token]')
      .replace(digitRun, withoutCardNumbers)
      .replace(controlCharacters, ' ')
      .trim()
    return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean
  }
}

/** A run may hold more digits than a card number, such as an expiry after it, so every window is tried, longest first. */
function withoutCardNumbers(run: string): string {
  const digits = run.replace(/\D/g, '')
  for (let length = Math.min(19, digits.length); length >= 13; length--)
    for (let start = 0; start + length <= digits.length; start++)
      if (passesLuhn(digits.slice(start, start + length))) return '[number]'
  return run
}
