import type { Page } from '@playwright/test'
import { fakePayoutStates } from '../fake-payouts'
import { screen, type Scene } from './steps'

/** Opens the charge that was made last and asks whether it was paid out. */
const askOfCharge = async (page: Page): Promise<void> => {
  await screen('history')(page)
  await page
    .getByRole('row', { name: /Charged|Belastet/ })
    .first()
    .click()
  await page.waitForTimeout(200)
  await page.getByRole('button', { name: /^(Ask whether|Spør om den)/ }).click()
  await page.waitForTimeout(200)
  await page.getByTestId('paid-out').scrollIntoViewIfNeeded()
}
const openPayout = (index: number) => async (page: Page) => {
  await screen('payouts')(page)
  await page.locator(`[data-index="${index}"]`).click()
  await page.waitForTimeout(400)
}
const openFound = (index: number) => async (page: Page) => {
  await screen('find')(page)
  await page.locator(`[data-index="${index}"]`).click()
  await page.waitForTimeout(300)
}

/** Payouts, and transactions at Dintero. */
export const payoutScenes: readonly Scene[] = [
  ...fakePayoutStates.map((payouts) => ({
    name: `payouts-${payouts}`,
    scene: { payouts },
    act: screen('payouts')
  })),
  { name: 'payouts-list-failed', scene: { fail: { listPayouts: 'internal' } }, act: screen('payouts') },
  { name: 'payouts-hang', scene: { hang: ['getPayouts'] }, act: screen('payouts') },
  { name: 'payout-agrees', scene: { payouts: 'compared' }, act: openPayout(0) },
  { name: 'payout-differs', scene: { payouts: 'compared' }, act: openPayout(1) },
  {
    name: 'payout-line',
    scene: { payouts: 'compared' },
    act: async (page) => {
      await openPayout(1)(page)
      await page.getByText(/^(What does not agree|Det som ikke stemmer)$/).click()
      await page.waitForTimeout(200)
      await page.locator('[data-index="3"]').click()
      await page.waitForTimeout(200)
    }
  },
  { name: 'payout-comparing', scene: { payouts: 'comparing' }, act: openPayout(1) },
  {
    name: 'payout-unpaid',
    scene: { payouts: 'compared' },
    act: async (page) => {
      await screen('payouts')(page)
      await page.getByRole('button', { name: /^(Show|Vis)$/ }).click()
      await page.waitForTimeout(300)
    }
  },
  { name: 'charge-paid-out', act: askOfCharge },
  { name: 'charge-paid-out-none', scene: { payouts: 'none' }, act: askOfCharge },
  { name: 'charge-paid-out-no-scope', scene: { payouts: 'not_allowed' }, act: askOfCharge },
  {
    name: 'charge-paid-out-failed',
    scene: { fail: { getChargePayouts: 'network_timeout' } },
    act: async (page) => {
      await screen('history')(page)
      await page
        .getByRole('row', { name: /Charged|Belastet/ })
        .first()
        .click()
      await page.waitForTimeout(200)
      await page.getByRole('button', { name: /^(Ask whether|Spør om den)/ }).click()
      await page.waitForTimeout(200)
      await page.getByRole('alert').scrollIntoViewIfNeeded()
    }
  },
  { name: 'find', act: screen('find') },
  { name: 'find-empty', scene: { empty: true }, act: screen('find') },
  { name: 'find-loading', scene: { hang: ['findTransactions'] }, act: screen('find') },
  {
    name: 'find-failed',
    scene: { fail: { findTransactions: 'network_unreachable' } },
    act: screen('find')
  },
  { name: 'find-no-scope', scene: { fail: { findTransactions: 'access_denied' } }, act: screen('find') },
  {
    name: 'find-none',
    act: async (page) => {
      await screen('find')(page)
      await page.keyboard.type('nobody by this name')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(300)
    }
  },
  {
    name: 'find-last-four',
    act: async (page) => {
      await screen('find')(page)
      await page.getByRole('textbox', { name: /^(Last four|Siste fire)$/ }).fill('0416')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(300)
    }
  },
  {
    name: 'find-problems',
    act: async (page) => {
      await screen('find')(page)
      await page.getByRole('textbox', { name: /^(Last four|Siste fire)$/ }).fill('04')
      await page.getByRole('textbox', { name: /^(Amount|Beløp)$/ }).fill('1.299')
      await page.waitForTimeout(200)
    }
  },
  { name: 'find-elsewhere', act: openFound(0) },
  { name: 'find-long', act: openFound(3) },
  {
    name: 'find-own',
    act: async (page) => {
      await screen('find')(page)
      await page
        .getByRole('row', { name: /Charge of yours|Belastning herfra/ })
        .first()
        .click()
      await page.waitForTimeout(300)
    }
  },
  {
    name: 'find-adopted',
    act: async (page) => {
      await openFound(0)(page)
      await page.getByRole('button', { name: /^(Store this card|Lagre dette kortet)$/ }).click()
      await page.waitForTimeout(300)
    }
  },
  {
    name: 'find-adopt-refused',
    scene: { fail: { addCardFromTransaction: 'token_missing' } },
    act: async (page) => {
      await openFound(0)(page)
      await page.getByRole('button', { name: /^(Store this card|Lagre dette kortet)$/ }).click()
      await page.waitForTimeout(300)
    }
  },
  {
    name: 'history-at-dintero',
    act: async (page) => {
      await screen('history')(page)
      await page.keyboard.type('nobody by this name')
      await page.waitForTimeout(400)
    }
  }
]
