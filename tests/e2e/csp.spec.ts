import type { Page } from '@playwright/test'
import { preferScheme } from '../support/colour-scheme'
import { expect, test } from '../support/fixtures'
import { tour } from '../support/tour'

test('nothing the page does breaks its content security policy, in light or dark', async ({ launch }) => {
  test.setTimeout(120_000)
  const { page } = await launch()
  const violations = await watchPolicy(page)
  await tour(page, 'en', async (stop) => {
    await preferScheme(page, 'dark')
    await preferScheme(page, 'light')
    expect(violations(), stop).toEqual([])
  })

  // What is watched does tell of a violation.
  await page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = 'body { outline: 1px solid red }'
    document.head.append(style)
  })
  await expect.poll(() => violations().join()).toContain('style-src')
})

/** Chromium's own list of policy violations, which also holds those from before it was asked for. */
async function watchPolicy(page: Page): Promise<() => readonly string[]> {
  const found: string[] = []
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) found.push(message.text())
  })
  const session = await page.context().newCDPSession(page)
  session.on('Audits.issueAdded', ({ issue }) => {
    const details = issue.details.contentSecurityPolicyIssueDetails
    if (details) found.push(`${details.violatedDirective} ${details.blockedURL ?? ''}`)
  })
  await session.send('Audits.enable')
  return () => found
}
