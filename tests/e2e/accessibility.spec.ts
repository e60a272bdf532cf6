import { withAxe } from '../support/axe'
import { preferScheme } from '../support/colour-scheme'
import { Desk } from '../support/desk'
import { expect, test } from '../support/fixtures'
import { Keyboard } from '../support/keyboard'
import { tour } from '../support/tour'

test('every screen and dialog meets WCAG 2.2 AA, in light and dark', async ({ launch }) => {
  test.setTimeout(360_000)
  const { page } = await launch()
  const check = await withAxe(page)
  await tour(page, 'en', async (stop) => {
    // Only colours differ between the schemes.
    await preferScheme(page, 'dark')
    expect.soft(await check(['color-contrast']), `${stop}, dark`).toEqual([])
    await preferScheme(page, 'light')
    expect.soft(await check(), `${stop}, light`).toEqual([])
  })

  // What checks does find a fault.
  await page.evaluate(() => {
    const image = document.createElement('img')
    image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='
    document.querySelector('main')?.append(image)
  })
  expect((await check()).join()).toContain('image-alt')
})

test('a card is charged by keyboard alone, and it is always seen where the focus is', async ({ launch }) => {
  const { page } = await launch()
  await preferScheme(page, 'light')
  const keyboard = new Keyboard(page)
  const desk = new Desk(page)
  await expect(page.getByRole('button', { name: /^Try with training data/ })).toBeVisible()
  await keyboard.tabTo(page.getByRole('button', { name: /^Try with training data/ }))
  await page.keyboard.press('Enter')
  await expect(desk.card).toBeFocused()

  await page.keyboard.type('ødegård')
  await expect(page.getByRole('option').first()).toHaveAttribute('data-combobox-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(desk.amount).toBeFocused()
  await keyboard.look()
  await page.keyboard.type('149,50')
  await keyboard.tabTo(desk.reference)
  await keyboard.tabTo(desk.button)
  await expect(desk.button).toHaveAttribute('aria-disabled', 'false')
  await page.keyboard.press('Enter')
  await desk.expectResult('succeeded')
  await expect(page.getByRole('heading', { name: 'Result' })).toBeFocused()

  await keyboard.tabTo(page.getByRole('button', { name: 'New charge' }))
  await page.keyboard.press('Enter')
  await expect(desk.card).toBeFocused()

  await page.keyboard.type('sætre')
  await expect(page.getByRole('option').first()).toHaveAttribute('data-combobox-selected', 'true')
  await page.keyboard.press('Enter')
  await page.keyboard.type('1')
  await expect(desk.button).toHaveAttribute('aria-disabled', 'false')
  await page.keyboard.press('Control+Enter')
  await expect(desk.button).toBeFocused()
  // The second press counts only when there was time to look.
  await expect(async () => {
    await page.keyboard.press('Control+Enter')
    await expect(desk.result).toHaveAttribute('data-state', 'succeeded', { timeout: 1_000 })
  }).toPass()
  await page.keyboard.press('Control+n')
  await expect(desk.card).toBeFocused()

  await page.keyboard.press('Control+4')
  await expect(page.getByRole('heading', { name: 'History', level: 1 })).toBeVisible()
  const row = page.getByRole('grid').getByRole('row').nth(1)
  await keyboard.tabTo(row)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary').getByRole('heading', { level: 2 })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(row).toBeFocused()

  const commands = page.getByPlaceholder('Go to, switch, change …')
  await page.keyboard.press('Control+k')
  await expect(commands).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(row).toBeFocused()
  await page.keyboard.press('F1')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(dialog).toBeVisible()
  await expect.poll(() => dialog.evaluate((node) => node.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(row).toBeFocused()
})
