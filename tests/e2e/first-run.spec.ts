import type { Locator } from '@playwright/test'
import { connectAccount, expectChargeScreen, testAccount } from '../support/connect'
import { Desk } from '../support/desk'
import { client } from '../support/dintero'
import { expect, test } from '../support/fixtures'
import { keychainOf } from '../support/keychain'

test('the first window offers two ways to begin and nothing else to do', async ({ launch }) => {
  const { page } = await launch()
  const connect = page.getByRole('button', { name: /^Connect a Dintero account/ })
  const train = page.getByRole('button', { name: /^Try with training data/ })
  await expect(connect).toContainText('account id, client id and client secret')
  await expect(train).toContainText('no money moves')
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('button')).toHaveCount(0)
  await expect(page).toHaveTitle('Trekk')
})

test('training begins by keyboard alone, ready to type a customer', async ({ launch }) => {
  const { page } = await launch()
  const train = page.getByRole('button', { name: /^Try with training data/ })
  await expect(train).toBeVisible()
  for (let presses = 0; presses < 10 && !(await isFocused(train)); presses++) await page.keyboard.press('Tab')
  await expect(train).toBeFocused()
  await page.keyboard.press('Enter')
  await expectChargeScreen(page)
  await expect(page.getByRole('region', { name: 'Environment' })).toContainText('Training')
  await expect(new Desk(page).card).toBeFocused()
  await page.keyboard.type('ødegård')
  await expect(page.getByRole('option', { name: /Bjørn Ødegård/ }).first()).toBeVisible()
})

test('connecting proves the credentials, keeps the secret in the keychain and lets go of it', async ({
  launch,
  dintero,
  profile
}) => {
  const { page } = await launch()
  await connectAccount(page)

  const asked = dintero.simulator.journal.to('POST', `/v1/accounts/${client.accountId}/auth/token`)
  expect(asked.map(({ status }) => status)).toEqual([200])
  expect(asked[0]?.headers['authorization']).toBe('Basic')
  expect(asked[0]?.body).toEqual({
    grant_type: 'client_credentials',
    audience: `https://api.dintero.com/v1/accounts/${client.accountId}`
  })
  const { clientId, clientSecret } = client
  expect(await keychainOf(profile).credentials(client.accountId)).toEqual({ clientId, clientSecret })

  await expect(page.getByLabel('Client secret', { exact: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Account:/ })).toContainText(testAccount.name)
  await expect(page.getByRole('region', { name: 'Environment' })).toContainText('Test')
  await expect(page.getByRole('region', { name: 'Environment' })).toContainText('simulated')
  await expect(page).toHaveTitle('Fjordbutikken · Test (simulated) · Trekk')
})

test('what is pasted with spaces around it, or in lower case, connects all the same', async ({
  launch,
  profile
}) => {
  const { page } = await launch()
  await connectAccount(page, {
    accountId: ` ${client.accountId.toLowerCase()} `,
    clientId: ` ${client.clientId}\t`,
    clientSecret: `${client.clientSecret} `
  })
  const { clientId, clientSecret } = client
  expect(await keychainOf(profile).credentials(client.accountId)).toEqual({ clientId, clientSecret })
})

test('a secret for this session only never reaches the keychain', async ({ launch, profile }) => {
  const { page } = await launch()
  await connectAccount(page, { session: true })
  expect(await keychainOf(profile).credentials(client.accountId)).toBeNull()
})

test('the secret can be shown while it is typed, and is hidden until then', async ({ seat }) => {
  const page = await seat.firstScreen()
  await page.getByRole('button', { name: /^Connect a Dintero account/ }).click()
  const secret = page.getByLabel('Client secret', { exact: true })
  await secret.fill('typed-by-hand')
  await expect(secret).toHaveAttribute('type', 'password')
  await page.getByRole('button', { name: 'Show the secret' }).click()
  await expect(secret).toHaveAttribute('type', 'text')
  await expect(secret).toHaveValue('typed-by-hand')
})

async function isFocused(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node === document.activeElement)
}
