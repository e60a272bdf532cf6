import type { Page } from '@playwright/test'
import { accountSettings, accountView, type AccountSettings } from '../../shared/account'
import type { RunningApp } from './app'
import { callApi } from './call-api'
import { expectChargeScreen, testAccount } from './connect'
import { Desk } from './desk'
import { client, type RunningSimulator } from './fixtures'
import { storeCard, type StoredCard } from './stored-cards'

interface OpenDeskOptions {
  readonly running: RunningApp
  readonly dintero: Pick<RunningSimulator, 'simulator'>
  readonly cards: readonly StoredCard[]
  readonly settings?: Partial<AccountSettings>
  /** Another account than that of the fixtures, which the simulator must know. */
  readonly accountId?: string
  /** Keeps the secrets in the keychain, for tests that start the app again. */
  readonly keychain?: boolean
}

const usualSettings: AccountSettings = {
  country: 'NO',
  defaultCurrency: 'NOK',
  callbackUrl: '',
  returnUrl: '',
  profileId: 'default',
  autoCapture: true,
  limits: {}
}

/**
 * A desk ready to charge: the account connected, its cards and settings in place. All of it by the page's own calls and
 * one reload: connecting by hand has tests of its own, and the others need not wait for it.
 */
export async function openDesk(options: OpenDeskOptions): Promise<Desk> {
  const { running, dintero, cards, settings = {}, accountId = client.accountId, keychain = false } = options
  const { page } = running
  const account = { ...testAccount, accountId, secretHome: keychain ? 'keychain' : 'session' }
  await callApi(page, 'connectAccount', account, accountView)
  for (const card of cards) await storeCard(page, dintero.simulator, { accountId, ...card })
  if (Object.keys(settings).length > 0) await changeSettings(page, accountId, settings)
  await page.reload()
  await expectChargeScreen(page)
  return new Desk(page)
}

async function changeSettings(
  page: Page,
  accountId: string,
  change: Partial<AccountSettings>
): Promise<void> {
  const settings = accountSettings.parse({ ...usualSettings, ...change })
  await callApi(page, 'saveAccountSettings', { accountId, settings }, accountView)
}
