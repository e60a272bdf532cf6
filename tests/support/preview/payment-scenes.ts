import type { Page } from '@playwright/test'
import { modificationKinds, modificationStates } from '../../../shared/modification'
import { screen, type Scene } from './steps'

/** Opens the newest charge beside the list, with its payment read from Dintero. */
const openCharge = async (page: Page): Promise<void> => {
  await screen('history')(page)
  await page.getByRole('grid').getByRole('row').nth(1).click()
  await page.waitForTimeout(500)
  await page
    .getByRole('region', { name: /^(The payment at Dintero|Betalingen hos Dintero)$/ })
    .evaluate((section: HTMLElement) => section.closest('aside')?.scrollTo(0, section.offsetTop - 80))
}
const offer = {
  capture: /^(Capture|Belast reservasjonen)$/,
  void: /^(Cancel the reservation|Kanseller reservasjonen)$/,
  refund: /^(Refund|Refunder)$/
} as const
type Kind = keyof typeof offer

const begin = (kind: Kind) => async (page: Page) => {
  await openCharge(page)
  await page.getByRole('button', { name: offer[kind] }).click()
  await page.waitForTimeout(200)
}
const part = async (page: Page, amount: string): Promise<void> => {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: /^(A part|En del)/ }).check()
  await dialog.getByRole('textbox', { name: /^(Amount|Beløp)/ }).fill(amount)
}
const review = (kind: Kind, typed: { readonly amount?: string; readonly reason?: string } = {}) => {
  return async (page: Page) => {
    await begin(kind)(page)
    if (typed.amount !== undefined) await part(page, typed.amount)
    const reason = page.getByRole('dialog').getByRole('textbox', { name: /^(Why|Hvorfor)/ })
    if (typed.reason !== undefined) await reason.fill(typed.reason)
    await page.keyboard.press('Control+Enter')
    await page.waitForTimeout(700)
  }
}
const submit = (kind: Kind) => async (page: Page) => {
  await review(kind, { reason: 'Returned' })(page)
  await page.getByRole('dialog').getByRole('checkbox').check()
  await page.getByTestId('modification-button').click()
  await page.waitForTimeout(600)
}
const paid = ['held', 'captured', 'partly_captured', 'partly_refunded', 'refunded', 'voided'] as const

/** A payment as Dintero has it, what may be done to it, and the dialogs in which it is. */
export const paymentScenes: readonly Scene[] = [
  ...paid.map((standing) => ({ name: `payment-${standing}`, scene: { standing }, act: openCharge })),
  ...modificationStates.map((state) => ({
    name: `payment-refund-${state}`,
    scene: { standing: 'captured', modification: { kind: 'refund', state } },
    act: openCharge
  })),
  ...modificationKinds.map((kind) => ({
    name: `payment-done-${kind}`,
    scene: { standing: 'captured', modification: { kind, state: 'succeeded' } },
    act: openCharge
  })),
  {
    name: 'payment-loading',
    scene: { standing: 'captured', hang: ['getTransactionDetail'] },
    act: openCharge
  },
  {
    name: 'payment-failed',
    scene: { standing: 'captured', fail: { getTransactionDetail: 'network_unreachable' } },
    act: openCharge
  },
  { name: 'modify-capture', scene: { standing: 'held' }, act: begin('capture') },
  { name: 'modify-void', scene: { standing: 'held' }, act: begin('void') },
  { name: 'modify-refund', scene: { standing: 'captured' }, act: begin('refund') },
  {
    name: 'modify-refund-part',
    scene: { standing: 'captured' },
    act: async (page) => {
      await begin('refund')(page)
      await part(page, '1.299')
    }
  },
  {
    name: 'modify-refund-problems',
    scene: { standing: 'captured' },
    act: review('refund', { amount: '9 999 999', reason: '4925 0000 0000 0004' })
  },
  { name: 'modify-review-capture', scene: { standing: 'held' }, act: review('capture', { amount: '100' }) },
  { name: 'modify-review-void', scene: { standing: 'held' }, act: review('void') },
  {
    name: 'modify-review-refund',
    scene: { standing: 'captured' },
    act: review('refund', {
      reason: 'Two of the four lamps came back broken, agreed with the customer by phone'
    })
  },
  {
    name: 'modify-check-failed',
    scene: { standing: 'captured', fail: { reviewModification: 'changed_meanwhile' } },
    act: review('refund', { reason: 'Returned' })
  },
  {
    name: 'modify-flight',
    scene: { standing: 'captured', hang: ['submitModification'] },
    act: submit('refund')
  },
  {
    name: 'modify-doubt',
    scene: { standing: 'captured', fail: { submitModification: 'internal' } },
    act: submit('refund')
  },
  { name: 'modify-done', scene: { standing: 'captured' }, act: submit('refund') },
  {
    name: 'modify-close',
    scene: { standing: 'captured', modification: { kind: 'refund', state: 'unknown' } },
    act: async (page) => {
      await openCharge(page)
      await page.getByRole('button', { name: /^(Close it|Lukk)$/ }).click()
      await page.waitForTimeout(300)
    }
  },
  { name: 'held', act: screen('held') },
  {
    name: 'held-one',
    act: async (page) => {
      await screen('held')(page)
      await page.getByRole('grid').getByRole('row').nth(1).click()
      await page.waitForTimeout(600)
    }
  },
  { name: 'held-empty', scene: { empty: true }, act: screen('held') },
  { name: 'held-loading', scene: { hang: ['listAwaitingCapture'] }, act: screen('held') },
  { name: 'held-failed', scene: { fail: { listAwaitingCapture: 'storage_failed' } }, act: screen('held') },
  {
    name: 'unresolved-modifications',
    scene: { standing: 'captured', modification: { kind: 'refund', state: 'unknown' } },
    act: async (page) => {
      await screen('unresolved')(page)
      await page.getByRole('main').evaluate((main) => main.scrollTo(0, main.scrollHeight))
    }
  }
]
