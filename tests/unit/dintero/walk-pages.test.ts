import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Failed, Lookup } from '../../../electron/dintero/dintero'
import { walkPages, type WalkControl, type WalkEnd } from '../../../electron/dintero/walk-pages'

interface Row {
  readonly id: string | null
}

const usual = { rows: 100_000, time: 300_000, apart: 100 }

function busy(retryAfter: number | null): Failed {
  return { kind: 'failed', reason: 'rate_limited', message: 'HTTP 429', retryAfter }
}

function rowsOf(from: number, to: number): Row[] {
  return Array.from({ length: to - from }, (_, index) => ({ id: `row-${from + index}` }))
}

/** A walk whose time passes as fast as it waits. */
class Walker {
  now = 0
  readonly waits: (number | null)[] = []
  readonly asked: (string | null)[] = []
  readonly taken: Row[] = []
  readonly abort = new AbortController()
  readonly control: WalkControl = {
    signal: this.abort.signal,
    clock: () => this.now,
    pause: async (ms) => {
      this.now += ms
    },
    onWait: (until) => this.waits.push(until)
  }

  walk(
    readPage: (after: string | null) => Lookup<Row[]> | Promise<Lookup<Row[]>>,
    bounds = usual
  ): Promise<WalkEnd> {
    return walkPages<Row>(
      {
        readPage: async (after) => {
          this.asked.push(after)
          return readPage(after)
        },
        idOf: ({ id }) => id,
        onRows: (rows) => void this.taken.push(...rows),
        bounds
      },
      this.control
    )
  }
}

/** Answers as an honest list of so many rows does. */
function listOf(count: number) {
  const rows = rowsOf(0, count)
  return (after: string | null): Lookup<Row[]> => {
    const from = after === null ? 0 : Number(after.slice(4)) + 1
    return { kind: 'found', value: rows.slice(from, from + 100) }
  }
}

describe('a walk through a list', () => {
  it('takes every row of any list once, in order, and ends at the first page that is short', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 950 }), async (count) => {
        const walker = new Walker()
        expect(await walker.walk(listOf(count))).toBe('end')
        expect(walker.taken).toEqual(rowsOf(0, count))
        expect(walker.asked).toHaveLength(Math.floor(count / 100) + 1)
      }),
      { numRuns: 40 }
    )
  })

  it('takes rows once that come twice, as they do where new ones push the others on', async () => {
    const walker = new Walker()
    const pages = [rowsOf(0, 100), rowsOf(50, 150), rowsOf(100, 130)]
    expect(await walker.walk(() => ({ kind: 'found', value: pages.shift() ?? [] }))).toBe('end')
    expect(walker.taken).toEqual(rowsOf(0, 150))
  })

  it('goes no faster than ten pages a second', async () => {
    const walker = new Walker()
    await walker.walk(listOf(1_000))
    expect(walker.now).toBe(1_000)
  })

  it('ends at a list that repeats itself, that never ends, that takes too long, that cannot be gone on with', async () => {
    const repeats = new Walker()
    expect(await repeats.walk(() => ({ kind: 'found', value: rowsOf(0, 100) }))).toBe('repeats')
    expect(repeats.asked).toHaveLength(2)
    const endless = new Walker()
    let from = 0
    const more = (): Lookup<Row[]> => ({ kind: 'found', value: rowsOf(from, (from += 100)) })
    expect(await endless.walk(more)).toBe('too_many')
    expect(endless.taken).toHaveLength(100_000)
    const slow = new Walker()
    const late = (): Lookup<Row[]> => {
      slow.now += 20_000
      return more()
    }
    expect(await slow.walk(late)).toBe('too_long')
    expect(slow.asked).toHaveLength(15)
    const nameless = new Walker()
    const page = [...rowsOf(0, 99), { id: null }]
    expect(await nameless.walk(() => ({ kind: 'found', value: page }))).toBe('repeats')
    expect(nameless.taken).toHaveLength(100)
  })

  it('waits as long as it is told, a minute at most and a few times, and tells of it', async () => {
    const walker = new Walker()
    const answers = [busy(7_000), busy(null), busy(3_600_000)]
    const end = await walker.walk((after) => answers.shift() ?? listOf(3)(after))
    expect(end).toBe('end')
    expect(walker.waits).toEqual([7_000, null, 12_000, null, 72_000, null])
    const never = new Walker()
    expect(await never.walk(() => busy(1_000))).toBe('rate_limited')
    expect(never.asked).toHaveLength(6)
  })

  it('says why a page could not be read, and keeps what came before', async () => {
    for (const reason of [
      'network',
      'timeout',
      'unauthorised',
      'forbidden',
      'server',
      'unreadable'
    ] as const) {
      const walker = new Walker()
      const broken: Failed = { kind: 'failed', reason, message: '', retryAfter: null }
      expect(await walker.walk((after) => (after === null ? listOf(200)(after) : broken))).toBe(reason)
      expect(walker.taken).toHaveLength(100)
    }
    const gone = new Walker()
    expect(await gone.walk(() => ({ kind: 'not_found' }))).toBe('server')
  })

  it('is called off at once, also while an answer is on its way or waited for', async () => {
    const hanging = new Walker()
    const walk = hanging.walk(() => new Promise(() => undefined))
    hanging.abort.abort()
    expect(await walk).toBe('cancelled')
    const busyOne = new Walker()
    const waiting = busyOne.walk(() => {
      busyOne.abort.abort()
      return busy(1_000)
    })
    expect(await waiting).toBe('cancelled')
    const before = new Walker()
    before.abort.abort()
    expect(await before.walk(listOf(5))).toBe('cancelled')
    expect(before.asked).toEqual([])
  })
})
