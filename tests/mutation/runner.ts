import { join } from 'node:path'
import { createVitest, type TestCase, type Vitest } from 'vitest/node'
import type { Planted } from './planted'

const root = join(import.meta.dirname, '..', '..')

/** The unit tests over a program with one mistake in it at a time; no file is touched. */
export class Runner {
  #vitest: Vitest | null = null
  #mistake: Planted | null = null

  static async start(): Promise<Runner> {
    const runner = new Runner()
    runner.#vitest = await createVitest(
      'test',
      {
        root,
        config: false,
        watch: false,
        include: ['tests/unit/**/*.test.ts'],
        testTimeout: 20_000,
        maxWorkers: 1,
        // It says of each file that a test has failed, which here is as it should be.
        reporters: [{}]
      },
      {
        plugins: [
          {
            name: 'planted',
            enforce: 'pre',
            transform: (code, id) => runner.#plant(code, id)
          }
        ]
      }
    )
    return runner
  }

  /** @returns the tests that are there against the mistake, as they went with it in the program */
  async run(mistake: Planted): Promise<TestCase[]> {
    const vitest = this.#vitest
    if (vitest === null) throw new Error('the runner has not started')
    const [test, begins] = mistake.caughtBy
    this.#mistake = mistake
    vitest.invalidateFile(join(root, mistake.file))
    vitest.setGlobalTestNamePattern(new RegExp(`^${begins.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`))
    const specifications = await vitest.globTestSpecifications([join('tests', 'unit', test)])
    const { testModules } = await vitest.runTestSpecifications(specifications)
    vitest.invalidateFile(join(root, mistake.file))
    return testModules
      .flatMap(({ children }) => [...children.allTests()])
      .filter(({ fullName }) => fullName.replaceAll(' > ', ' ').startsWith(begins))
  }

  async close(): Promise<void> {
    await this.#vitest?.close()
  }

  #plant(code: string, id: string): string | null {
    const mistake = this.#mistake
    if (mistake === null || !id.endsWith(`/${mistake.file}`)) return null
    return code.replace(mistake.from, () => mistake.to)
  }
}
