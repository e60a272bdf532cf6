import { inflateRawSync } from 'node:zlib'
import { FileRefused } from './table'

/** An entry of a ZIP, as its central directory has it. */
export interface ZipEntry {
  readonly name: string
  /** 0 stored, 8 deflated */
  readonly method: number
  readonly packed: number
  readonly unpacked: number
  /** The offset of its local header. */
  readonly at: number
  /** Whether it is neither encrypted, nor packed in a way that no workbook is, nor left to say its size later on. */
  readonly readable: boolean
}

/** Bytes that all entries of a workbook may have together when unpacked. */
export const mostUnpacked = 256 * 1024 * 1024
/** Deflate can do 1032; the rows of a real sheet come to 10 or 20. */
const highestRatio = 250
/** Below this an entry is no danger, however well it is packed. */
const harmless = 1024 * 1024
const mostEntries = 5000

// APPNOTE.TXT of PKWARE, 4.3.7, 4.3.12, 4.3.16 and 4.5.3.
const localHeader = 0x04034b50
const centralHeader = 0x02014b50
const endOfDirectory = 0x06054b50
const endLength = 22
const localLength = 30
const centralLength = 46
const in64 = 0xffffffff
const encryptedFlag = 1
const sizeLaterFlag = 8

/**
 * The entries of a ZIP, before anything is unpacked.
 * @throws FileRefused `damaged_workbook` where it has no directory; `workbook_too_large` for thousands of entries
 */
export function directoryOf(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const { count, at } = endRecord(view)
  if (count > mostEntries) throw new FileRefused('workbook_too_large', { found: count, limit: mostEntries })
  const entries: ZipEntry[] = []
  let place = at
  for (let index = 0; index < count; index++) {
    if (place + centralLength > bytes.length || view.getUint32(place, true) !== centralHeader) throw damaged()
    const lengths = [28, 30, 32].map((offset) => view.getUint16(place + offset, true))
    entries.push(entryAt(view, place, lengths))
    place += centralLength + lengths.reduce((sum, each) => sum + each, 0)
  }
  return entries
}

/**
 * Makes sure that a ZIP can be unpacked without danger. What it says of itself is not believed: an entry must lie in the
 * file, in a place of its own, under a name of its own; and hucre, as `unpack` here, unpacks no more bytes than were
 * told, so that what is summed up here is a bound.
 * @throws FileRefused `damaged_workbook`, `workbook_too_large`
 */
export function checkEntries(bytes: Uint8Array, entries: readonly ZipEntry[]): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (const { readable } of entries) if (!readable) throw damaged()
  checkPlaces(view, entries)
  checkSizes(entries)
}

/**
 * The bytes of an entry that was checked.
 * @throws FileRefused `damaged_workbook`
 */
export function unpack(bytes: Uint8Array, entry: ZipEntry): Buffer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const begin = dataOf(view, entry)
  const packed = bytes.subarray(begin, begin + entry.packed)
  if (entry.method === 0) return Buffer.from(packed)
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpacked) })
  } catch {
    throw damaged()
  }
}

function damaged(): FileRefused {
  return new FileRefused('damaged_workbook')
}

function endRecord(view: DataView): { count: number; at: number } {
  const first = Math.max(0, view.byteLength - endLength - 0xffff)
  for (let place = view.byteLength - endLength; place >= first; place--) {
    if (view.getUint32(place, true) !== endOfDirectory) continue
    const count = view.getUint16(place + 10, true)
    const size = view.getUint32(place + 12, true)
    const at = view.getUint32(place + 16, true)
    // A directory of ZIP64 is needed beyond 65,534 entries or 4 GiB. hucre would read it instead of this one.
    if (count === 0xffff || size === in64 || at === in64) throw damaged()
    return { count, at }
  }
  throw damaged()
}

function entryAt(
  view: DataView,
  place: number,
  [nameLength = 0, extraLength = 0]: readonly number[]
): ZipEntry {
  const flags = view.getUint16(place + 8, true)
  const method = view.getUint16(place + 10, true)
  const nameBegin = place + centralLength
  if (nameBegin + nameLength + extraLength > view.byteLength) throw damaged()
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + nameBegin, nameLength))
  const sizes = [24, 20, 42].map((offset) => view.getUint32(place + offset, true))
  const [unpacked = 0, packed = 0, at = 0] = wide(view, sizes, nameBegin + nameLength, extraLength)
  // Sizes that stand behind the data are in the directory too. Where they are not, hucre would search for them.
  const sizeToCome = (flags & sizeLaterFlag) !== 0 && packed === 0 && !name.endsWith('/')
  const readable = (flags & encryptedFlag) === 0 && (method === 0 || method === 8) && !sizeToCome
  return { name, method, packed, unpacked, at, readable }
}

/** Sizes that stand in the ZIP64 field, in its order, where the usual ones are all ones. */
function wide(
  view: DataView,
  sizes: readonly number[],
  extraAt: number,
  extraLength: number
): readonly number[] {
  if (!sizes.includes(in64)) return sizes
  const end = extraAt + extraLength
  for (let place = extraAt; place + 4 <= end; place += 4 + view.getUint16(place + 2, true)) {
    if (view.getUint16(place, true) !== 1) continue
    let next = place + 4
    return sizes.map((size) => {
      if (size !== in64) return size
      if (next + 8 > end) throw damaged()
      const value = Number(view.getBigUint64(next, true))
      next += 8
      return value
    })
  }
  throw damaged()
}

/** The offset of an entry's data. */
function dataOf(view: DataView, { at }: ZipEntry): number {
  if (at + localLength > view.byteLength || view.getUint32(at, true) !== localHeader) throw damaged()
  return at + localLength + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
}

/** The name that an entry has where it lies. */
function nameAt(view: DataView, { at }: ZipEntry): string {
  if (at + localLength > view.byteLength) throw damaged()
  const length = Math.min(view.getUint16(at + 26, true), view.byteLength - at - localLength)
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + localLength, length))
}

function checkPlaces(view: DataView, entries: readonly ZipEntry[]): void {
  if (new Set(entries.map(({ name }) => name)).size !== entries.length) throw damaged()
  let free = 0
  for (const entry of entries.toSorted((a, b) => a.at - b.at)) {
    if (entry.at < free || nameAt(view, entry) !== entry.name) throw damaged()
    free = dataOf(view, entry) + entry.packed
    if (free > view.byteLength) throw damaged()
  }
}

function checkSizes(entries: readonly ZipEntry[]): void {
  let sum = 0
  for (const { method, packed, unpacked } of entries) {
    if (method === 0 && packed !== unpacked) throw damaged()
    // Where nothing is said, nothing would bound it. Deflate needs two bytes to say nothing.
    if (unpacked === 0 && packed > 2) throw damaged()
    if (packed === 0 && unpacked > 0) throw damaged()
    sum += unpacked
    if (sum > mostUnpacked || (unpacked > harmless && unpacked > packed * highestRatio)) {
      throw new FileRefused('workbook_too_large', { found: sum, limit: mostUnpacked })
    }
  }
}
