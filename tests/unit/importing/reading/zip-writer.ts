import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of a ZIP, with what may be said of it that is not so. */
export interface WrittenEntry {
  readonly name: string
  readonly data: Uint8Array
  /** What its header and the directory say. */
  readonly told?: { readonly unpacked?: number; readonly packed?: number; readonly flags?: number }
  /** What the directory says otherwise than its header. */
  readonly listed?: {
    readonly name?: string
    readonly at?: number
    readonly packed?: number
    readonly unpacked?: number
  }
  /** Whether its data is deflated without being packed, so that it stands in the file as it is. */
  readonly plain?: boolean
}

/** A ZIP (APPNOTE.TXT 4.3), all entries deflated. */
export function zip(entries: readonly WrittenEntry[]): Uint8Array {
  const pieces: Buffer[] = []
  const directory: Buffer[] = []
  let place = 0
  for (const { name, data, told = {}, listed = {}, plain = false } of entries) {
    const deflated = deflateRawSync(data, { level: plain ? 0 : 6 })
    const flags = told.flags ?? 0
    const packed = told.packed ?? deflated.length
    const unpacked = told.unpacked ?? data.length
    const header = headerOf({ name, data, flags, packed, unpacked })
    const listing = headerOf({
      name: listed.name ?? name,
      data,
      flags,
      packed: listed.packed ?? packed,
      unpacked: listed.unpacked ?? unpacked
    })
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(listed.at ?? place, 10)
    directory.push(
      Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
      listing,
      rest,
      Buffer.from(listed.name ?? name)
    )
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), header, Buffer.from(name), deflated])
    pieces.push(local)
    place += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(place, 16)
  return Buffer.concat([...pieces, list, end])
}

interface Header {
  readonly name: string
  readonly data: Uint8Array
  readonly flags: number
  readonly packed: number
  readonly unpacked: number
}

/** What the header of an entry and its listing have in common. */
function headerOf({ name, data, flags, packed, unpacked }: Header): Buffer {
  const header = Buffer.alloc(26)
  header.writeUInt16LE(20, 0)
  header.writeUInt16LE(flags, 2)
  header.writeUInt16LE(8, 4)
  header.writeUInt32LE(crc32(data), 10)
  header.writeUInt32LE(packed, 14)
  header.writeUInt32LE(unpacked, 18)
  header.writeUInt16LE(Buffer.byteLength(name), 22)
  return header
}

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The entries of a workbook with one sheet. @param sheet what is in the element `worksheet` */
export function workbookEntries(sheet: string | Uint8Array): WrittenEntry[] {
  const relation = (id: string, type: string, target: string): string =>
    `<Relationships><Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/></Relationships>`
  const part = (name: string, text: string): WrittenEntry => ({ name, data: Buffer.from(text) })
  return [
    part('[Content_Types].xml', '<Types/>'),
    part('_rels/.rels', relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    part(
      'xl/workbook.xml',
      `<workbook xmlns:r="${relationships}"><sheets><sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>`
    ),
    part('xl/_rels/workbook.xml.rels', relation('rId1', 'worksheet', 'worksheets/sheet1.xml')),
    {
      name: 'xl/worksheets/sheet1.xml',
      data: typeof sheet === 'string' ? Buffer.from(`<worksheet>${sheet}</worksheet>`) : sheet
    }
  ]
}

/** Rows of cells that hold their text themselves. */
export function sheetData(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): string =>
    row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')
  return `<sheetData>${rows.map((row) => `<row>${cells(row)}</row>`).join('')}</sheetData>`
}
