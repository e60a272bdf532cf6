import { expect, type Page } from '@playwright/test'
import type { Language } from '../../shared/languages'
import { fileTour } from './file-tour'
import { said, wordsOf } from './words'

/** Called at each stop, with the stop's name. What is on the screen then stays until the call has ended. */
export type AtStop = (name: string) => Promise<void>

/**
 * Goes to every screen, dialog and state of the page that can be reached in training, in either language.
 * The app must be at the first window.
 */
export async function tour(page: Page, language: Language, atStop: AtStop): Promise<void> {
  const words = wordsOf(language)
  const t = (key: string): string => said(words, key)
  const button = (key: string) => page.getByRole('button', { name: t(key), exact: true })
  const field = (key: string) => page.getByLabel(t(key), { exact: true })
  const title = (key: string) => page.getByRole('heading', { name: t(key), level: 1, exact: true })
  const dialog = page.getByRole('dialog')

  const goTo = async (digit: string, key: string): Promise<void> => {
    await page.keyboard.press(`Control+${digit}`)
    await expect(title(key)).toBeVisible()
  }
  const pick = async (customer: string): Promise<void> => {
    await page.getByRole('combobox', { name: t('charge:card.label'), exact: true }).fill(customer)
    await page.getByRole('option', { name: customer }).first().click()
    await expect(page.getByTestId('chosen-card')).toContainText(customer)
  }
  const charge = async (customer: string, state: string): Promise<void> => {
    await pick(customer)
    await field('charge:amount.label').fill('149,50')
    await expect(page.getByTestId('charge-button')).toHaveAttribute('aria-disabled', 'false')
    await page.getByTestId('charge-button').click()
    await expect(page.getByTestId('result-state')).toHaveAttribute('data-state', state)
  }
  // What was half typed stays until it is cleared; a result goes with a new charge.
  const clearForm = async (): Promise<void> => {
    await button('charge:clear').or(button('charge:result.new')).click()
    await expect(page.getByRole('combobox', { name: t('charge:card.label'), exact: true })).toBeVisible()
  }
  const closeDialog = async (): Promise<void> => {
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }

  await expect(page.getByText(t('accounts:firstRun.title'))).toBeVisible()
  await atStop('first run')
  await page.getByRole('button', { name: t('accounts:firstRun.connect') }).click()
  await expect(title('accounts:connect.title')).toBeVisible()
  await button('accounts:connect.submit').click()
  await expect(page.getByText(t('accounts:connect.problem.secretEmpty'))).toBeVisible()
  await atStop('connect, with every field wrong')
  await field('accounts:connect.accountId').fill('T11112222')
  await field('accounts:connect.clientId').fill('client-of-the-tests')
  await field('accounts:connect.clientSecret').fill('not-the-secret')
  await field('accounts:connect.name').fill('Fjordbutikken')
  await button('accounts:connect.submit').click()
  await expect(page.getByRole('alert')).toBeVisible()
  await atStop('connect, refused')
  await button('common:action.cancel').click()

  await page.getByRole('button', { name: t('accounts:firstRun.train') }).click()
  await expect(title('charge:title')).toBeVisible()
  await atStop('charge, empty')
  await page.getByRole('combobox', { name: t('charge:card.label'), exact: true }).fill('sol')
  await expect(page.getByRole('option', { name: /Ingrid Solberg/ }).first()).toBeVisible()
  await atStop('charge, cards found')
  await pick('Marte Haugen')
  await field('charge:amount.label').fill('1.299')
  await field('charge:reference.label').fill('no spaces')
  await field('charge:reference.label').press('Tab')
  await expect(page.getByRole('group', { name: t('charge:amount.which') })).toBeVisible()
  await atStop('charge, to be put right')
  await clearForm()
  await pick('Marte Haugen')
  await field('charge:amount.label').fill('25 000')
  await button('charge:lines.add').click()
  await expect(page.getByRole('textbox', { name: t('charge:lines.total') })).toBeVisible()
  await atStop('charge, with an order line')
  await clearForm()
  await pick('Marte Haugen')
  await field('charge:amount.label').fill('25 000')
  await expect(field('charge:confirm.typeAmount')).toBeVisible()
  await atStop('charge, above the limit')
  await clearForm()
  await charge('Ingrid Solberg', 'succeeded')
  await atStop('charge, succeeded')
  await clearForm()
  await pick('Ingrid Solberg')
  await field('charge:amount.label').fill('149,50')
  await expect(field('charge:confirm.reason')).toBeVisible()
  await atStop('charge, possible duplicate')
  await clearForm()
  await charge('Vilde Strøm', 'declined')
  await atStop('charge, declined')

  await goTo('3', 'history:title')
  await expect(page.getByRole('row')).toHaveCount(3)
  await atStop('history')
  await page.getByRole('row').nth(1).click()
  await expect(page.getByTestId('result-state')).toBeVisible()
  await atStop('history, one charge')
  await field('history:search').fill('nobody of this name')
  await expect(page.getByText(t('history:none'), { exact: true })).toBeVisible()
  await atStop('history, nothing found')

  await goTo('4', 'cards:title')
  await page
    .getByRole('row', { name: /Ingrid Solberg/ })
    .first()
    .click()
  await expect(button('cards:detail.remove')).toBeVisible()
  await expect(page.getByText(t('common:loading'))).toHaveCount(0)
  await atStop('cards, one card')
  await button('cards:detail.remove').click()
  await expect(dialog).toBeVisible()
  await atStop('remove card')
  await closeDialog()
  await button('cards:add.submit').first().click()
  await dialog.getByRole('button', { name: t('cards:add.submit') }).click()
  await expect(dialog.locator('[aria-invalid="true"]').first()).toBeVisible()
  await atStop('add card by transaction')
  await dialog.getByText(t('cards:add.byToken')).click()
  await dialog.getByRole('button', { name: t('cards:add.submit') }).click()
  await expect(dialog.getByRole('textbox', { name: t('cards:add.token'), exact: true })).toBeVisible()
  await atStop('add card by token')
  await closeDialog()

  await fileTour(page, t, atStop)

  await goTo('5', 'unresolved:title')
  await expect(page.getByText(t('unresolved:empty'))).toBeVisible()
  await atStop('unresolved')

  await goTo('6', 'audit:title')
  await button('audit:verify').click()
  await expect(
    page.getByRole('status').filter({ hasText: t('audit:intact_other').split('{{')[0] ?? '' })
  ).toBeVisible()
  await atStop('audit trail')

  await goTo('7', 'settings:title')
  await atStop('settings')
  await page.getByRole('button', { name: new RegExp(`^${t('settings:accounts.rename')} `) }).click()
  await expect(dialog).toBeVisible()
  await atStop('rename account')
  await closeDialog()
  await page.getByRole('button', { name: new RegExp(`^${t('settings:accounts.remove')} `) }).click()
  await expect(dialog).toBeVisible()
  await atStop('remove account')
  await closeDialog()

  await page.getByRole('button', { name: new RegExp(`^${t('common:account.switcher')}:`) }).click()
  await expect(page.getByRole('menuitem', { name: t('common:account.add') })).toBeVisible()
  await atStop('account menu')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F1')
  await expect(dialog).toBeVisible()
  await atStop('keyboard shortcuts')
  await closeDialog()
  await page.keyboard.press('Control+k')
  await expect(page.getByPlaceholder(t('common:palette.placeholder'))).toBeVisible()
  await atStop('commands')
  await page.keyboard.press('Escape')
}
