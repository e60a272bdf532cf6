import { connectAccount, expectChargeScreen, goTo, startTraining } from '../support/connect'
import { Desk } from '../support/desk'
import { client } from '../support/dintero'
import { expect, test } from '../support/fixtures'
import { aCard, storeCard } from '../support/stored-cards'

test('a restart keeps everything and asks for nothing', async ({ launch, dintero }) => {
  const first = await launch()
  const bounds = { x: 40, y: 30, width: 1010, height: 700 }
  await test.step('work, and change what can be changed', async () => {
    const { app, page } = first
    await connectAccount(page)
    await storeCard(page, dintero.simulator, aCard('Ragnhild Tveit'))
    await new Desk(page).charge({
      customer: 'Ragnhild Tveit',
      amount: '149,50',
      reference: 'before-the-restart'
    })
    await goTo(page, 'Settings')
    await page.getByText('Dark', { exact: true }).click()
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
    await page.getByLabel('Your name').fill('Sigrid ved disken')
    await page.getByLabel('Your name').press('Enter')
    await expect(page.getByText('Saved', { exact: true })).toBeVisible()
    await app.evaluate(
      ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
      bounds
    )
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()))
      .toEqual(bounds)
    await first.close()
  })

  const { app, page } = await launch()
  await expectChargeScreen(page)
  await expect(page.getByRole('button', { name: /^Account:/ })).toContainText(client.accountId)
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(
    bounds
  )
  await goTo(page, 'History')
  await expect(page.getByRole('row', { name: /Ragnhild Tveit/ })).toBeVisible()
  await goTo(page, 'Settings')
  await expect(page.getByLabel('Your name')).toHaveValue('Sigrid ved disken')
  await goTo(page, 'Charge')
  await new Desk(page).charge({ customer: 'Ragnhild Tveit', amount: '99,00' })
  await expect(page.getByRole('alert')).toHaveCount(0)
  expect(dintero.simulator.authorisations('before-the-restart')).toBe(1)
})

test('training is where it was, with what was practised', async ({ launch }) => {
  const first = await launch()
  await startTraining(first.page)
  await new Desk(first.page).charge({
    customer: 'Ingrid Solberg',
    amount: '149,50',
    reference: 'practised-1'
  })
  await first.close()
  const { page } = await launch()
  await expectChargeScreen(page)
  await goTo(page, 'History')
  await expect(page.getByRole('row', { name: /practised-1/ })).toBeVisible()
  await goTo(page, 'Charge')
  await new Desk(page).charge({ customer: 'Marte Haugen', amount: '99,00' })
})

test('a window that was on a screen that is gone opens where it can be seen', async ({ launch }) => {
  const first = await launch()
  await first.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 9_000, y: 9_000, width: 1010, height: 700 })
  })
  await first.close()
  const { app } = await launch()
  const seen = await app.evaluate(({ BrowserWindow, screen }) => {
    const bounds = BrowserWindow.getAllWindows()[0]?.getBounds()
    const area = screen.getPrimaryDisplay().workArea
    return bounds !== undefined && bounds.x < area.x + area.width && bounds.y < area.y + area.height
  })
  expect(seen).toBe(true)
})
