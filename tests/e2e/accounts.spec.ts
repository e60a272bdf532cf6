import type { ElectronApplication, Page } from '@playwright/test'
import {
  connectAccount,
  goTo,
  openConnectForm,
  startTraining,
  switchAccount,
  type AccountForm,
  type ScreenName
} from '../support/connect'
import { Desk } from '../support/desk'
import { client, type RunningSimulator } from '../support/dintero'
import { expect, test } from '../support/fixtures'
import { keychainOf } from '../support/keychain'
import { aCard, storeCard } from '../support/stored-cards'

const second = {
  accountId: 'T33334444',
  clientId: 'second-client',
  clientSecret: 'second-secret',
  name: 'Bryggen Sport'
}
const real = {
  accountId: 'P55556666',
  clientId: 'third-client',
  clientSecret: 'third-secret',
  name: 'Nordlys Nett'
}
const screens: readonly ScreenName[] = ['Charge', 'History', 'Cards', 'Unresolved', 'Audit trail', 'Settings']

const windowTitle = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '')

const bandColour = (page: Page): Promise<string> =>
  page.getByRole('region', { name: 'Environment' }).evaluate((band) => getComputedStyle(band).backgroundColor)

/** Lets a Dintero know an account, as it knows that of the fixtures. */
function know({ simulator }: RunningSimulator, { accountId, clientId, clientSecret }: AccountForm): void {
  simulator.addClient({ accountId, clientId, clientSecret })
}

test('which environment it is cannot be mistaken, on any screen', async ({ launch, dintero }) => {
  know(dintero, real)
  const { app, page } = await launch()
  const band = page.getByRole('region', { name: 'Environment' })
  const colours = new Set<string>()
  const look = async (word: string, title: string): Promise<void> => {
    for (const screen of screens) {
      await goTo(page, screen)
      await expect(band, screen).toBeInViewport()
      await expect(band.locator('strong').first(), screen).toHaveText(word)
      await expect(page, screen).toHaveTitle(title)
    }
    await expect.poll(() => windowTitle(app)).toBe(title)
    colours.add(await bandColour(page))
  }
  await startTraining(page)
  await look('Training', 'Training · Training · Trekk')
  await connectAccount(page, { session: true })
  await look('Test', 'Fjordbutikken · Test (simulated) · Trekk')

  await openConnectForm(page)
  await page.getByLabel('Account id').fill(real.accountId)
  await expect(page.getByText('This is a production account. Charges will move real money.')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await connectAccount(page, { ...real, session: true })
  await look('Production', 'Nordlys Nett · Production (simulated) · Trekk')
  expect(colours.size).toBe(3)
})

test('in production a charge asks once more, and says whose money it is', async ({ seat }) => {
  const page = await seat.firstScreen()
  const account = seat.newAccount('production', 'Nordlys Nett')
  await connectAccount(page, { ...account, session: true })
  const card = aCard('Ragnhild Tveit', { accountId: account.accountId })
  await storeCard(page, seat.simulator, card)
  const desk = new Desk(page)
  await desk.type({ customer: card.customerName, amount: '149,50' })
  await expect(desk.sentence).toBeVisible()
  await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
  await desk.button.click({ force: true })
  expect(seat.simulator.journal.to('POST', '/v1/sessions/pay')).toEqual([])
  await page.getByLabel('I mean to charge real money').check()
  await desk.pressButton()
  await desk.expectResult('succeeded')
})

test('another account has its own cards and charges, and an empty form', async ({ seat }) => {
  const page = await seat.firstScreen()
  const desk = new Desk(page)
  await connectAccount(page, { ...seat.account, session: true })
  await storeCard(page, seat.simulator, aCard('Ragnhild Tveit', { accountId: seat.account.accountId }))
  await desk.charge({ customer: 'Ragnhild Tveit', amount: '149,50', reference: 'only-of-the-first' })
  await desk.newCharge()
  await desk.type({ customer: 'Ragnhild Tveit', amount: '200' })

  await connectAccount(page, { ...seat.newAccount('test', 'Bryggen Sport'), session: true })
  await expect(desk.amount).toHaveValue('')
  await desk.card.fill('Ragnhild')
  await expect(page.getByText('No card matches')).toBeVisible()
  await goTo(page, 'History')
  await expect(page.getByText('No charges yet')).toBeVisible()

  await switchAccount(page, 'Fjordbutikken')
  await expect(page).toHaveTitle(/^Fjordbutikken/)
  await goTo(page, 'History')
  await expect(page.getByRole('row', { name: /only-of-the-first/ })).toBeVisible()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('Bryggen')
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/^Bryggen Sport/)
})

test('an account is renamed everywhere it is named', async ({ seat }) => {
  const page = await seat.firstScreen()
  const { app } = seat.running
  await connectAccount(page, { ...seat.account, session: true })
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Rename Fjordbutikken' }).click()
  const dialog = page.getByRole('dialog')
  const name = dialog.getByLabel('Name in Trekk')
  await name.fill('   ')
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
  await name.fill('5555 5555 5555 4444')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(name).toHaveAccessibleDescription(/looks like a full card number/)
  await name.fill('Fjordbutikken Voss')
  await name.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: /^Account:/ })).toContainText('Fjordbutikken Voss')
  await expect(page.getByRole('button', { name: 'Rename Fjordbutikken Voss' })).toBeVisible()
  await expect.poll(() => windowTitle(app)).toContain('Fjordbutikken Voss')
})

test('removing an account empties its keychain entry and keeps its charges', async ({
  launch,
  dintero,
  profile
}) => {
  know(dintero, second)
  const { page } = await launch()
  const desk = new Desk(page)
  const keychain = keychainOf(profile)
  await connectAccount(page, second)
  await connectAccount(page)
  await storeCard(page, dintero.simulator, aCard('Ragnhild Tveit'))
  await desk.charge({ customer: 'Ragnhild Tveit', amount: '149,50', reference: 'made-before-removal' })
  expect(await keychain.credentials(client.accountId)).not.toBeNull()

  await goTo(page, 'Settings')
  const remove = page.getByRole('button', { name: 'Remove Fjordbutikken' })
  const dialog = page.getByRole('dialog', { name: 'Remove Fjordbutikken?' })
  await remove.click()
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  expect(await keychain.credentials(client.accountId)).not.toBeNull()

  await remove.click()
  await dialog.getByRole('button', { name: 'Remove the account' }).click()
  await expect(dialog).toBeHidden()
  await expect(remove).toHaveCount(0)
  expect(await keychain.credentials(client.accountId)).toBeNull()
  expect(await keychain.credentials(second.accountId)).not.toBeNull()
  await expect(page.getByRole('button', { name: 'Rename Bryggen Sport' })).toBeVisible()

  await page.getByRole('button', { name: 'Connect an account' }).click()
  await page.getByLabel('Account id').fill(client.accountId)
  await page.getByLabel('Client id').fill(client.clientId)
  await page.getByLabel('Client secret', { exact: true }).fill(client.clientSecret)
  await page.getByLabel('Name in Trekk').fill('Fjordbutikken')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(desk.card).toBeVisible()
  await goTo(page, 'History')
  await expect(page.getByRole('row', { name: /made-before-removal/ })).toBeVisible()
})

test('an account with an unresolved charge is not removed, and says why', async ({
  launch,
  dintero,
  profile
}) => {
  const { page } = await launch()
  const desk = new Desk(page)
  await connectAccount(page)
  await storeCard(page, dintero.simulator, aCard('Ragnhild Tveit'))
  dintero.simulator.faults.next({ kind: 'undecided', as: 'ON_HOLD', polls: 1000, becomes: 'AUTHORIZED' })
  await desk.charge({ customer: 'Ragnhild Tveit', amount: '149,50' }, 'pending')
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Remove Fjordbutikken' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove Fjordbutikken?' })
  await dialog.getByRole('button', { name: 'Remove the account' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  expect(await keychainOf(profile).credentials(client.accountId)).not.toBeNull()
})
