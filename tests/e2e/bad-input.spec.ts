import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { goTo } from '../support/connect'
import type { Desk } from '../support/desk'
import { expect, test } from '../support/fixtures'
import { aCard } from '../support/stored-cards'

// Whatever is typed or pasted: a clear message at the field, nothing lost, nothing sent, and no card number kept.

const card = aCard('Kari Nordmann')
const customer = card.customerName
/** A number the schemes publish for testing; it passes the check digit. */
const cardNumber = '4111111111111111'
const invisible = '12\u202E34'
const looksLikeCard = /This looks like a card number/
const holdsInvisible = /invisible characters/

interface Case {
  readonly typed: string
  readonly says: RegExp
}

const inAmount: readonly Case[] = [
  { typed: '', says: /Type an amount/ },
  { typed: 'abc', says: /This is not an amount\. Write it like 1 299,90/ },
  { typed: '1e3', says: /This is not an amount/ },
  { typed: '12,,50', says: /This is not an amount/ },
  { typed: '0', says: /more than zero/ },
  { typed: '0,00', says: /more than zero/ },
  { typed: '-5', says: /cannot be negative/ },
  { typed: '\u22125,00', says: /cannot be negative/ },
  { typed: '21 474 836,48', says: /more than Dintero can charge at once/ },
  { typed: '9'.repeat(400), says: /more than Dintero can charge at once|This is not an amount/ },
  { typed: '1,2345', says: /more decimals than the currency/ },
  { typed: 'EUR 100', says: /another currency than the one chosen/ },
  { typed: invisible, says: holdsInvisible },
  { typed: '4111 1111 1111 1111', says: looksLikeCard },
  { typed: cardNumber, says: looksLikeCard }
]

const inReference: readonly Case[] = [
  { typed: '', says: /A reference is needed/ },
  { typed: 'order 17', says: /Only letters, digits/ },
  { typed: 'ordre-æøå', says: /Only letters, digits/ },
  { typed: 'x'.repeat(101), says: /at most 100 characters/ },
  { typed: `order-${invisible}`, says: holdsInvisible },
  { typed: cardNumber, says: looksLikeCard }
]

const inEmail: readonly Case[] = [
  { typed: 'kari', says: /not an e-mail address/ },
  { typed: 'kari@example', says: /not an e-mail address/ },
  { typed: `${'k'.repeat(260)}@example.com`, says: /too long/ },
  { typed: `kari${invisible}@example.com`, says: holdsInvisible },
  { typed: `${cardNumber}@example.com`, says: looksLikeCard }
]

const inPhone: readonly Case[] = [
  { typed: 'ring meg', says: /not a phone number/ },
  { typed: `+47 ${'9'.repeat(40)}`, says: /too long|not a phone number/ },
  { typed: `+47 9000${invisible}`, says: holdsInvisible },
  { typed: '4111 1111 1111 1111', says: looksLikeCard }
]

/** Types each case and leaves the field: the words are at it, what was typed is in it, and nothing can be charged. */
async function expectRefused(desk: Desk, field: Locator, cases: readonly Case[]): Promise<void> {
  for (const { typed, says } of cases) {
    await test.step(typed.slice(0, 30), async () => {
      await field.fill(typed)
      await field.blur()
      await desk.button.click({ force: true })
      await expect(field).toHaveAccessibleDescription(says)
      await expect(field).toHaveAttribute('aria-invalid', 'true')
      await expect(field).toHaveValue(typed)
      await expect(desk.sentence).toHaveCount(0)
      await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
    })
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : []
  })
}

/** Where in a profile a text was left behind. */
function whereKept(profile: string, text: string): string[] {
  return filesIn(profile).filter((path) => readFileSync(path).includes(text))
}

test('bad input in every field of a charge is told at the field, and nothing is lost or sent', async ({
  seat
}) => {
  test.slow()
  const desk = await seat.openDesk({ cards: [card] })
  await desk.type({ customer, amount: '299,90', reference: 'order-17' })
  await expectRefused(desk, desk.amount, inAmount)
  await desk.amount.fill('299,90')
  await expectRefused(desk, desk.reference, inReference)
  await desk.reference.fill('order-17')
  await expectRefused(desk, desk.email, inEmail)
  await desk.email.fill('kari@example.com')
  await expectRefused(desk, desk.phone, inPhone)
  await desk.phone.fill('+47 900 12 345')

  expect(seat.simulator.journal.to('POST', '/v1/sessions/pay')).toEqual([])
  // Everything that was right is still there: with the last field put right, the charge can be made.
  await expect(desk.chosenCard).toContainText(customer)
  await desk.pressButton()
  await desk.expectResult('succeeded')
  expect(seat.simulator.journal.to('POST', '/v1/sessions/pay')).toHaveLength(1)
  expect(whereKept(seat.profile, cardNumber)).toEqual([])
})

test('an amount that can be misread is asked about, never guessed', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [card] })
  await desk.type({ customer, amount: '1.234' })
  await expect(desk.amount).toHaveAccessibleDescription(/more than one way/)
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
  const readings = desk.form.getByRole('group', { name: 'Which amount is meant?' }).getByRole('button')
  await expect(readings).toHaveText(['NOK 1,234.00'])
  await readings.click()
  await expect(desk.sentence).toContainText('NOK 1,234.00')
})

test('ISK has no decimals: what has some is refused, not rounded', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [card] })
  await desk.type({ customer, amount: '1 299,90', currency: 'ISK' })
  await desk.amount.blur()
  await expect(desk.amount).toHaveAccessibleDescription(/more decimals than the currency/)
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
  await desk.amount.fill('1 299')
  await desk.pressButton()
  await desk.expectResult('succeeded')
  expect(seat.simulator.journal.to('POST', '/v1/sessions/pay')[0]?.body).toMatchObject({
    session: { order: { amount: 1_299, currency: 'ISK' } }
  })
})

test('order lines are checked line by line and must add up', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [card] })
  await desk.type({ customer, amount: '299,90' })
  await desk.addLine({ description: 'Stablestol', quantity: '1', total: '299,90', rate: '25' })
  await expect(desk.sentence).toBeVisible()
  const line = desk.form.getByRole('group', { name: 'Order line 1' })
  const field = (name: string): Locator => line.getByLabel(name, { exact: true })

  const right = { Description: 'Stablestol', Quantity: '1', 'Line total': '299,90', 'VAT %': '25' }
  const wrong: readonly [keyof typeof right, string, RegExp][] = [
    ['Description', '', /Say what is paid for/],
    ['Description', `Kort ${cardNumber}`, looksLikeCard],
    ['Description', `Stol${invisible}`, holdsInvisible],
    ['Quantity', '0', /A whole number from 1/],
    ['Quantity', '1,5', /A whole number from 1/],
    ['Line total', 'mye', /This is not an amount/],
    ['Line total', '-299,90', /cannot be negative/],
    ['Line total', cardNumber, looksLikeCard],
    ['VAT %', '101', /A percentage from 0 to 100/]
  ]
  for (const [name, typed, says] of wrong) {
    await test.step(`${name}: ${typed}`, async () => {
      await field(name).fill(typed)
      await field(name).blur()
      await expect(field(name)).toHaveAccessibleDescription(says)
      await expect(field(name)).toHaveValue(typed)
      await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
      await field(name).fill(right[name])
    })
  }

  await field('Line total').fill('300,90')
  await expect(desk.form.getByText('The lines come to NOK 1.00 more than the amount')).toBeVisible()
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
  await desk.button.click({ force: true })
  expect(seat.simulator.journal.to('POST', '/v1/sessions/pay')).toEqual([])
  await desk.form.getByRole('button', { name: 'Use the sum as amount' }).click()
  await expect(desk.sentence).toContainText('NOK 300.90')
  expect(whereKept(seat.profile, cardNumber)).toEqual([])
})

test('a card number is refused where a card is added and where a reason is written', async ({ seat }) => {
  const { page } = await (async () => {
    const desk = await seat.openDesk({ cards: [card] })
    await desk.charge({ customer, amount: '299,90' })
    await desk.newCharge()
    await desk.type({ customer, amount: '299,90' })
    const reason = desk.page.getByLabel('Why is this not the same charge?')
    await reason.fill(`Paid with ${cardNumber}`)
    await expect(reason).toHaveAccessibleDescription(looksLikeCard)
    await desk.button.click({ force: true })
    expect(seat.simulator.journal.to('POST', '/v1/sessions/pay')).toHaveLength(1)
    return desk
  })()

  await goTo(page, 'Cards')
  await page.getByRole('button', { name: 'Add card' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add card' })
  await dialog.getByText('Paste a token').click()
  await dialog.getByLabel('Token', { exact: true }).fill(cardNumber)
  await dialog.getByLabel('Reference').fill(cardNumber)
  await dialog.getByLabel('Customer number').fill(cardNumber)
  await dialog.getByRole('button', { name: 'Add card' }).click()
  for (const name of ['Token', 'Reference', 'Customer number']) {
    const field = dialog.getByLabel(name, { exact: true })
    await expect(field).toHaveAccessibleDescription(looksLikeCard)
    await expect(field).toHaveValue(cardNumber)
  }
  await dialog.getByLabel('Token', { exact: true }).fill('tok en')
  await dialog.getByLabel('Reference').fill('avtale-1')
  await dialog.getByLabel('Customer number').fill('104200')
  await dialog.getByLabel('Expiry').fill('13/2031')
  await dialog.getByLabel('Last four digits').fill('041')
  await dialog.getByRole('button', { name: 'Add card' }).click()
  await expect(dialog.getByLabel('Expiry')).toHaveAccessibleDescription(/Month and year/)
  await expect(dialog.getByLabel('Last four digits')).toHaveAccessibleDescription(/Four digits/)
  await dialog.getByLabel('Expiry').fill('12/2031')
  await dialog.getByLabel('Last four digits').fill('0416')
  await dialog.getByRole('button', { name: 'Add card' }).click()
  await expect(dialog.getByLabel('Token', { exact: true })).toHaveAccessibleDescription(/cannot be read/)
  expect(whereKept(seat.profile, cardNumber)).toEqual([])
})

test('a card number is refused where something is searched for', async ({ seat }) => {
  const { page } = await seat.openDesk({ cards: [card] })
  const searches = [
    { screen: 'History', field: 'Search charges' },
    { screen: 'Audit trail', field: 'Search' }
  ] as const
  for (const { screen, field } of searches) {
    await goTo(page, screen)
    const search = page.getByRole('textbox', { name: field })
    await search.fill(cardNumber)
    await expect(search).toHaveAccessibleDescription(/looks like a full card number/)
    await expect(search).toHaveValue(cardNumber)
    await search.fill('order-1')
    await expect(search).not.toHaveAccessibleDescription(/card number/)
  }
})
