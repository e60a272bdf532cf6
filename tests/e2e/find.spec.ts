import type { Page } from '@playwright/test'
import { client } from '../support/dintero'
import { goTo } from '../support/connect'
import { Desk } from '../support/desk'
import { expect, test } from '../support/fixtures'
import { Keyboard } from '../support/keyboard'
import { openDesk } from '../support/open-desk'
import { aCard } from '../support/stored-cards'

// Transactions at Dintero, also those that were made elsewhere.

const { accountId } = client
const kari = aCard('Kari Nordmann', { provider: 'bambora' })
const shopToken = 'token-of-the-shop-9f31c7aa-4b1d7c'

const row = (page: Page, text: RegExp) => page.getByRole('row', { name: text })

test('a payment made elsewhere is found by its reference, and its card stored and charged', async ({
  launch,
  dintero
}) => {
  const { simulator } = dintero
  const running = await launch()
  const { page } = running
  const desk = await openDesk({ running, dintero, cards: [kari] })
  await desk.charge({ customer: kari.customerName, amount: '10', reference: 'order-1' })
  const card = { provider: 'dintero_psp' as const, tokenKind: 'payment_token' as const }
  const maskedPan = '400000******7362'
  const tokenId = simulator.addToken({
    ...{ accountId, token: shopToken, brand: 'visa', maskedPan, expiry: '12/2031' },
    ...card
  })
  const shop = { accountId, productType: 'dintero_psp.creditcard', amount: 49_900 }
  simulator.plant({
    ...shop,
    merchantReference: 'WEB-100482',
    card: { maskedPan, tokenId },
    customer: { email: 'aase@example.com', phone_number: '+4790012345' }
  })
  simulator.plant({ ...shop, merchantReference: 'order-1', amount: 1_000 })

  // Who finds nothing in the history goes on at Dintero with what was typed.
  await goTo(page, 'History')
  await page.getByRole('textbox', { name: 'Search charges' }).fill('WEB-100482')
  await page.getByRole('button', { name: 'Look at Dintero' }).click()
  await expect(page.getByText('1 transaction found.')).toBeVisible()
  await expect(row(page, /WEB-100482/)).toContainText('Made elsewhere')

  const search = page.getByRole('textbox', { name: 'Search at Dintero' })
  for (const text of ['aase@example.com', '900 12 345', 'WEB-100482']) {
    await search.fill(text)
    await search.press('Enter')
    await expect(page.getByText('1 transaction found.')).toBeVisible()
    await expect(row(page, /WEB-100482/)).toBeVisible()
  }
  const keyboard = new Keyboard(page)
  await keyboard.tabTo(row(page, /WEB-100482/))
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Transaction WEB-100482' })
  await expect(panel).toContainText('Captured')
  await expect(panel).toContainText('Dintero has a token of this card.')
  await keyboard.tabTo(panel.getByRole('button', { name: 'Store this card' }))
  await page.keyboard.press('Enter')
  await expect(panel).toContainText('The card is stored.')
  await panel.getByRole('button', { name: 'Charge this card' }).click()
  await expect(new Desk(page).chosenCard).toContainText('7362')
  expect(await page.content()).not.toContain(shopToken)

  // Ours by id and reference both; a stranger's under our reference is not.
  await goTo(page, 'At Dintero')
  await expect(row(page, /order-1/)).toHaveCount(2)
  await expect(row(page, /order-1.*Does not match/)).toHaveCount(1)
  await row(page, /order-1.*Charge of yours/).click()
  await page.getByRole('button', { name: 'Open the charge' }).click()
  await expect(page.getByRole('complementary', { name: 'Charge order-1' })).toBeVisible()
})

test('a card that Dintero has no token of is refused with the reason', async ({ launch, dintero }) => {
  const running = await launch()
  const { page } = running
  await openDesk({ running, dintero, cards: [] })
  dintero.simulator.plant({
    ...{ accountId, merchantReference: 'WEB-1', amount: 49_900, productType: 'payex.creditcard' },
    card: { maskedPan: '476173******1111' }
  })
  dintero.simulator.plant({ accountId, merchantReference: 'WEB-2', amount: 100, productType: 'vipps' })
  await goTo(page, 'At Dintero')
  await row(page, /WEB-1/).click()
  await page.getByRole('button', { name: 'Store this card' }).click()
  await expect(page.getByRole('alert')).toContainText('This transaction has no stored card')
  await row(page, /WEB-2/).click()
  await expect(page.getByRole('complementary')).toContainText('cannot be charged again without the customer')
  await expect(page.getByRole('button', { name: 'Store this card' })).toHaveCount(0)
})

test('rows keep their place while others are paid', async ({ launch, dintero }) => {
  const running = await launch()
  const { page } = running
  await openDesk({ running, dintero, cards: [] })
  const plant = (merchantReference: string): string =>
    dintero.simulator.plant({ accountId, merchantReference, amount: 100, productType: 'vipps' })
  for (let count = 0; count < 320; count += 1) plant(`WEB-${count}`)
  await goTo(page, 'At Dintero')
  await expect(page.getByText('At least 200 transactions found.')).toBeVisible()
  for (let count = 0; count < 40; count += 1) plant(`NEWER-${count}`)
  await row(page, /WEB-319/).click()
  await page.keyboard.press('Escape')
  // It goes to the end of what is known, and there is more.
  await page.keyboard.press('End')
  await expect(page.getByText('320 transactions found.')).toBeVisible()
  await page.keyboard.press('End')
  await expect(row(page, /WEB-0 /)).toBeVisible()
  await page.getByRole('button', { name: 'Ask Dintero' }).click()
  await expect(row(page, /NEWER-39/)).toBeVisible()
})
