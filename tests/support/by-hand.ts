import { expect, type Locator, type Page } from '@playwright/test'
import type { Provider, TokenKind } from '../../shared/card'
import type { StoredCard } from './stored-cards'

const providerNames: Readonly<Record<Provider, string>> = {
  payex: 'Payex',
  bambora: 'Bambora',
  dintero_psp: 'Dintero PSP'
}
const kindNames: Readonly<Record<TokenKind, string>> = {
  payment_token: 'Payment token',
  recurrence_token: 'Recurrence token'
}

/** Opens the dialog for a new card; the cards screen must be open. */
export async function openAddCard(page: Page): Promise<Locator> {
  await page.getByRole('main').getByRole('button', { name: 'Add card' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add card' })
  await expect(dialog.getByText('Paste a token')).toBeVisible()
  return dialog
}

/** Adds a card by its token through the interface. */
export async function addCardByToken(page: Page, card: StoredCard): Promise<void> {
  await submit(await fillCardByToken(page, card))
}

/** Types a card into the dialog for a new one without sending it. @returns the dialog */
export async function fillCardByToken(page: Page, card: StoredCard): Promise<Locator> {
  const dialog = await openAddCard(page)
  await dialog.getByText('Paste a token').click()
  await choose(dialog, 'Provider', providerNames[card.provider])
  await choose(dialog, 'Kind of token', kindNames[card.tokenKind])
  await dialog.getByRole('textbox', { name: 'Token', exact: true }).fill(card.token)
  await dialog.getByRole('textbox', { name: 'Last four digits' }).fill('0416')
  await dialog.getByRole('textbox', { name: 'Expiry' }).fill('12/2031')
  await dialog.getByRole('textbox', { name: "Customer's name" }).fill(card.customerName)
  return dialog
}

/** Adds a card by the transaction that stored it through the interface. */
export async function addCardByTransaction(
  page: Page,
  transactionId: string,
  customerName: string
): Promise<void> {
  const dialog = await openAddCard(page)
  await dialog.getByText('From a Dintero transaction').click()
  await dialog.getByRole('textbox', { name: 'Transaction id' }).fill(transactionId)
  await dialog.getByRole('textbox', { name: "Customer's name" }).fill(customerName)
  await submit(dialog)
}

async function submit(dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'Add card' }).click()
  await expect(dialog).toBeHidden()
}

async function choose(dialog: Locator, label: string, name: string): Promise<void> {
  await dialog.getByRole('combobox', { name: label }).click()
  await dialog.page().getByRole('option', { name, exact: true }).click()
}
