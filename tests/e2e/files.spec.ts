import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { RunningSimulator } from '../support/dintero'
import { expect, test } from '../support/fixtures'
import { openDesk } from '../support/open-desk'
import { aCard } from '../support/stored-cards'

// A charge file in the real app: chosen, understood, mended, released, charged, in Trekk's own window and threads.

const customers = ['Kari Nordmann', 'Ola Mæland', 'Søren Kjærgaard', 'Åse Lund', 'Even Berg', 'Ida Moe']
const cards = customers.map((name, index) => aCard(name, { customerNumber: `K-${index + 1}` }))

/** Windows-1252 with semicolons, as Excel saves it on a Norwegian computer. */
function excelFile(folder: string): string {
  const path = join(folder, 'nettleie november.csv')
  const rows = customers.map((name, index) => `K-${index + 1};${name};${index + 1} 0${index}0,50;Nettleie`)
  rows[3] = 'K-404;Åse Lund;4 030,50;Nettleie'
  writeFileSync(path, Buffer.from(['Kundenr;Navn;Beløp;Tekst', ...rows, ''].join('\r\n'), 'latin1'))
  return path
}

test('a file is understood, mended, released, looked at and charged, each row once', async ({
  launch,
  dintero,
  profile
}) => {
  const { page } = await openDesk({ running: await launch(), dintero, cards })
  await page.locator('input[data-file-picker]').setInputFiles(excelFile(profile))

  // How it was understood: letters, marks, columns; and what no column says.
  await expect(page.getByText('= NOK 1,000.50')).toBeVisible()
  await page.getByRole('combobox', { name: 'Kind of charge' }).selectOption('unscheduled_purchase')
  await page.getByRole('button', { name: 'Go on with 6 rows' }).click()

  // The row whose customer nobody has, found by its key and typed over.
  await expect(page.getByText('5: K-404')).toBeVisible()
  await page.getByRole('grid').press('F8')
  await expect(page.getByRole('region', { name: 'Row 5', exact: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('K-4')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Review 6 charges' }).click()

  // Only the sum as it is releases it.
  const release = page.getByRole('button', { name: 'Release 6 charges, NOK 21,153.00' })
  await page.getByText(/^3 rows go first, after 1 min/).click()
  await page.getByRole('combobox', { name: 'Wait before the start' }).selectOption('0')
  await page.getByRole('textbox', { name: 'Total in NOK' }).fill('21 153,01')
  await expect(release).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('textbox', { name: 'Total in NOK' }).fill('21 153,00')
  await release.click()

  // Three go first and wait for a look; then the rest.
  await page.getByRole('button', { name: 'Charge the other 3' }).click()
  await expect(page.getByText('6 of 6 charges have an answer').first()).toBeVisible()
  expect(payments(dintero)).toHaveLength(6)
  const references = payments(dintero)
  expect(new Set(references).size).toBe(6)
  for (const reference of references) {
    expect(reference).toMatch(/^nettleie-november-[2-9B-Z]{17}$/)
    expect(dintero.simulator.authorisations(reference)).toBe(1)
  }

  // The same file again, under the same name: nothing is left of it.
  await page.locator('input[data-file-picker]').setInputFiles(excelFile(profile))
  await page.getByRole('button', { name: 'Go on with 6 rows' }).click()
  await expect(page.getByText(/This reference was used before/).first()).toBeVisible()
})

/** The references of all charges that Dintero was asked for. */
function payments(dintero: RunningSimulator): string[] {
  return dintero.simulator.journal
    .to('POST', '/v1/sessions/pay')
    .map(({ body }) => order.parse(body).session.order.merchant_reference)
}

const order = z.object({
  session: z.object({ order: z.object({ merchant_reference: z.string() }) })
})
