import { test as base } from '@playwright/test'
import { createSimulator, type Simulator } from '../../electron/simulator/simulator'
import { launchTrekk, temporaryProfile, type LaunchOptions, type RunningApp } from './app'

/** Credentials the simulator knows for the accounts of the tests; the secret is what the search for secrets looks for. */
export const client = {
  accountId: 'T11112222',
  clientId: 'client-of-the-tests',
  clientSecret: 'secret-c5f1e0a7d94b4c7e8f21-of-the-tests'
} as const

export interface RunningSimulator {
  readonly simulator: Simulator
  /** Base address for `TREKK_DINTERO_URL`. */
  readonly url: string
}

interface Fixtures {
  /** The profile folder of this test. */
  profile: string
  /** A Dintero of this test's own, with one API client. */
  dintero: RunningSimulator
  /** Starts the app on the test's profile against the test's Dintero; whatever still runs is ended after the test. */
  launch: (options?: Partial<LaunchOptions>) => Promise<RunningApp>
}

export const test = base.extend<Fixtures>({
  // Playwright reads what a fixture needs from its first parameter, which it insists on being destructured.
  profile: async ({ browserName: _ }, use) => {
    const profile = temporaryProfile()
    await use(profile.path)
    profile.remove()
  },
  dintero: async ({ browserName: _ }, use) => {
    const simulator = createSimulator({ httpControl: true })
    const { url } = await simulator.start()
    simulator.addClient({ ...client, scopes: ['admin:checkout'] })
    await use({ simulator, url: `${url}/v1` })
    await simulator.stop()
  },
  launch: async ({ profile, dintero }, use, info) => {
    const running: RunningApp[] = []
    await use(async (options = {}) => {
      const app = await launchTrekk({ profile, dinteroUrl: dintero.url, ...options })
      running.push(app)
      return app
    })
    for (const [index, app] of running.entries()) {
      if (info.status !== info.expectedStatus) {
        const picture = await app.page.screenshot({ timeout: 2_000 }).catch(() => null)
        if (picture) await info.attach(`window-${index}`, { body: picture, contentType: 'image/png' })
        await info.attach(`output-${index}`, { body: app.output(), contentType: 'text/plain' })
      }
      await app.kill()
    }
  }
})

export { expect } from '@playwright/test'
