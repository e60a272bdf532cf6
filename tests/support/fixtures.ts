import { test as base, type Page, type TestInfo } from '@playwright/test'
import { launchTrekk, temporaryProfile, type LaunchOptions, type RunningApp } from './app'
import { openBrowser, type Browser } from './browser'
import { knowClient, startDintero, type RunningSimulator } from './dintero'
import { Lending } from './lending'
import { SharedApp, type Seat } from './shared-app'

interface Fixtures {
  /** A place in an app that tests share; for all that needs a desk, and not a start, an end or a profile of its own. */
  seat: Seat
  /** The profile folder of this test's own apps. */
  profile: string
  /** A Dintero of this test's own, with one API client. */
  dintero: RunningSimulator
  /** Starts the app on the test's profile against the test's Dintero; whatever still runs is ended after the test. */
  launch: (options?: Partial<LaunchOptions>) => Promise<RunningApp>
  /** Opens an address in a customer's browser, which is started by the first. */
  browse: (url: string) => Promise<Page>
}

export const test = base.extend<Fixtures, { sharedApp: Lending<SharedApp> }>({
  // Playwright reads what a fixture needs from its first parameter, which it insists on being destructured.
  sharedApp: [
    async ({ browserName: _ }, use) => {
      const lending = new Lending(() => SharedApp.start())
      await use(lending)
      await lending.end()
    },
    { scope: 'worker' }
  ],
  seat: async ({ sharedApp }, use, info) => {
    const shared = await sharedApp.take()
    await use(shared.seat())
    if (hasFailed(info)) await attachWhatIsSeen(info, [shared.running])
    await sharedApp.giveBack(hasFailed(info))
  },
  profile: async ({ browserName: _ }, use) => {
    const profile = temporaryProfile()
    await use(profile.path)
    profile.remove()
  },
  dintero: async ({ browserName: _ }, use) => {
    const dintero = await startDintero()
    knowClient(dintero)
    await use(dintero)
    await dintero.simulator.stop()
  },
  launch: async ({ profile, dintero }, use, info) => {
    const running: RunningApp[] = []
    await use(async (options = {}) => {
      const app = await launchTrekk({ profile, dinteroUrl: dintero.url, ...options })
      running.push(app)
      return app
    })
    if (hasFailed(info)) await attachWhatIsSeen(info, running)
    for (const app of running) await app.kill()
  },
  browse: async ({ browserName: _ }, use) => {
    let browser: Browser | null = null
    await use(async (url) => {
      browser ??= await openBrowser()
      await browser.page.goto(url)
      return browser.page
    })
    await (browser as Browser | null)?.end()
  }
})

function hasFailed({ status, expectedStatus }: TestInfo): boolean {
  return status !== expectedStatus
}

/** A picture of each window, and what its app printed, for the report. */
async function attachWhatIsSeen(info: TestInfo, running: readonly RunningApp[]): Promise<void> {
  for (const [index, app] of running.entries()) {
    const picture = await app.page.screenshot({ timeout: 2_000 }).catch(() => null)
    if (picture) await info.attach(`window-${index}`, { body: picture, contentType: 'image/png' })
    await info.attach(`output-${index}`, { body: app.output(), contentType: 'text/plain' })
  }
}

export { expect } from '@playwright/test'
