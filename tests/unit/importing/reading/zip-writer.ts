import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of a ZIP, with what it may say of itself that is not so. */
export interface WrittenEntry {
  readonly name: string
  readonly data: Uint8Array
  /** What its header and the directory say, where they lie. */
  readonly told?: { readonly unpacked?: number; readonly packed?: number; readonly flags?: number }
  /** The name that the directory has for it. */
  readonly listedAs?: string
  /** The index of the entry whose place in the file it says is its own. */
  readonly placeOf?: number
}

/** A ZIP (APPNOTE.TXT 4.3), all entries deflated. */
export function zip(entries: readonly WrittenEntry[]): Uint8Array {
  const pieces: Buffer[] = []
  const directory: Buffer[] = []
  const places: number[] = []
  let place = 0
  for (const { name, data, told = {}, listedAs = name, placeOf } of entries) {
    const packed = deflateRawSync(data)
    const file = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(told.flags ?? 0, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(told.packed ?? packed.length, 14)
    common.writeUInt32LE(told.unpacked ?? data.length, 18)
    common.writeUInt16LE(file.length, 22)
    places.push(placeOf === undefined ? place : (places[placeOf] ?? 0))
    if (placeOf === undefined) {
      pieces.push(Buffer.from('PK\x03\x04', 'latin1'), Buffer.from(common), file, packed)
      place += 4 + common.length + file.length + packed.length
    }
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(places.at(-1) ?? 0, 10)
    const listed = Buffer.from(listedAs)
    common.writeUInt16LE(listed.length, 22)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), Buffer.from(common), rest, listed)
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(place, 16)
  return Buffer.concat([...pieces, listed, end])
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
