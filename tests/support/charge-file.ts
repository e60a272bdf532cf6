import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { z } from 'zod'
import type { SimulatorControls } from '../../electron/simulator/simulator'
import { aCard, type StoredCard } from './stored-cards'

/** A row of a charge file as Excel shows it. */
export interface FileRow {
  readonly customerNumber: string
  readonly name: string
  readonly amount: string
}

const header = 'Kundenr;Navn;Beløp;Tekst'

/** The lines of a charge file, each as it stands in it. */
export function linesOf(rows: readonly FileRow[]): string[] {
  return [
    header,
    ...rows.map((row) => `${row.customerNumber};${row.name};${row.amount};Nettleie på forskudd`)
  ]
}

/** Lines as Excel saves them on a Norwegian computer. */
export function excelBytes(lines: readonly string[]): Buffer {
  return iconv.encode([...lines, ''].join('\r\n'), 'win1252')
}

/**
 * Writes a charge file: Windows-1252 with semicolons.
 * @param name without its ending; a file's charges are called after it
 * @returns its path
 */
export function writeExcelFile(folder: string, name: string, rows: readonly FileRow[]): string {
  const path = join(folder, `${name}.csv`)
  writeFileSync(path, excelBytes(linesOf(rows)))
  return path
}

/** A file that has nothing to be mended, with all that is needed to charge it. */
export interface CleanFile {
  readonly cards: readonly StoredCard[]
  readonly rows: readonly FileRow[]
  /** Of all rows, as it is typed. */
  readonly total: string
}

/** So many rows over ten customers, each of another amount. */
export function cleanFile(count: number): CleanFile {
  const cards = Array.from({ length: Math.min(count, 10) }, (_, index) =>
    aCard(`Kunde ${index + 1}`, { customerNumber: `K-${index + 1}` })
  )
  const rows = Array.from({ length: count }, (_, index): FileRow => {
    const number = (index % cards.length) + 1
    return { customerNumber: `K-${number}`, name: `Kunde ${number}`, amount: `${100 + index},50` }
  })
  const total = rows.reduce((sum, { amount }) => sum + Number(amount.replace(',', '.')), 0)
  return { cards, rows, total: String(total).replace('.', ',') }
}

/** A charge that Dintero was asked for. */
export interface AskedCharge {
  readonly reference: string
  /** Minor units. */
  readonly amount: number
  /** When the request arrived, ms since 1970 UTC. */
  readonly at: number
}

/** All charges that Dintero was asked for, in the order they arrived; one that was asked for twice is there twice. */
export function chargesAsked({ journal }: SimulatorControls): AskedCharge[] {
  return journal.to('POST', '/v1/sessions/pay').map(({ at, body }) => {
    const { merchant_reference: reference, amount } = payBody.parse(body).session.order
    return { reference, amount, at }
  })
}

/**
 * How many authorisations each charge that was asked for has led to, and nothing else: for a file whose every row is
 * charged once this is a list of as many ones as it has rows.
 */
export function authorisationsOf(simulator: SimulatorControls): number[] {
  const asked = new Set(chargesAsked(simulator).map(({ reference }) => reference))
  return [...asked].map((reference) => simulator.authorisations(reference))
}

/** What `authorisationsOf` is when each of so many rows is charged once. */
export function onceEach(rows: number): number[] {
  return Array.from({ length: rows }, () => 1)
}

const payBody = z.object({
  session: z.object({ order: z.object({ merchant_reference: z.string(), amount: z.number() }) })
})
