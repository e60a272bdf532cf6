import { expect, type Page } from '@playwright/test'
import { client } from './dintero'

export interface AccountForm {
  readonly accountId: string
  readonly clientId: string
  readonly clientSecret: string
  readonly name: string
}

/** The account the simulator of the fixtures knows, as a person would type it. */
export const testAccount: AccountForm = { ...client, name: 'Fjordbutikken' }

/** The screens of the sidebar by their English names. */
export type ScreenName =
  | 'Today'
  | 'Charge'
  | 'History'
  | 'At Dintero'
  | 'Cards'
  | 'Unresolved'
  | 'Payouts'
  | 'Audit trail'
  | 'Settings'

/** Opens the connect form: from the first screen, or from the account menu when there is an account already. */
export async function openConnectForm(page: Page): Promise<void> {
  const first = page.getByRole('button', { name: /^Connect a Dintero account/ })
  const menu = page.getByRole('button', { name: /^Account:/ })
  await expect(first.or(menu)).toBeVisible()
  if (await first.isVisible()) {
    await first.click()
  } else {
    await menu.click()
    await page.getByRole('menuitem', { name: 'Connect another account' }).click()
  }
  await expect(page.getByRole('heading', { name: 'Connect a Dintero account' })).toBeVisible()
}

/** Types an account into the open connect form without sending it. */
export async function fillConnectForm(page: Page, account: Partial<AccountForm> = {}): Promise<void> {
  const { accountId, clientId, clientSecret, name } = { ...testAccount, ...account }
  await page.getByLabel('Account id').fill(accountId)
  await page.getByLabel('Client id').fill(clientId)
  await page.getByLabel('Client secret', { exact: true }).fill(clientSecret)
  await page.getByLabel('Name in Trekk').fill(name)
}

/** Connects an account through the interface and ends on the charge screen. `session` keeps the secret in memory. */
export async function connectAccount(
  page: Page,
  account: Partial<AccountForm> & { readonly session?: boolean } = {}
): Promise<void> {
  const { session = false, ...form } = account
  await openConnectForm(page)
  await fillConnectForm(page, form)
  if (session) await page.getByLabel('For this session only').check()
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expectChargeScreen(page)
}

/** Begins training from the first screen, or from the account menu, and ends on the charge screen. */
export async function startTraining(page: Page): Promise<void> {
  const first = page.getByRole('button', { name: /^Try with training data/ })
  const menu = page.getByRole('button', { name: /^Account:/ })
  await expect(first.or(menu)).toBeVisible()
  if (await first.isVisible()) {
    await first.click()
  } else {
    await menu.click()
    await page.getByRole('menuitem', { name: 'Practise with training data' }).click()
  }
  await expectChargeScreen(page)
}

export async function expectChargeScreen(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Charge', exact: true, level: 1 })).toBeVisible()
  await expect(page.getByLabel('Merchant reference')).not.toHaveValue('')
}

/** Goes to a screen by the sidebar. */
export async function goTo(page: Page, name: ScreenName): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click()
  await expect(page.getByRole('heading', { name, exact: true, level: 1 })).toBeVisible()
}

/** Switches to a connected account by the account menu. */
export async function switchAccount(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Account:/ }).click()
  await page.getByRole('menuitem', { name: new RegExp(name) }).click()
  await expect(page.getByRole('button', { name: new RegExp(`^Account:.*${name}`) })).toBeVisible()
}
