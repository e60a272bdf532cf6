import { expect, type Page } from '@playwright/test'
import type { ChargeDetail } from '../../shared/charge'
import { goTo } from '../support/connect'
import { Customer } from '../support/customer'
import type { Desk } from '../support/desk'

// What comes after a charge, in the demo: a customer who pays by link, one who stores a card, a capture and a refund in
// part, and a payout. All of it through the interface; the customer is at the page of the simulator.

/** What the app said at the end of each, word for word. */
export interface Afterwards {
  readonly link: string
  readonly card: string
  readonly capture: string
  readonly refund: string
}

type Picture = (name: string) => Promise<void>

/** Trekk asks about a link by itself within ten seconds. */
const followed = { timeout: 40_000 }

/** Waits for the link that is shown to be paid, without a click. @returns what the app says of it */
async function paidLink(page: Page): Promise<string> {
  const link = page.getByTestId('link-state')
  await page.locator('[data-testid="link-state"][data-state="paid"]').waitFor(followed)
  return firstLine(await link.innerText())
}

/** The customer pays the link that is on the screen. */
export async function payLink(desk: Desk, picture: Picture): Promise<string> {
  const address = await desk.addressOf('made')
  await picture('payment-link')
  await new Customer(address).pays()
  const said = await paidLink(desk.page)
  await picture('payment-link-paid')
  return said
}

/** A customer stores a card at an address, without paying. */
async function enrol(page: Page, picture: Picture): Promise<string> {
  await goTo(page, 'Cards')
  await page.getByRole('button', { name: 'Store a card without charging' }).click()
  const dialog = page.getByRole('dialog', { name: 'Store a card without charging' })
  await dialog.getByRole('textbox', { name: 'Customer’s name' }).fill('Torunn Ask')
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const address = await dialog.getByTestId('link-address').innerText()
  await new Customer(address.trim()).stores()
  const said = await paidLink(page)
  await picture('card-stored')
  await page.keyboard.press('Escape')
  return said
}

interface Change {
  readonly charge: ChargeDetail
  readonly kind: 'Capture' | 'Refund'
  readonly amount: string
  readonly reason: string
}

/** Captures or refunds a part of a charge, from the history. */
async function change(
  page: Page,
  picture: Picture,
  { charge, kind, amount, reason }: Change
): Promise<string> {
  await goTo(page, 'History')
  await page
    .getByRole('grid', { name: 'Charges' })
    .getByRole('row', { name: new RegExp(charge.merchantReference) })
    .click()
  const payment = page.getByRole('region', { name: 'The payment at Dintero' })
  await payment.getByRole('button', { name: kind, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'A part of it' }).check()
  await dialog.getByRole('textbox', { name: `Amount to ${kind.toLowerCase()}` }).fill(amount)
  await dialog.getByRole('textbox', { name: /^Why/ }).fill(reason)
  await dialog.getByRole('button', { name: 'Review' }).click()
  const button = page.getByTestId('modification-button')
  await button.waitFor()
  await picture(`${kind.toLowerCase()}-under-review`)
  // A review counts once somebody can have read it.
  await expect(async () => {
    if (await button.isVisible()) await button.click()
    await expect(button).toBeHidden({ timeout: 1_000 })
  }).toPass()
  const done = payment.locator('[data-testid="modification"][data-state="succeeded"]').first()
  await done.waitFor()
  await picture(`${kind.toLowerCase()}-done`)
  return firstLine(await done.locator('strong').first().innerText())
}

/** Everything that is done to charges after they were made. @param reserved one that waits to be captured */
export async function afterwards(
  page: Page,
  picture: Picture,
  {
    link,
    reserved,
    captured
  }: { readonly link: string; readonly reserved: ChargeDetail; readonly captured: ChargeDetail }
): Promise<Afterwards> {
  const card = await enrol(page, picture)
  const capture = await change(page, picture, {
    charge: reserved,
    kind: 'Capture',
    amount: '1 000',
    reason: 'The first parcel has left'
  })
  const refund = await change(page, picture, {
    charge: captured,
    kind: 'Refund',
    amount: '49,50',
    reason: 'One week was not delivered'
  })
  return { link, card, capture, refund }
}

/** In training what was captured is paid out when the app is started again. @returns how many payouts the app lists */
export async function payouts(page: Page, picture: Picture): Promise<number> {
  await goTo(page, 'Payouts')
  const rows = page.getByRole('grid').getByRole('row')
  await rows.nth(1).waitFor()
  await page.getByRole('button', { name: 'Compare with the ledger' }).click()
  await page.getByText('Agrees').first().waitFor()
  await picture('payouts')
  return (await rows.count()) - 1
}

function firstLine(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 2)
    .join(': ')
}
