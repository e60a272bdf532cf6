import type { ChargeFaultInput } from '../../electron/simulator/faults'
import { calls } from '../../shared/ipc'
import type { RunningApp } from '../support/app'
import { callApi } from '../support/call-api'
import { expect, test } from '../support/fixtures'
import { Customer } from '../support/customer'
import { contractBodies } from '../fixtures/contract-bodies'
import { openDesk } from '../support/open-desk'
import { aCard, type StoredCard } from '../support/stored-cards'
import { goTo } from '../support/connect'

// Every answer Dintero can give, and none: what the desk is told, and what it may do next.

const twoMinutes = 120_000

const offers = ['Ask Dintero', 'Send again', 'Make a payment link', 'Try again'] as const
type Offer = (typeof offers)[number]

/** The app's clock runs ahead from now on, so that waits of minutes pass at once. */
async function skip({ app }: RunningApp, ms: number): Promise<void> {
  await app.evaluate((_electron, ahead) => {
    const real = Date.now.bind(Date)
    Date.now = () => real() + ahead
  }, ms)
}

test.describe('HTTP 200 that says no', () => {
  const declines: readonly {
    name: string
    card: StoredCard
    says: readonly string[]
    offered: readonly Offer[]
  }[] = [
    {
      name: 'insufficient funds in the older words',
      card: aCard('Nils Østby', { provider: 'payex', behaviour: 'insufficient_funds' }),
      says: ['There is not enough money on the card.', 'The bank gave no advice.'],
      offered: ['Ask Dintero', 'Make a payment link', 'Try again']
    },
    {
      name: 'insufficient funds in the newer words, with a time',
      card: aCard('Thea Rønning', { provider: 'dintero_psp', behaviour: 'insufficient_funds' }),
      says: ['There is not enough money on the card.', 'Another attempt is allowed from'],
      offered: ['Ask Dintero', 'Make a payment link', 'Try again']
    },
    {
      name: 'a stolen card in the older words',
      card: aCard('Märta Björklund', { provider: 'bambora', behaviour: 'stolen_card' }),
      says: ['The card is reported lost or stolen.', 'Never try this card again'],
      offered: ['Ask Dintero']
    },
    {
      name: 'a closed account in the newer words',
      card: aCard('Aud Kvåle', { provider: 'dintero_psp', behaviour: 'closed_account' }),
      says: ['The account behind the card is closed.', 'Never try this card again'],
      offered: ['Ask Dintero', 'Make a payment link']
    },
    {
      name: 'no reason at all',
      card: aCard('Kåre Brønnøy', { provider: 'bambora', behaviour: 'rejected' }),
      says: ['The bank said no without giving a reason.', 'The bank gave no advice.'],
      offered: ['Ask Dintero', 'Make a payment link', 'Try again']
    }
  ]

  test('is shown as declined, with the reason and no offer that the answer forbids', async ({ seat }) => {
    const cards = declines.map(({ card }) => card)
    const desk = await seat.openDesk({ cards })
    for (const { name, card, says, offered } of declines) {
      await test.step(name, async () => {
        await desk.charge({ customer: card.customerName, amount: '299,90' }, 'declined')
        await expect(desk.result).toContainText('The card was not charged')
        await expect(desk.result).toContainText('No money has moved.')
        for (const words of says) await expect(desk.result).toContainText(words)
        for (const offer of offers) {
          await expect(desk.action(offer)).toHaveCount(offered.includes(offer) ? 1 : 0)
        }
        await desk.newCharge()
      })
    }
  })
})

test('a new attempt after a decline has a reference linked to the first', async ({ seat }) => {
  const card = aCard('Kåre Brønnøy', { provider: 'bambora' })
  const desk = await seat.openDesk({ cards: [card] })
  seat.simulator.faults.next({ kind: 'decline', cause: 'rejected' })
  await desk.charge({ customer: card.customerName, amount: '450', reference: 'order-17' }, 'declined')

  await desk.action('Try again').click()
  await expect(desk.reference).toHaveValue('order-17~2')
  await expect(desk.amount).toHaveValue('450.00')
  await expect(desk.sentence).toContainText('reference order-17~2')
  await desk.pressButton()
  await desk.expectResult('succeeded')
  expect(seat.simulator.authorisations('order-17')).toBe(0)
  expect(seat.simulator.authorisations('order-17~2')).toBe(1)
})

test('"modifications required" is answered with a payment link for the customer', async ({
  launch,
  dintero
}) => {
  const card = aCard('Vilde Strøm', { behaviour: 'modifications_required' })
  const settings = {
    returnUrl: 'https://example.com/thankyou',
    callbackUrl: 'https://example.com/callback'
  }
  const desk = await openDesk({ running: await launch(), dintero, cards: [card], settings })
  dintero.simulator.journal.clear()
  await desk.charge(
    {
      customer: card.customerName,
      amount: '299,90',
      reference: 'order-17',
      email: 'john.doe@example.com',
      phone: '+4799999999'
    },
    'declined'
  )
  await expect(desk.result).toContainText('The bank wants the customer to confirm the payment.')
  await expect(desk.action('Try again')).toHaveCount(0)
  await desk.action('Make a payment link').click()
  await expect(desk.reference).toHaveValue('order-17~2')
  await expect(desk.sentence).toContainText('Make Vilde Strøm a payment link for NOK 299.90')
  await expect(desk.button).toHaveText('Make a link for NOK 299.90')
  expect(dintero.simulator.journal.to('POST', '/v1/sessions-profile')).toEqual([])
  await desk.pressButton()
  const address = await desk.addressOf('made')

  const [sent, ...more] = dintero.simulator.journal.to('POST', '/v1/sessions-profile')
  expect(more).toEqual([])
  const documented = contractBodies['customer-initiated.dintero_psp.creditcard']
  expect(sent?.body).toEqual({
    ...documented,
    order: { ...documented.order, merchant_reference: 'order-17~2' },
    customer: {
      ...documented.customer,
      tokens: { 'dintero_psp.creditcard': { payment_token: card.token } }
    }
  })

  // The customer pays by the link: the card is charged once, under the link's own reference.
  await new Customer(address).pays()
  expect(Object.fromEntries(dintero.simulator.authorisations())).toEqual({ 'order-17~2': 1 })
  await desk.expectLink('paid')

  // The charge it stands for says so, and offers neither an attempt nor another link.
  await desk.page
    .getByRole('region', { name: 'Result' })
    .getByRole('button', { name: 'Open the charge' })
    .click()
  const charge = desk.page.getByRole('complementary')
  await expect(charge.getByTestId('link-of-charge')).toContainText('The customer has paid by link.')
  await expect(charge.getByRole('button', { name: /^(Try again|Make a payment link)/ })).toHaveCount(0)
})

test('"do not retry" bars the card until a date that is shown', async ({ seat }) => {
  const card = aCard('Håkon Lærdal', { provider: 'payex', behaviour: 'do_not_retry' })
  const desk = await seat.openDesk({ cards: [card] })
  await desk.charge({ customer: card.customerName, amount: '299,90' }, 'declined')
  await expect(desk.result).toContainText('asks not to be asked again')
  const still: readonly Offer[] = ['Ask Dintero', 'Make a payment link']
  for (const offer of offers) await expect(desk.action(offer)).toHaveCount(still.includes(offer) ? 1 : 0)
  seat.simulator.journal.clear()

  await desk.newCharge()
  await desk.type({ customer: card.customerName, amount: '100' })
  const lifts = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000)
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(lifts)
  await expect(desk.chosenCard).toContainText(`Blocked until ${day}`)
  await expect(desk.refusal).toContainText('This card may not be charged now')
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
  await desk.button.click({ force: true })
  expect(seat.simulator.journal.to('POST', '/v1/sessions/pay')).toEqual([])
})

const lostAnswers: readonly { name: string; fault: ChargeFaultInput; shown?: 'pending' }[] = [
  { name: 'the connection dropped after the charge', fault: { kind: 'drop_after' } },
  { name: '500 after the charge', fault: { kind: 'error_after' } },
  { name: '500 that names the session', fault: { kind: 'error_after', session: true } },
  // Accepted, says the status; what became of it cannot be read.
  { name: 'an answer that is no JSON', fault: { kind: 'garbage' }, shown: 'pending' },
  { name: 'half an answer', fault: { kind: 'half_body' } },
  { name: 'an empty 202', fault: { kind: 'empty_202' }, shown: 'pending' },
  { name: 'an answer about another amount', fault: { kind: 'wrong_money', amount: 1 } }
]

test('an answer that is lost or unreadable is unknown, never failed, and asking resolves it', async ({
  seat
}) => {
  const cards = lostAnswers.map(({ name }) => aCard(`Customer with ${name}`))
  const desk = await seat.openDesk({ cards })
  for (const [index, { name, fault, shown = 'unknown' }] of lostAnswers.entries()) {
    await test.step(name, async () => {
      const reference = `lost-${index}`
      seat.simulator.faults.next(fault)
      await desk.charge({ customer: `Customer with ${name}`, amount: '299,90', reference }, shown)
      const headline = { unknown: 'It is not known whether', pending: 'Dintero has not decided yet' }
      await expect(desk.result).toContainText(headline[shown])
      await expect(desk.result).toContainText('Do not charge again')
      await expect(desk.action('Send again with the same reference')).toHaveCount(0)
      await expect(desk.action('Try again')).toHaveCount(0)
      await desk.action('Ask Dintero').click()
      await desk.expectResult('succeeded')
      await expect(desk.result).toContainText('The money is captured.')
      expect(seat.simulator.authorisations(reference)).toBe(1)
      await desk.newCharge()
    })
  }
  expect(seat.simulator.journal.to('POST', '/v1/sessions/pay')).toHaveLength(lostAnswers.length)
})

test('a request that was lost on its way is looked for before it may be sent again', async ({
  launch,
  dintero
}) => {
  const card = aCard('Ola Mæland')
  const running = await launch()
  const desk = await openDesk({ running, dintero, cards: [card] })
  dintero.simulator.faults.next({ kind: 'drop_before' })
  await desk.charge({ customer: card.customerName, amount: '299,90', reference: 'order-17' }, 'unknown')

  const resend = desk.action('Send again with the same reference')
  for (const asked of ['Asked once', 'Asked 2 times', 'Asked 3 times']) {
    await desk.action('Ask Dintero').click()
    await expect(desk.result).toContainText(`${asked}; Dintero had nothing of this charge`)
    await expect(resend).toHaveCount(0)
  }
  // Lists lag: only when nothing was found over some minutes is sending again safe.
  await skip(running, twoMinutes)
  await desk.action('Ask Dintero').click()
  await expect(desk.result).toContainText(
    'Dintero shows nothing under this reference. If it is sent again, it is with the same reference'
  )
  await resend.click()
  await desk.expectResult('succeeded')

  const sent = dintero.simulator.journal.to('POST', '/v1/sessions/pay')
  expect(sent).toHaveLength(2)
  expect(sent[1]?.body).toEqual(sent[0]?.body)
  expect(sent[1]?.headers['dintero-feature-toggles']).toBe('strict-merchant-reference')
  expect(dintero.simulator.authorisations('order-17')).toBe(1)
})

test('a charge Dintero has not decided is polled until it has, by itself', async ({ seat }) => {
  const cards = [aCard('Ingrid Sæther'), aCard('Jón Karlsson')]
  const desk = await seat.openDesk({ cards })
  seat.simulator.faults.next({ kind: 'undecided', as: 'INITIATED', polls: 1, becomes: 'AUTHORIZED' })
  await desk.charge({ customer: 'Ingrid Sæther', amount: '299,90', reference: 'order-1' }, 'pending')
  await expect(desk.result).toContainText('Dintero has not decided yet')
  await expect(desk.result).toContainText('Trekk asks Dintero again by itself')
  await expect(desk.result).toHaveAttribute('data-state', 'succeeded', { timeout: 30_000 })
  await desk.newCharge()

  seat.simulator.faults.next({
    kind: 'undecided',
    as: 'ON_HOLD',
    polls: 1,
    becomes: 'FAILED',
    cause: 'insufficient_funds'
  })
  await desk.charge({ customer: 'Jón Karlsson', amount: '299,90', reference: 'order-2' }, 'pending')
  await expect(desk.result).toHaveAttribute('data-state', 'declined', { timeout: 30_000 })
  await expect(desk.result).toContainText('There is not enough money on the card.')
  expect(seat.simulator.journal.to('POST', '/v1/sessions/pay')).toHaveLength(2)
})

test('429 is not a charge: the same reference is sent again when Dintero allows it', async ({ seat }) => {
  const card = aCard('Elin Sjöström')
  const desk = await seat.openDesk({ cards: [card] })
  seat.simulator.faults.next({ kind: 'too_many', retryAfterSeconds: 2 })
  await desk.charge({ customer: card.customerName, amount: '299,90', reference: 'order-17' }, 'not_sent')
  await expect(desk.result).toContainText('Dintero asked to wait')
  expect(seat.simulator.authorisations('order-17')).toBe(0)

  // Offered by itself when the wait is over.
  await desk.action('Send again with the same reference').click()
  await desk.expectResult('succeeded')
  expect(seat.simulator.authorisations('order-17')).toBe(1)
})

test('a refused access token is renewed once, and the charge is made once', async ({ seat }) => {
  const card = aCard('Kari Nordmann')
  const desk = await seat.openDesk({ cards: [card] })
  seat.simulator.faults.next({ kind: 'unauthorised' })
  await desk.charge({ customer: card.customerName, amount: '299,90', reference: 'order-17' })
  const sent = seat.simulator.journal.to('POST', '/v1/sessions/pay')
  expect(sent.map(({ status }) => status)).toEqual([401, 200])
  expect(sent[1]?.body).toEqual(sent[0]?.body)
  expect(seat.simulator.authorisations('order-17')).toBe(1)
})

test('a refusal before any money names what is wrong, and nothing can be tried again', async ({ seat }) => {
  const known = aCard('Per Gynt Hansen')
  const { page } = seat.running
  const desk = await seat.openDesk({ cards: [known] })
  seat.simulator.faults.next({ kind: 'forbidden' })
  await desk.charge({ customer: known.customerName, amount: '299,90' }, 'refused')
  await expect(desk.result).toContainText('Dintero stopped the request before the bank was asked')
  await expect(desk.action('Send again with the same reference')).toHaveCount(0)

  await goTo(page, 'Unresolved')
  await expect(page.getByText('Everything is resolved')).toBeVisible()
  const status = await callApi(page, 'getStatus', undefined, calls.getStatus.output)
  expect(status.activeAccount?.id).toBe(seat.account.accountId)
})
