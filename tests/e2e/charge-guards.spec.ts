import { calls } from '../../shared/ipc'
import { callApi } from '../support/call-api'
import { expect, test } from '../support/fixtures'
import { aCard } from '../support/stored-cards'

// What stands between a typed charge and the money: limits, duplicates, real money, and a review that is out of date.

const card = aCard('Kari Nordmann')
const customer = card.customerName
const payments = '/v1/sessions/pay'

test('a charge above the limit needs its amount typed again', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [card] })
  const again = desk.page.getByLabel('Type the amount again')

  await desk.type({ customer, amount: '5 000', reference: 'order-17' })
  await expect(desk.sentence).toContainText('NOK 5,000.00')
  await expect(again).toHaveCount(0)

  await desk.amount.fill('5 000,01')
  await expect(again).toBeVisible()
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
  await again.fill('5 000,10')
  await again.blur()
  await expect(again).toHaveAccessibleDescription(/This is not the amount to be charged\./)
  await desk.button.click({ force: true })
  expect(seat.simulator.journal.to('POST', payments)).toEqual([])

  await again.fill('5000,01')
  await desk.pressButton()
  await desk.expectResult('succeeded')
  expect(seat.simulator.authorisations('order-17')).toBe(1)
})

test('limits of one charge and of one day are not passed', async ({ seat }) => {
  const limits = { NOK: { confirmAbove: 200_000, perCharge: 200_000, perDay: 300_000 } }
  const desk = await seat.openDesk({ cards: [card], settings: { limits } })
  await desk.type({ customer, amount: '2 000,01' })
  await expect(desk.refusal).toContainText('The amount is above a limit of this account.')
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')

  await desk.amount.fill('2 000')
  await desk.pressButton()
  await desk.expectResult('succeeded')

  await desk.newCharge()
  await desk.type({ customer, amount: '1 000,01' })
  await expect(desk.refusal).toContainText('The amount is above a limit of this account.')
  await desk.button.click({ force: true })
  expect(seat.simulator.journal.to('POST', payments)).toHaveLength(1)
  // The day's limit is of one currency.
  await desk.chooseCurrency('SEK')
  await expect(desk.sentence).toBeVisible()
  await desk.chooseCurrency('NOK')
  await desk.amount.fill('1 000')
  await desk.pressButton()
  await desk.expectResult('succeeded')
})

test('what looks like an earlier charge shows it, and needs a reason that is kept', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [card] })
  const reason = desk.page.getByLabel('Why is this not the same charge?')
  await desk.charge({ customer, amount: '299,90', reference: 'order-17' })
  await desk.newCharge()

  await desk.type({ customer, amount: '299,90', reference: 'order-18' })
  await expect(reason).toBeVisible()
  const review = desk.page.getByRole('region', { name: 'Review' })
  await expect(review).toContainText('This looks like an earlier charge')
  await expect(review).toContainText('order-17')
  await expect(review).toContainText('Charged')
  await reason.fill('x')
  await reason.blur()
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
  await desk.button.click({ force: true })
  expect(seat.simulator.journal.to('POST', payments)).toHaveLength(1)

  // Another amount is another charge.
  await desk.amount.fill('299,91')
  await expect(desk.sentence).toContainText('299.91')
  await expect(reason).toHaveCount(0)
  await desk.amount.fill('299,90')
  await expect(reason).toHaveValue('')

  await reason.fill('Two months of the same subscription')
  await desk.pressButton()
  await desk.expectResult('succeeded')
  const query = { search: 'order-18', actions: [], from: null, to: null, offset: 0, limit: 10 }
  const { rows } = await callApi(desk.page, 'listAudit', query, calls.listAudit.output)
  const explained = rows.find(({ action }) => action === 'duplicate_explained')
  expect(explained?.facts['reason']).toBe('Two months of the same subscription')
})

test('a reference is used once, and says so at its field', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [card] })
  await desk.charge({ customer, amount: '299,90', reference: 'order-17' })
  await desk.newCharge()
  await desk.type({ customer, amount: '100', reference: 'order-17' })
  await expect(desk.refusal).toBeVisible()
  await expect(desk.reference).toHaveAccessibleDescription(/This reference has been used before/)
  await desk.button.click({ force: true })
  await desk.form.getByRole('button', { name: 'Propose a new reference' }).click()
  await expect(desk.reference).not.toHaveValue('order-17')
  await desk.pressButton()
  await desk.expectResult('succeeded')
  expect(seat.simulator.authorisations('order-17')).toBe(1)
})

test('real money is charged only after saying so', async ({ seat }) => {
  const account = seat.newAccount('production', 'Fjordbutikken')
  const desk = await seat.openDesk({ cards: [card], account })
  await expect(desk.page.getByRole('region', { name: 'Environment' })).toContainText('Production')
  await desk.type({ customer, amount: '299,90', reference: 'order-17' })
  await expect(desk.sentence).toBeVisible()
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
  await desk.button.click({ force: true })
  expect(seat.simulator.journal.to('POST', payments)).toEqual([])

  await desk.page.getByLabel('I mean to charge real money').check()
  // An edit asks again: the tick was for what was shown.
  await desk.amount.fill('399,90')
  await expect(desk.sentence).toContainText('399.90')
  await expect(desk.page.getByLabel('I mean to charge real money')).not.toBeChecked()
  await desk.page.getByLabel('I mean to charge real money').check()
  await desk.pressButton()
  await desk.expectResult('succeeded')
  expect(seat.simulator.journal.to('POST', payments)[0]?.body).toMatchObject({
    session: { order: { amount: 39_990 } }
  })
})

test('an edit makes the review void at once: what is charged is what the sentence says', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [card] })
  await desk.type({ customer, amount: '299,90', reference: 'order-17' })
  await expect(desk.button).toHaveText('Charge NOK 299.90')

  // Type and press within one moment, faster than any person: the review that stood is gone already.
  await desk.amount.evaluate((field) => {
    if (!(field instanceof HTMLInputElement)) throw new TypeError('no field')
    // Past React's own record of the value, as typing goes.
    Reflect.set(HTMLInputElement.prototype, 'value', '1 000', field)
    field.dispatchEvent(new Event('input', { bubbles: true }))
    document.querySelector<HTMLElement>('[data-testid="charge-button"]')?.click()
  })
  await expect(desk.button).toHaveText('Charge NOK 1,000.00')
  await expect(desk.sentence).toContainText('NOK 1,000.00')
  expect(seat.simulator.journal.to('POST', payments)).toEqual([])

  await desk.pressButton()
  await desk.expectResult('succeeded')
  expect(seat.simulator.journal.to('POST', payments)[0]?.body).toMatchObject({
    session: { order: { amount: 100_000 } }
  })
})
