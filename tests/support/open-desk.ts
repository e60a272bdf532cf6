import type { Page } from '@playwright/test'
import { accountSettings, accountView, type AccountSettings } from '../../shared/account'
import type { SimulatorControls } from '../../electron/simulator/simulator'
import type { RunningApp } from './app'
import { callApi } from './call-api'
import { expectChargeScreen, testAccount, type AccountForm } from './connect'
import { Desk } from './desk'
import { storeCard, type StoredCard } from './stored-cards'

export interface DeskOptions {
  readonly cards: readonly StoredCard[]
  readonly settings?: Partial<AccountSettings>
  /** Another account than the usual one, which the simulator must know. */
  readonly account?: AccountForm
  /** Keeps the secrets in the keychain, for tests that start the app again. */
  readonly keychain?: boolean
}

interface Place {
  readonly running: Pick<RunningApp, 'page'>
  readonly dintero: { readonly simulator: SimulatorControls }
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
export async function openDesk(options: DeskOptions & Place): Promise<Desk> {
  const { running, dintero, cards, settings = {}, account = testAccount, keychain = false } = options
  const { page } = running
  const { accountId } = account
  const secretHome = keychain ? 'keychain' : 'session'
  await callApi(page, 'connectAccount', { ...account, secretHome }, accountView)
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
