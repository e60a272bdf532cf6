import type { Page } from '@playwright/test'
import type { Scene } from './steps'

/** Opens a customer from the palette. */
const customer =
  (name = 'Kari Nordmann') =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').locator('input').fill(name)
    await page.waitForTimeout(250)
    await page.getByRole('dialog').getByRole('button').filter({ hasText: name }).first().click()
    await page.waitForTimeout(350)
  }
const press = (name: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click()
  await page.waitForTimeout(350)
}
const then =
  (...steps: readonly ((page: Page) => Promise<void>)[]) =>
  async (page: Page): Promise<void> => {
    for (const step of steps) await step(page)
  }
const bottom = async (page: Page): Promise<void> => {
  await page.locator('main').evaluate((main) => {
    for (const each of [main, ...main.querySelectorAll('*'), document.documentElement])
      each.scrollTop = each.scrollHeight
  })
}
const askList = async (page: Page): Promise<void> => {
  const panel = page.locator('section', {
    has: page.getByRole('heading', { name: /^(Cards at Dintero|Kort hos Dintero)$/ })
  })
  await panel.getByRole('button').first().click()
  await page.waitForTimeout(350)
  await panel.scrollIntoViewIfNeeded()
}
/** Whose name is as long as names get. */
const long = 'Maximiliane'

/** The customer page in each of its states. */
export const customerScenes: readonly Scene[] = [
  { name: 'customer', act: customer() },
  { name: 'customer-bottom', act: then(customer(), bottom) },
  {
    name: 'customer-palette',
    act: async (page) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').locator('input').fill('nordmann')
      await page.waitForTimeout(300)
    }
  },
  { name: 'customer-long', act: customer(long) },
  { name: 'customer-blocked', act: customer('Sofie Lindqvist') },
  { name: 'customer-loading', scene: { hang: ['getCustomer'] }, act: customer() },
  { name: 'customer-failed', scene: { fail: { getCustomer: 'storage_failed' } }, act: customer() },
  { name: 'customer-gone', scene: { fail: { getCustomer: 'not_found' } }, act: customer() },
  { name: 'customer-dintero', act: then(customer(), askList) },
  { name: 'customer-no-scope', scene: { cardScope: false }, act: then(customer(), askList) },
  {
    name: 'customer-dintero-failed',
    scene: { fail: { listDinteroCards: 'network_timeout' } },
    act: then(customer(), askList)
  },
  { name: 'customer-refreshed', act: then(customer(), press(/^(Ask Dintero about|Spør Dintero om) /)) },
  {
    name: 'customer-contact',
    act: then(customer(), press(/^(Edit contact|Endre kontaktinfo)$/))
  },
  { name: 'customer-enrol', act: then(customer(), press(/^(Store another card|Lagre et kort til)$/)) },
  { name: 'customer-delete-open', act: then(customer(), press(/^(Delete at|Slett hos) Dintero: /)) },
  {
    name: 'customer-delete-rows',
    act: then(customer('Anders Østergård'), press(/^(Delete at|Slett hos) Dintero: /))
  },
  {
    name: 'customer-delete-lost',
    scene: { fail: { deleteCard: 'delete_unknown' } },
    act: then(
      customer('Jón Karlsson'),
      press(/^(Delete at|Slett hos) Dintero: /),
      async (page) => page.getByRole('dialog').getByRole('textbox').fill('Moved abroad'),
      press(/^(Delete for good|Slett for godt)$/)
    )
  },
  {
    name: 'customer-note-refused',
    scene: { fail: {} },
    act: then(customer(), press(/^(Add note|Legg til notat)$/))
  },
  { name: 'customer-note-remove', act: then(customer(), press(/^(Remove the note|Fjern notatet)/)) }
]
