import { providers, type Operation, type Provider, type TokenKind } from '../../shared/card'
import type { SimulatorControls } from '../../electron/simulator/simulator'
import { contractBodies } from '../fixtures/contract-bodies'
import { expect, test } from '../support/fixtures'
import { goTo } from '../support/connect'
import { aCard, type StoredCard } from '../support/stored-cards'

// What reaches Dintero, key for key. The bodies are the test's own copies of the documented ones.

interface Pair {
  readonly provider: Provider
  readonly operation: Operation
  readonly choice: 'Recurring' | 'Unscheduled'
  readonly body: keyof typeof contractBodies
}

const pairs: readonly Pair[] = providers.flatMap((provider) => [
  {
    provider,
    operation: 'recurring_purchase',
    choice: 'Recurring',
    body: `recurring.${provider}.creditcard`
  } as const,
  {
    provider,
    operation: 'unscheduled_purchase',
    choice: 'Unscheduled',
    body: `unscheduled.${provider}.creditcard`
  } as const
])

const tokenKindFor = ({ provider, operation }: Pair): TokenKind =>
  provider === 'payex' && operation === 'recurring_purchase' ? 'recurrence_token' : 'payment_token'

const customerOf = ({ provider, choice }: Pair): string => `${choice} at ${provider}`

const cardOf = (pair: Pair): StoredCard =>
  aCard(customerOf(pair), { provider: pair.provider, tokenKind: tokenKindFor(pair) })

/** Everything that was sent to make a charge or a link: each must be accounted for. */
function moneyRequests(simulator: SimulatorControls) {
  return simulator.journal.entries.filter(
    ({ method, path }) => method !== 'GET' && !path.endsWith('/auth/token')
  )
}

/** The documented body with this charge's own reference and token. */
function documented(pair: Pair, reference: string): unknown {
  const text = JSON.stringify(contractBodies[pair.body])
    .replace('<token previously acquired>', cardOf(pair).token)
    .replace('"order-1"', JSON.stringify(reference))
  return JSON.parse(text)
}

test('six charges, provider by operation, reach Dintero as its guide documents them', async ({ seat }) => {
  test.slow()
  const desk = await seat.openDesk({
    cards: pairs.map(cardOf),
    settings: { callbackUrl: 'https://example.com/callback?method=GET' }
  })
  // They all have the e-mail of the documented bodies, so each would be asked about as the same customer's.
  await goTo(desk.page, 'Settings')
  await desk.page.getByLabel('Watch for duplicates').fill('0')
  await desk.page.getByLabel('Watch for duplicates').press('Enter')
  await goTo(desk.page, 'Charge')
  seat.simulator.journal.clear()

  for (const [index, pair] of pairs.entries()) {
    await test.step(customerOf(pair), async () => {
      const reference = `order-${index + 1}`
      await desk.charge({
        customer: customerOf(pair),
        amount: '299,90',
        operation: pair.choice,
        capture: 'later',
        reference,
        email: 'john.doe@example.com',
        phone: '+4799999999',
        lines: [{ description: 'Stablestol', quantity: '1', total: '299,90', rate: '25', vat: '60' }]
      })
      await expect(desk.result).toContainText('NOK 299.90 reserved')
      const sent = moneyRequests(seat.simulator)
      expect(sent).toHaveLength(index + 1)
      expect(sent[index]).toMatchObject({ method: 'POST', path: '/v1/sessions/pay', status: 200 })
      expect(sent[index]?.body).toEqual(documented(pair, reference))
      expect(sent[index]?.headers['dintero-feature-toggles']).toBe('strict-merchant-reference')
      expect(seat.simulator.authorisations(reference)).toBe(1)
      await desk.newCharge()
    })
  }
})

test('a charge without order lines, callback and contact carries nothing but what was typed', async ({
  seat
}) => {
  const recurring: Pair = {
    provider: 'payex',
    operation: 'recurring_purchase',
    choice: 'Recurring',
    body: 'recurring.payex.creditcard'
  }
  const card = cardOf(recurring)
  const desk = await seat.openDesk({ cards: [card] })
  seat.simulator.journal.clear()

  await desk.type({ customer: card.customerName, amount: '1 299,90', currency: 'SEK' })
  const reference = await desk.reference.inputValue()
  await expect(desk.sentence).toHaveText(
    `Charge ${card.customerName}’s Visa •••• 0416 SEK 1,299.90 as a recurring purchase, captured at once, reference ${reference}.`
  )
  await desk.pressButton()
  await desk.expectResult('succeeded')
  await expect(desk.result).toContainText('The money is captured.')

  const [sent, ...more] = moneyRequests(seat.simulator)
  expect(more).toEqual([])
  expect(sent?.body).toEqual({
    session: {
      customer: { tokens: { 'payex.creditcard': { recurrence_token: card.token } } },
      order: { amount: 129_990, currency: 'SEK', merchant_reference: reference },
      configuration: { auto_capture: true }
    },
    payment: { payment_product_type: 'payex.creditcard', operation: 'recurring_purchase' }
  })
})

test('a card offers only the kinds of charge its provider and token allow, and a link', async ({ seat }) => {
  const desk = await seat.openDesk({
    cards: [
      aCard('Payex Payment', { provider: 'payex' }),
      aCard('Payex Recurrence', { provider: 'payex', tokenKind: 'recurrence_token' }),
      aCard('Bambora Payment', { provider: 'bambora' })
    ]
  })
  const link = 'With the customer (payment link)'
  const offered = desk.form.getByRole('radiogroup', { name: 'How the customer pays' }).getByRole('radio')
  const names = async (): Promise<(string | null)[]> =>
    Promise.all((await offered.all()).map((each) => each.getAttribute('aria-label')))

  await desk.pickCard('Payex Payment')
  expect(await names()).toEqual(['Unscheduled', link])
  await desk.form.getByRole('button', { name: 'Change card' }).click()
  await desk.pickCard('Payex Recurrence')
  expect(await names()).toEqual(['Recurring', link])
  await desk.form.getByRole('button', { name: 'Change card' }).click()
  await desk.pickCard('Bambora Payment')
  expect(await names()).toEqual(['Unscheduled', 'Recurring', link])
})
