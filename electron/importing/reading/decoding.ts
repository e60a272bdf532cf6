import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import type { Encoding } from '../../../shared/charge-file'
import { FileRefused } from './table'

/** How the bytes of a text are to be read. */
export interface TextEncoding {
  readonly encoding: Encoding
  readonly by: 'mark' | 'content' | 'fallback' | 'chosen'
  /** Bytes of its byte order mark. */
  readonly mark: number
}

/** Bytes in which UTF-16 without a mark is recognised. */
const probed = 64 * 1024

/** The bytes that mean nothing in Windows-1252. Where they stand, the text is cp850 (Å, Ø) or Mac Roman (Å), say. */
const nothingInWindows1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d]

/**
 * How a text is encoded: by its byte order mark, else UTF-8 if all of it is, else UTF-16 if that is certain, else
 * Windows-1252. The whole file is looked at.
 * @throws FileRefused `binary` for bytes that are no text; `encoding_does_not_fit` where what was chosen, or what the
 * file itself says, cannot be
 */
export function understandEncoding(bytes: Uint8Array, chosen: Encoding | undefined): TextEncoding {
  const all = viewOf(bytes)
  const mark = markOf(all)
  if (chosen !== undefined) {
    if (mark && mark.encoding !== 'utf-8' && mark.encoding !== chosen) {
      throw new FileRefused('encoding_does_not_fit', { encoding: chosen })
    }
    return fitting(all, { encoding: chosen, by: 'chosen', mark: mark?.mark ?? 0 }, 'encoding_does_not_fit')
  }
  if (mark) return fitting(all, mark, 'binary')
  // NUL is valid UTF-8, and in no charge file.
  if (all.includes(0)) return fitting(all, { encoding: certainUtf16(all), by: 'content', mark: 0 }, 'binary')
  if (isUtf8(all)) return { encoding: 'utf-8', by: 'content', mark: 0 }
  return fitting(all, { encoding: 'windows-1252', by: 'fallback', mark: 0 }, 'binary')
}

/**
 * The text of the first bytes of a file.
 * @param length bytes of the file, from its beginning; what is not whole at its end may become U+FFFD, or be left out
 * @throws FileRefused `encoding_does_not_fit`
 */
export function decode(bytes: Uint8Array, { encoding, mark }: TextEncoding, length = bytes.length): string {
  const whole = length >= bytes.length
  const piece = viewOf(bytes).subarray(mark, whole ? bytes.length : length)
  switch (encoding) {
    case 'utf-8':
      return piece.toString('utf8')
    case 'utf-16le':
    case 'utf-16be':
      return decodeUtf16(piece, encoding, whole)
    case 'windows-1252': {
      // It differs from Latin-1 in 0x80 to 0x9F alone. Latin-1 is ten times as fast, and half as large in memory.
      const text = piece.toString('latin1')
      return /[\x80-\x9f]/.test(text) ? decodeBytewise(piece, encoding) : text
    }
    case 'iso-8859-15':
    case 'macintosh':
    case 'cp850':
      return decodeBytewise(piece, encoding)
  }
}

/**
 * A piece of the text with letters beyond ASCII, by which a person sees that the encoding is right. It is the same
 * however much of the file is read.
 * @returns 120 characters at most, none where the file has ASCII alone
 */
export function sampleOf(bytes: Uint8Array, how: TextEncoding): string {
  const all = viewOf(bytes)
  if (!how.encoding.startsWith('utf-16') && isAscii(all)) return ''
  let first = ''
  for (let at = how.mark, tries = 0; tries < 500; tries++) {
    at = nextBeyondAscii(all, at, how.encoding)
    if (at >= all.length) break
    const piece = pieceAround(all, at, how)
    if (/(?!\p{ASCII})\p{L}/u.test(piece)) return piece
    first ||= piece
    at += 64
  }
  return first
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

function markOf(all: Buffer): TextEncoding | null {
  if (all[0] === 0xef && all[1] === 0xbb && all[2] === 0xbf) return { encoding: 'utf-8', by: 'mark', mark: 3 }
  if (all[0] === 0xff && all[1] === 0xfe) return { encoding: 'utf-16le', by: 'mark', mark: 2 }
  if (all[0] === 0xfe && all[1] === 0xff) return { encoding: 'utf-16be', by: 'mark', mark: 2 }
  return null
}

/** @throws FileRefused where the bytes are none of this encoding; `otherwise` where they hold NUL */
function fitting(
  all: Buffer,
  how: TextEncoding,
  otherwise: 'binary' | 'encoding_does_not_fit'
): TextEncoding {
  const { encoding } = how
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    // Delimiters and line ends have a NUL for their high byte. Only a mark may stand alone.
    const hasNuls = all.length === how.mark || all.includes(0)
    if (!hasNuls || (all.length - how.mark) % 2 !== 0)
      throw new FileRefused('encoding_does_not_fit', { encoding })
    return how
  }
  if (all.includes(0)) throw new FileRefused(otherwise, { encoding })
  const fits =
    encoding === 'utf-8'
      ? isUtf8(all)
      : encoding !== 'windows-1252' || !nothingInWindows1252.some((byte) => all.includes(byte))
  if (!fits) throw new FileRefused('encoding_does_not_fit', { encoding })
  return how
}

/**
 * UTF-16 without a mark: Latin letters have a NUL as their high byte, so NULs stand at even or at odd places alone, and
 * at most of those.
 * @throws FileRefused `binary`
 */
function certainUtf16(all: Buffer): Encoding {
  const nuls = [0, 0]
  const end = Math.min(all.length, probed)
  for (let at = 0; at < end; at++) if (all[at] === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = nuls
  if (all.length % 2 === 0 && even === 0 && odd > end / 4) return 'utf-16le'
  if (all.length % 2 === 0 && odd === 0 && even > end / 4) return 'utf-16be'
  throw new FileRefused('binary')
}

function decodeUtf16(piece: Buffer, encoding: 'utf-16le' | 'utf-16be', whole: boolean): string {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  let text: string
  try {
    text = decoder.decode(piece, { stream: !whole })
  } catch {
    throw new FileRefused('encoding_does_not_fit', { encoding })
  }
  if (text.includes('\0')) throw new FileRefused('binary', { encoding })
  return text
}

/**
 * By iconv-lite: the TextDecoder of some releases of Node reads Windows-1252 as Latin-1, and none knows cp850.
 * @throws FileRefused `encoding_does_not_fit` for a byte that means nothing
 */
function decodeBytewise(piece: Buffer, encoding: Encoding): string {
  const text = iconv.decode(piece, encoding, { stripBOM: false })
  if (text.includes('\ufffd')) throw new FileRefused('encoding_does_not_fit', { encoding })
  // Since Mac OS 8.5 the euro stands where iconv-lite has the sign for any currency.
  return encoding === 'macintosh' ? text.replaceAll('¤', '€') : text
}

function nextBeyondAscii(all: Buffer, from: number, encoding: Encoding): number {
  let at = from
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const [low, high] = encoding === 'utf-16le' ? [0, 1] : [1, 0]
    while (at < all.length && all[at + high] === 0 && (all[at + low] ?? 0) < 0x80) at += 2
    return at
  }
  while (at < all.length && (all[at] ?? 0) < 0x80) at += 1
  return at
}

/** Some characters on both sides of a place where a character begins, but not beyond its line. */
function pieceAround(all: Buffer, at: number, how: TextEncoding): string {
  const width = how.encoding.startsWith('utf-16') ? 2 : 1
  const before = lenient(all.subarray(Math.max(how.mark, at - 60 * width), at), how.encoding)
  const after = lenient(all.subarray(at, at + 160), how.encoding)
  const begin = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1
  const [end = ''] = after.split(/[\r\n]/, 1)
  return Array.from(before.slice(begin) + end)
    .filter((character) => character !== '\ufffd')
    .slice(0, 120)
    .join('')
}

/** What a piece says; characters that are cut become U+FFFD. */
function lenient(piece: Buffer, encoding: Encoding): string {
  if (encoding === 'utf-8') return piece.toString('utf8')
  return encoding.startsWith('utf-16')
    ? new TextDecoder(encoding).decode(piece)
    : iconv.decode(piece, encoding)
}
