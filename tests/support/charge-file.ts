import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { z } from 'zod'
import type { SimulatorControls } from '../../electron/simulator/simulator'

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
    ...rows.map((row) => `${row.customerNumber};${row.name};${row.amount};Nettleie, øre for øre`)
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

/** A charge that Dintero was asked for. */
export interface AskedCharge {
  readonly reference: string
  /** Minor units. */
  readonly amount: number
  /** When the request arrived, ms since 1970 UTC. */
  readonly at: number
}

/** All charges that Dintero was asked for, in the order they arrived, one sent twice also twice. */
export function chargesAsked({ journal }: SimulatorControls): AskedCharge[] {
  return journal.to('POST', '/v1/sessions/pay').map(({ at, body }) => {
    const { merchant_reference: reference, amount } = payBody.parse(body).session.order
    return { reference, amount, at }
  })
}

const payBody = z.object({
  session: z.object({ order: z.object({ merchant_reference: z.string(), amount: z.number() }) })
})
