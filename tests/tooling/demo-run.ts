// What `npm run demo` shows: the app itself, started on a profile of its own, charging training cards through its
// interface. Everything that is printed and reported is what the app says it did.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { chargeDetail, chargeRow, everyCharge, type ChargeDetail } from '../../shared/charge'
import { formatMoney } from '../../shared/money'
import { z } from 'zod'
import { launchTrekk, temporaryProfile, type RunningApp } from '../support/app'
import { callApi } from '../support/call-api'
import { goTo, startTraining, type ScreenName } from '../support/connect'
import { Desk, type TypedCharge } from '../support/desk'
import { calls } from '../../shared/ipc'
import { afterwards, payLink, payouts, type Afterwards } from './demo-afterwards'
import { chargeFile } from './demo-file'

const folder = fileURLToPath(new URL('../../demo-output/', import.meta.url))
const timeLimit = 240_000
const wantedPairs = 6
const wantedDeclines = 2

const charges: readonly TypedCharge[] = [
  { customer: 'Ingrid Solberg', search: 'ABO-10001', amount: '299,00', operation: 'Recurring' },
  { customer: 'Bjørn Ødegård', search: 'ORDRE-10038', amount: '1 249,50', operation: 'Unscheduled' },
  { customer: 'Marte Haugen', amount: '449', operation: 'Recurring' },
  {
    customer: 'Elin Öberg',
    amount: '2 310,75',
    currency: 'SEK',
    operation: 'Unscheduled',
    capture: 'later'
  },
  {
    customer: 'Sigrid Aasen',
    amount: '1 899,00',
    operation: 'Recurring',
    lines: [
      { description: 'Strøm, november', quantity: '1', total: '1 500,00', rate: '25' },
      { description: 'Nettleie, november', quantity: '1', total: '399,00', rate: '25' }
    ]
  },
  { customer: 'Ólafur Ægisson', amount: '12 900', currency: 'ISK', operation: 'Unscheduled' }
]
const reviewShownOf = 'Sigrid Aasen'

const outOfMoney: TypedCharge = { customer: 'Thea Rønning', amount: '799,00' }
const needsCustomer: TypedCharge = { customer: 'Vilde Strøm', amount: '1 150,00' }

const taken: string[] = []

/** Keeps a picture of the window as it looks at rest, numbered in the order of the demo. */
async function picture(page: Page, name: string, scrolled: 'top' | 'as it is' = 'top'): Promise<void> {
  const file = `${String(taken.length + 1).padStart(2, '0')}-${name}.png`
  await page.mouse.move(0, 0)
  if (scrolled === 'top')
    await page.locator('#content').evaluateAll((all) => all.forEach((each) => each.scrollTo(0, 0)))
  await page.screenshot({ path: join(folder, file), animations: 'disabled', caret: 'hide' })
  taken.push(file)
}

/** What the app has in its ledger under a reference. */
async function reported(page: Page, reference: string): Promise<ChargeDetail> {
  const query = { ...everyCharge, search: reference, offset: 0, limit: 10 }
  const { rows } = await callApi(page, 'listCharges', query, z.object({ rows: z.array(chargeRow) }))
  const row = rows.find(({ merchantReference }) => merchantReference === reference)
  if (row === undefined) throw new Error(`The app has no charge ${reference}`)
  return callApi(page, 'getCharge', { chargeId: row.id }, chargeDetail)
}

function print(charge: ChargeDetail): void {
  const { provider, operation, amount, currency, merchantReference, transactionId, state } = charge
  const outcome = charge.decline === null ? state : `${state}: ${charge.decline.reason}`
  const columns = [
    state === 'succeeded' ? '✓' : '✗',
    provider.padEnd(12),
    operation.padEnd(21),
    formatMoney(amount, currency, 'en-GB').padStart(14),
    outcome.padEnd(29),
    merchantReference,
    transactionId ?? ''
  ]
  console.log(columns.join('  '))
}

/** Types a charge, presses the button, and reads from the app what became of it. */
async function perform(
  desk: Desk,
  charge: TypedCharge,
  expected: 'succeeded' | 'declined'
): Promise<ChargeDetail> {
  await desk.type(charge)
  const reference = await desk.reference.inputValue()
  await desk.sentence.waitFor()
  if (charge.customer === reviewShownOf) {
    await desk.page.getByRole('heading', { name: 'Charge', level: 1 }).click()
    await picture(desk.page, 'charge-under-review')
  }
  await desk.pressButton()
  await desk.expectResult(expected)
  const detail = await reported(desk.page, reference)
  print(detail)
  return detail
}

async function showScreen(page: Page, name: ScreenName, file: string): Promise<void> {
  await goTo(page, name)
  await page.waitForLoadState('networkidle')
  await picture(page, file)
}

async function tour(page: Page, reference: string): Promise<void> {
  await goTo(page, 'History')
  const row = page.getByRole('grid', { name: 'Charges' }).getByRole('row', { name: new RegExp(reference) })
  await row.waitFor()
  await picture(page, 'history')
  await row.click()
  await page.getByRole('heading', { name: 'What happened' }).waitFor()
  await picture(page, 'charge-detail')
  await showScreen(page, 'Unresolved', 'unresolved')
  await goTo(page, 'Cards')
  // The first row is the headings.
  await page.getByRole('grid', { name: 'Cards' }).getByRole('row').nth(1).click()
  await page.getByRole('button', { name: 'Remove', exact: true }).waitFor()
  await picture(page, 'cards')
  await goTo(page, 'Audit trail')
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('The chain is unbroken').waitFor()
  await picture(page, 'audit-trail')
  await showScreen(page, 'Settings', 'settings')
}

async function otherLooks(page: Page): Promise<void> {
  await page.getByText('Dark', { exact: true }).click()
  await page.locator('[data-mantine-color-scheme="dark"]').waitFor()
  await picture(page, 'settings-dark', 'as it is')
  await goTo(page, 'Charge')
  const desk = new Desk(page)
  await desk.type({ customer: 'Per-Olof Hägg', amount: '7 450,00', currency: 'SEK' })
  await desk.sentence.waitFor()
  await picture(page, 'charge-dark')
  await goTo(page, 'Settings')
  await page.getByText('Light', { exact: true }).click()
  await page.locator('[data-mantine-color-scheme="light"]').waitFor()
  await page.getByRole('combobox', { name: 'Language' }).selectOption('nb')
  await page.getByRole('heading', { name: 'Innstillinger', level: 1 }).waitFor()
  await page.getByRole('navigation').getByRole('button').nth(1).click()
  await page.getByTestId('review-sentence').waitFor()
  await picture(page, 'charge-norwegian')
  const { settings } = await callApi(page, 'getStatus', undefined, calls.getStatus.output)
  const english = { ...settings, language: 'system', operatorName: 'Kari Nordmann' }
  await callApi(page, 'saveSettings', english, calls.saveSettings.output)
  await page.reload()
  await page.getByRole('heading', { name: 'Charge', level: 1 }).waitFor()
}

/** What falls short of the promise, in words; nothing when the demo showed all of it. */
function shortfalls({ done, file }: Shown): string[] {
  const succeeded = done.filter(({ state }) => state === 'succeeded')
  const pairs = new Set(succeeded.map(({ provider, operation }) => `${provider} ${operation}`))
  const reasons = new Set(done.flatMap(({ decline }) => (decline === null ? [] : [decline.reason])))
  return [
    ...(pairs.size < wantedPairs
      ? [`only ${pairs.size} of ${wantedPairs} provider and operation pairs succeeded`]
      : []),
    ...(reasons.size < wantedDeclines
      ? [`only ${reasons.size} of ${wantedDeclines} decline reasons were seen`]
      : []),
    ...(Object.keys(file).sort().join() === 'Charged,Declined'
      ? []
      : [`the file came to ${JSON.stringify(file)}`])
  ]
}

interface Shown {
  readonly done: readonly ChargeDetail[]
  /** Rows of the charge file, by what became of them. */
  readonly file: Readonly<Record<string, number>>
  readonly after: Afterwards
}

async function show(running: RunningApp, folder: string): Promise<Shown> {
  const { page } = running
  page.setDefaultTimeout(20_000)
  await page.getByRole('button', { name: /^Try with training data/ }).waitFor()
  await picture(page, 'first-run')
  await startTraining(page)
  const desk = new Desk(page)
  await picture(page, 'charge-empty')
  const done: ChargeDetail[] = []
  for (const charge of charges) {
    done.push(await perform(desk, charge, 'succeeded'))
    if (charge.customer === reviewShownOf) await picture(page, 'succeeded')
    await desk.newCharge()
  }
  done.push(await perform(desk, outOfMoney, 'declined'))
  await picture(page, 'declined-insufficient-funds')
  await desk.newCharge()
  const linked = await perform(desk, needsCustomer, 'declined')
  done.push(linked)
  await desk.action('Make a payment link').click()
  await desk.pressButton()
  const kept = (name: string): Promise<void> => picture(page, name)
  const link = await payLink(desk, kept)
  const [captured, , , reserved] = done
  if (captured === undefined || reserved === undefined) throw new Error('too few charges were made')
  const after = await afterwards(page, kept, { link, reserved, captured })
  await tour(page, done[4]?.merchantReference ?? linked.merchantReference)
  await otherLooks(page)
  const file = await chargeFile({ running, folder, picture: kept })
  return { done, file, after }
}

/** Started again: what was captured is paid out by then, and Today says what is left to do. */
async function showNextDay({ page }: RunningApp): Promise<number> {
  page.setDefaultTimeout(20_000)
  await page.getByRole('heading', { name: 'Charge', level: 1 }).waitFor()
  const count = await payouts(page, (name) => picture(page, name))
  await showScreen(page, 'Today', 'today')
  return count
}

function writeReport({ done, file, after }: Shown, paidOut: number): void {
  const lines = done.map(({ provider, operation, amount, currency, state, merchantReference, ...rest }) => ({
    provider,
    operation,
    amount,
    currency,
    state,
    reference: merchantReference,
    transactionId: rest.transactionId,
    declineReason: rest.declineReason
  }))
  writeFileSync(
    join(folder, 'report.json'),
    `${JSON.stringify({ charges: lines, after, payouts: paidOut, file, screenshots: taken }, null, 2)}\n`
  )
}

async function main(): Promise<number> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const profile = temporaryProfile()
  let running = await launchTrekk({ profile: profile.path })
  const limit = setTimeout(() => {
    console.error(`The demo took longer than ${timeLimit / 1000} s and was stopped.`)
    void running.kill()
  }, timeLimit)
  try {
    const shown = await show(running, profile.path)
    for (const said of Object.values(shown.after)) console.log(`✓  ${said}`)
    await running.close()
    running = await launchTrekk({ profile: profile.path })
    const paidOut = await showNextDay(running)
    console.log(`✓  ${paidOut} payouts`)
    writeReport(shown, paidOut)
    const missing = shortfalls(shown)
    for (const words of missing) console.error(`Missing: ${words}`)
    console.log(
      `\n${shown.done.length} charges and a file of them, ${taken.length} screenshots: demo-output/report.json`
    )
    return missing.length === 0 ? 0 : 1
  } catch (error) {
    await picture(running.page, 'failed').catch(() => undefined)
    throw error
  } finally {
    clearTimeout(limit)
    await running.close()
    profile.remove()
  }
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error)
  return 1
})
