import type { FileRefusal } from '../../../shared/charge-file'
import { FileRefused } from './table'

/** Bytes in which the marks of other kinds of file are looked for. */
const searched = 1024

/** Entries, an empty archive, and one in several pieces. */
const zips = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08']

/** The first bytes of files that are no charge files, as Latin-1. */
const marks: readonly (readonly [begin: string, FileRefusal])[] = [
  ['%PDF-', 'pdf'],
  ['\x89PNG\r\n\x1a\n', 'image'],
  ['\xff\xd8\xff', 'image'],
  ['GIF87a', 'image'],
  ['GIF89a', 'image'],
  ['II*\0', 'image'],
  ['MM\0*', 'image'],
  ['\x1f\x8b', 'other_archive'],
  ["7z\xbc\xaf'\x1c", 'other_archive'],
  ['Rar!\x1a\x07', 'other_archive'],
  ['{\\rtf', 'other_document']
]

/** How a text begins that is a document with markup, whatever its name says. */
const markup = /^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|!--|html|head|body|table|style|meta|workbook|div)\b/i

/** The compound file of Microsoft's ([MS-CFB] 2.2), in which old workbooks and encrypted new ones are. */
const compoundFile = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'

/**
 * What the bytes are, whatever the file's name says.
 * @returns `zip` for what may be a workbook, else `text`, which may still turn out to be none
 * @throws FileRefused for what is plainly neither
 */
export function kindOf(bytes: Uint8Array): 'zip' | 'text' {
  if (bytes.length === 0) throw new FileRefused('empty')
  const begin = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, searched)).toString(
    'latin1'
  )
  if (zips.some((mark) => begin.startsWith(mark))) return 'zip'
  if (begin.startsWith(compoundFile)) throw new FileRefused(insideCompoundFile(bytes))
  const mark = marks.find(([mark]) => begin.startsWith(mark))
  if (mark) throw new FileRefused(mark[1])
  if (/^RIFF[^]{4}WEBP/.test(begin) || /^[^]{4}ftyp(?:heic|heix|mif1|avif)/.test(begin)) {
    throw new FileRefused('image')
  }
  // Readers of PDF look for the mark in the first KiB, so some writers put bytes of their own before it.
  if (begin.includes('\n%PDF-')) throw new FileRefused('pdf')
  if (markup.test(begin)) throw new FileRefused('other_document')
  return 'text'
}

/** By the names in its directory, which are UTF-16: `EncryptedPackage` ([MS-OFFCRYPTO] 2.3.4.4), `Workbook`, `Book`. */
function insideCompoundFile(bytes: Uint8Array): FileRefusal {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const holds = (name: string): boolean => all.includes(Buffer.from(`${name}\0`, 'utf16le'))
  if (holds('EncryptedPackage')) return 'encrypted_workbook'
  return holds('Workbook') || holds('Book') ? 'old_workbook' : 'binary'
}
