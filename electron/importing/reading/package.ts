import { FileRefused } from './table'
import { checkEntries, directoryOf, unpack, type ZipEntry } from './zip-directory'

/** A worksheet of a workbook, as the workbook lists it. */
export interface SheetPart {
  readonly name: string
  readonly hidden: boolean
  /** Its rows as its part has them, blank ones too. */
  readonly rows: number
}

/**
 * The worksheets of a workbook, in their order. hucre lists them only together with all they hold; here the workbook is
 * also held against what no workbook does, and hucre lets pass.
 * @param bytes a ZIP
 * @param chosen the sheet to be read; without it the first that is not hidden
 * @throws FileRefused for a ZIP that is no workbook, or one that cannot be trusted
 */
export function openPackage(
  bytes: Uint8Array,
  chosen: string | undefined
): { readonly sheets: readonly SheetPart[]; readonly sheet: string } {
  const entries = directoryOf(bytes)
  const names = new Map(entries.map((entry) => [entry.name, entry]))
  refuseOthers(bytes, names)
  checkEntries(bytes, entries)
  const parts = new Parts(bytes, names)
  const workbook = parts.target('', 'officeDocument')
  if (workbook === undefined || !/<(?:\w+:)?workbook\b/.test(parts.text(workbook))) {
    throw new FileRefused('other_archive')
  }
  // Without its styles hucre would take dates for numbers.
  const styles = parts.target(workbook, 'styles')
  if (styles !== undefined && !names.has(styles)) throw new FileRefused('damaged_workbook')
  const shared = parts.target(workbook, 'sharedStrings')
  const texts = shared === undefined ? 0 : count(parts.unpack(shared), 'si')
  const listed = parts.sheetsOf(workbook)
  const sheet = listed.find(({ name, hidden }) => (chosen === undefined ? !hidden : name === chosen))
  if (!sheet) throw new FileRefused('no_such_sheet', { sheet: chosen ?? '' })
  const part = parts.unpack(sheet.path)
  // Only markup and figures are looked for, and as Latin-1 it is half as large.
  refuseMissingValues(part.toString('latin1'), texts)
  const sheets = listed.map((each) => ({
    name: each.name,
    hidden: each.hidden,
    rows: count(each === sheet ? part : parts.unpack(each.path), 'row')
  }))
  return { sheets, sheet: sheet.name }
}

/** @throws FileRefused for a ZIP that is something else */
function refuseOthers(bytes: Uint8Array, names: ReadonlyMap<string, ZipEntry>): void {
  const all = [...names.keys()]
  const mimetype = names.get('mimetype')
  const kind = mimetype?.readable && mimetype.unpacked < 100 ? unpack(bytes, mimetype).toString() : ''
  if (kind.startsWith('application/vnd.oasis.opendocument')) throw new FileRefused('open_document')
  if (all.some((name) => name.endsWith('.iwa') || name === 'Index.zip')) {
    throw new FileRefused('numbers_document')
  }
  if (names.has('xl/workbook.bin')) throw new FileRefused('binary_workbook')
  if (!names.has('[Content_Types].xml') || !names.has('_rels/.rels')) throw new FileRefused('other_archive')
}

/** A cell of a type whose value hucre makes up where it is missing: its type, what is in it first, and a figure. */
const typedCells =
  /<(?:\w+:)?c\s(?:[^>]*\s)?t=["'](s|b|inlineStr)["'][^>]*>\s*(?:<(?:\w+:)?f\b[^>]*(?:\/>|>[^<]*<\/(?:\w+:)?f>)\s*)?(?:<(?:\w+:)?(v|is)\b[^>]*>\s*(\d*))?/g

/**
 * Where a text is missing, hucre leaves the cell empty, and an amount or a currency could vanish; where even its number
 * is missing, it takes the first text there is; and a boolean without a value is FALSE.
 * @throws FileRefused `damaged_workbook`
 */
function refuseMissingValues(sheet: string, texts: number): void {
  for (const [, type, content, digits = ''] of sheet.matchAll(typedCells)) {
    const isThere =
      type === 's' ? digits !== '' && Number(digits) < texts : content === (type === 'b' ? 'v' : 'is')
    if (!isThere) throw new FileRefused('damaged_workbook')
  }
}

/** The parts of a package, by their paths (ECMA-376 part 2). */
class Parts {
  readonly #bytes: Uint8Array
  readonly #names: ReadonlyMap<string, ZipEntry>

  constructor(bytes: Uint8Array, names: ReadonlyMap<string, ZipEntry>) {
    this.#bytes = bytes
    this.#names = names
  }

  /** @throws FileRefused `damaged_workbook` where there is no such part */
  unpack(path: string): Buffer {
    const entry = this.#names.get(path)
    if (!entry) throw new FileRefused('damaged_workbook')
    const part = unpack(this.#bytes, entry)
    // No part may have one (ECMA-376 part 2, 8.1.4). hucre passes over it, and leaves its entities as they stand.
    if (part.subarray(0, 4096).includes('<!DOCTYPE')) throw new FileRefused('damaged_workbook')
    return part
  }

  text(path: string): string {
    return this.unpack(path).toString('utf8')
  }

  /** The part to which another one is related. @param from its path, empty for the package itself */
  target(from: string, type: string): string | undefined {
    return this.#relations(from).find((each) => each.type === type)?.path
  }

  sheetsOf(workbook: string): { name: string; hidden: boolean; path: string }[] {
    const relations = this.#relations(workbook)
    return elementsOf(this.text(workbook), 'sheet').flatMap((sheet) => {
      const id = Object.entries(sheet).find(([name]) => name.endsWith(':id'))?.[1]
      const relation = relations.find((each) => each.id === id)
      // Charts on sheets of their own are in the list too.
      if (relation?.type !== 'worksheet') return []
      const hidden = sheet['state'] === 'hidden' || sheet['state'] === 'veryHidden'
      return [{ name: sheet['name'] ?? '', hidden, path: relation.path }]
    })
  }

  #relations(from: string): { id: string; type: string; path: string }[] {
    const folder = from.slice(0, from.lastIndexOf('/') + 1)
    const path = `${folder}_rels/${from.slice(folder.length)}.rels`
    if (!this.#names.has(path)) return []
    return elementsOf(this.text(path), 'Relationship').map((each) => ({
      id: each['Id'] ?? '',
      type: (each['Type'] ?? '').replace(/^.*\//, ''),
      path: resolve(folder, each['Target'] ?? '')
    }))
  }
}

/** How many elements of a name a part has. */
function count(part: Buffer, element: string): number {
  let found = 0
  for (let at = part.indexOf(element); at !== -1; at = part.indexOf(element, at + element.length)) {
    const before = part[at - 1]
    const behind = String.fromCharCode(part[at + element.length] ?? 0)
    const opens = before === 0x3c || (before === 0x3a && part[part.lastIndexOf('<', at) + 1] !== 0x2f)
    if (opens && /[\s/>]/.test(behind)) found += 1
  }
  return found
}

/** The attributes of the elements of a name. */
function elementsOf(xml: string, element: string): Record<string, string>[] {
  return [...xml.matchAll(new RegExp(String.raw`<(?:\w+:)?${element}\s([^>]*)>`, 'g'))].map(
    ([, inside = '']) =>
      Object.fromEntries(
        [...inside.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
          ([, name = '', double, single]) => [name, unescape(double ?? single ?? '')] as const
        )
      )
  )
}

function unescape(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (all, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? all
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : all
    }
  )
}

/** A path from the root of the package. */
function resolve(folder: string, target: string): string {
  const steps = (target.startsWith('/') ? target : folder + target).split('/')
  const path: string[] = []
  for (const step of steps) {
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  }
  return path.join('/')
}
