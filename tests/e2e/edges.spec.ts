import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { ledgerFile } from '../../electron/ledger/ledger'
import { openConnection } from '../../electron/ledger/sqlite/connection'
import { goTo, testAccount } from '../support/connect'
import type { Desk } from '../support/desk'
import { client } from '../support/dintero'
import { expect, test } from '../support/fixtures'
import { openDesk } from '../support/open-desk'
import { aCard } from '../support/stored-cards'
import { writeUsedLedger } from '../support/used-ledger'

// What was once seen to go wrong one layer above the engine: whose transaction, which duplicate, which words.

const kari = aCard('Kari Nordmann', { customerNumber: 'K-1' })
const payments = '/v1/sessions/pay'
const minute = 60_000
const vipps = {
  merchantReference: '1042',
  amount: 49_900,
  productType: 'vipps'
}

async function writeName(desk: Desk): Promise<void> {
  await goTo(desk.page, 'Settings')
  await desk.page.getByLabel(/^Your name/).fill('Hanne')
  await desk.page.getByLabel(/^Your name/).press('Enter')
  await desk.page.getByLabel(/^Your name/).blur()
}

function alarms(desk: Desk): Locator {
  return desk.page.getByTestId('alarm')
}

test('a reference that has another payment at Dintero is an error at the field', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [kari] })
  seat.simulator.plant({ ...vipps, accountId: seat.account.accountId, createdAt: Date.now() - 30 * minute })
  await desk.type({ customer: kari.customerName, amount: '499', reference: '1042' })
  await expect(desk.refusal).toContainText('Dintero has another payment under this reference.')
  await expect(desk.refusal).toContainText('Vipps, NOK 499.00, captured')
  await expect(desk.reference).toHaveAccessibleDescription(
    /^Dintero has another payment under this reference/
  )
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
  await desk.reference.fill('1043')
  await desk.pressButton()
  await desk.expectResult('succeeded')
})

test('another payment that takes our reference meanwhile is told, and never shown as charged', async ({
  launch,
  dintero
}) => {
  const desk = await openDesk({ running: await launch(), dintero, cards: [kari] })
  const strangers = [
    { productType: 'vipps', ageMs: 30 * minute },
    { productType: 'payex.swish' },
    { productType: 'dintero_psp.creditcard', lastFour: '1111' },
    { productType: 'dintero_psp.creditcard', lastFour: '0416', idOf: 'T99998888' },
    { productType: 'dintero_psp.creditcard', lastFour: '0416', ageMs: 23 * 60 * minute }
  ]
  for (const [index, stranger] of strangers.entries()) {
    const reference = `order-${index}`
    dintero.simulator.faults.forReference(reference, { kind: 'foreign', when: 'before', ...stranger })
    await desk.charge({ customer: kari.customerName, amount: `${100 + index}`, reference }, 'unknown')
    await desk.action('Ask Dintero').click()
    const found = desk.page.getByTestId('found-transactions')
    await expect(found).toContainText('It is not this charge')
    await desk.expectResult('unknown')
    await expect(desk.result).toContainText('none that is surely this charge')
    await expect(desk.action(/Send again/)).toHaveCount(0)
    expect(dintero.simulator.authorisations(reference)).toBe(0)
    await desk.newCharge()
  }
  await goTo(desk.page, 'History')
  await expect(desk.page.getByRole('grid')).not.toContainText('Charged')
})

test('words follow every status that Dintero gives later', async ({ launch, dintero }) => {
  const desk = await openDesk({ running: await launch(), dintero, cards: [kari] })
  const later = [
    ['AUTHORIZATION_VOIDED', 'Cancelled', 'is released'],
    ['REFUNDED', 'Refunded', 'has gone back'],
    ['PARTIALLY_REFUNDED', 'Partly refunded', 'A part has gone back'],
    ['PARTIALLY_CAPTURED', 'Partly charged', 'A part is captured'],
    ['FAILED', 'Contradicted', 'now says this charge failed'],
    ['DECLINED', 'Contradicted', 'now says this charge failed'],
    ['UNKNOWN', 'Undecided', 'nothing certain'],
    ['CAPTURED', 'Charged', 'There is nothing more to do']
  ] as const
  for (const [index, [status, word, says]] of later.entries()) {
    await test.step(status, async () => {
      const reference = `later-${index}`
      const amount = `${200 + index}`
      await desk.charge({ customer: kari.customerName, amount, reference, capture: 'later' })
      await expect(desk.result).toContainText('Reserved')
      await expect(desk.result).toContainText('Capture it under Awaiting capture')
      const [transaction] = dintero.simulator.transactions(reference)
      dintero.simulator.setStatus(transaction?.id ?? '', status)
      await desk.action('Ask Dintero').click()
      await expect(desk.result).toContainText(word)
      await expect(desk.result).toContainText(says)
      if (status !== 'CAPTURED') await expect(desk.result).not.toContainText('There is nothing more to do')
      await desk.newCharge()
    })
  }
})

test('a decline that was charged after all is an alarm until a named person has read it', async ({
  seat
}) => {
  const desk = await seat.openDesk({ cards: [kari] })
  const { page } = desk
  seat.simulator.faults.next({ kind: 'decline', cause: 'insufficient_funds' })
  await desk.charge({ customer: kari.customerName, amount: '499', reference: 'order-17' }, 'declined')
  const [transaction] = seat.simulator.transactions('order-17')
  seat.simulator.setStatus(transaction?.id ?? '', 'CAPTURED')
  await desk.action('Ask Dintero').click()
  await expect(desk.result).toContainText('Charged after all')
  await expect(desk.action('Try again')).toHaveCount(0)
  await expect(alarms(desk)).toHaveCount(1)

  await goTo(page, 'Unresolved')
  await expect(alarms(desk)).toContainText(
    'Trekk said that the card was not charged. Dintero says that it was.'
  )
  await expect(alarms(desk)).toContainText(transaction?.id ?? 'no transaction')
  await page.getByRole('button', { name: /^I have read this: Charged after all/ }).click()
  await expect(page.getByRole('main')).toContainText('Nobody has said who is at the desk.')
  await expect(alarms(desk)).toHaveCount(1)
  await writeName(desk)
  await goTo(page, 'Unresolved')
  await page.getByRole('button', { name: /^I have read this: Charged after all/ }).click()
  await expect(page.getByText('Everything is resolved')).toBeVisible()
})

test('two payments under one reference are an alarm', async ({ launch, dintero }) => {
  const desk = await openDesk({ running: await launch(), dintero, cards: [kari] })
  dintero.simulator.faults.next({ kind: 'twice' })
  await desk.charge({ customer: kari.customerName, amount: '499', reference: 'order-17' })
  await desk.action('Ask Dintero').click()
  await expect(alarms(desk)).toContainText('Charged twice under one reference')
  for (const { id } of dintero.simulator.transactions('order-17'))
    await expect(alarms(desk)).toContainText(id)
})

/** Presses until the sign comes: while Trekk itself asks Dintero about the charge, closing it is refused for that. */
async function pressUntil(button: Locator, sign: Locator): Promise<void> {
  await expect(async () => {
    if (await button.isVisible()) await button.click()
    await expect(sign).toBeVisible({ timeout: 1_000 })
  }).toPass()
}

test('a charge nobody ever heard of is closed by a named person who looked', async ({ launch, profile }) => {
  await writeUsedLedger(profile, 1)
  const connection = openConnection(join(profile, ledgerFile))
  connection.exec(
    `update charges set state = 'unknown', empty_lookups = 4, first_empty_at = ${Date.now() - 25 * 60 * minute}`
  )
  connection.close()
  const { page } = await launch()
  await goTo(page, 'Unresolved')
  await page.getByRole('button', { name: 'Open earlier-1' }).click()
  await page.getByRole('button', { name: 'Close this charge' }).click()
  const dialog = page.getByRole('dialog', { name: 'Close a charge that was never answered' })
  const close = dialog.getByRole('button', { name: 'Close the charge' })
  await dialog.getByLabel(/What did you look for/).fill('earlier-1, in Backoffice, all of today')
  await pressUntil(close, dialog.getByText('Nobody has said who is at the desk.'))
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await goTo(page, 'Settings')
  await page.getByLabel(/^Your name/).fill('Hanne')
  await page.getByLabel(/^Your name/).blur()
  await goTo(page, 'Unresolved')
  await page.getByRole('button', { name: 'Open earlier-1' }).click()
  await page.getByRole('button', { name: 'Close this charge' }).click()
  await dialog.getByLabel(/What did you look for/).fill('earlier-1, in Backoffice, all of today')
  await pressUntil(close, dialog.getByText('Look there first.'))
  await dialog.getByLabel(/I have looked/).check()
  await pressUntil(close, page.getByText('Closed by Hanne: earlier-1, in Backoffice, all of today'))
})

test('an unresolved charge stops the same amount by any token of the customer, with no window at all', async ({
  launch,
  dintero
}) => {
  const second = aCard('Kari Nordmann', {
    customerNumber: 'K-1',
    token: 'token-of-kari-two',
    provider: 'bambora'
  })
  const desk = await openDesk({ running: await launch(), dintero, cards: [second, kari] })
  const { page } = desk
  await goTo(page, 'Settings')
  await page.getByLabel('Watch for duplicates').fill('0')
  await page.getByLabel('Watch for duplicates').blur()
  await goTo(page, 'Charge')
  dintero.simulator.faults.next({ kind: 'drop_before' })
  await desk.charge({ customer: kari.customerName, amount: '499', reference: 'order-17' }, 'unknown')

  await desk.newCharge()
  await desk.card.fill('Kari')
  await page
    .getByRole('option', { name: /Bambora|Kari Nordmann/ })
    .last()
    .click()
  await desk.amount.fill('499')
  await expect(desk.refusal).toContainText('The same amount may already be charged')
  await expect(desk.refusal).toContainText('order-17')
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByLabel('Why is this not the same charge?')).toHaveCount(0)

  await desk.amount.fill('500')
  await expect(page.getByTestId('open-notice')).toContainText('Nobody knows yet whether this was charged')
  await expect(desk.button).toHaveAttribute('aria-disabled', 'false')
  expect(dintero.simulator.journal.to('POST', payments)).toHaveLength(1)
})

test('a payment link that is out stops the same amount until it is cancelled', async ({ seat }) => {
  const vilde = aCard('Vilde Strøm', { behaviour: 'modifications_required', customerNumber: 'K-2' })
  const settings = { returnUrl: 'https://example.com/thanks' }
  const desk = await seat.openDesk({ cards: [vilde], settings })
  await desk.charge({ customer: vilde.customerName, amount: '499', reference: 'order-17' }, 'declined')
  await desk.action('Make a payment link').click()
  await desk.pressButton()
  await desk.expectLink('made')
  await desk.newCharge()
  await desk.type({ customer: vilde.customerName, amount: '499' })
  await expect(desk.refusal).toContainText('The customer can still pay this amount by link')
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
  await desk.refusal.getByRole('button', { name: 'Cancel the link' }).click()
  await expect(desk.sentence).toBeVisible()
  await expect(desk.button).toHaveAttribute('aria-disabled', 'false')
})

test('a charge of the same amount that another system made is asked about', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [kari] })
  // The first answer names the card's token; from then on Dintero can be asked for all of the card's payments.
  await desk.charge({ customer: kari.customerName, amount: '1', reference: 'first' })
  const tokenId = seat.simulator.transactions('first')[0]?.card.tokenId ?? ''
  const card = { maskedPan: '476173******0416', tokenId }
  const productType = 'dintero_psp.creditcard'
  const merchantReference = 'shop-1'
  seat.simulator.plant({
    ...vipps,
    accountId: seat.account.accountId,
    merchantReference,
    productType,
    card,
    createdAt: Date.now() - 5 * minute
  })
  await desk.newCharge()
  await desk.type({ customer: kari.customerName, amount: '499' })
  await expect(desk.page.getByTestId('elsewhere')).toContainText('Made elsewhere, as Dintero lists it')
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
  await desk.page.getByLabel('Why is this not the same charge?').fill('Another order')
  await desk.pressButton()
  await desk.expectResult('succeeded')
})

test("a gateway's page is not Dintero's word: sent once, never 'no money has moved'", async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [kari] })
  const lists = { ignoreFilters: true, padding: 250 }
  for (const [index, status] of [401, 403, 404, 499].entries()) {
    await test.step(String(status), async () => {
      const reference = `gateway-${status}`
      seat.simulator.setLists({})
      seat.simulator.faults.forReference(reference, { kind: 'answer', status, charge: true })
      // A Dintero that would charge a second time, if anybody asked it to.
      seat.simulator.faults.forReference(reference, { kind: 'lax' })
      await desk.charge({ customer: kari.customerName, amount: `${300 + index}`, reference }, 'unknown')
      await expect(desk.result).not.toContainText('no money has moved')
      expect(seat.simulator.authorisations(reference)).toBe(1)
      // The list does not heed its filter, and ours is on its third page.
      seat.simulator.setLists(lists)
      await desk.action('Ask Dintero').click()
      await desk.expectResult('succeeded')
      seat.simulator.setLists({})
      await desk.newCharge()
    })
  }
})

test('a clock three days off is named, and the charge is found all the same', async ({ launch, dintero }) => {
  dintero.simulator.setClockSkew(3 * 24 * 60 * minute)
  const desk = await openDesk({ running: await launch(), dintero, cards: [kari] })
  dintero.simulator.faults.next({ kind: 'drop_after' })
  await desk.charge({ customer: kari.customerName, amount: '499', reference: 'order-17' })
  await expect(desk.page.getByTestId('clock-notice')).toContainText('It is 3 days behind Dintero’s.')
  expect(dintero.simulator.authorisations('order-17')).toBe(1)
})

test('under the band of one account nothing of another is counted, summed or offered', async ({
  launch,
  dintero
}) => {
  const production = 'P11112222'
  dintero.simulator.addClient({ ...client, accountId: production })
  const running = await launch()
  const desk = await openDesk({ running, dintero, cards: [kari] })
  const { page } = desk
  dintero.simulator.faults.next({ kind: 'drop_before' })
  await desk.charge({ customer: kari.customerName, amount: '499', reference: 'order-17' }, 'unknown')
  await openDesk({ running, dintero, cards: [], account: { ...testAccount, accountId: production } })
  await goTo(page, 'Unresolved')
  const main = page.getByRole('main')
  await expect(main).toContainText('Everything is resolved')
  await expect(main).not.toContainText('499')
  await expect(main).not.toContainText('order-17')
  const others = page.getByTestId('other-accounts')
  await expect(others).toContainText('1 thing to look at')
  await others.getByRole('button', { name: /^Switch to/ }).click()
  await expect(main).toContainText('order-17')
  await expect(main).toContainText('499')
})
