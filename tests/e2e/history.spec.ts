import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { DatabaseSync } from '@photostructure/sqlite'
import { trainingAccountId } from '../../shared/account'
import { everyCharge } from '../../shared/charge'
import { calls } from '../../shared/ipc'
import type { ChargeFaultInput } from '../../electron/simulator/faults'
import type { SimulatorControls } from '../../electron/simulator/simulator'
import type { RunningApp } from '../support/app'
import { callApi } from '../support/call-api'
import { goTo, startTraining } from '../support/connect'
import { expect, test } from '../support/fixtures'
import { openDesk } from '../support/open-desk'
import { aCard } from '../support/stored-cards'
import { writeCharges } from '../support/used-ledger'

// Finding a charge again, and proving what was done.

const kari = aCard('Kari Nordmann', { provider: 'bambora' })
const soren = aCard('Søren Kjærgaard', { provider: 'bambora', brand: 'mastercard' })

interface Made {
  readonly customer: string
  readonly amount: number
  readonly reference: string
  readonly operation?: 'recurring_purchase'
  readonly fault?: ChargeFaultInput
}

const four: readonly Made[] = [
  { customer: kari.customerName, amount: 29_990, reference: 'order-1' },
  { customer: kari.customerName, amount: 45_000, reference: 'order-2', operation: 'recurring_purchase' },
  { customer: soren.customerName, amount: 129_990, reference: 'faktura-3' },
  {
    customer: soren.customerName,
    amount: 9_900,
    reference: 'faktura-4',
    fault: { kind: 'decline', cause: 'insufficient_funds' }
  }
]

/** Makes charges as the page does, without typing them: these tests are about finding them again. */
async function make(
  page: Page,
  simulator: SimulatorControls | null,
  charges: readonly Made[]
): Promise<void> {
  for (const { customer, amount, reference, operation = 'unscheduled_purchase', fault } of charges) {
    const query = { query: customer, limit: 1 }
    const { cards } = await callApi(page, 'searchCards', query, calls.searchCards.output)
    const typed = { cardId: cards[0]?.id, operation, amount, currency: 'NOK', merchantReference: reference }
    const rest = { lines: [], email: '', phone: '', autoCapture: true, retryOf: null }
    const { reviewId } = await callApi(page, 'reviewCharge', { ...typed, ...rest }, calls.reviewCharge.output)
    if (fault) simulator?.faults.forReference(reference, fault)
    await callApi(page, 'submitCharge', { reviewId }, calls.submitCharge.output)
  }
}

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Charges' })

/** The references of the charges listed, from the top. */
async function expectListed(page: Page, references: readonly string[]): Promise<void> {
  const cells = grid(page)
    .getByRole('gridcell')
    .filter({ hasText: /^(?:order|faktura)-\d/ })
  await expect(cells).toHaveText([...references])
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

test('charges are found by text, state, kind and day, and told in full', async ({ seat }) => {
  const { page } = await seat.openDesk({ cards: [kari, soren] })
  await make(page, seat.simulator, four)
  await goTo(page, 'History')
  await expect(page.getByText('4 charges')).toBeVisible()
  await expectListed(page, ['faktura-4', 'faktura-3', 'order-2', 'order-1'])

  const search = page.getByRole('textbox', { name: 'Search charges' })
  for (const text of ['kjaergaard', 'Søren', 'faktura']) {
    await search.fill(text)
    await expectListed(page, ['faktura-4', 'faktura-3'])
  }
  await search.fill('order-2')
  await expectListed(page, ['order-2'])
  await search.fill('nobody by that name')
  await expect(page.getByText('No charge matches')).toBeVisible()
  await search.fill('')
  await expectListed(page, ['faktura-4', 'faktura-3', 'order-2', 'order-1'])

  await choose(page, 'State', 'Declined')
  await expectListed(page, ['faktura-4'])
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await choose(page, 'Kind', 'Recurring purchase')
  await expectListed(page, ['order-2'])
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await search.fill('kari')
  await choose(page, 'Period', 'Chosen days')
  await page.getByLabel('To', { exact: true }).fill('2020-01-01')
  await expect(page.getByText('No charge matches')).toBeVisible()
  // The button of the empty list, not the one beside the fields: both empty every field.
  await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click()
  await expectListed(page, ['faktura-4', 'faktura-3', 'order-2', 'order-1'])
  await expect(search).toHaveValue('')
  await expect(page.getByLabel('To', { exact: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Clear filters' })).toHaveCount(0)
  await grid(page)
    .getByRole('row', { name: /order-1/ })
    .click()
  const detail = page.getByRole('complementary', { name: 'Charge order-1' })
  await expect(detail).toContainText('NOK 299.90 charged')
  await expect(detail).toContainText(kari.customerName)
  await expect(detail).toContainText('Bambora')
  await expect(detail).toContainText('CAPTURED')
  await expect(detail.getByRole('listitem')).toContainText([
    'Saved on this computer: Ready',
    'Sent to Dintero: Sent',
    'Dintero answered: Charged'
  ])
  await page.keyboard.press('Escape')
  // The card's last digits find it, and so does the id that Dintero knows it by.
  await search.fill('0416')
  await expectListed(page, ['faktura-4', 'faktura-3', 'order-2', 'order-1'])
  const query = { ...everyCharge, search: 'order-1', offset: 0, limit: 1 }
  const { rows } = await callApi(page, 'listCharges', query, calls.listCharges.output)
  await search.fill(rows[0]?.transactionId ?? 'no transaction')
  await expectListed(page, ['order-1'])
})

test('the history works by keyboard alone', async ({ seat }) => {
  const { page } = await seat.openDesk({ cards: [kari, soren] })
  await make(page, seat.simulator, four)
  const press = (key: string): Promise<void> => page.keyboard.press(key)
  await press('Control+4')
  await expectListed(page, ['faktura-4', 'faktura-3', 'order-2', 'order-1'])

  await press('Control+f')
  await page.keyboard.type('order')
  await expectListed(page, ['order-2', 'order-1'])
  // From the search to the list: the list is one stop, reached after the filters.
  const rows = grid(page).getByRole('row')
  await expect(async () => {
    await press('Tab')
    await expect(rows.filter({ hasText: 'order-2' })).toBeFocused({ timeout: 100 })
  }).toPass()
  await press('ArrowDown')
  await expect(rows.filter({ hasText: 'order-1' })).toBeFocused()
  await press('Enter')
  await expect(page.getByRole('heading', { name: 'order-1' })).toBeFocused()
  await press('Escape')
  await expect(page.getByRole('complementary', { name: 'Charge order-1' })).toHaveCount(0)
  await expect(rows.filter({ hasText: 'order-1' })).toBeFocused()
  await press('Home')
  await press('Enter')
  await expect(page.getByRole('heading', { name: 'order-2' })).toBeFocused()
})

test('a history of thousands stays where it is looked at while charges come in', async ({
  launch,
  profile
}) => {
  const first = await launch()
  await startTraining(first.page)
  const anyone = { query: 'Ingrid Solberg', limit: 1 }
  const { cards } = await callApi(first.page, 'searchCards', anyone, calls.searchCards.output)
  await first.close()
  await writeCharges(profile, { accountId: trainingAccountId, cardId: cards[0]?.id ?? '' }, 5_000)
  const { page } = await launch()
  const charge = (reference: string, amount: number): Promise<void> =>
    make(page, null, [{ customer: 'Ingrid Solberg', amount, reference }])
  const row = (reference: string): Locator =>
    page.getByRole('row').filter({ has: page.getByText(reference, { exact: true }) })
  const placeOf = async (reference: string): Promise<number | undefined> =>
    (await row(reference).boundingBox())?.y

  await goTo(page, 'History')
  await expect(page.getByText('5,000 charges')).toBeVisible()
  await row('earlier-5000').focus()
  await page.keyboard.press('End')
  await expect(row('earlier-1')).toBeFocused()
  await expect(row('earlier-1')).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('PageUp')
  await expect(row('earlier-1')).not.toBeFocused()
  await page.keyboard.press('Home')
  await expect(row('earlier-5000')).toBeFocused()

  // What is new shows at the top when the top is looked at.
  await charge('new-1', 29_990)
  await expect(row('new-1')).toBeInViewport({ ratio: 1 })
  await expect(row('earlier-5000')).toBeFocused()

  for (let presses = 0; presses < 60; presses++) await page.keyboard.press('PageDown')
  const active = page.locator('[role="row"]:focus')
  const reference = (await active.locator('[data-column="reference"]').textContent()) ?? ''
  expect(reference).toMatch(/^earlier-4\d\d\d$/)
  const place = await placeOf(reference)
  await charge('new-2', 19_990)
  await expect(page.getByText('5,002 charges')).toBeVisible()
  await expect(row(reference)).toBeFocused()
  expect(Math.abs(((await placeOf(reference)) ?? 0) - (place ?? 0))).toBeLessThan(1)

  // Scrolled away from, the active row is where the keys go on.
  await page.mouse.move(700, 500)
  await page.mouse.wheel(0, 60_000)
  await expect(row(reference)).not.toBeInViewport()
  await expect(row(reference)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(row(`earlier-${Number(reference.slice(8)) - 1}`)).toBeFocused()
  await expect(row(`earlier-${Number(reference.slice(8)) - 1}`)).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Home')
  await expect(row('new-2')).toBeFocused()
  await expect(row('new-2')).toContainText('Charged')
})

test('the tray counts what is unresolved on every screen until it is resolved', async ({ seat }) => {
  const { page } = await seat.openDesk({ cards: [kari, soren] })
  await make(page, seat.simulator, [
    { customer: kari.customerName, amount: 29_990, reference: 'order-1', fault: { kind: 'drop_after' } }
  ])
  const tray = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: /^Unresolved/ })
  await expect(tray).toContainText('1 thing to look at')

  await goTo(page, 'Unresolved')
  const row = page.getByRole('row', { name: /order-1/ })
  await expect(row).toContainText('Unknown')
  await expect(row).toContainText(kari.customerName)
  await expect(page.getByText('At stake').locator('..')).toContainText('NOK 299.90')
  await row.getByRole('button', { name: 'Ask Dintero about order-1' }).click()
  await expect(page.getByText('Everything is resolved')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'order-1: Charged' })).toHaveCount(1)
  await expect(tray).not.toContainText('unresolved')
})

/** Answers the save dialog for the person; null closes it. */
async function saveTo({ app }: RunningApp, filePath: string | null): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: path === null, filePath: path ?? '' })
  }, filePath)
}

test('the audit trail is filtered, verified and exported; a change from outside is named', async ({
  launch,
  dintero,
  profile
}) => {
  const running = await launch()
  const { page } = await openDesk({ running, dintero, cards: [kari, soren] })
  await make(page, dintero.simulator, four)
  await goTo(page, 'Audit trail')
  const entries = page.getByRole('grid', { name: 'Audit entries' })
  await expect(entries).toContainText('Charge answered')

  await page.getByRole('textbox', { name: 'Search' }).fill('order-2')
  await expect(page.getByText('2 entries', { exact: true })).toBeVisible()
  await page.getByRole('textbox', { name: 'Search' }).fill('')
  await page.getByRole('combobox', { name: 'Actions' }).click()
  await page.getByRole('option', { name: 'Card added' }).click()
  await expect(page.getByText('2 entries', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Clear filters' }).click()

  const query = { search: '', actions: [], from: null, to: null, offset: 0, limit: 1000 }
  const { total } = await callApi(page, 'listAudit', query, calls.listAudit.output)
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.getByText(`The chain is unbroken: all ${total} entries`)).toBeVisible()

  await saveTo(running, null)
  await page.getByRole('button', { name: 'Export' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
  const file = join(profile, 'trail.jsonl')
  await saveTo(running, file)
  await page.getByRole('button', { name: 'Export' }).click()
  await expect(page.getByText(`${total} entries exported`)).toBeVisible()
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  expect(lines).toHaveLength(total)
  for (const secret of [kari.token, soren.token]) expect(lines.join('\n')).not.toContain(secret)

  // Somebody with the database file in hand makes a charge look smaller.
  const database = new DatabaseSync(join(profile, 'trekk.db'), { timeout: 5_000 })
  database.exec('DROP TRIGGER audit_no_update')
  database.exec(`UPDATE audit SET facts = replace(facts, '129990', '12990') WHERE sequence = ${total - 3}`)
  database.close()
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.getByRole('alert')).toContainText(`The chain is broken at entry ${total - 3}.`)
})
