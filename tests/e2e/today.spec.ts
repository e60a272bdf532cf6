import type { Locator, Page } from '@playwright/test'
import { calls } from '../../shared/ipc'
import { withAxe } from '../support/axe'
import { callApi } from '../support/call-api'
import { preferScheme } from '../support/colour-scheme'
import { expect, test } from '../support/fixtures'
import { Keyboard } from '../support/keyboard'
import { openDesk } from '../support/open-desk'
import { aCard } from '../support/stored-cards'
import type { ChargeFaultInput } from '../../electron/simulator/faults'
import type { SimulatorControls } from '../../electron/simulator/simulator'

// The first screen of a desk: its figures are what was done, and each leads to the list of just that.

const customers = ['Kari Nordmann', 'Ola Nordmann', 'Søren Kjærgaard', 'Åse Åsen', 'Nils Holm', 'Eva Lind']
const [paid, declined, unknown, held, linked, cancelled] = customers as [
  string,
  string,
  string,
  string,
  string,
  string
]

interface Made {
  readonly customer: string
  readonly amount: number
  readonly autoCapture?: boolean
  readonly fault?: ChargeFaultInput
}

async function cardOf(page: Page, customer: string): Promise<string> {
  const { cards } = await callApi(
    page,
    'searchCards',
    { query: customer, limit: 1 },
    calls.searchCards.output
  )
  return cards[0]?.id ?? ''
}

/** A charge by the page's own calls. */
async function charge(page: Page, simulator: SimulatorControls, made: Made): Promise<string> {
  const { customer, amount, autoCapture = true, fault } = made
  const merchantReference = `of-${customer.split(' ')[0]?.normalize('NFD').replaceAll(/\W/g, '')}-${amount}`
  if (fault !== undefined) simulator.faults.forReference(merchantReference, fault)
  const draft = {
    ...{ cardId: await cardOf(page, customer), operation: 'unscheduled_purchase', amount, currency: 'NOK' },
    ...{ lines: [], merchantReference, email: '', phone: '', autoCapture, retryOf: null }
  }
  const { reviewId } = await callApi(page, 'reviewCharge', draft, calls.reviewCharge.output)
  return (await callApi(page, 'submitCharge', { reviewId }, calls.submitCharge.output)).state
}

async function link(page: Page, customer: string, amount: number): Promise<string> {
  const draft = {
    ...{ cardId: await cardOf(page, customer), amount, currency: 'NOK', lines: [], email: '', phone: '' },
    ...{ merchantReference: `link-${amount}`, capture: 'profile', filled: true, sms: false },
    ...{ lifetimeHours: null, chargeId: null }
  }
  const { reviewId } = await callApi(page, 'reviewLink', draft, calls.reviewLink.output)
  return (await callApi(page, 'submitLink', { reviewId }, calls.submitLink.output)).id
}

const tile = (page: Page, title: string): Locator =>
  page.getByRole('region', { name: 'To do' }).getByRole('button', { name: title })

test('the figures of today are what was done, and each leads to the list of it by keyboard alone', async ({
  launch,
  dintero
}) => {
  const running = await launch()
  const { page } = await openDesk({
    running,
    dintero,
    cards: customers.map((each) => aCard(each, { provider: 'bambora' })),
    settings: { returnUrl: 'https://example.com/thankyou' }
  })
  const make = (made: Made): Promise<string> => charge(page, dintero.simulator, made)
  await preferScheme(page, 'light')
  const check = await withAxe(page)
  await page.keyboard.press('Control+t')
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible()
  await expect(page.getByText('Nothing was charged in the last two weeks.')).toBeVisible()
  await expect(tile(page, 'Unresolved')).toContainText(/^Unresolved0/)
  expect(await check(), 'an empty day').toEqual([])

  expect(await make({ customer: paid, amount: 29_990 })).toBe('succeeded')
  expect(await make({ customer: held, amount: 50_000, autoCapture: false })).toBe('succeeded')
  const noFunds = { kind: 'decline', cause: 'insufficient_funds' } as const
  expect(await make({ customer: declined, amount: 12_000, fault: noFunds })).toBe('declined')
  const expired = { kind: 'decline', cause: 'expired_card' } as const
  expect(await make({ customer: declined, amount: 13_000, fault: expired })).toBe('declined')
  expect(await make({ customer: unknown, amount: 7_700, fault: { kind: 'drop_before' } })).toBe('unknown')
  await link(page, linked, 14_950)
  const over = await link(page, cancelled, 9_900)
  await callApi(page, 'cancelLink', { linkId: over }, calls.cancelLink.output)

  // Nothing was pressed since: what is done anywhere at this desk is seen here.
  await expect(tile(page, 'Unresolved')).toHaveText(/^Unresolved1NOK\s77\.00/)
  await expect(tile(page, 'Awaiting capture')).toHaveText(/^Awaiting capture1NOK\s500\.00/)
  await expect(tile(page, 'Links waiting')).toHaveText(/^Links waiting1NOK\s149\.50/)
  await expect(tile(page, 'Files')).toHaveText(/^Files0/)
  const charged = page.getByRole('definition')
  await expect(charged.nth(0)).toHaveText(/^NOK\s799\.90$/)
  await expect(charged.nth(1)).toHaveText('2 charges')
  await expect(charged.nth(2)).toHaveText(/^NOK\s250\.00$/)
  await expect(charged.nth(3)).toHaveText('2 charges')
  await expect(
    page.getByRole('img', { name: 'Charged and declined in NOK, the last two weeks' })
  ).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'in 2 charges' })).toHaveText(
    /: NOK\s799\.90 in 2 charges, NOK\s250\.00 declined$/
  )
  for (const scheme of ['dark', 'light'] as const) {
    await preferScheme(page, scheme)
    expect(await check(), scheme).toEqual([])
  }

  const keyboard = new Keyboard(page)
  /** Goes from a figure to its list, sees how many and whose there are, and comes back. */
  const leadsTo = async (
    figure: Locator,
    title: string,
    rows: Locator,
    of: readonly string[]
  ): Promise<void> => {
    await page.keyboard.press('Control+t')
    await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible()
    await keyboard.tabTo(figure)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
    await expect(rows).toHaveCount(of.length)
    for (const [index, name] of of.entries()) await expect(rows.nth(index)).toContainText(name)
  }
  const listed = page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
  const inTable = page
    .getByRole('main')
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
  await leadsTo(tile(page, 'Unresolved'), 'Unresolved', inTable, [unknown])
  await leadsTo(tile(page, 'Awaiting capture'), 'Awaiting capture', listed, [held])
  await leadsTo(tile(page, 'Links waiting'), 'Links', listed, [linked])
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true })
  const all = [unknown, declined, declined, held, paid]
  await leadsTo(button('Show today’s charges'), 'History', listed, all)
  await leadsTo(button('Show them'), 'History', listed, [declined, declined])
  await leadsTo(button(/^The card has expired/), 'History', listed, [declined])
  await expect(listed).toContainText('130.00')
})
