import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { AtStop } from './tour'

/** Customers of training by their numbers: cards that can be charged, and one whose customer must help. */
const rows = [
  '10519;Marte Haugen',
  '10556;Øyvind Sætre',
  '10778;Mette Østergaard',
  '10852;Anne-Sofie Sæby',
  '10223;Solveig Tråsdahl'
]
/** Nobody's number. */
const unknown = '99999;Sigrid Aasen'
const amount = '210,50'

/**
 * Takes a charge file through all of its screens, in training.
 * @param t a wording of the language
 */
export async function fileTour(page: Page, t: (key: string) => string, atStop: AtStop): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trekk-tour-'))
  try {
    await walk(page, t, atStop, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function walk(page: Page, t: (key: string) => string, atStop: AtStop, folder: string): Promise<void> {
  const filled = (key: string, facts: Readonly<Record<string, string | number>>): string =>
    t(key).replace(/\{\{(\w+).*?\}\}/g, (_, name: string) => String(facts[name]))
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const choose = async (name: string, content: string): Promise<void> => {
    const path = join(folder, name)
    writeFileSync(path, Buffer.from(content, 'latin1'))
    await page.locator('input[data-file-picker]').setInputFiles(path)
  }

  await page.keyboard.press('Control+3')
  await expect(page.getByText(t('files:list.empty'), { exact: true })).toBeVisible()
  await atStop('files, none')
  await choose('faktura.pdf', '%PDF-1.7\n')
  await expect(page.getByRole('alert')).toContainText(t('errors:refusal.pdf.what'))
  await atStop('files, one refused')
  await page
    .getByRole('alert')
    .getByRole('button', { name: t('common:action.close'), exact: true })
    .click()
  await button(t('files:list.template')).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await atStop('files, one to fill in')
  await page.keyboard.press('Escape')

  const lines = [...rows, unknown].map((row) => `${row};${amount};Nettleie`)
  await choose('nettleie november.csv', ['Kundenr;Navn;Beløp;Tekst', ...lines, ''].join('\r\n'))
  const kind = page.getByRole('combobox', { name: t('batch:field.operation'), exact: true }).first()
  await kind.selectOption('unscheduled_purchase')
  await expect(button(filled('files:columns.goOn_other', { count: 6 }))).toBeEnabled()
  await atStop('file, columns')
  await button(filled('files:columns.goOn_other', { count: 6 })).click()

  await page.locator('button[data-severity="blocker"]').click()
  await expect(page.getByText(t('batch:problem.card_unknown.mend')).first()).toBeVisible()
  await atStop('file, rows with a problem')
  await page.locator('button[data-severity="blocker"]').click()
  await page.getByRole('grid').press('F8')
  const panel = t('files:row.title').replace('{{row}}', String(rows.length + 2))
  await expect(page.getByRole('region', { name: panel, exact: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText(t('files:edit.keys'))).toBeVisible()
  await atStop('file, a cell typed over')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('11000')
  await page.keyboard.press('Enter')
  await button(filled('files:mending.review_other', { count: 6 })).click()

  await expect(page.getByText(t('files:release.largest'), { exact: true })).toBeVisible()
  await page.getByText(filled('files:release.how_other', { count: 3, minutes: 1 })).click()
  await page.getByRole('combobox', { name: t('files:release.hold'), exact: true }).selectOption('0')
  await atStop('file, before the release')
  const totals = page.getByRole('group', { name: t('files:release.type'), exact: true })
  await totals.getByRole('textbox').fill('1263')
  await page.getByRole('button', { name: t('files:release.button_other').split('{{')[0] ?? '' }).click()

  await expect(button(filled('files:first.rest_other', { count: 3 }))).toBeVisible()
  await atStop('file, first charges')
  await button(filled('files:first.rest_other', { count: 3 })).click()
  await expect(button(t('files:run.saveResult'))).toBeVisible()
  await atStop('file, done')
  await button(t('files:receipt.title')).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await atStop('file, receipt')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await button(t('files:links.open_one')).click()
  const makeLinks = button(filled('files:links.make_one', { count: 1 }))
  await expect(makeLinks).toBeEnabled()
  await atStop('file, links for the declined')
  await makeLinks.click()
  await expect(page.getByText(filled('files:links.done_one', { count: 1 }), { exact: true })).toBeVisible()
  await atStop('file, links made')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('Control+3')
  await expect(page.getByRole('row', { name: /nettleie november/i })).toBeVisible()
  await atStop('files')
}
