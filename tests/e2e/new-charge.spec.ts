import { accountView } from '../../shared/account'
import { cardView } from '../../shared/card'
import { callApi } from '../support/call-api'
import { goTo, testAccount } from '../support/connect'
import type { Desk } from '../support/desk'
import { client } from '../support/dintero'
import { expect, test } from '../support/fixtures'
import { openDesk } from '../support/open-desk'
import { aCard } from '../support/stored-cards'

// The form never charges somebody else than the person at the desk means: what is begun anew is empty, what was half
// typed comes back only when asked for, and what is in flight stays in sight.

const kari = aCard('Kari Nordmann')
const ola = aCard('Ola Mæland')
const payments = '/v1/sessions/pay'
const halfTyped = { customer: kari.customerName, amount: '1 299,90' }

async function byPalette(desk: Desk): Promise<void> {
  await desk.page.keyboard.press('Control+k')
  await desk.page.getByRole('textbox', { name: 'Search or run a command' }).fill('New charge')
  await desk.page.keyboard.press('Enter')
}

async function expectEmptyForm(desk: Desk): Promise<void> {
  await expect(desk.card).toBeFocused()
  await expect(desk.card).toHaveValue('')
  await expect(desk.amount).toHaveValue('')
  await expect(desk.email).toHaveValue('')
  await expect(desk.reference).not.toHaveValue('')
  await expect(desk.sentence).toHaveCount(0)
}

/** Lets the page's own clock run past what Ctrl+Enter waits for. */
async function pressCharge(desk: Desk): Promise<void> {
  for (let press = 0; press < 3; press++) {
    await desk.page.keyboard.press('Control+Enter')
    const until = await desk.page.evaluate(() => performance.now() + 500)
    await desk.page.waitForFunction((end) => performance.now() >= end, until)
  }
}

for (const [way, begin] of [
  ['Ctrl+N', (desk: Desk) => desk.page.keyboard.press('Control+n')],
  ['the palette', byPalette],
  ['“Clear the form”', (desk: Desk) => desk.page.getByRole('button', { name: 'Clear the form' }).click()]
] as const) {
  test(`after ${way} the previous customer cannot be charged by typing the next and Ctrl+Enter`, async ({
    seat
  }) => {
    const desk = await seat.openDesk({ cards: [kari, ola] })
    await desk.type({ ...halfTyped, email: 'kari@example.com' })
    await expect(desk.sentence).toContainText('Kari Nordmann')
    const before = await desk.reference.inputValue()
    await begin(desk)
    await expectEmptyForm(desk)
    expect(await desk.reference.inputValue()).not.toBe(before)

    await desk.page.keyboard.type('Ola')
    await pressCharge(desk)
    expect(seat.simulator.journal.to('POST', payments)).toEqual([])
    await expect(desk.card).toHaveAccessibleDescription('Choose a card.')
  })
}

test('what was half typed is offered by name and amount, comes back for review, and charges nothing by itself', async ({
  seat
}) => {
  const desk = await seat.openDesk({ cards: [kari, ola] })
  const offer = desk.page.getByRole('button', { name: /^Restore the last draft/ })
  await desk.page.keyboard.press('Control+n')
  await expectEmptyForm(desk)
  await expect(offer).toHaveCount(0)

  await desk.type(halfTyped)
  await desk.page.keyboard.press('Control+n')
  await expect(offer).toHaveText('Restore the last draft (Kari Nordmann, NOK 1,299.90)')
  await desk.page.keyboard.press('Control+n')
  await expect(offer).toBeVisible()

  await offer.click()
  await expect(desk.chosenCard).toContainText('Kari Nordmann')
  await expect(desk.amount).toBeFocused()
  await expect(desk.sentence).toContainText('NOK 1,299.90')
  await expect(offer).toHaveCount(0)
  expect(seat.simulator.journal.to('POST', payments)).toEqual([])

  await desk.pressButton()
  await desk.expectResult('succeeded')
  await desk.page.keyboard.press('Control+n')
  await expectEmptyForm(desk)
  await expect(offer).toHaveCount(0)
})

test('a draft is never offered in another account', async ({ launch, dintero }) => {
  const desk = await openDesk({ running: await launch(), dintero, cards: [kari] })
  await desk.type(halfTyped)
  await desk.page.keyboard.press('Control+n')
  await expect(desk.page.getByRole('button', { name: /^Restore/ })).toBeVisible()
  await desk.page.keyboard.press('Control+k')
  await desk.page.getByRole('textbox', { name: 'Search or run a command' }).fill('Practise')
  await desk.page.keyboard.press('Enter')
  await expect(desk.page.getByRole('region', { name: 'Environment' })).toContainText('Training')
  await expectEmptyForm(desk)
  await expect(desk.page.getByRole('button', { name: /^Restore/ })).toHaveCount(0)
})

test('what is shown of an account is gone as soon as the window hears of another one', async ({
  launch,
  dintero
}) => {
  const production = 'P11112222'
  dintero.simulator.addClient({ ...client, accountId: production })
  const desk = await openDesk({ running: await launch(), dintero, cards: [kari] })
  const { page } = desk
  await desk.charge({ ...halfTyped, reference: 'order-17' })
  await goTo(page, 'History')
  await page.getByRole('textbox', { name: 'Search charges' }).fill('order')
  await expect(page.getByRole('grid').getByText('order-17')).toBeVisible()
  // Nobody on this page goes anywhere: main goes over, and tells of it with the next thing it has to tell.
  const account = { ...testAccount, accountId: production, secretHome: 'session' }
  await callApi(page, 'connectAccount', account, accountView)
  dintero.simulator.setClockSkew(24 * 60 * 60_000)
  const card = { customerName: '', customerNumber: '', email: '', phone: '', transactionId: 'no-such' }
  await expect(callApi(page, 'addCardFromTransaction', card, cardView)).rejects.toThrow('not_found')
  await expect(page.getByRole('region', { name: 'Environment' })).toContainText('Production')
  await expect(page.getByRole('heading', { name: 'History', level: 1 })).toBeVisible()
  await expect(page.getByText('order-17')).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: 'Search charges' })).toHaveValue('')
})

test('New charge shows a charge in flight instead of hiding it, and an empty form after its result', async ({
  seat
}) => {
  const desk = await seat.openDesk({ cards: [kari] })
  await desk.type(halfTyped)
  await expect(desk.button).toHaveAttribute('aria-disabled', 'false')
  seat.simulator.faults.next({ kind: 'held' })
  await desk.button.click()
  await expect(desk.page.getByTestId('flight')).toBeVisible()
  await goTo(desk.page, 'History')
  await desk.page.keyboard.press('Control+n')
  await expect(desk.page.getByTestId('flight')).toBeVisible()
  await expect(desk.sentence).toContainText('Kari Nordmann')
  seat.simulator.faults.release()
  await desk.expectResult('succeeded')
  await desk.page.keyboard.press('Control+n')
  await expectEmptyForm(desk)
  expect(seat.simulator.journal.to('POST', payments)).toHaveLength(1)
})

test('a result that came while another screen was shown is there on coming back', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [kari] })
  await desk.type(halfTyped)
  seat.simulator.faults.next({ kind: 'held' })
  await desk.pressButton()
  await expect(desk.page.getByTestId('flight')).toBeVisible()
  await goTo(desk.page, 'History')
  await expect(desk.page.getByRole('grid').getByText('Sent')).toBeVisible()
  seat.simulator.faults.release()
  await expect(desk.page.getByRole('grid').getByText('Charged')).toBeVisible()
  await goTo(desk.page, 'Charge')
  await desk.expectResult('succeeded')
})

test('a page loaded anew comes back to the charge in flight and shows its result', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [kari] })
  await desk.type({ ...halfTyped, reference: 'order-17' })
  seat.simulator.faults.next({ kind: 'held' })
  await desk.pressButton()
  await expect(desk.page.getByTestId('flight')).toContainText('Waiting for Dintero')
  await desk.page.reload()

  await expect(desk.page.getByTestId('flight')).toContainText('Waiting for Dintero')
  await expect(desk.sentence).toContainText('Kari Nordmann')
  await expect(desk.sentence).toContainText('order-17')
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
  await desk.button.click({ force: true })
  await desk.page.keyboard.press('Control+n')
  await expect(desk.page.getByTestId('flight')).toBeVisible()

  seat.simulator.faults.release()
  await desk.expectResult('succeeded')
  expect(seat.simulator.journal.to('POST', payments)).toHaveLength(1)
  expect(seat.simulator.authorisations('order-17')).toBe(1)
})

test('a card is charged from its page with the focus in Amount and nothing else typed', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [kari, ola] })
  await desk.type(halfTyped)
  await goTo(desk.page, 'Cards')
  await desk.page.getByRole('row', { name: /Ola Mæland/ }).click()
  await desk.page.getByRole('button', { name: 'Charge this card' }).click()
  await expect(desk.chosenCard).toContainText('Ola Mæland')
  await expect(desk.amount).toBeFocused()
  await expect(desk.amount).toHaveValue('')
})

test('coming back to a draft, the next customer’s name spoils the draft instead of charging it', async ({
  seat
}) => {
  const desk = await seat.openDesk({ cards: [kari, ola] })
  await desk.type(halfTyped)
  await expect(desk.sentence).toBeVisible()
  await goTo(desk.page, 'History')
  await desk.page.keyboard.press('Control+1')
  await expect(desk.amount).toBeFocused()
  await expect(desk.amount).toHaveValue(halfTyped.amount)
  await desk.page.keyboard.type('Ola Mæland')
  await pressCharge(desk)
  expect(seat.simulator.journal.to('POST', payments)).toEqual([])
})

/** Within one moment, before any search can answer: another text, and what a hurried person does next. */
async function typeAnd(
  desk: Desk,
  text: string,
  next: { readonly key: string } | { readonly click: string }
) {
  await desk.card.evaluate(
    (field, [text, next]) => {
      if (!(field instanceof HTMLInputElement)) throw new TypeError('no field')
      // Past React's own record of the value, as typing goes.
      Reflect.set(HTMLInputElement.prototype, 'value', text, field)
      field.dispatchEvent(new Event('input', { bubbles: true }))
      if ('key' in next)
        field.dispatchEvent(new KeyboardEvent('keydown', { key: next.key, code: next.key, bubbles: true }))
      else
        for (const option of document.querySelectorAll<HTMLElement>('[role=option]'))
          if (option.textContent.includes(next.click)) option.click()
    },
    [text, next] as const
  )
}

test('Enter takes no card from the list of an older text, and Ctrl+Enter takes none at all', async ({
  seat
}) => {
  const desk = await seat.openDesk({ cards: [kari, ola] })
  await desk.card.fill('Kari')
  await expect(desk.page.getByRole('option', { name: 'Kari' })).toHaveAttribute(
    'data-combobox-selected',
    'true'
  )
  await typeAnd(desk, 'Ola', { key: 'Enter' })
  await expect(desk.page.getByRole('option', { name: 'Ola' })).toHaveAttribute(
    'data-combobox-selected',
    'true'
  )
  await expect(desk.chosenCard).toHaveCount(0)

  await desk.page.keyboard.press('Control+Enter')
  await expect(desk.chosenCard).toHaveCount(0)
})

test('a card that is clicked is taken, though the search for the newest text has not answered yet', async ({
  seat
}) => {
  const desk = await seat.openDesk({ cards: [kari, ola] })
  await desk.card.click()
  await expect(desk.page.getByRole('option')).toHaveCount(2)
  await typeAnd(desk, 'Ola', { click: 'Ola' })
  await expect(desk.chosenCard).toContainText('Ola')
})

test('another card takes its own contact along', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [kari, ola] })
  await desk.type({ ...halfTyped, email: 'kari@example.com', phone: '900 00 000' })
  await desk.form.getByRole('button', { name: 'Change card' }).click()
  await expect(desk.card).toBeFocused()
  await desk.pickCard('Ola Mæland')
  await expect(desk.amount).toHaveValue(halfTyped.amount)
  await expect(desk.email).toHaveValue('')
  await expect(desk.phone).toHaveValue('')
})
