import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { accountSettings, accountView } from '../../shared/account'
import { trainingCards } from '../../electron/simulator/training-data'
import { addCardByToken, addCardByTransaction } from '../support/by-hand'
import { callApi } from '../support/call-api'
import { connectAccount, goTo, startTraining } from '../support/connect'
import { Desk } from '../support/desk'
import { client } from '../support/dintero'
import { expect, test as base } from '../support/fixtures'
import { keychainOf } from '../support/keychain'
import { startRecordingProxy, type RecordingProxy } from '../support/recording-proxy'
import { filesBelow, findSecrets, pageMemory } from '../support/secret-search'
import { aCard, knowCard } from '../support/stored-cards'

const test = base.extend<{ recorder: RecordingProxy }>({
  recorder: async ({ dintero }, use) => {
    const recorder = await startRecordingProxy(dintero.url)
    await use(recorder)
    await recorder.close()
  }
})

const good = aCard('Ragnhild Tveit', { token: 'ptok-7f3d91c2a8e64b0fb5c1aa20' })
const recurring = aCard('Torunn Vik', {
  provider: 'payex',
  tokenKind: 'recurrence_token',
  token: 'rtok-0d8b6e5f4c3a4b19a7e2bb31'
})
const bad = aCard('Sverre Moen', {
  provider: 'bambora',
  token: 'ptok-5e2a90d47c1b4f6688d3cc42',
  behaviour: 'modifications_required'
})

test('after a day of work no secret is in the page, the profile, the output or the clipboard', async ({
  launch,
  dintero,
  profile,
  recorder
}) => {
  test.setTimeout(120_000)
  const { app, page, output } = await launch({ dinteroUrl: recorder.url })
  const desk = new Desk(page)
  for (const card of [good, recurring, bad]) knowCard(dintero.simulator, card)
  const exported = join(profile, 'audit-export.json')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, exported)

  await test.step('work with every secret', async () => {
    await connectAccount(page)
    const settings = accountSettings.parse({
      defaultCurrency: 'NOK',
      callbackUrl: '',
      returnUrl: 'https://shop.example.com/thanks',
      profileId: 'default',
      autoCapture: true,
      limits: {}
    })
    await callApi(page, 'saveAccountSettings', { accountId: client.accountId, settings }, accountView)
    await goTo(page, 'Cards')
    for (const card of [good, recurring, bad]) await addCardByToken(page, card)
    await goTo(page, 'Charge')
    await desk.charge({ customer: good.customerName, amount: '149,50', reference: 'marker-6a1f0c' })
    await page.getByRole('button', { name: 'Copy Transaction' }).click()
    const transactionId = await app.evaluate(({ clipboard }) => clipboard.readText())
    expect(transactionId).toMatch(/^T11112222\./)

    await goTo(page, 'Cards')
    await page.getByRole('row', { name: new RegExp(good.customerName) }).click()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByRole('button', { name: 'Remove card' }).click()
    await expect(page.getByRole('row', { name: new RegExp(good.customerName) })).toHaveCount(0)
    await addCardByTransaction(page, transactionId, good.customerName)

    dintero.simulator.expireAccessTokens()
    await goTo(page, 'Charge')
    await desk.charge({ customer: recurring.customerName, amount: '129,00' })
    await desk.newCharge()
    await desk.charge({ customer: bad.customerName, amount: '99,00' }, 'declined')
    await desk.action('Make a payment link').click()
    await desk.pressButton()
    await desk.expectLink('made')
    await page.getByRole('button', { name: 'Copy the message' }).click()
    await desk.expectLink('sent')
    await goTo(page, 'History')
    await page.getByRole('row', { name: /marker-6a1f0c/ }).click()
    await expect(page.getByTestId('result-state')).toBeVisible()
    await goTo(page, 'Audit trail')
    await page.getByRole('button', { name: 'Export' }).click()
    await expect(page.getByText('entries exported')).toBeVisible()
    expect(existsSync(exported)).toBe(true)
  })

  const tokenKey = await keychainOf(profile).tokenKey()
  expect(recorder.accessTokens.size).toBeGreaterThan(1)
  expect(tokenKey).not.toBeNull()
  const { clientId, clientSecret } = client
  const secrets = new Map([
    ['client secret', clientSecret],
    ['credentials of Basic', Buffer.from(`${clientId}:${clientSecret}`).toString('base64')],
    ['payment token', good.token],
    ['recurrence token', recurring.token],
    ['declined token', bad.token],
    ['key of the tokens', tokenKey ?? ''],
    ...[...recorder.accessTokens].map((token, index) => [`access token ${index}`, token] as const)
  ])
  const places = async () => [
    await pageMemory(page),
    filesBelow(profile),
    new Map([
      ['the output', Buffer.from(output())],
      ['the clipboard', Buffer.from(await app.evaluate(({ clipboard }) => clipboard.readText()))],
      [
        'the window title',
        Buffer.from(
          await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '')
        )
      ]
    ])
  ]
  expect(findSecrets(secrets, ...(await places()))).toEqual([])

  // The search does find what is no secret: the reference that was typed into an ordinary field.
  const found = findSecrets(new Map([['marker', 'marker-6a1f0c']]), ...(await places())).join('\n')
  for (const place of ['the heap', 'the document', 'audit-export.json', 'trekk.db'])
    expect(found).toContain(place)
})

test('a secret that was refused stays in its field until the person leaves, and is gone then', async ({
  launch,
  profile
}) => {
  const { page } = await launch()
  const secret = new Map([['client secret', 'refused-secret-91d2e4b77f']])
  await page.getByRole('button', { name: /^Connect a Dintero account/ }).click()
  await page.getByLabel('Account id').fill(client.accountId)
  await page.getByLabel('Client id').fill(client.clientId)
  await page.getByLabel('Client secret', { exact: true }).fill('refused-secret-91d2e4b77f')
  await page.getByLabel('Name in Trekk').fill('Fjordbutikken')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  expect(findSecrets(secret, await pageMemory(page))).toContain('client secret in the document')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: /^Try with training data/ })).toBeVisible()
  expect(findSecrets(secret, await pageMemory(page), filesBelow(profile))).toEqual([])
})

test('the training cards keep their tokens to themselves too', async ({ launch, profile }) => {
  const { page, output } = await launch()
  await startTraining(page)
  await new Desk(page).charge({ customer: 'Ingrid Solberg', amount: '149,50' })
  const tokens = new Map(trainingCards(Date.now()).map(({ reference, token }) => [reference, token] as const))
  const printed = new Map([['the output', Buffer.from(output())]])
  expect(tokens.size).toBeGreaterThan(40)
  expect(findSecrets(tokens, await pageMemory(page), filesBelow(profile), printed)).toEqual([])
})
