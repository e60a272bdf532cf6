import type { Page } from '@playwright/test'
import { client } from '../support/dintero'
import { goTo } from '../support/connect'
import { expect, test } from '../support/fixtures'
import { Keyboard } from '../support/keyboard'
import { openDesk } from '../support/open-desk'
import { aCard } from '../support/stored-cards'

// What Dintero has paid out, and whether it agrees with what was charged here.

const { accountId } = client
const kari = aCard('Kari Nordmann', { provider: 'bambora' })
const scopes = ['admin:checkout', 'read:settlements']

const row = (page: Page, text: RegExp) => page.getByRole('row', { name: text })

test('a payout of what was charged here agrees with it, and says when and for which fee', async ({
  launch,
  dintero
}) => {
  const { simulator } = dintero
  simulator.addClient({ ...client, scopes })
  const running = await launch()
  const { page } = running
  const desk = await openDesk({ running, dintero, cards: [kari] })
  await desk.charge({ customer: kari.customerName, amount: '1 000', reference: 'order-1' })

  await goTo(page, 'History')
  await row(page, /order-1/).click()
  await expect(page.getByText('Not asked yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Ask whether it was paid out' }).click()
  await expect(page.getByTestId('paid-out')).toHaveText('Not in any payout yet')

  await goTo(page, 'Payouts')
  await expect(page.getByText('No payouts in this period')).toBeVisible()
  simulator.payOut({ accountId, feePermille: 15 })
  await page.getByRole('button', { name: 'Ask Dintero' }).click()
  await expect(row(page, /Bambora/)).toContainText('NOK 985.00')
  await expect(row(page, /Bambora/)).toContainText('Not compared')
  await page.getByRole('button', { name: 'Compare with the ledger' }).click()
  await expect(row(page, /Bambora/)).toContainText('Agrees')
  await expect(page.getByText('0 payments were captured more than 7 days ago')).toBeVisible()

  // By keyboard into the payout, and back to its row.
  const keyboard = new Keyboard(page)
  await page.getByRole('button', { name: 'Ask Dintero' }).focus()
  await keyboard.tabTo(row(page, /Bambora/))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Payout from Bambora', level: 1 })).toBeFocused()
  await expect(row(page, /^Paid out, in NOK/)).toContainText('NOK 15.00')
  await expect(row(page, /^Lines of this ledger/)).toContainText('NOK 985.00')
  await expect(page.getByText('In no line')).toHaveCount(0)
  await row(page, /order-1/).click()
  await page.getByRole('button', { name: 'Open the charge' }).click()
  await page.getByRole('button', { name: 'Ask whether it was paid out' }).click()
  await expect(page.getByTestId('paid-out')).toHaveText('Paid out')
  await expect(page.getByRole('region', { name: 'Payout' })).toContainText('fee NOK 15.00')
})

test('what does not agree is named, line by line', async ({ launch, dintero }) => {
  const { simulator } = dintero
  simulator.addClient({ ...client, scopes })
  const running = await launch()
  const { page } = running
  const desk = await openDesk({ running, dintero, cards: [kari] })
  await desk.charge({ customer: kari.customerName, amount: '1 000', reference: 'order-1' })
  const productType = 'bambora.creditcard'
  simulator.plant({ accountId, merchantReference: 'WEB-7', amount: 50_000, productType })
  simulator.plant({ accountId, merchantReference: 'order-1', amount: 100_000, productType })
  simulator.payOut({ accountId, feePermille: 0 })

  await goTo(page, 'Payouts')
  await row(page, /Bambora/).click()
  await expect(page.getByText('2 differences')).toBeVisible()
  await expect(row(page, /^Lines of this ledger/)).toContainText('NOK 1,000.00')
  await expect(row(page, /^Lines made elsewhere/)).toContainText('NOK 1,500.00')
  await page.getByText('What does not agree').click()
  await expect(row(page, /WEB-7/)).toContainText('Unknown here')
  await expect(row(page, /order-1/)).toContainText('Not the payment it seems')
  await row(page, /order-1/).click()
  const line = page.getByRole('complementary')
  await expect(line).toContainText('It is not taken for a charge of yours.')
  await expect(line.getByRole('button', { name: 'Open the charge' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Payouts', level: 1 })).toBeVisible()
})

test('a client that may not read payouts is told so, and everything else works', async ({
  launch,
  dintero
}) => {
  const running = await launch()
  const { page } = running
  const desk = await openDesk({ running, dintero, cards: [kari] })
  await goTo(page, 'Payouts')
  await expect(page.getByText('The client may not read payouts')).toBeVisible()
  await goTo(page, 'Charge')
  await desk.charge({ customer: kari.customerName, amount: '1 000', reference: 'order-1' })
  dintero.simulator.payOut({ accountId })
  await goTo(page, 'History')
  await row(page, /order-1/).click()
  await page.getByRole('button', { name: 'Ask whether it was paid out' }).click()
  await expect(page.getByTestId('paid-out')).toHaveText('Paid out')
  await expect(page.getByText('The day is not shown: the client may not read payouts')).toBeVisible()
})
