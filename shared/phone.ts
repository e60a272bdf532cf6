import { PhoneNumber, parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/min'
import type { Country } from './account'

/** Why a text is no phone number: not written like one, or with too few or too many digits for its country. */
export type PhoneProblem = 'malformed' | 'too_small' | 'too_long'

export type PhoneRead =
  /** `e164` (`+4790000000`) is kept and sent; `shown` (`+47 900 00 000`) is for people. */
  | { readonly ok: true; readonly e164: string; readonly shown: string }
  | { readonly ok: false; readonly problem: PhoneProblem }

/** Digits as people group them, with a plus sign before them at most: no letters, no extension, no second number. */
const written = /^\+?[\d\s().\p{Pd}/]+$/u

/** ITU-T E.164 has at most fifteen digits; below seven Dintero takes none. */
const international = /^\+[1-9]\d{6,14}$/

/**
 * Reads a phone number as it is typed in a country: `900 00 000`, `0047 900 00 000`, `+47 900 00 000`.
 * A possible number is taken even where nobody is known to have it: number plans change faster than programs are
 * renewed, and a customer's new number must not keep anyone from charging.
 */
export function readPhone(text: string, country: Country): PhoneRead {
  const typed = text.trim()
  if (!written.test(typed)) return { ok: false, problem: 'malformed' }
  const e164 = internationalForm(typed, country)
  if (e164 === null || !isTakeable(e164)) return { ok: false, problem: lengthProblem(typed, country) }
  const shown = grouped(new PhoneNumber(e164))
  return { ok: true, e164, shown: internationalForm(shown, country) === e164 ? shown : e164 }
}

/** A number that was kept, as people read it; a text that is no international number stays as it is. */
export function shownPhone(kept: string): string {
  const read = kept.startsWith('+') ? readPhone(kept, 'NO') : null
  return read?.ok ? read.shown : kept
}

/**
 * The number with its calling code, the same however often it is read. The library takes a first 0 for the prefix of
 * domestic calls at every reading, so a number that goes on with zeros is taken as it stands.
 */
function internationalForm(typed: string, country: Country): string | null {
  const read = parse(typed, country)
  if (read === null || parse(read, country) === read || !typed.startsWith('+')) return read
  return `+${typed.replace(/\D/g, '')}`
}

function isTakeable(e164: string): boolean {
  // What would not be read again as the same number is none.
  const isSteady = internationalForm(e164, 'NO') === e164
  return isSteady && international.test(e164) && new PhoneNumber(e164).isPossible()
}

function parse(text: string, country: Country): string | null {
  return parsePhoneNumberFromString(text, { defaultCountry: country, extract: false })?.number ?? null
}

function lengthProblem(typed: string, country: Country): PhoneProblem {
  switch (validatePhoneNumberLength(typed, { defaultCountry: country })) {
    case 'TOO_SHORT':
      return 'too_small'
    case 'TOO_LONG':
      return 'too_long'
    default:
      return 'malformed'
  }
}

/** The library groups Norwegian mobile numbers two by two; Norwegians read them as 900 00 000. */
function grouped(number: PhoneNumber): string {
  const mobile = number.countryCallingCode === '47' && /^([49]\d\d)(\d\d)(\d{3})$/.exec(number.nationalNumber)
  return mobile ? `+47 ${mobile.slice(1).join(' ')}` : number.formatInternational()
}
