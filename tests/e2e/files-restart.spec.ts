import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import type { Page } from '@playwright/test'
import { everyCharge, type ChargeRow } from '../../shared/charge'
import { calls } from '../../shared/ipc'
import type { SimulatorControls } from '../../electron/simulator/simulator'
import { callApi } from '../support/call-api'
import { chargesAsked, excelBytes, linesOf, writeExcelFile, type FileRow } from '../support/charge-file'
import { FileDesk } from '../support/file-desk'
import { expect, test } from '../support/fixtures'
import { openDesk } from '../support/open-desk'
import { aCard } from '../support/stored-cards'
import { said, wordsOf } from '../support/words'

// A charge file whose program is killed while it runs. Afterwards each customer is charged once, and the file that comes
// out of it says so to the letter.

const names = ['Åse Lund', 'Søren Kjærgaard', 'Ola Mæland', 'Kari Nordmann', 'Even Berg', 'Ida Moe'].flatMap(
  (name) => [name, `${name} AS`]
)
const rows = names.map((name, index): FileRow => {
  const number = index + 1
  return { customerNumber: `K-${number}`, name, amount: `${number} ${String(number).padStart(2, '0')}0,50` }
})
const total = '78 786,00'
const badRow = 4
const declinedRow = 8
const cards = names.map((name, index) =>
  aCard(name, {
    customerNumber: `K-${index + 1}`,
    behaviour: index + 1 === declinedRow ? 'insufficient_funds' : 'approve'
  })
)
const inFlight = 5
const minute = 60_000
const words = wordsOf('en')

/** What is in the ledger of each row of the file, by its number in it; the first is the header's. */
async function chargesByRow(page: Page): Promise<ReadonlyMap<number, ChargeRow>> {
  const all = await callApi(
    page,
    'listCharges',
    { ...everyCharge, offset: 0, limit: 100 },
    calls.listCharges.output
  )
  return new Map(all.rows.map((charge) => [charge.batchRow ?? 0, charge]))
}

/** A point in time as the clock of this computer shows it. */
function moment(at: number): string {
  const time = new Date(at)
  const two = (part: number): string => String(part).padStart(2, '0')
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`
}

/** What the result says of a decline: why, what to do, and when. */
async function whyDeclined(page: Page, chargeId: string): Promise<string[]> {
  const { decline } = await callApi(page, 'getCharge', { chargeId }, calls.getCharge.output)
  return [
    said(words, 'charge:decline.insufficient_funds'),
    said(words, 'charge:advice.after').replace('{{time}}', '…'),
    // The next whole minute, so that nobody reads an earlier one.
    moment(Math.ceil((decline?.retry.notBefore ?? 0) / minute) * minute)
  ]
}

/** The file that must come out: the one that went in, with what Dintero says of each row beside it. */
async function expectedResult(page: Page, simulator: SimulatorControls): Promise<Buffer> {
  const charges = await chargesByRow(page)
  const stored = await callApi(
    page,
    'listCards',
    { query: '', offset: 0, limit: 100 },
    calls.listCards.output
  )
  const [header, ...lines] = linesOf(rows)
  const written = await Promise.all(
    lines.map(async (line, index) => {
      const number = index + 1
      const amount = number * 101_000 + 50
      const [asked] = chargesAsked(simulator).filter((each) => each.amount === amount)
      const [transaction] = simulator.transactions(asked?.reference ?? '')
      const card = stored.rows.find(({ customerNumber }) => customerNumber === `K-${number}`)
      const charge = charges.get(number + 1)
      const isDeclined = number === declinedRow
      return [
        line,
        `card:${card?.id}`,
        isDeclined ? 'Declined' : 'Charged',
        transaction?.id,
        asked?.reference,
        ...(isDeclined ? ['', ''] : [`${number * 1010},50`, 'NOK']),
        ...(isDeclined ? await whyDeclined(page, charge?.id ?? '') : ['', '', '']),
        moment(charge?.changedAt ?? 0)
      ].join(';')
    })
  )
  const own =
    'card;state;transaction;merchant reference;amount charged;currency;reason;new attempt;not before;time'
  const ours = own.split(';').map((name) => `Trekk: ${name}`)
  return excelBytes([[header, ...ours].join(';'), ...written])
}

test('dropped, mended by keyboard, killed while it runs: it goes on where it stood, and no row is charged twice', async ({
  launch,
  dintero,
  profile
}) => {
  const { simulator } = dintero
  const first = await launch()
  await openDesk({ running: first, dintero, cards, keychain: true })
  const wrong = rows.map((row, index) => (index + 1 === badRow ? { ...row, customerNumber: 'K-404' } : row))
  const path = writeExcelFile(profile, 'Nettleie november', wrong)

  const before = new FileDesk(first)
  await before.drop(path)
  await before.acceptColumns('unscheduled_purchase')
  await before.mendNext(badRow + 1, 'K-4')
  await before.review()
  await before.release(total, 3)
  await expect(before.button('files:first.rest')).toBeVisible()
  for (let each = 0; each < inFlight; each += 1) simulator.faults.next({ kind: 'hang' })
  await before.button('files:first.rest').click()
  await expect.poll(() => chargesAsked(simulator)).toHaveLength(3 + inFlight)
  await first.kill()

  // The first thing that is shown is where it stood, and one safe step.
  const second = await launch()
  const after = new FileDesk(second)
  await after.expectPaused('interrupted')
  await expect(after.status).toContainText('8 of 12 charges have an answer')
  expect(chargesAsked(simulator)).toHaveLength(3 + inFlight)
  await after.goOn()
  await after.expectStage('done')

  // Each row asked for once, and authorised once unless it was declined.
  const asked = chargesAsked(simulator)
  expect(new Set(asked.map(({ reference }) => reference)).size).toBe(rows.length)
  expect(asked).toHaveLength(rows.length)
  for (const { reference, amount } of asked)
    expect(simulator.authorisations(reference)).toBe(amount === declinedRow * 101_000 + 50 ? 0 : 1)

  const result = join(profile, 'result.csv')
  await after.saveResult(result)
  const expected = await expectedResult(second.page, simulator)
  // As text first: a difference can be read then.
  const written = readFileSync(result)
  expect(iconv.decode(written, 'win1252')).toBe(iconv.decode(expected, 'win1252'))
  expect(written.equals(expected)).toBe(true)
})
