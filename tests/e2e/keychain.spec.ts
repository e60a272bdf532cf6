import type { ElectronApplication, Page } from '@playwright/test'
import { client } from '../support/dintero'
import {
  connectAccount,
  expectChargeScreen,
  fillConnectForm,
  goTo,
  openConnectForm,
  testAccount
} from '../support/connect'
import { addCardByToken, fillCardByToken } from '../support/by-hand'
import { Desk } from '../support/desk'
import { aCard, knowCard } from '../support/stored-cards'
import { expect, noOwnKeyring, test } from '../support/own-keyring'
import { dismissPrompt } from '../support/prompt'

// Each test has a D-Bus session and a keychain of its own, in a state of its choice.

test.skip(process.platform !== 'linux', noOwnKeyring)

async function pressConnect(page: Page): Promise<void> {
  await openConnectForm(page)
  await fillConnectForm(page)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
}

async function expectNothingLost(page: Page): Promise<void> {
  await expect(page.getByLabel('Account id')).toHaveValue(testAccount.accountId)
  await expect(page.getByLabel('Client id')).toHaveValue(testAccount.clientId)
  await expect(page.getByLabel('Client secret', { exact: true })).toHaveValue(testAccount.clientSecret)
  await expect(page.getByLabel('Name in Trekk')).toHaveValue(testAccount.name)
}

async function keepForThisSession(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Keep it for this session only' }).click()
  await expectChargeScreen(page)
}

test('without a keychain it says so and offers this session only, with which cards are charged', async ({
  keyring,
  launch,
  dintero
}) => {
  const { env } = await keyring('none')
  const card = aCard('Ragnhild Tveit')
  knowCard(dintero.simulator, card)
  const first = await launch({ env })
  const { page } = first
  await pressConnect(page)
  await expect(page.getByRole('alert')).toContainText('This computer has no keychain that Trekk can use.')
  await expectNothingLost(page)
  await keepForThisSession(page)

  await goTo(page, 'Settings')
  await expect(page.getByText('Secret for this session')).toBeVisible()
  await goTo(page, 'Cards')
  await addCardByToken(page, card)
  await goTo(page, 'Charge')
  await new Desk(page).charge({ customer: 'Ragnhild Tveit', amount: '149,50' })
  await first.close()

  const second = await launch({ env })
  const notice = second.page.getByText('This account is not connected')
  await expect(notice).toBeVisible()
  await second.page.getByRole('button', { name: 'Connect again' }).click()
  await expect(second.page.getByLabel('Account id')).toHaveValue(client.accountId)
  await second.page.getByLabel('Client secret', { exact: true }).fill(client.clientSecret)
  await second.page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expectChargeScreen(second.page)
  await expect(notice).toBeHidden()
})

test('a locked keychain says so and offers this session only', async ({ keyring, launch }) => {
  const { env } = await keyring('locked')
  const { page } = await launch({ env })
  await pressConnect(page)
  await expect(page.getByRole('alert')).toContainText('The system keychain is locked.')
  await expect(page.getByRole('alert')).toContainText('Unlock it with your login password, then try again.')
  await expectNothingLost(page)
  await keepForThisSession(page)
})

// To libsecret a prompt that was dismissed is a keychain that stayed locked; "denied" is for systems that tell.
test('a prompt of the keychain is waited for, and told when nobody unlocked it', async ({
  keyring,
  launch
}) => {
  const { env } = await keyring('asking')
  const { page } = await launch({ env })
  await pressConnect(page)
  await expect(page.getByText('Waiting for the system keychain …')).toBeVisible()
  await expect(page.getByText('perhaps behind this one')).toBeVisible()
  await dismissPrompt(env)
  await expect(page.getByRole('alert')).toContainText('The system keychain is locked.', { timeout: 20_000 })
  await expect(page.getByText('Waiting for the system keychain …')).toBeHidden()
  await expectNothingLost(page)
  await keepForThisSession(page)
})

test('the app can be closed while the keychain is asking', async ({ keyring, launch }) => {
  const { env } = await keyring('asking')
  const { app, page } = await launch({ env })
  await pressConnect(page)
  await expect(page.getByText('Waiting for the system keychain …')).toBeVisible()
  // How the process ends is its own business, when and with what on disk is not.
  expect(await closeWindow(app)).toBeLessThan(4_000)

  const again = await launch({ env: (await keyring('unlocked')).env })
  await expect(again.page.getByRole('button', { name: /^Try with training data/ })).toBeVisible()
  await connectAccount(again.page)
})

test('a keychain that is locked at the next start is no lost secret', async ({ keyring, launch }) => {
  const session = await keyring('unlocked')
  const first = await launch({ env: session.env })
  await connectAccount(first.page)
  await first.close()
  await session.lock()

  const { page } = await launch({ env: session.env })
  await expectChargeScreen(page)
  // Adding a card needs the keychain; it is asked in turn, so by then the look for the secret has ended too.
  await goTo(page, 'Cards')
  await fillCardByToken(page, aCard('Ragnhild Tveit'))
  await page.getByRole('dialog').getByRole('button', { name: 'Add card' }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('The system keychain is locked.')
  await page.keyboard.press('Escape')
  await goTo(page, 'Settings')
  await expect(page.getByText('Secret in the keychain')).toBeVisible()
  await expect(page.getByText('This account is not connected')).toHaveCount(0)
})

/** Closes the window as its cross does. @returns how long the process took to end, in ms */
async function closeWindow(app: ElectronApplication): Promise<number> {
  const child = app.process()
  const startedAt = Date.now()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await app
    .evaluate(({ BrowserWindow }) => {
      // Afterwards, so that the question is answered before the process is gone.
      setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 0)
    })
    .catch(() => undefined)
  await ended
  return Date.now() - startedAt
}
