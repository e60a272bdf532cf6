import type { Page } from '@playwright/test'
import { screen, type Scene } from './steps'

const openDialog = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^(Export|Eksporter)$/ }).click()
  await page.waitForTimeout(250)
}
/** Opens the dialog of a screen. */
const dialogOf =
  (name: Parameters<typeof screen>[0], act?: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await screen(name)(page)
    await openDialog(page)
    await act?.(page)
  }
const start = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^(Export|Eksporter) …$/ }).click()
  await page.waitForTimeout(250)
}
const running = { list: 'charges', form: 'text', done: 412_000, total: 1_204_318 }

const button = (page: Page, name: RegExp) => page.getByRole('button', { name })
/** The history, with something done in it. */
const history =
  (act: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await screen('history')(page)
    await act(page)
    await page.waitForTimeout(250)
  }
const openViews = async (page: Page): Promise<void> => {
  await button(page, /^(Views|Visninger)$/).click()
}

/** Opens the receipt of the newest row of a screen. */
const receipt =
  (name: Parameters<typeof screen>[0], act?: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await screen(name)(page)
    await page.locator('[data-index="0"]').click()
    await button(page, /^(Receipt|Kvittering|Notice for|Melding til)/).click()
    await page.waitForTimeout(200)
    await act?.(page)
    await page.waitForTimeout(200)
  }

/** What is taken out of the app, and how that is found. */
export const reportScenes: readonly Scene[] = [
  {
    name: 'history-more-filters',
    act: history(async (page) => {
      await button(page, /^(More filters|Flere filtre)/).click()
    })
  },
  {
    name: 'history-by-amount',
    scene: { many: 30_000, countsTo: 10_000 },
    act: history((page) => button(page, /^(Amount|Beløp)$/).click())
  },
  { name: 'history-views', act: history(openViews) },
  {
    name: 'history-save-view',
    act: history(async (page) => {
      await button(page, /^(Customer|Kunde)$/).click()
      await openViews(page)
      await page.getByRole('menuitem', { name: /^(Save these|Lagre filtrene)/ }).click()
    })
  },
  {
    name: 'history-manage-views',
    act: history(async (page) => {
      await openViews(page)
      await page.getByRole('menuitem', { name: /^(Change the|Endre) / }).click()
    })
  },
  {
    name: 'history-walk',
    act: history(async (page) => {
      await page.locator('[data-index="3"]').click()
      await page.keyboard.press('Alt+ArrowDown')
      await page.waitForTimeout(200)
    })
  },
  {
    name: 'history-walk-far',
    scene: { many: 5_000 },
    act: history(async (page) => {
      await page.locator('[data-index="0"]').focus()
      await page.keyboard.press('End')
      await page.waitForTimeout(300)
      await page.keyboard.press('Enter')
      await page.waitForTimeout(200)
      await page.keyboard.press('Alt+ArrowUp')
    })
  },
  ...(['captured', 'held', 'partly_refunded', 'declined'] as const).map((standing) => ({
    name: `receipt-${standing}`,
    scene: { standing },
    act: receipt('history')
  })),
  {
    name: 'receipt-waits',
    scene: { standing: 'captured', modification: { kind: 'refund', state: 'pending' } },
    act: history((page) => page.locator('[data-index="0"]').click())
  },
  {
    name: 'receipt-failed',
    scene: { standing: 'captured', fail: { saveReceipt: 'print_failed' } },
    act: receipt('history', async (page) => {
      await button(page, /PDF/).click()
    })
  },
  {
    name: 'receipt-copied-in-finnish',
    scene: { standing: 'captured' },
    act: receipt('history', async (page) => {
      await page.getByLabel(/^(Language of the customer|Kundens språk)$/).selectOption('fi')
      await button(page, /^(Copy as text|Kopier som tekst)$/).click()
    })
  },
  { name: 'export-charges', act: dialogOf('history') },
  { name: 'export-cards', act: dialogOf('cards') },
  { name: 'export-links', act: dialogOf('links') },
  { name: 'export-unresolved', act: dialogOf('unresolved') },
  { name: 'export-preparing', scene: { hang: ['exportList'] }, act: dialogOf('history', start) },
  { name: 'export-running', scene: { exporting: running }, act: dialogOf('history') },
  { name: 'export-done', act: dialogOf('history', start) },
  {
    name: 'export-failed',
    scene: { fail: { exportList: 'file_unwritable' } },
    act: dialogOf('history', start)
  },
  { name: 'export-elsewhere', scene: { exporting: running } }
]
