import { expect, type Page } from '@playwright/test'
import type { SimulatorControls } from '../../electron/simulator/simulator'
import { calls } from '../../shared/ipc'
import { defaultSettings } from '../../shared/settings'
import { launchTrekk, temporaryProfile, type Profile, type RunningApp } from './app'
import { callApi } from './call-api'
import { testAccount, type AccountForm } from './connect'
import { client, knowClient, startDintero, type RunningSimulator } from './dintero'
import type { Desk } from './desk'
import { openDesk, type DeskOptions } from './open-desk'

// Starting an app takes as much of a machine as a usual test does in it, so tests that need no app of their own take seats
// in one, one after the other. Each has accounts of its own, which go with it; the rest is as after the first start.

/** A test's place in an app that other tests use before it and after it. */
export interface Seat {
  readonly running: RunningApp
  /** The app's profile; what earlier tests did may be in it. */
  readonly profile: string
  /** The simulator behind the app, as if no other test had used it. */
  readonly simulator: SimulatorControls
  /** Its address, for another app that talks to the same Dintero. */
  readonly dinteroUrl: string
  /** An account of this test's own, which the simulator knows and the app does not. */
  readonly account: AccountForm
  /** Another one. */
  newAccount(environment: 'test' | 'production', name: string): AccountForm
  /** The page as the first start shows it: no account, ready to connect one. */
  firstScreen(): Promise<Page>
  /** See `openDesk`; with the test's own account unless another is given. */
  openDesk(options: DeskOptions): Promise<Desk>
}

export class SharedApp {
  readonly running: RunningApp
  readonly #dintero: RunningSimulator
  readonly #profile: Profile
  #accounts = 0

  private constructor(running: RunningApp, dintero: RunningSimulator, profile: Profile) {
    this.running = running
    this.#dintero = dintero
    this.#profile = profile
  }

  static async start(): Promise<SharedApp> {
    const profile = temporaryProfile()
    const dintero = await startDintero()
    const running = await launchTrekk({ profile: profile.path, dinteroUrl: dintero.url })
    return new SharedApp(running, dintero, profile)
  }

  seat(): Seat {
    const { running } = this
    const { page } = running
    const ids = new Set<string>()
    const newAccount: Seat['newAccount'] = (environment, name) => {
      const account = this.#newAccount(environment, name)
      ids.add(account.accountId)
      return account
    }
    const account = newAccount('test', testAccount.name)
    const simulator = asNew(this.#dintero.simulator, ids)
    return {
      running,
      profile: this.#profile.path,
      simulator,
      dinteroUrl: this.#dintero.url,
      account,
      newAccount,
      async firstScreen() {
        await page.reload()
        await expect(page.getByRole('button', { name: /^Connect a Dintero account/ })).toBeVisible()
        return page
      },
      openDesk: (options) => openDesk({ running, dintero: { simulator }, account, ...options })
    }
  }

  /**
   * Puts everything back that a test may have changed.
   * @returns false where that cannot be done, as with an unresolved charge: the app is of no use to another test then
   */
  async tidy(): Promise<boolean> {
    const { page } = this.running
    try {
      const { accounts } = await callApi(page, 'getStatus', undefined, calls.getStatus.output)
      for (const { id } of accounts) {
        await callApi(page, 'removeAccount', { accountId: id }, calls.removeAccount.output)
      }
      await callApi(page, 'saveSettings', defaultSettings, calls.saveSettings.output)
      return true
    } catch {
      return false
    }
  }

  async end(): Promise<void> {
    await this.running.kill()
    await this.#dintero.simulator.stop()
    this.#profile.remove()
  }

  #newAccount(environment: 'test' | 'production', name: string): AccountForm {
    this.#accounts += 1
    const accountId = `${environment === 'test' ? 'T' : 'P'}${20_000_000 + this.#accounts}`
    knowClient(this.#dintero, accountId)
    return { ...client, accountId, name }
  }
}

/**
 * A simulator put right again, in which nothing of earlier tests is to be seen.
 * @param accounts whose transactions count
 */
function asNew(simulator: SimulatorControls, accounts: ReadonlySet<string>): SimulatorControls {
  simulator.faults.release()
  simulator.faults.clear()
  simulator.setLists({})
  simulator.setClockSkew(0)
  simulator.setSms(null)
  simulator.journal.clear()
  return {
    ...simulator,
    authorisations: sinceNow(() => simulator.authorisations()),
    operations: sinceNow(() => simulator.operations()),
    transactions: (reference) =>
      simulator.transactions(reference).filter(({ accountId }) => accounts.has(accountId))
  }
}

interface Count {
  (reference: string): number
  (): ReadonlyMap<string, number>
}

/** Counts by reference, of which what there is by now does not count. */
function sinceNow(all: () => ReadonlyMap<string, number>): Count {
  const earlier = all()
  function count(reference: string): number
  function count(): ReadonlyMap<string, number>
  function count(reference?: string): number | ReadonlyMap<string, number> {
    const counts = [...all()].map(([each, count]) => [each, count - (earlier.get(each) ?? 0)] as const)
    const since = new Map(counts.filter(([, count]) => count > 0))
    return reference === undefined ? since : (since.get(reference) ?? 0)
  }
  return count
}
