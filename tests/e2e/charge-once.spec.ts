import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SimulatorControls } from '../../electron/simulator/simulator'
import { everyCharge } from '../../shared/charge'
import { calls } from '../../shared/ipc'
import { callApi } from '../support/call-api'
import type { Desk } from '../support/desk'
import { expect, test } from '../support/fixtures'
import { openDesk } from '../support/open-desk'
import { startRaw } from '../support/raw-start'
import { aCard } from '../support/stored-cards'

// However a person presses, and however often: one request, one authorisation, one charge in the history.

const reference = 'order-17'
const card = aCard('Ola Mæland')
/** Every press arrives while the first is on its way, or has gone unheard. */
const heldAnswer = { kind: 'held' } as const

const ready = { customer: card.customerName, amount: '299,90', reference }

/** Dintero has charged, and answers now. */
async function letAnswer(simulator: SimulatorControls, of = reference): Promise<void> {
  await expect.poll(() => simulator.authorisations(of)).toBe(1)
  simulator.faults.release()
}

async function expectOneCharge(desk: Desk, simulator: SimulatorControls): Promise<void> {
  await desk.expectResult('succeeded')
  expect(simulator.journal.to('POST', '/v1/sessions/pay')).toHaveLength(1)
  expect(Object.fromEntries(simulator.authorisations())).toEqual({ [reference]: 1 })
  const query = { ...everyCharge, offset: 0, limit: 10 }
  const { total } = await callApi(desk.page, 'listCharges', query, calls.listCharges.output)
  expect(total).toBe(1)
}

/** Lets the page's own clock run, for what it allows only after a while. */
async function passTime(desk: Desk, ms: number): Promise<void> {
  const until = await desk.page.evaluate((wait) => performance.now() + wait, ms)
  await desk.page.waitForFunction((end) => performance.now() >= end, until)
}

test('a double click charges once', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [card] })
  await desk.type(ready)
  await expect(desk.button).toHaveAttribute('aria-disabled', 'false')
  seat.simulator.faults.next(heldAnswer)
  await desk.button.click({ clickCount: 5 })
  await letAnswer(seat.simulator)
  await expectOneCharge(desk, seat.simulator)
})

test('Enter held down charges once', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [card] })
  await desk.type(ready)
  await expect(desk.button).toHaveAttribute('aria-disabled', 'false')
  seat.simulator.faults.next(heldAnswer)
  await desk.button.focus()
  // The first press goes down once and then repeats, also after the answer is on the screen.
  for (let repeat = 0; repeat < 30; repeat++) await desk.page.keyboard.down('Enter')
  await letAnswer(seat.simulator)
  await desk.expectResult('succeeded')
  for (let repeat = 0; repeat < 30; repeat++) await desk.page.keyboard.down('Enter')
  await desk.page.keyboard.up('Enter')
  await expectOneCharge(desk, seat.simulator)
})

test('Ctrl+Enter looks first and charges on a second, separate press; held down it does neither twice', async ({
  seat
}) => {
  const desk = await seat.openDesk({ cards: [card] })
  await desk.type(ready)
  await expect(desk.sentence).toBeVisible()
  await desk.reference.focus()
  await desk.page.keyboard.down('Control')
  for (let repeat = 0; repeat < 30; repeat++) await desk.page.keyboard.down('Enter')
  await desk.page.keyboard.up('Enter')
  await expect(desk.button).toBeFocused()
  await passTime(desk, 500)
  expect(seat.simulator.journal.to('POST', '/v1/sessions/pay')).toEqual([])
  await expect(desk.page.getByText('Press Ctrl + Enter once more to charge.')).toBeVisible()

  seat.simulator.faults.next(heldAnswer)
  for (let repeat = 0; repeat < 30; repeat++) await desk.page.keyboard.down('Enter')
  await desk.page.keyboard.up('Enter')
  await desk.page.keyboard.up('Control')
  await letAnswer(seat.simulator)
  await expectOneCharge(desk, seat.simulator)
})

test('presses from everywhere at once, past the page as well, charge once', async ({ seat }) => {
  const desk = await seat.openDesk({ cards: [card] })
  await desk.type(ready)
  await expect(desk.button).toHaveAttribute('aria-disabled', 'false')
  seat.simulator.faults.next(heldAnswer)
  await desk.button.evaluate((button) => {
    if (!(button instanceof HTMLElement)) throw new TypeError('no button')
    for (let press = 0; press < 20; press++) button.click()
  })
  await letAnswer(seat.simulator)
  await expectOneCharge(desk, seat.simulator)

  // The main process holds on its own: the same review, ten times at once.
  await desk.newCharge()
  await desk.type({ ...ready, amount: '100', reference: 'order-18' })
  await expect(desk.sentence).toContainText('order-18')
  const form = await callApi(desk.page, 'searchCards', { query: '', limit: 1 }, calls.searchCards.output)
  const draft = {
    cardId: form.cards[0]?.id,
    operation: 'unscheduled_purchase',
    amount: 10_000,
    currency: 'NOK',
    lines: [],
    merchantReference: 'order-18',
    email: '',
    phone: '',
    autoCapture: true,
    retryOf: null
  }
  const { reviewId } = await callApi(desk.page, 'reviewCharge', draft, calls.reviewCharge.output)
  seat.simulator.faults.next(heldAnswer)
  const tries = Array.from({ length: 10 }, () =>
    callApi(desk.page, 'submitCharge', { reviewId }, calls.submitCharge.output).then(
      () => 'charged',
      (error: unknown) => String(error)
    )
  )
  await letAnswer(seat.simulator, 'order-18')
  const outcomes = await Promise.all(tries)
  expect(outcomes.filter((outcome) => outcome === 'charged')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome.includes('review_used'))).toHaveLength(9)
  expect(seat.simulator.authorisations('order-18')).toBe(1)
})

test('a second start on the same profile hands over to the first and ends', async ({
  launch,
  dintero,
  profile
}) => {
  const running = await launch()
  const desk = await openDesk({ running, dintero, cards: [card] })
  await desk.type(ready)
  const second = startRaw(profile, dintero.url)
  expect(await second.ended).toBe(0)
  expect(running.app.windows()).toHaveLength(1)
  // What was half typed in the first is still there and can be charged.
  await desk.pressButton()
  await expectOneCharge(desk, dintero.simulator)
})

test('of two starts at once one opens, and the other ends without touching the profile', async ({
  dintero,
  profile
}) => {
  const starts = [startRaw(profile, dintero.url), startRaw(profile, dintero.url)]
  try {
    const first = await Promise.race(starts.map(async ({ ended }, index) => ({ index, code: await ended })))
    expect(first.code).toBe(0)
    const log = join(profile, 'logs', 'trekk.log')
    const started = (): number => readFileSync(log, 'utf8').split('"message":"started"').length - 1
    await expect.poll(started, { timeout: 20_000 }).toBe(1)
  } finally {
    await Promise.all(starts.map((each) => each.kill()))
  }
})
