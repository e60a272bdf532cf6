import type { Locator, Page } from '@playwright/test'
import { preferScheme } from '../support/colour-scheme'
import { goTo, startTraining } from '../support/connect'
import { Desk } from '../support/desk'
import { expect, test } from '../support/fixtures'
import { Keyboard } from '../support/keyboard'
import { aCard } from '../support/stored-cards'
import type { SimulatorControls } from '../../electron/simulator/simulator'

// Captures, voids and refunds from the desk. How often money was moved is counted by the simulator, and by nothing else.

const kari = aCard('Kari Nordmann', { customerNumber: 'K-1' })

const payment = (page: Page): Locator => page.getByRole('region', { name: 'The payment at Dintero' })
const done = (page: Page): Locator => payment(page).getByTestId('modification')
const dialog = (page: Page): Locator => page.getByRole('dialog')
const press = (page: Page): Promise<void> => page.keyboard.press('Enter')

function transactionOf(simulator: SimulatorControls, reference: string): string {
  const [transaction] = simulator.transactions(reference)
  if (transaction === undefined) throw new Error(`no transaction of ${reference}`)
  return transaction.id
}

/** Opens the newest charge in the history, where its payment is shown. */
async function openPayment(page: Page): Promise<void> {
  await goTo(page, 'History')
  await page.getByRole('grid').getByRole('row').nth(1).click()
  await expect(payment(page).getByText('Reserved', { exact: true })).toBeVisible()
}

/** Fills in the dialog and goes to its review. */
async function review(
  page: Page,
  typed: { readonly part?: string; readonly reason?: string }
): Promise<void> {
  if (typed.part !== undefined) {
    await dialog(page).getByRole('radio', { name: 'A part of it' }).check()
    await dialog(page)
      .getByRole('textbox', { name: /^Amount to/ })
      .fill(typed.part)
  }
  if (typed.reason !== undefined) await dialog(page).getByRole('textbox', { name: /^Why/ }).fill(typed.reason)
  await dialog(page).getByRole('button', { name: 'Review' }).click()
}

/**
 * Does what is reviewed, as a person who has read it: a press that comes too soon after the review does nothing.
 * @param again how it is pressed
 */
async function decide(
  page: Page,
  again = () => page.getByTestId('modification-button').click()
): Promise<void> {
  const reviewed = page.locator('[data-testid="modification-review"][data-phase="review"]')
  await expect(async () => {
    if (await reviewed.isVisible()) await again()
    await expect(reviewed).toBeHidden({ timeout: 500 })
  }).toPass()
}

test('a reservation is captured in part and refunded by keyboard alone', async ({ launch }) => {
  const { page } = await launch()
  await preferScheme(page, 'light')
  await startTraining(page)
  const desk = new Desk(page)
  const keyboard = new Keyboard(page)
  await desk.charge({ customer: 'Marte Haugen', amount: '500', capture: 'later' })

  await keyboard.watchMouse()
  await page.keyboard.press('Control+h')
  await expect(page.getByRole('heading', { name: 'Awaiting capture', level: 1 })).toBeVisible()
  const row = page.getByRole('row', { name: /Marte Haugen/ })
  await keyboard.tabTo(row)
  await press(page)
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('heading', { level: 2 })).toBeFocused()
  await expect(payment(page)).toContainText('Left to capture')

  await keyboard.tabTo(payment(page).getByRole('button', { name: 'Capture' }))
  await press(page)
  await expect(dialog(page).getByRole('radio', { name: /^All that is left, NOK 500.00/ })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  const amount = dialog(page).getByRole('textbox', { name: 'Amount to capture' })
  await expect(amount).toBeFocused()
  await page.keyboard.type('200')
  await press(page)
  await expect(dialog(page).getByRole('heading', { name: 'Capture NOK 200.00' })).toBeFocused()
  await expect(dialog(page)).toContainText('Left to capture afterwards')
  await expect(dialog(page)).toContainText('NOK 300.00')
  await keyboard.tabTo(page.getByTestId('modification-button'))
  await decide(page, () => press(page))
  await expect(done(page)).toHaveAttribute('data-state', 'succeeded')
  await expect(done(page)).toBeFocused()
  await expect(done(page)).toContainText('Capture of NOK 200.00')
  await expect(payment(page)).toContainText('Captured: NOK 200.00')

  await keyboard.tabTo(payment(page).getByRole('button', { name: 'Refund' }))
  await press(page)
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page).getByRole('textbox', { name: 'Why' })).toHaveAccessibleDescription(
    /This is needed/
  )
  await keyboard.tabTo(dialog(page).getByRole('textbox', { name: 'Why' }))
  await page.keyboard.type('One lamp came back')
  await page.keyboard.press('Control+Enter')
  await expect(dialog(page).getByRole('heading', { name: 'Refund NOK 200.00' })).toBeFocused()
  await decide(page, () => page.keyboard.press('Control+Enter'))
  await expect(done(page).first()).toContainText('Refund of NOK 200.00')
  await expect(done(page).first()).toContainText('One lamp came back')
  await expect(payment(page)).toContainText('Refunded: NOK 200.00')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await keyboard.expectNoMouse()
})

test('what somebody did in Backoffice between the review and the button is seen first', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [kari] })
  const { page } = desk
  await desk.charge({ customer: kari.customerName, amount: '500', reference: 'meanwhile-1' })
  const transaction = transactionOf(seat.simulator, 'meanwhile-1')
  await openPayment(page)
  await payment(page).getByRole('button', { name: 'Refund' }).click()
  await review(page, { reason: 'Returned' })
  await expect(dialog(page).getByRole('heading', { name: 'Refund NOK 500.00' })).toBeFocused()
  seat.simulator.refundOutside(transaction, 50_000)
  await decide(page)
  await expect(dialog(page).getByRole('alert')).toContainText('Somebody has changed this payment')
  await expect(dialog(page).getByRole('textbox', { name: 'Why' })).toHaveValue('Returned')
  await page.keyboard.press('Escape')
  await expect(payment(page)).toContainText('Refunded: NOK 500.00')
  await expect(payment(page).getByRole('button', { name: 'Refund' })).toHaveCount(0)
  await expect(payment(page)).toContainText('All that was captured is refunded.')
  await expect(done(page)).toHaveCount(0)
  expect(seat.simulator.money(transaction)).toMatchObject({ refunded: 50_000 })
})

test('a refund whose answer is lost is unknown, found out, and never made twice', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [kari] })
  const { page } = desk
  await desk.charge({ customer: kari.customerName, amount: '500', reference: 'lost-1' })
  const transaction = transactionOf(seat.simulator, 'lost-1')
  await openPayment(page)
  seat.simulator.faults.operation(transaction, { kind: 'drop_after' })
  await payment(page).getByRole('button', { name: 'Refund' }).click()
  await review(page, { part: '120,50', reason: 'Late by a week' })
  await expect(dialog(page).getByRole('heading', { name: 'Refund NOK 120.50' })).toBeFocused()
  await decide(page)
  await expect(done(page)).toHaveAttribute('data-state', 'succeeded', { timeout: 30_000 })
  expect(seat.simulator.money(transaction)).toMatchObject({ refunded: 12_050 })
})

test('a capture that Dintero takes in and does later waits, holds all else, and ends without a click', async ({
  seat
}) => {
  const desk = await seat.openDesk({ cards: [kari] })
  const { page } = desk
  await desk.charge({ customer: kari.customerName, amount: '500', reference: 'async-1', capture: 'later' })
  const transaction = transactionOf(seat.simulator, 'async-1')
  seat.simulator.faults.operation(transaction, { kind: 'async', polls: 2 })
  await openPayment(page)
  await payment(page).getByRole('button', { name: 'Capture' }).click()
  await review(page, {})
  await decide(page)
  await expect(done(page)).toHaveAttribute('data-state', 'pending')
  await expect(payment(page).getByRole('button', { name: 'Cancel the reservation' })).toHaveCount(0)
  await expect(payment(page)).toContainText('Another change of this payment has not ended.')
  await expect(done(page)).toHaveAttribute('data-state', 'succeeded', { timeout: 60_000 })
  expect(seat.simulator.money(transaction)).toMatchObject({ captured: 50_000 })
})

test('an unknown one waits under Unresolved, and is asked about there', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [kari] })
  const { page } = desk
  await desk.charge({
    customer: kari.customerName,
    amount: '500',
    reference: 'unresolved-1',
    capture: 'later'
  })
  const transaction = transactionOf(seat.simulator, 'unresolved-1')
  seat.simulator.faults.operation(transaction, { kind: 'hang', done: false })
  await openPayment(page)
  await payment(page).getByRole('button', { name: 'Cancel the reservation' }).click()
  await review(page, {})
  await decide(page)
  await expect(dialog(page)).toContainText('On its way to Dintero')
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
  await goTo(page, 'Unresolved')
  const change = page.getByRole('region', { name: 'Changes to payments' })
  await expect(change.getByTestId('modification')).toHaveAttribute('data-state', 'sent')
  await expect(change).toContainText('Kari Nordmann')
  await change.getByRole('button', { name: /^Open the payment/ }).click()
  await expect(done(page)).toHaveAttribute('data-state', 'sent')
  expect(seat.simulator.money(transaction)).toMatchObject({ voided: 0 })
})

test('a part that was captured, with the rest given up, is told as that part wherever it is told', async ({
  seat
}) => {
  const desk = await seat.openDesk({ cards: [{ ...kari, provider: 'payex' }] })
  const { page } = desk
  await desk.charge({ customer: kari.customerName, amount: '500', reference: 'part-1', capture: 'later' })
  const transaction = transactionOf(seat.simulator, 'part-1')
  seat.simulator.captureOutside(transaction, 20_000)
  seat.simulator.voidOutside(transaction)
  expect(seat.simulator.money(transaction)).toMatchObject({ captured: 20_000, voided: 30_000 })
  await desk.action('Ask Dintero').click()
  await expect(desk.result).toContainText('Part of NOK 500.00 charged')
  // Neither of the two wrong things may be read anywhere: that all of it was charged, or that nothing was.
  const main = page.getByRole('main')
  const wrong = /(?<!Part of )NOK\s500\.00 (?:charged|captured|reserved)|nothing (?:is|was) charged|no money/i
  await expect(desk.result).not.toContainText(wrong)

  await openPayment(page)
  const row = page.getByRole('grid').getByRole('row').nth(1)
  await expect(row).toContainText('Partly charged')
  await expect(payment(page)).toContainText('Captured: NOK 200.00')
  await expect(payment(page)).toContainText('Released: NOK 300.00')
  await expect(payment(page).getByRole('button', { name: 'Capture' })).toHaveCount(0)
  await expect(payment(page).getByRole('button', { name: 'Cancel the reservation' })).toHaveCount(0)
  await expect(payment(page).getByRole('button', { name: 'Refund' })).toBeVisible()
  await expect(main).not.toContainText(wrong)

  await page.getByRole('button', { name: 'Receipt' }).click()
  await page.getByLabel('Language of the customer').selectOption('en')
  const receipt = page.getByRole('region', { name: 'What the customer reads' })
  await expect(receipt).toContainText('NOK 200.00 of NOK 500.00 has been charged to your card.')
  await page.keyboard.press('Escape')

  await page.getByRole('complementary').getByRole('button', { name: kari.customerName }).click()
  await expect(page.getByRole('heading', { name: kari.customerName, level: 1 })).toBeVisible()
  const total = page.locator('section', { has: page.getByRole('heading', { name: 'Total charged' }) })
  await expect(total).toContainText('NOK 200.00')
  await expect(total).not.toContainText('Reserved')
  await expect(main).toContainText('Partly charged')
  await expect(main).not.toContainText(wrong)

  await page.keyboard.press('Control+h')
  await expect(page.getByRole('heading', { name: 'Awaiting capture', level: 1 })).toBeVisible()
  await expect(main).toContainText('Nothing awaits capture')
  await page.keyboard.press('Control+t')
  await expect(page.getByRole('button', { name: 'Awaiting capture' }).last()).toContainText('0')
})
