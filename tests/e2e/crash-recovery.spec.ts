import type { Page } from '@playwright/test'
import { everyCharge } from '../../shared/charge'
import { calls } from '../../shared/ipc'
import type { RunningApp } from '../support/app'
import { callApi } from '../support/call-api'
import { goTo } from '../support/connect'
import { expect, test } from '../support/fixtures'
import { openDesk } from '../support/open-desk'
import { OwnDintero } from '../support/own-dintero'
import { aCard } from '../support/stored-cards'

// The app dies between the press of the button and the answer. Nobody has to guess afterwards.

const reference = 'order-17'
const payments = '/v1/sessions/pay'
const flight = 'flight'

/** The history's row of the one charge there is. */
function rowOf(page: Page) {
  return page.getByRole('grid', { name: 'Charges' }).getByRole('row', { name: new RegExp(reference) })
}

/** How often the charge has been sent and come to an end. */
async function attemptsOf(page: Page): Promise<number> {
  const query = { ...everyCharge, search: reference, offset: 0, limit: 1 }
  const { rows } = await callApi(page, 'listCharges', query, calls.listCharges.output)
  const chargeId = rows[0]?.id
  const { timeline } = await callApi(page, 'getCharge', { chargeId }, calls.getCharge.output)
  return timeline.filter(({ kind }) => kind === 'answered').length
}

interface Asked {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
}

/** Answers the app's questions for the person, and keeps what was asked. */
async function answerDialogs({ app }: RunningApp, response: number): Promise<void> {
  await app.evaluate(({ dialog }, pressed) => {
    const asked: unknown[] = []
    Reflect.set(globalThis, 'asked', asked)
    dialog.showMessageBox = (...given: unknown[]) => {
      asked.push(given.at(-1))
      return Promise.resolve({ response: pressed, checkboxChecked: false })
    }
  }, response)
}

const askedSoFar = ({ app }: RunningApp): Promise<Asked[]> =>
  app.evaluate(() => Reflect.get(globalThis, 'asked'))

const endings = [
  { name: 'charged', behaviour: 'approve', word: 'Charged', authorisations: 1 },
  { name: 'declined', behaviour: 'insufficient_funds', word: 'Declined', authorisations: 0 }
] as const

for (const { name, behaviour, word, authorisations } of endings) {
  test(`killed while a charge is in flight: after the next start it is ${name}, by itself`, async ({
    launch,
    dintero
  }) => {
    const card = aCard('Kari Nordmann', { behaviour })
    const first = await launch()
    const desk = await openDesk({ running: first, dintero, cards: [card], keychain: true })
    dintero.simulator.faults.next({ kind: 'hang' })
    await desk.press({ customer: card.customerName, amount: '299,90', reference })
    await expect(first.page.getByTestId(flight)).toContainText('Waiting for Dintero')
    await expect.poll(() => dintero.simulator.journal.to('POST', payments).length).toBe(1)
    await first.kill()

    const { page } = await launch()
    await goTo(page, 'History')
    await expect(rowOf(page)).toContainText(word)
    await rowOf(page).click()
    const detail = page.getByRole('complementary', { name: `Charge ${reference}` })
    await expect(detail.getByRole('listitem')).toContainText([
      'Saved on this computer',
      'Sent to Dintero',
      'Found again after Trekk was closed: Unknown',
      `Dintero decided: ${word}`
    ])
    await goTo(page, 'Unresolved')
    await expect(page.getByText('Everything is resolved')).toBeVisible()
    expect(dintero.simulator.journal.to('POST', payments)).toHaveLength(1)
    expect(dintero.simulator.authorisations(reference)).toBe(authorisations)
  })
}

test('killed before Dintero had decided: what it decides later is what the app says', async ({
  launch,
  dintero
}) => {
  const card = aCard('Kari Nordmann')
  const first = await launch()
  const desk = await openDesk({ running: first, dintero, cards: [card], keychain: true })
  dintero.simulator.faults.next({ kind: 'held', charge: 'last' })
  await desk.press({ customer: card.customerName, amount: '299,90', reference })
  await expect.poll(() => dintero.simulator.journal.to('POST', payments).length).toBe(1)
  await first.kill()
  expect(dintero.simulator.authorisations(reference)).toBe(0)

  const { page } = await launch()
  await goTo(page, 'History')
  await expect(rowOf(page)).toContainText('Unknown')
  dintero.simulator.faults.release()
  await expect(rowOf(page)).toContainText('Charged', { timeout: 30_000 })
  expect(dintero.simulator.authorisations(reference)).toBe(1)
  expect(dintero.simulator.journal.to('POST', payments)).toHaveLength(1)
})

test('killed, and the network gone until later: the charge waits in the tray and is resolved when it is back', async ({
  launch
}) => {
  test.slow()
  const card = aCard('Kari Nordmann')
  const dintero = await OwnDintero.start([card])
  try {
    const first = await launch({ dinteroUrl: dintero.url })
    const desk = await openDesk({ running: first, dintero, cards: [card], keychain: true })
    dintero.simulator.faults.next({ kind: 'hang' })
    await desk.press({ customer: card.customerName, amount: '299,90', reference })
    await expect.poll(() => dintero.simulator.authorisations(reference)).toBe(1)
    await first.kill()
    await dintero.goAway()

    const { page } = await launch({ dinteroUrl: dintero.url })
    await goTo(page, 'Unresolved')
    const row = page.getByRole('row', { name: new RegExp(reference) })
    await expect(row).toContainText('Unknown')
    await expect(row).toContainText('Trekk asks Dintero again')
    await expect(page.getByText('At stake').locator('..')).toContainText('NOK 299.90')
    await row.getByRole('button', { name: `Ask Dintero about ${reference}` }).click()
    await expect(page.getByRole('alert')).toContainText('Dintero could not be reached.')
    await expect(row).toContainText('Unknown')

    await dintero.comeBack()
    await expect(page.getByText('Everything is resolved')).toBeVisible({ timeout: 90_000 })
    await goTo(page, 'History')
    await expect(rowOf(page)).toContainText('Charged')
    expect(dintero.simulator.authorisations(reference)).toBe(1)
    expect(dintero.simulator.journal.to('POST', payments)).toEqual([])
  } finally {
    await dintero.end()
  }
})

test('with nobody listening nothing is sent, and the same reference goes out when the line is back', async ({
  launch
}) => {
  const card = aCard('Kari Nordmann')
  const dintero = await OwnDintero.start([card])
  try {
    const desk = await openDesk({
      running: await launch({ dinteroUrl: dintero.url }),
      dintero,
      cards: [card]
    })
    await desk.charge({ customer: card.customerName, amount: '100', reference: 'order-16' })
    await desk.newCharge()
    await desk.type({ customer: card.customerName, amount: '299,90', reference })
    await expect(desk.sentence).toBeVisible()
    await dintero.goAway()
    await desk.pressButton()
    await desk.expectResult('not_sent')
    await expect(desk.result).toContainText('Dintero was never reached, so no money has moved.')

    await desk.action('Send again with the same reference').click()
    await expect.poll(() => attemptsOf(desk.page)).toBe(2)
    await expect(desk.result).toContainText('Dintero was never reached')
    await dintero.comeBack()
    await desk.action('Send again with the same reference').click()
    await desk.expectResult('succeeded')
    expect(Object.fromEntries(dintero.simulator.authorisations())).toEqual({ 'order-16': 1, [reference]: 1 })
  } finally {
    await dintero.end()
  }
})

test('quitting with an unresolved charge says what is open, and stays if told to', async ({
  launch,
  dintero
}) => {
  const card = aCard('Kari Nordmann')
  const running = await launch()
  const desk = await openDesk({ running, dintero, cards: [card] })
  dintero.simulator.faults.next({ kind: 'drop_before' })
  await desk.charge({ customer: card.customerName, amount: '299,90', reference }, 'unknown')

  const stay = 0
  const quit = 1
  await answerDialogs(running, stay)
  await running.app.evaluate(({ app }) => app.quit())
  await expect.poll(() => askedSoFar(running)).toHaveLength(1)
  const [asked] = await askedSoFar(running)
  expect(asked?.message).toMatch(/^1 charge is unresolved \(Fjordbutikken T11112222: NOK\s299\.90\)\.$/)
  expect(asked?.detail).toContain('Nothing is lost if you quit')
  expect(asked?.buttons).toEqual(['Stay open', 'Quit'])
  await desk.expectResult('unknown')

  await answerDialogs(running, quit)
  const ended = new Promise((resolve) => running.app.process().once('exit', resolve))
  await running.app.evaluate(({ app }) => app.quit())
  expect(await ended).toBe(0)
})

test('quitting during a charge waits for its answer, says so, and keeps it', async ({ launch, dintero }) => {
  const card = aCard('Kari Nordmann')
  const first = await launch()
  const desk = await openDesk({ running: first, dintero, cards: [card], keychain: true })
  await answerDialogs(first, 0)
  dintero.simulator.faults.next({ kind: 'held' })
  await desk.press({ customer: card.customerName, amount: '299,90', reference })
  await expect.poll(() => dintero.simulator.authorisations(reference)).toBe(1)
  const ended = new Promise((resolve) => first.app.process().once('exit', resolve))
  await first.app.evaluate(({ app }) => app.quit())
  await expect(first.page.getByText('Trekk is closing')).toBeVisible()
  dintero.simulator.faults.release()
  expect(await ended).toBe(0)

  const { page } = await launch()
  const query = { ...everyCharge, search: reference, offset: 0, limit: 10 }
  const { rows } = await callApi(page, 'listCharges', query, calls.listCharges.output)
  const timeline = await callApi(page, 'getCharge', { chargeId: rows[0]?.id }, calls.getCharge.output)
  expect(timeline.state).toBe('succeeded')
  expect(timeline.timeline.map(({ kind }) => kind)).toEqual(['created', 'sent', 'answered'])
  expect(dintero.simulator.journal.to('POST', payments)).toHaveLength(1)
})
