import type { Trial } from './plans'

const states = ['succeeded', 'declined', 'refused', 'not_sent', 'pending', 'unknown', 'never begun'] as const

/** Parts with so many tests that one line for each would bury the others. */
const many = new Set(['random', 'large-batches', 'lives'])

interface Line {
  kills: number
  readonly ended: Map<string, number>
}

/** Counts what was tried and what came of it, and says so in one table. */
export class Tally {
  readonly counts = { passed: 0, failed: 0, skipped: 0 }
  readonly #parts = new Map<string, { tests: number; trials: number; kills: number }>()
  readonly #steps = new Map<string, Line>()
  readonly #ends = new Map<string, number>()

  count(part: string, { killedAt, states: ended, ends = [] }: Trial): void {
    for (const end of ends) this.#ends.set(end, (this.#ends.get(end) ?? 0) + 1)
    const seen = this.#part(part)
    seen.trials += 1
    seen.kills += killedAt.length
    for (const step of killedAt.length === 0 ? ['not killed'] : killedAt) {
      const line = this.#steps.get(step) ?? { kills: 0, ended: new Map<string, number>() }
      if (killedAt.length > 0) line.kills += 1
      for (const state of ended) line.ended.set(state, (line.ended.get(state) ?? 0) + 1)
      this.#steps.set(step, line)
    }
  }

  /** One test is done: a scenario, a seed or a proof. It failed if anything is found wrong. */
  judge(part: string, name: string, found: readonly string[]): void {
    const seen = this.#part(part)
    seen.tests += 1
    this.counts[found.length === 0 ? 'passed' : 'failed'] += 1
    if (found.length > 0) console.log(`✗ ${part}: ${name}\n  ${found.slice(0, 6).join('\n  ')}`)
    else if (!many.has(part)) console.log(`✓ ${part}: ${name}`)
    else if (seen.tests % 100 === 0) console.log(`… ${part}: ${seen.tests} seeds, ${seen.kills} kills`)
  }

  /** @param ms how long all of it took */
  summary(ms: number): string {
    const head = row('killed at', 'kills', states)
    const lines = [...this.#steps]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([step, { kills, ended }]) =>
        row(
          step,
          kills,
          states.map((state) => ended.get(state) ?? '')
        )
      )
    const parts = [...this.#parts].map(
      ([part, { tests, trials, kills }]) => `${part}: ${tests} tests, ${trials} trials, ${kills} kills`
    )
    const { passed, failed } = this.counts
    const seconds = (ms / 1000).toFixed(1)
    const table = lines.length === 0 ? [] : ['', head, ...lines]
    const ends = [...this.#ends]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([end, count]) => `${count} ${end}`)
    const lives = ends.length === 0 ? [] : ['', `What became of links and modifications: ${ends.join(', ')}`]
    return [...table, ...lives, '', ...parts, `${passed} passed, ${failed} failed, ${seconds} s`].join('\n')
  }

  #part(name: string): { tests: number; trials: number; kills: number } {
    const part = this.#parts.get(name) ?? { tests: 0, trials: 0, kills: 0 }
    this.#parts.set(name, part)
    return part
  }
}

function row(step: string, kills: number | string, cells: readonly (number | string)[]): string {
  return step.padEnd(34) + [kills, ...cells].map((cell) => String(cell).padStart(12)).join('')
}
