import { providers, type Provider } from '../../shared/card'
import type { SimulatorControls } from '../../electron/simulator/simulator'
import type { RunningApp } from '../support/app'
import { contractBodies } from '../fixtures/contract-bodies'
import { expect, test } from '../support/fixtures'
import { goTo } from '../support/connect'
import type { Desk } from '../support/desk'
import { aCard, type StoredCard } from '../support/stored-cards'

// Payment links: what reaches Dintero, key for key, and what a customer does at its page with a real browser.

const cardOf = (provider: Provider): StoredCard => aCard(`Customer at ${provider}`, { provider })

/** Everything that was sent to make or end a charge or a link: each must be accounted for. */
function moneyRequests(simulator: SimulatorControls) {
  return simulator.journal.entries.filter(
    ({ method, path }) => method !== 'GET' && !path.endsWith('/auth/token')
  )
}

/** The documented body with this link's own reference and token. */
function documented(provider: Provider, reference: string): unknown {
  const text = JSON.stringify(contractBodies[`customer-initiated.${provider}.creditcard`])
    .replace('<token previously acquired>', cardOf(provider).token)
    .replace('merchants_order_number', reference)
  return JSON.parse(text)
}

/** Keeps what would be opened in the person's own browser, for the test to open in a customer's. */
async function keepOpened({ app }: RunningApp): Promise<() => Promise<string>> {
  await app.evaluate(({ shell }) => {
    shell.openExternal = (url) => {
      Reflect.set(globalThis, 'openedByTest', url)
      return Promise.resolve()
    }
  })
  return () => app.evaluate(() => String(Reflect.get(globalThis, 'openedByTest') ?? ''))
}

async function makeLink(desk: Desk, provider: Provider, reference: string): Promise<string> {
  return desk.makeLink({
    customer: cardOf(provider).customerName,
    amount: '299,90',
    reference,
    email: 'john.doe@example.com',
    phone: '+4799999999'
  })
}

test('a link for each provider reaches Dintero as its guide documents it, and one is paid in a browser', async ({
  seat,
  browse
}) => {
  test.slow()
  const opened = await keepOpened(seat.running)
  const desk = await seat.openDesk({
    cards: providers.map(cardOf),
    settings: { returnUrl: 'https://example.com/thankyou', callbackUrl: 'https://example.com/callback' }
  })
  const { page } = desk
  seat.simulator.journal.clear()

  for (const [index, provider] of providers.entries()) {
    await test.step(provider, async () => {
      const reference = `link-of-${provider}`
      await makeLink(desk, provider, reference)
      const [sent, ...more] = moneyRequests(seat.simulator)
      expect(more).toEqual([])
      expect(sent).toMatchObject({ method: 'POST', path: '/v1/sessions-profile', status: 200 })
      expect(sent?.body).toEqual(documented(provider, reference))
      expect(sent?.headers['dintero-feature-toggles']).toBeUndefined()
      expect(seat.simulator.authorisations(reference)).toBe(0)
      if (index === providers.length - 1) return
      // They all have the e-mail of the documented bodies: beside one that is open there is none of the same amount.
      await page.getByRole('button', { name: 'Cancel the link' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel the link' }).click()
      await desk.expectLink('cancelled')
      await desk.newCharge()
      seat.simulator.journal.clear()
    })
  }

  await page.getByRole('button', { name: 'Open in the browser' }).click()
  await desk.expectLink('sent')
  const customer = await browse(await opened())
  // The app is left alone from here on: whatever it shows, it shows of itself.
  await desk.expectLink('opened')
  await expect(customer.getByRole('heading', { name: 'Payment' })).toBeVisible()
  await expect(customer.getByRole('radio', { name: /Your stored card/ })).toBeChecked()
  await customer.getByRole('textbox', { name: /Security code/ }).fill('12')
  await customer.getByRole('button', { name: 'Pay 299.90 NOK' }).click()
  await expect(customer.getByRole('alert')).toContainText('three digits')
  await customer.getByRole('textbox', { name: /Security code/ }).fill('123')
  await customer.getByRole('button', { name: 'Pay 299.90 NOK' }).click()
  await expect(customer.getByRole('status')).toHaveText('The payment was approved.')
  await expect(customer.getByText('https://example.com/thankyou')).toBeVisible()
  await expect(desk.link).toHaveAttribute('data-state', 'paid', { timeout: 40_000 })
  await expect(desk.link).toContainText('NOK 299.90')
  expect(seat.simulator.authorisations('link-of-dintero_psp')).toBe(1)
  await expect(page.getByTestId('link-sharing')).toHaveCount(0)

  // What the page says once more, loaded again, is that it is over: nobody pays twice by one link.
  await customer.reload()
  await expect(customer.getByRole('button')).toHaveCount(0)
  await goTo(page, 'History')
  await expect(page.getByRole('grid')).toHaveCount(0)
})

test('a link that is cancelled, and one that is declined, end in the browser as they do at the desk', async ({
  seat,
  browse
}) => {
  const card = cardOf('bambora')
  const desk = await seat.openDesk({ cards: [card], settings: { returnUrl: 'https://example.com/thankyou' } })
  const address = await makeLink(desk, 'bambora', 'link-declined')
  const customer = await browse(address)
  await customer.getByRole('radio', { name: /declined, for lack of funds/ }).check()
  await customer.getByRole('textbox', { name: /Security code/ }).fill('123')
  await customer.getByRole('button', { name: /^Pay/ }).click()
  await expect(customer.getByRole('status')).toHaveText('The payment was declined.')
  await expect(desk.link).toHaveAttribute('data-state', 'declined', { timeout: 40_000 })
  await expect(desk.link).toContainText('No money has moved')
  expect(seat.simulator.authorisations('link-declined')).toBe(0)

  await desk.newCharge()
  const next = await makeLink(desk, 'bambora', 'link-given-up')
  await browse(next)
  await customer.getByRole('button', { name: 'Cancel' }).click()
  await expect(customer.getByRole('status')).toHaveText('This payment was cancelled.')
  await expect(desk.link).toHaveAttribute('data-state', 'cancelled', { timeout: 40_000 })
})
