import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import readExcelFile from 'read-excel-file/node'
import { calls } from '../../shared/ipc'
import type { SimulatorControls } from '../../electron/simulator/simulator'
import type { RunningApp } from '../support/app'
import { callApi } from '../support/call-api'
import { goTo } from '../support/connect'
import { expect, test } from '../support/fixtures'
import { openDesk } from '../support/open-desk'
import { aCard } from '../support/stored-cards'

// What people take out of the app: lists as files, totals, and what the customer is told.

const kari = aCard('Kari Nordmann', { provider: 'bambora' })
const soren = aCard('Søren Kjærgaard', { provider: 'bambora', brand: 'mastercard' })

const made = [
  { card: kari, amount: 29_990, reference: 'order-1' },
  { card: soren, amount: 129_990, reference: 'order-2' },
  { card: kari, amount: 45_000, reference: 'order-3' },
  { card: soren, amount: 9_900, reference: 'order-4', declined: true }
] as const

async function make(page: Page, simulator: SimulatorControls): Promise<void> {
  for (const { card, amount, reference, ...rest } of made) {
    const query = { query: card.customerName, limit: 1 }
    const { cards } = await callApi(page, 'searchCards', query, calls.searchCards.output)
    if ('declined' in rest)
      simulator.faults.forReference(reference, { kind: 'decline', cause: 'insufficient_funds' })
    const draft = {
      ...{ cardId: cards[0]?.id, operation: 'unscheduled_purchase', amount, currency: 'NOK' },
      ...{ lines: [], merchantReference: reference, email: '', phone: '', autoCapture: true, retryOf: null }
    }
    const { reviewId } = await callApi(page, 'reviewCharge', draft, calls.reviewCharge.output)
    await callApi(page, 'submitCharge', { reviewId }, calls.submitCharge.output)
  }
}

/** Answers the dialog in which a person says where a file goes; null closes it. */
async function saveTo({ app }: RunningApp, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: path === null, filePath: path ?? '' })
  }, path)
}

/** Keeps what is copied here: the system's clipboard belongs to all who run at the same time. */
async function keepCopies({ app }: RunningApp): Promise<() => Promise<string>> {
  await app.evaluate(({ clipboard }) => {
    const kept = { text: '' }
    Object.assign(globalThis, { copiedByTest: kept })
    clipboard.writeText = (text) => {
      kept.text = text
      return Promise.resolve()
    }
  })
  return () =>
    app.evaluate(() => (globalThis as unknown as { copiedByTest: { text: string } }).copiedByTest.text)
}

/** What happens in the next window that is opened: its process ends while a PDF is made, or a person prints nothing. */
async function onNextWindow({ app }: RunningApp, what: 'dies' | 'prints nothing'): Promise<void> {
  await app.evaluate(({ app }, what) => {
    app.once('browser-window-created', (_event, { webContents }) => {
      if (what === 'prints nothing')
        webContents.print = (_options, told) => {
          told?.(false, 'Print job canceled')
          Reflect.set(globalThis, 'askedToPrint', true)
        }
      else
        webContents.printToPDF = () => {
          webContents.forcefullyCrashRenderer()
          return new Promise(() => undefined)
        }
    })
  }, what)
}

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })

async function exportAs(page: Page, form: string): Promise<void> {
  await button(page, 'Export').click()
  await page.getByRole('radio', { name: form }).check()
  await button(page, 'Export …').click()
}

test('the history is exported as its filters show it, and the audit trail says so', async ({
  launch,
  dintero,
  profile
}) => {
  const running = await launch()
  const { page } = await openDesk({ running, dintero, cards: [kari, soren] })
  await make(page, dintero.simulator)
  await goTo(page, 'History')
  const totals = page.getByRole('region', { name: 'Totals of the charges shown' })
  await expect(totals.getByRole('row').nth(1)).toHaveText(
    /NOK\s*NOK\s2,049\.80 3\s*NOK\s99\.00 1\s*NOK\s2,148\.80 4/
  )

  await page.getByRole('textbox', { name: 'Search charges' }).fill('kari')
  await expect(totals.getByRole('row').nth(1)).toHaveText(/NOK\s*NOK\s749\.90 2\s*–\s*NOK\s749\.90 2/)
  await page.getByRole('columnheader', { name: 'Amount' }).getByRole('button').click()

  // Closing the dialog saves nothing, and is no failure.
  await saveTo(running, null)
  await exportAs(page, 'Text file (.csv)')
  await expect(button(page, 'Export …')).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await button(page, 'Cancel').click()

  const csv = join(profile, 'charges.csv')
  await saveTo(running, csv)
  await exportAs(page, 'Text file (.csv)')
  await expect(page.getByText('2 rows saved in charges.csv.')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  const text = readFileSync(csv, 'utf8')
  const lines = parse(text, { columns: true, bom: true }) as Record<string, string>[]
  expect(lines.map((line) => [line['Merchant reference'], line['Amount'], line['Currency']])).toEqual([
    ['order-3', '450.00', 'NOK'],
    ['order-1', '299.90', 'NOK']
  ])
  for (const secret of [kari.token, soren.token]) expect(text).not.toContain(secret)

  await page.getByRole('textbox', { name: 'Search charges' }).fill('')
  const workbook = join(profile, 'charges.xlsx')
  await saveTo(running, workbook)
  await exportAs(page, 'Excel workbook (.xlsx)')
  await expect(page.getByText('4 rows saved in charges.xlsx.')).toBeVisible()
  const [sheet] = await readExcelFile(readFileSync(workbook))
  expect(sheet?.data).toHaveLength(5)
  expect(readdirSync(profile).filter((name) => name.endsWith('.unfinished'))).toEqual([])

  const query = { search: '', actions: ['list_exported'], from: null, to: null, offset: 0, limit: 10 }
  const { rows } = await callApi(page, 'listAudit', query, calls.listAudit.output)
  expect(
    rows.map(({ subject, facts }) => [subject, facts['rows'], facts['form'], facts['searched']])
  ).toEqual([
    ['charges', 4, 'workbook', false],
    ['charges', 2, 'text', true]
  ])
})

test('what a customer is told is saved as a PDF and copied as text', async ({ launch, dintero, profile }) => {
  const running = await launch()
  const { page } = await openDesk({ running, dintero, cards: [kari, soren] })
  await make(page, dintero.simulator)
  const copied = await keepCopies(running)
  await goTo(page, 'History')
  await page.getByRole('row', { name: /order-2/ }).click()
  await button(page, 'Receipt').click()
  const preview = page.getByRole('region', { name: 'What the customer reads' })
  await expect(preview).toContainText('Betalingsbekreftelse')
  await page.getByLabel('Language of the customer').selectOption('en')
  await expect(preview).toContainText('has been charged to your card.')

  await button(page, 'Copy as text').click()
  await expect(page.getByText('The receipt is copied.')).toBeVisible()
  const text = await copied()
  expect(text).toContain('NOK 1,299.90 has been charged to your card.'.replace(' ', '\u00a0'))
  expect(text).toContain('Reference: order-2')
  expect(text).not.toContain(soren.token)

  const file = join(profile, 'receipt.pdf')
  await saveTo(running, file)
  await button(page, 'Save as PDF …').click()
  await expect(page.getByText('Saved as receipt.pdf.')).toBeVisible()
  const pdf = readFileSync(file, 'latin1')
  expect(pdf.startsWith('%PDF-')).toBe(true)
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
  expect(pdf).toContain('Payment confirmation')
  // The hidden window is gone with its work.
  expect(running.app.windows()).toHaveLength(1)

  // Whatever becomes of the hidden window, it is told, nothing of it is left, and the file is as it was.
  const before = readFileSync(file)
  await onNextWindow(running, 'dies')
  await button(page, 'Save as PDF …').click()
  await expect(page.getByRole('alert')).toContainText('could not be printed')
  await expect.poll(() => running.app.windows().length).toBe(1)
  expect(readFileSync(file)).toEqual(before)
  expect(readdirSync(profile).filter((name) => name.includes('receipt'))).toEqual(['receipt.pdf'])
  await onNextWindow(running, 'prints nothing')
  await button(page, 'Print …').click()
  await expect.poll(() => running.app.evaluate(() => Reflect.get(globalThis, 'askedToPrint'))).toBe(true)
  await expect.poll(() => running.app.windows().length).toBe(1)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page.getByText('Sent to the printer.')).toHaveCount(0)

  // The next charge in the list, without leaving the panel: of what was declined there is a notice.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByRole('complementary', { name: 'Charge order-4' })).toBeVisible()
  await button(page, 'Notice for the customer').click()
  await expect(preview).toContainText('Kortet er ikke belastet')
})

test('a view that is saved is there after a restart', async ({ launch, dintero }) => {
  const running = await launch()
  const { page } = await openDesk({ running, dintero, cards: [kari, soren] })
  await make(page, dintero.simulator)
  await goTo(page, 'History')
  await button(page, 'More filters').click()
  await page.getByRole('combobox', { name: 'Why declined' }).click()
  await page.getByRole('option', { name: 'Not enough money' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByText('1 charge', { exact: true })).toBeVisible()
  await button(page, 'Views').click()
  await page.getByRole('menuitem', { name: 'Save these filters as a view' }).click()
  await page.getByLabel('Name of the view').fill('No money')
  await page.keyboard.press('Enter')
  await expect(button(page, 'No money')).toBeVisible()
  await running.close()

  const { page: again } = await launch()
  await goTo(again, 'History')
  await expect(again.getByText('4 charges', { exact: true })).toBeVisible()
  await button(again, 'Views').click()
  await again.getByRole('menuitem', { name: 'No money' }).click()
  await expect(again.getByText('1 charge', { exact: true })).toBeVisible()
  await expect(again.getByRole('row', { name: /order-4/ })).toContainText('Not enough money')
})
