import { Buffer } from 'node:buffer'
import iconv from 'iconv-lite'
import type { Delimiter, Encoding, Understood } from '../../../shared/charge-file'
import type { Language } from '../../../shared/languages'

/** The form of a text file. */
export interface TextForm {
  readonly encoding: Encoding
  /** Whether it begins with a byte order mark even if all its letters are plain. */
  readonly hasMark: boolean
  readonly delimiter: Delimiter
  readonly lineEnd: '\r\n' | '\n' | '\r'
  /** Whether its first line tells Excel the delimiter (`sep=;`). */
  readonly hasSepLine: boolean
}

/** What separates cells and decimals where a language is spoken, as Excel there expects it of a file it opens. */
const habits: Readonly<Record<Language, { readonly delimiter: Delimiter; readonly decimalMark: ',' | '.' }>> =
  {
    en: { delimiter: ',', decimalMark: '.' },
    nb: { delimiter: ';', decimalMark: ',' }
  }

export function decimalMarkOf(language: Language): ',' | '.' {
  return habits[language].decimalMark
}

/** The form of a file that begins with us: what Excel opens with all letters and columns in their place. */
export function ownTextForm(language: Language): TextForm {
  const { delimiter } = habits[language]
  return { encoding: 'utf-8', hasMark: true, delimiter, lineEnd: '\r\n', hasSepLine: false }
}

/** The form in which somebody's file came. Cells that were pasted have none, and get our own. */
export function textFormOf(understood: Extract<Understood, { kind: 'text' }>, language: Language): TextForm {
  if (understood.pasted) return ownTextForm(language)
  const { encoding, encodingBy, delimiter, delimiterBy, lineEnd } = understood
  return {
    encoding,
    hasMark: encodingBy === 'mark',
    delimiter,
    lineEnd,
    hasSepLine: delimiterBy === 'sep_line'
  }
}

/**
 * The bytes of a text in an encoding; where a letter does not fit, all of it in UTF-8 with a byte order mark, for no
 * letter is ever replaced by another.
 * UTF-16 always has its mark, without which nobody knows it. UTF-8 has one as it came, and wherever a letter is beyond
 * ASCII: Excel takes a file without it for Windows-1252 and shows `BjÃ¸rn`, and results are looked at in Excel.
 * @returns the bytes, and the encoding they are in
 */
export function encodeText(
  text: string,
  form: Pick<TextForm, 'encoding' | 'hasMark'>
): { readonly bytes: Uint8Array; readonly encoding: Encoding } {
  switch (form.encoding) {
    case 'utf-8':
      return utf8(text, form.hasMark)
    case 'utf-16le':
    case 'utf-16be':
      return { bytes: iconv.encode(text, form.encoding, { addBOM: true }), encoding: form.encoding }
    case 'windows-1252':
    case 'iso-8859-15':
    case 'macintosh':
    case 'cp850': {
      const bytes = iconv.encode(text, form.encoding)
      // The replacement character is no letter, though the library has a byte for it.
      const fits = !text.includes('\uFFFD') && iconv.decode(bytes, form.encoding) === text
      return fits ? { bytes, encoding: form.encoding } : utf8(text, true)
    }
  }
}

function utf8(text: string, hasMark: boolean): { readonly bytes: Uint8Array; readonly encoding: Encoding } {
  const bytes = Buffer.from(text, 'utf8')
  // As many bytes as characters: all of it is ASCII.
  const isMarked = hasMark || bytes.length !== text.length
  return { bytes: isMarked ? Buffer.concat([utf8Mark, bytes]) : bytes, encoding: 'utf-8' }
}

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf])
