import { expect, test } from '../support/fixtures'
import { goTo } from '../support/connect'
import { aCard } from '../support/stored-cards'

// A phone number is typed as people at home type it, and sent as Dintero takes it.

const kari = aCard('Kari Nordmann')
const ready = { customer: kari.customerName, amount: '299,90', reference: 'order-17' }

test('a number typed at home is understood, shown, and sent in full', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [kari] })
  await desk.type({ ...ready, phone: '900 00 000' })
  await expect(desk.phone).toHaveAccessibleDescription('= +47 900 00 000')
  await expect(desk.page.getByRole('region', { name: 'Review' })).toContainText('+47 900 00 000')
  await desk.pressButton()
  await desk.expectResult('succeeded')
  expect(seat.simulator.journal.to('POST', '/v1/sessions/pay')[0]?.body).toMatchObject({
    session: { customer: { phone_number: '+4790000000' } }
  })
})

test('a number that is none is refused at its field', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [kari] })
  await desk.type({ ...ready, phone: '900 00 0000' })
  await desk.phone.blur()
  await expect(desk.phone).toHaveAccessibleDescription(/too long for a phone number/)
  await desk.phone.fill('112')
  await expect(desk.phone).toHaveAccessibleDescription(/too short for a phone number/)
  await desk.phone.fill('ring meg')
  await expect(desk.phone).toHaveAccessibleDescription(/not a phone number/)
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
  expect(seat.simulator.journal.to('POST', '/v1/sessions/pay')).toEqual([])
})

test('the country of the account decides how a number is read', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [kari] })
  await goTo(desk.page, 'Settings')
  await desk.page.getByLabel('Country').selectOption({ label: 'Sweden' })
  await desk.page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.page.getByText('Saved', { exact: true })).toBeVisible()
  await goTo(desk.page, 'Charge')
  await desk.type({ ...ready, phone: '070-123 45 67' })
  await expect(desk.phone).toHaveAccessibleDescription('= +46 70 123 45 67')
  await desk.pressButton()
  await desk.expectResult('succeeded')
  expect(seat.simulator.journal.to('POST', '/v1/sessions/pay')[0]?.body).toMatchObject({
    session: { customer: { phone_number: '+46701234567' } }
  })
})
