import { join } from 'node:path'
import { createVitest, type TestCase, type Vitest } from 'vitest/node'
import type { Planted } from './planted'

const root = join(import.meta.dirname, '..', '..')

/** What stands in the program now. */
interface Ground {
  mistake: Planted | null
}

/** The unit tests over a program with one mistake in it at a time; no file is touched. */
export class Runner {
  readonly #vitest: Vitest
  readonly #ground: Ground

  private constructor(vitest: Vitest, ground: Ground) {
    this.#vitest = vitest
    this.#ground = ground
  }

  static async start(): Promise<Runner> {
    const ground: Ground = { mistake: null }
    const transform = (code: string, id: string): string | null => plant(ground.mistake, code, id)
    const vitest = await createVitest(
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
      { plugins: [{ name: 'planted', enforce: 'pre', transform }] }
    )
    return new Runner(vitest, ground)
  }

  /** @returns the tests that are there against the mistake, as they went with it in the program */
  async run(mistake: Planted): Promise<TestCase[]> {
    const [test, begins] = mistake.caughtBy
    const file = join(root, mistake.file)
    this.#ground.mistake = mistake
    this.#vitest.invalidateFile(file)
    this.#vitest.setGlobalTestNamePattern(new RegExp(`^${begins.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`))
    const specifications = await this.#vitest.globTestSpecifications([join('tests', 'unit', test)])
    const { testModules } = await this.#vitest.runTestSpecifications(specifications)
    // The next mistake may be in another file, and this one is whole then.
    this.#vitest.invalidateFile(file)
    return testModules
      .flatMap(({ children }) => [...children.allTests()])
      .filter(({ fullName }) => fullName.replaceAll(' > ', ' ').startsWith(begins))
  }

  async close(): Promise<void> {
    await this.#vitest.close()
  }
}

function plant(mistake: Planted | null, code: string, id: string): string | null {
  if (mistake === null || !id.endsWith(`/${mistake.file}`)) return null
  return code.replace(mistake.from, () => mistake.to)
}
