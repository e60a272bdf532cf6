import type { Page } from '@playwright/test'
import { destinations } from '../../../renderer/shell/destinations'

export interface Scene {
  readonly name: string
  /** What the double is told; see fake-bridge.ts. */
  readonly scene?: Readonly<Record<string, unknown>>
  /** Goes from the first screen to what the picture is of. */
  readonly act?: (page: Page) => Promise<void>
}

/** Goes to a screen of the sidebar. */
export const screen = (name: (typeof destinations)[number]['name']) => async (page: Page) => {
  const place = destinations.findIndex((each) => each.name === name)
  const digit = destinations[place]?.digit ?? null
  if (digit !== null) await page.keyboard.press(`Control+${digit}`)
  else await page.locator('nav li button').nth(place).click()
  await page.waitForTimeout(250)
}
/** Finds a card by its owner and takes it. */
export const chooseCard = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('combobox', { name: /^(Card|Kort)$/ }).fill(name)
  await page.getByRole('option', { name }).first().click()
}
/** Types a charge that could be made. */
export const halfTyped = async (page: Page): Promise<void> => {
  await chooseCard(page, 'Kari Nordmann')
  await page.getByRole('textbox', { name: /^(Amount|Beløp)$/ }).fill('1 299,90')
}
