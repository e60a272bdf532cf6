import type { RunningApp } from '../support/app'
import { startTraining } from '../support/connect'
import { expect, test } from '../support/fixtures'

// Cells of a spreadsheet, through the system's clipboard and the menu's own command, into the window and into the rows.

/** Copies a text as another program does, and pastes it as the menu's key does. */
async function paste({ app }: RunningApp, text: string): Promise<void> {
  await app.evaluate(async ({ BrowserWindow, clipboard }, text) => {
    await clipboard.writeText(text)
    // The system's clipboard belongs to all who run at the same time.
    if ((await clipboard.readText()) !== text) throw new Error('the clipboard says something else')
    BrowserWindow.getAllWindows()[0]?.webContents.paste()
  }, text)
}

const names = ['Marte Haugen', 'Øyvind Sætre', 'Mette Østergaard']
const numbers = ['10519', '10556', '10778']

/** As Excel copies them: tabs, line ends of Windows, and one behind the last row. */
function cells(amounts: readonly string[]): string {
  const rows = names.map((name, index) => `${numbers[index]}\t${name}\t${amounts[index]}\tNettleie`)
  return ['Kundenr\tNavn\tBeløp\tTekst', ...rows, ''].join('\r\n')
}

test('cells are pasted into the window, and a block of them over the rows', async ({ launch }) => {
  const running = await launch()
  const { page } = running
  await startTraining(page)
  await page.keyboard.press('Control+2')
  await expect(page.getByText('No files yet')).toBeVisible()
  await paste(running, cells(['100,00', '200,00', 'to be told']))
  await page.getByRole('combobox', { name: 'Kind of charge' }).first().selectOption('unscheduled_purchase')
  await page.getByRole('button', { name: 'Go on with 3 rows' }).click()

  const grid = page.getByRole('grid')
  await grid.locator('[data-index="1"] [data-column="amount"]').click()
  await expect(async () => {
    await paste(running, '210,50\tNettleie oktober\r\n"310,50"\tNettleie november\r\n')
    await expect(page.getByText('4 cells were changed.')).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await expect(grid.locator('[data-index="2"]')).toContainText('NOK 310.50')
  await expect(grid.locator('[data-index="1"]')).toContainText('Nettleie oktober')
  await expect(page.getByRole('button', { name: 'Review 3 charges' })).toBeVisible()

  // One row too many: nothing of it is put down.
  await expect(async () => {
    await paste(running, '1,00\r\n2,00\r\n3,00\r\n')
    await expect(page.getByText(/^Nothing was pasted: there are more rows/)).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await expect(grid.locator('[data-index="2"]')).toContainText('NOK 310.50')
})

test('what is typed before the next problem is there falls on no other row', async ({ launch }) => {
  const running = await launch()
  const { page } = running
  await startTraining(page)
  await page.keyboard.press('Control+2')
  await expect(page.getByText('No files yet')).toBeVisible()
  await paste(running, cells(['100,00', '200,00', 'to be told']))
  await page.getByRole('combobox', { name: 'Kind of charge' }).first().selectOption('unscheduled_purchase')
  await page.getByRole('button', { name: 'Go on with 3 rows' }).click()

  const grid = page.getByRole('grid')
  await grid.locator('[data-index="0"] [data-column="amount"]').click()
  // Faster than any hand: all of it before Trekk can have answered where the problem is.
  await page.evaluate(async () => {
    const press = (key: string): unknown =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
      )
    press('F8')
    press('Enter')
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
    const field = document.activeElement
    if (!(field instanceof HTMLInputElement)) return
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, '11')
    field.dispatchEvent(new Event('input', { bubbles: true }))
    press('Enter')
  })
  await expect(page.getByRole('region', { name: 'Row 4', exact: true })).toBeVisible()
  await expect(grid.getByRole('textbox')).toHaveCount(0)
  await expect(grid.locator('[data-index="0"]')).toContainText('NOK 100.00')
})
