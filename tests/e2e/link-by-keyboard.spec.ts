import type { Page } from '@playwright/test'
import type { RunningApp } from '../support/app'
import { preferScheme } from '../support/colour-scheme'
import { goTo, startTraining } from '../support/connect'
import { Customer } from '../support/customer'
import { Desk } from '../support/desk'
import { expect, test } from '../support/fixtures'
import { Keyboard } from '../support/keyboard'

// Payment links from the desk to the customer and back, in training: what is seen is what the customer has done.

/** Dintero is asked of its own accord about a link that is out every ten seconds. */
const soon = { timeout: 40_000 }

/** Keeps what is copied here, and not on the system's clipboard, which belongs to all who run at the same time. */
async function watchCopies({ app }: RunningApp): Promise<() => Promise<string>> {
  await app.evaluate(({ clipboard }) => {
    clipboard.writeText = (text) => {
      Reflect.set(globalThis, 'copied', text)
      return Promise.resolve()
    }
  })
  return () => app.evaluate(() => String(Reflect.get(globalThis, 'copied') ?? ''))
}

/** Presses the button that has the focus, and waits for nothing. */
const press = (page: Page): Promise<void> => page.keyboard.press('Enter')

test('a link is made, shared and seen to be paid by keyboard alone', async ({ launch }) => {
  const running = await launch()
  const { page } = running
  await preferScheme(page, 'light')
  const copied = await watchCopies(running)
  const keyboard = new Keyboard(page)
  const desk = new Desk(page)
  await keyboard.watchMouse()
  await keyboard.tabTo(page.getByRole('button', { name: /^Try with training data/ }))
  await press(page)
  await expect(desk.card).toBeFocused()

  await page.keyboard.press('Control+l')
  await expect(desk.card).toBeFocused()
  await page.keyboard.type('marte haugen')
  await expect(page.getByRole('option').first()).toHaveAttribute('data-combobox-selected', 'true')
  await press(page)
  await expect(desk.amount).toBeFocused()
  await keyboard.look()
  await page.keyboard.type('149,50')
  await keyboard.tabTo(page.getByRole('radio', { name: 'With the customer (payment link)' }))
  await expect(page.getByRole('radio', { name: 'With the customer (payment link)' })).toBeChecked()
  await keyboard.tabTo(page.getByRole('checkbox', { name: 'Fill in the stored card' }))
  await keyboard.tabTo(desk.button)
  await expect(desk.button).toHaveText('Make a link for NOK 149.50')
  await expect(desk.button).toHaveAttribute('aria-disabled', 'false')
  await press(page)
  const address = await desk.addressOf('made')
  await expect(page.getByRole('heading', { name: 'Result' })).toBeFocused()

  await keyboard.tabTo(page.getByRole('button', { name: 'Copy the message' }))
  await press(page)
  await desk.expectLink('sent')
  await expect(page.getByRole('status').filter({ hasText: 'The message is copied.' })).toBeVisible()
  expect(await copied()).toContain(`149,50`)
  expect(await copied()).toContain(address)
  await keyboard.tabTo(page.getByRole('button', { name: 'Copy the address' }))
  await press(page)
  await expect.poll(copied).toBe(address)
  await keyboard.tabTo(page.getByRole('button', { name: 'Show a QR code' }))
  await press(page)
  await expect(page.getByRole('img', { name: 'QR code of the link to Marte Haugen' })).toBeVisible()

  const customer = new Customer(address)
  expect(await customer.opens()).toContain('149')
  await customer.pays()
  await expect(desk.link).toHaveAttribute('data-state', 'paid', soon)
  await expect(page.getByTestId('link-sharing')).toHaveCount(0)

  await page.keyboard.press('Control+2')
  await expect(page.getByRole('heading', { name: 'Links', level: 1 })).toBeVisible()
  const row = page.getByRole('row', { name: /Marte Haugen/ })
  await keyboard.tabTo(row)
  await press(page)
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('heading', { level: 2 })).toBeFocused()
  await expect(panel).toContainText('Shared: message copied')
  await expect(panel).toContainText('Shared: QR code shown')
  await page.keyboard.press('Escape')
  await expect(row).toBeFocused()
  await keyboard.expectNoMouse()
})

test('a link that is declined makes way for another, which can be cancelled, by keyboard alone', async ({
  launch
}) => {
  const { page } = await launch()
  await preferScheme(page, 'light')
  await startTraining(page)
  const desk = new Desk(page)
  const keyboard = new Keyboard(page)
  const first = await desk.makeLink({ customer: 'Øyvind Sætre', amount: '250' })
  const reference = await desk.reference.inputValue()
  await new Customer(first).isDeclined()
  await expect(desk.link).toHaveAttribute('data-state', 'declined', soon)
  await expect(desk.link).toContainText('No money has moved')

  await page.getByRole('heading', { name: 'Result' }).focus()
  await keyboard.tabTo(page.getByRole('button', { name: 'New link' }))
  await press(page)
  await expect(desk.sentence).toContainText('Make Øyvind Sætre a payment link for NOK 250.00')
  expect(await desk.reference.inputValue()).not.toBe(reference)
  await keyboard.tabTo(desk.button)
  await expect(desk.button).toHaveAttribute('aria-disabled', 'false')
  await press(page)
  const second = await desk.addressOf('made')
  expect(second).not.toBe(first)

  await keyboard.tabTo(page.getByRole('button', { name: 'Cancel the link' }))
  await press(page)
  const dialog = page.getByRole('dialog', { name: 'Cancel this link?' })
  await expect(dialog).toContainText('Øyvind Sætre can no longer pay NOK 250.00 by it.')
  await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await press(page)
  await expect(dialog).toBeHidden()
  await desk.expectLink('made')
  await expect(page.getByRole('button', { name: 'Cancel the link' })).toBeFocused()
  await press(page)
  await keyboard.tabTo(dialog.getByRole('button', { name: 'Cancel the link' }))
  await press(page)
  await desk.expectLink('cancelled')
  expect(await new Customer(second).opens()).not.toContain('<form')
})

test('a customer stores a card without paying, and it can be charged', async ({ launch }) => {
  const { page } = await launch()
  await startTraining(page)
  await goTo(page, 'Cards')
  await page.getByRole('button', { name: 'Store a card without charging' }).click()
  const dialog = page.getByRole('dialog', { name: 'Store a card without charging' })
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Customer’s name' })).toHaveAccessibleDescription(
    'This is needed.'
  )
  await dialog.getByRole('textbox', { name: 'Customer’s name' }).fill('Torunn Ask')
  await dialog.getByRole('combobox', { name: 'Provider' }).click()
  await page.getByRole('option', { name: 'Dintero PSP' }).click()
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const desk = new Desk(page)
  const address = await desk.addressOf('made')
  await new Customer(address).stores()
  await expect(desk.link).toHaveAttribute('data-state', 'paid', soon)
  await expect(desk.link).toContainText('of Torunn Ask can be charged now. Nothing was paid.')

  await dialog.getByRole('button', { name: 'Charge this card' }).click()
  await expect(desk.chosenCard).toContainText('Torunn Ask')
  await desk.amount.fill('10')
  await desk.pressButton()
  await desk.expectResult('succeeded')
})
