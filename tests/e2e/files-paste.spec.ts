import type { Locator, Page } from '@playwright/test'
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

/** Brings three rows in by pasting them; the amount of the last is none. @returns the grid in which they are mended */
async function pasteRows(running: RunningApp): Promise<Locator> {
  const { page } = running
  await startTraining(page)
  await page.keyboard.press('Control+3')
  await expect(page.getByText('No files yet')).toBeVisible()
  await paste(running, cells(['100,00', '200,00', 'to be told']))
  await page.getByRole('combobox', { name: 'Kind of charge' }).first().selectOption('unscheduled_purchase')
  await page.getByRole('button', { name: 'Go on with 3 rows' }).click()
  return page.getByRole('grid')
}

/** What hands do that are faster than Trekk can answer: keys where the focus is, texts into the field that has it. */
type Typed = { readonly key: string } | { readonly text: string } | 'until the next row has the focus'

async function typeAtOnce(page: Page, all: readonly Typed[]): Promise<void> {
  await page.evaluate(async (all) => {
    const turns = async (): Promise<void> => {
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
    }
    for (const each of all) {
      const at = document.activeElement
      if (each === 'until the next row has the focus')
        while (document.querySelector('[data-index="1"]')?.contains(document.activeElement) !== true)
          await new Promise((resolve) => requestAnimationFrame(resolve))
      else if ('key' in each)
        at?.dispatchEvent(new KeyboardEvent('keydown', { key: each.key, bubbles: true, cancelable: true }))
      else if (at instanceof HTMLInputElement) {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(at, each.text)
        at.dispatchEvent(new Event('input', { bubbles: true }))
      }
      await turns()
    }
  }, all)
}

test('cells are pasted into the window, and a block of them over the rows', async ({ launch }) => {
  const running = await launch()
  const { page } = running
  const grid = await pasteRows(running)
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
  const grid = await pasteRows(running)
  await grid.locator('[data-index="0"] [data-column="amount"]').click()
  await typeAtOnce(page, [{ key: 'F8' }, { key: 'Enter' }, { text: '11' }, { key: 'Enter' }])
  await expect(page.getByRole('region', { name: 'Row 4', exact: true })).toBeVisible()
  await expect(grid.getByRole('textbox')).toHaveCount(0)
  await expect(grid.locator('[data-index="0"]')).toContainText('NOK 100.00')
})

test('what is typed while the cell before is saved is taken whole or not at all', async ({ launch }) => {
  const running = await launch()
  const { page } = running
  const grid = await pasteRows(running)
  await grid.locator('[data-index="0"] [data-column="amount"]').click()
  // The first figure of the next amount comes too early, the others do not.
  const next: Typed[] = [
    { text: '1501' },
    'until the next row has the focus',
    { key: '5' },
    { text: '50' },
    { key: 'Enter' }
  ]
  await typeAtOnce(page, [{ key: '1' }, { text: '150' }, { key: 'Enter' }, ...next])
  await expect(grid.locator('[data-index="0"]')).toContainText('NOK 150.00')
  await expect(page.getByRole('region', { name: 'Row 3', exact: true })).toBeVisible()
  await expect(grid.getByRole('textbox')).toHaveCount(0)
  await expect(grid.locator('[data-index="1"]')).toContainText('NOK 200.00')
  // It is the only thing that was done.
  await page.keyboard.press('Control+z')
  await expect(grid.locator('[data-index="0"]')).toContainText('NOK 100.00')
})
