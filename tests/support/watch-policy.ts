import type { Page } from '@playwright/test'

/** Chromium's own list of policy violations, which also holds those from before it was asked for. */
export async function watchPolicy(page: Page): Promise<() => readonly string[]> {
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
