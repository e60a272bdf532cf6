// The end of the demo: the file that Excel saved on a Norwegian computer, dropped on the window, mended, released, paused
// and resumed, until it comes out with what became of each row.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { calls } from '../../shared/ipc'
import type { RunningApp } from '../support/app'
import { callApi } from '../support/call-api'
import { writeExcelFile, type FileRow } from '../support/charge-file'
import { FileDesk } from '../support/file-desk'

/** Customers of training, of whom one has no money on the card; each with the amount as the file has it. */
const amounts: readonly (readonly [customer: string, amount: string])[] = [
  ['Marte Haugen', '1 299,90'],
  ['Øyvind Sætre', '349,00'],
  ['Sigrid Aasen', '2 410,50'],
  ['Pål Gjøvåg', '899,00'],
  ['Thea Rønning', '1 075,25'],
  ['Elin Öberg', '640,00'],
  ['Anne-Sofie Sæby', '12 500,00'],
  ['Aino Räsänen', '455,75'],
  ['Per-Olof Hägg', '1 820,00'],
  ['Hafþór Sigurðsson', '990,10'],
  ['Tuuli Köykkä', '275,50'],
  ['Väinö Mäkinen', '3 150,00']
]
const total = '25 865,00'
/** A letter among the digits, and a customer number that lost its last digit. */
const wrongAmount = { index: 3, text: '8l9,00', right: '899,00' }
const wrongNumber = { index: 7 }
/** Slow enough that somebody can see it go, and pause it. */
const perSecond = 2
const firstRows = 3

export interface DemoFileParts {
  readonly running: RunningApp
  /** Where files can be put that go with the demo. */
  readonly folder: string
  readonly picture: (name: string) => Promise<void>
}

/** Charges a file through the interface. @returns how many of its rows were charged, and how many were not */
export async function chargeFile({
  running,
  folder,
  picture
}: DemoFileParts): Promise<Record<string, number>> {
  const { page } = running
  const rows = await customerRows(running)
  const right = rows[wrongNumber.index]?.customerNumber ?? ''
  const asTyped = rows.map((row, index) => ({
    ...row,
    ...(index === wrongAmount.index && { amount: wrongAmount.text }),
    ...(index === wrongNumber.index && { customerNumber: right.slice(0, -1) })
  }))
  const files = new FileDesk(running)
  await files.drop(writeExcelFile(folder, 'Nettleie november', asTyped))
  await picture('file-columns')
  await files.acceptColumns('unscheduled_purchase')
  await files.openNext(wrongAmount.index + 2)
  await page.keyboard.press('Control+a')
  await page.keyboard.type(wrongAmount.right)
  await picture('file-mending')
  await page.keyboard.press('Enter')
  await files.mendNext(wrongNumber.index + 2, right)
  await files.review()
  await picture('file-release')
  await files.release(total, firstRows, perSecond)
  await files.button('files:first.rest').waitFor()
  await picture('file-first-rows')
  await files.button('files:first.rest').click()
  await files.expectStage('running')
  await files.button('files:run.pause').click()
  await files.expectPaused('person')
  await picture('file-paused')
  await files.goOn()
  await files.expectStage('done')
  await picture('file-done')
  const result = join(folder, 'Nettleie november - result.csv')
  await files.saveResult(result)
  const text = iconv.decode(readFileSync(result), 'win1252')
  console.log(`\nNettleie november - result.csv\n${text.trimEnd()}`)
  return statesIn(text)
}

/** The rows of the file, with the customer numbers that training has given its customers. */
async function customerRows({ page }: RunningApp): Promise<FileRow[]> {
  const { rows } = await callApi(
    page,
    'listCards',
    { query: '', offset: 0, limit: 200 },
    calls.listCards.output
  )
  return amounts.map(([name, amount]) => {
    const customerNumber = rows.find(({ customerName }) => customerName === name)?.customerNumber
    if (customerNumber === undefined) throw new Error(`Training has no ${name}`)
    return { customerNumber, name, amount }
  })
}

function statesIn(result: string): Record<string, number> {
  const [header = '', ...lines] = result.trimEnd().split('\r\n')
  const column = header.split(';').indexOf('Trekk: state')
  const counts: Record<string, number> = {}
  for (const line of lines) {
    const state = line.split(';')[column] ?? ''
    counts[state] = (counts[state] ?? 0) + 1
  }
  return counts
}
