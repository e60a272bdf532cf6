// Reads ZIP archives far enough to unpack the fallback runtime: no dependency, and parts can be left out.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const stored = 0
const deflated = 8

/** @typedef {{ name: string, method: number, compressed: number, size: number, mode: number, offset: number }} Entry */

/**
 * The archive's table of contents.
 * @param {string} archive
 * @returns {Promise<Entry[]>}
 */
async function listEntries(archive) {
  const file = await open(archive)
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(Math.min(size, 65_557))
    await file.read(tail, 0, tail.length, size - tail.length)
    let end = tail.length - 22
    while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end -= 1
    if (end < 0) throw new Error(`${archive} is not a ZIP archive.`)

    const table = Buffer.alloc(tail.readUInt32LE(end + 12))
    await file.read(table, 0, table.length, tail.readUInt32LE(end + 16))
    /** @type {Entry[]} */
    const entries = []
    for (let at = 0; at < table.length;) {
      if (table.readUInt32LE(at) !== entrySignature) throw new Error(`${archive} is damaged.`)
      const nameLength = table.readUInt16LE(at + 28)
      entries.push({
        name: table.toString('utf8', at + 46, at + 46 + nameLength),
        method: table.readUInt16LE(at + 10),
        compressed: table.readUInt32LE(at + 20),
        size: table.readUInt32LE(at + 24),
        mode: table.readUInt32LE(at + 38) >>> 16,
        offset: table.readUInt32LE(at + 42)
      })
      at += 46 + nameLength + table.readUInt16LE(at + 30) + table.readUInt16LE(at + 32)
    }
    return entries
  } finally {
    await file.close()
  }
}

/**
 * The bytes of one entry.
 * @param {string} archive
 * @param {Entry} entry
 */
async function openEntry(archive, entry) {
  const file = await open(archive)
  const header = Buffer.alloc(30)
  await file.read(header, 0, header.length, entry.offset)
  await file.close()
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (entry.compressed === 0) return [new PassThrough().end()]
  const raw = createReadStream(archive, { start, end: start + entry.compressed - 1 })
  if (entry.method === stored) return [raw]
  if (entry.method === deflated) return [raw, createInflateRaw()]
  throw new Error(`${entry.name}: ZIP method ${entry.method} is not supported.`)
}

/**
 * Unpacks an archive. `place` answers where an entry goes inside the folder, or undefined to leave it out.
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => string | undefined} place
 * @param {(done: number, total: number) => void} [onBytes]
 */
export async function unzip(archive, folder, place, onBytes = () => {}) {
  const wanted = (await listEntries(archive)).flatMap((entry) => {
    const target = place(entry.name)
    return target === undefined || entry.name.endsWith('/')
      ? []
      : [{ entry, target: resolve(join(folder, target)) }]
  })
  const total = wanted.reduce((sum, { entry }) => sum + entry.size, 0)
  let done = 0
  for (const { entry, target } of wanted) {
    if (!target.startsWith(resolve(folder) + sep)) throw new Error(`${entry.name} would leave the folder.`)
    await mkdir(dirname(target), { recursive: true })
    const streams = await openEntry(archive, entry)
    await pipeline([...streams, createWriteStream(target, { mode: entry.mode & 0o777 || 0o644 })])
    done += entry.size
    onBytes(done, total)
  }
}
