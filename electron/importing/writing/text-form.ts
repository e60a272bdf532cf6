import { Buffer } from 'node:buffer'
import iconv from 'iconv-lite'
import type { Delimiter, Encoding, Understood } from '../../../shared/charge-file'
import type { FileLanguage } from '../meaning/own-columns'

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
const habits: Readonly<
  Record<FileLanguage, { readonly delimiter: Delimiter; readonly decimalMark: ',' | '.' }>
> = {
  en: { delimiter: ',', decimalMark: '.' },
  nb: { delimiter: ';', decimalMark: ',' },
  sv: { delimiter: ';', decimalMark: ',' },
  da: { delimiter: ';', decimalMark: ',' }
}

export function decimalMarkOf(language: FileLanguage): ',' | '.' {
  return habits[language].decimalMark
}

/** The form of a file that begins with us: what Excel opens with all letters and columns in their place. */
export function ownTextForm(language: FileLanguage): TextForm {
  const { delimiter } = habits[language]
  return { encoding: 'utf-8', hasMark: true, delimiter, lineEnd: '\r\n', hasSepLine: false }
}

/** The form in which somebody's file came. Cells that were pasted have none, and get our own. */
export function textFormOf(
  understood: Extract<Understood, { kind: 'text' }>,
  language: FileLanguage
): TextForm {
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
 * @param pieces the text, cut between two characters anywhere
 * @returns the bytes, and the encoding they are in
 */
export function encodeText(
  pieces: readonly string[],
  { encoding, hasMark }: Pick<TextForm, 'encoding' | 'hasMark'>
): { readonly bytes: Uint8Array; readonly encoding: Encoding } {
  switch (encoding) {
    case 'utf-8':
      return inUtf8(pieces, hasMark)
    case 'utf-16le':
    case 'utf-16be': {
      const encoded = ['\uFEFF', ...pieces].map((piece) => iconv.encode(piece, encoding))
      return { bytes: Buffer.concat(encoded), encoding }
    }
    case 'windows-1252':
    case 'iso-8859-15':
    case 'macintosh':
    case 'cp850': {
      const encoded = pieces.map((piece) => iconv.encode(piece, encoding))
      const fits = pieces.every((piece, index) => isExact(piece, encoded[index] ?? Buffer.alloc(0)))
      return fits ? { bytes: Buffer.concat(encoded), encoding } : inUtf8(pieces, true)
    }
  }
}

/**
 * Whether every letter has its byte. The library writes a question mark for one that has none; and has a byte for the
 * replacement character, which is no letter.
 */
function isExact(text: string, bytes: Buffer): boolean {
  if (bytes.length !== text.length || text.includes('\uFFFD')) return false
  for (let at = bytes.indexOf(questionMark); at !== -1; at = bytes.indexOf(questionMark, at + 1)) {
    if (text.charCodeAt(at) !== questionMark) return false
  }
  return true
}

const questionMark = 0x3f

function inUtf8(
  pieces: readonly string[],
  hasMark: boolean
): { readonly bytes: Uint8Array; readonly encoding: Encoding } {
  const encoded = pieces.map((piece) => Buffer.from(piece, 'utf8'))
  // As many bytes as characters: all of it is ASCII.
  const isAscii = pieces.every((piece, index) => encoded[index]?.length === piece.length)
  return { bytes: Buffer.concat(hasMark || !isAscii ? [utf8Mark, ...encoded] : encoded), encoding: 'utf-8' }
}

/** The byte order mark of UTF-8. */
export const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf])
