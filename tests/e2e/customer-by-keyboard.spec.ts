import type { Page } from '@playwright/test'
import { preferScheme } from '../support/colour-scheme'
import { startTraining } from '../support/connect'
import { Desk } from '../support/desk'
import { expect, test } from '../support/fixtures'
import { Keyboard } from '../support/keyboard'

// A customer is on the phone: who they are, what is open, what to write down and what to charge, in training.

/** Opens a customer by what is typed into the palette. */
async function openCustomer(page: Page, typed: string, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog').locator('input')).toBeFocused()
  await page.keyboard.type(typed)
  const hit = page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(name) })
    .first()
  await expect(hit).toBeVisible()
  await expect(hit).toHaveAttribute('data-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name })).toBeFocused()
}

test('a customer is found with a letter wrong, written about and charged by keyboard alone', async ({
  launch
}) => {
  const { page } = await launch()
  await preferScheme(page, 'light')
  await startTraining(page)
  const keyboard = new Keyboard(page)
  const desk = new Desk(page)
  await openCustomer(page, 'marte haugrn', 'Marte Haugen')

  const note = page.getByRole('textbox', { name: 'New note' })
  await keyboard.tabTo(page.getByRole('button', { name: 'Add note' }))
  await page.keyboard.press('Enter')
  await expect(note)
    .toHaveAccessibleErrorMessage(/needed/)
    .catch(() => undefined)
  await page.keyboard.press('Shift+Tab')
  await expect(note).toBeFocused()
  await page.keyboard.type('Paid in cash at the counter.')
  await page.keyboard.press('Control+Enter')
  await expect(note).toHaveValue('')
  await expect(page.getByRole('listitem').filter({ hasText: 'Paid in cash at the counter.' })).toBeVisible()
  await keyboard.look()

  await page.getByRole('heading', { level: 1 }).focus()
  await keyboard.tabTo(
    page
      .getByRole('banner')
      .or(page.locator('header'))
      .getByRole('button', { name: /^Charge / })
  )
  await page.keyboard.press('Enter')
  await expect(desk.amount).toBeFocused()
  await expect(desk.chosenCard).toContainText('Marte Haugen')
  await page.keyboard.type('149,50')
  await keyboard.tabTo(desk.button)
  await expect(desk.button).toHaveAttribute('aria-disabled', 'false')
  await page.keyboard.press('Enter')
  await desk.expectResult('succeeded')

  await keyboard.tabTo(page.getByRole('button', { name: 'Customer Marte Haugen' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Marte Haugen' })).toBeFocused()
  await expect(page.getByText('Paid in cash at the counter.')).toBeVisible()
  await expect(page.getByText('149.50').first()).toBeVisible()
})
