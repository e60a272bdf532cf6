import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { stepTakes, withHiddenPage, type InTime } from '../../../electron/shell/hidden-page'
import { TrekkError } from '../../../shared/result'

/** A window as Electron has it: what is gone says so once, and takes no more calls. */
class Window extends EventEmitter {
  readonly webContents = new EventEmitter()
  readonly loaded: string[] = []
  load: Promise<void> = Promise.resolve()
  #isGone = false

  isDestroyed(): boolean {
    return this.#isGone
  }

  destroy(): void {
    if (this.#isGone) throw new TypeError('Object has been destroyed')
    this.#isGone = true
    this.emit('closed')
  }

  loadURL(url: string): Promise<void> {
    this.loaded.push(url)
    return this.load
  }
}

const never = new Promise<never>(() => undefined)
const reached = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function desk(load: Promise<void> = Promise.resolve()) {
  const owner = new Window()
  const opened: Window[] = []
  const timers = new Map<() => void, number>()
  const within = <T>(work: (window: Window, inTime: InTime) => Promise<T>): Promise<T> =>
    withHiddenPage(
      {
        open: () => {
          const window = new Window()
          window.load = load
          opened.push(window)
          return window
        },
        owner,
        url: 'data:text/html,a',
        later: (end, ms) => {
          timers.set(end, ms)
          return () => timers.delete(end)
        }
      },
      work
    )
  /** Nothing is left of it: no window, no timer, nobody who listens to the owner. */
  const leftOver = () => [
    opened.filter((each) => !each.isDestroyed()),
    timers.size,
    owner.listenerCount('closed')
  ]
  const passMinute = (): void => {
    for (const [end, ms] of timers) if (ms <= stepTakes) end()
  }
  return { owner, opened, timers, within, leftOver, passMinute }
}

const nothing = [[], 0, 0]

/** What work was ended with. */
const endOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof TrekkError ? error.code : error)
  )

describe('a page in a hidden window', () => {
  it('is loaded, worked on, and gone with its work', async () => {
    const { within, opened, leftOver } = desk()
    expect(await within(async (window) => window.loaded)).toEqual(['data:text/html,a'])
    expect(opened).toHaveLength(1)
    expect(leftOver()).toEqual(nothing)
  })

  it('ends as its work does: what a person cancels is cancelled, and no failure', async () => {
    const { within, leftOver } = desk()
    const cancelled = new TrekkError('cancelled', 'nothing was printed')
    await expect(within(() => Promise.reject(cancelled))).rejects.toBe(cancelled)
    expect(leftOver()).toEqual(nothing)
  })

  it('that cannot be loaded is worked on by nobody', async () => {
    const { within, leftOver } = desk(Promise.reject(new Error('ERR_FAILED')))
    const worked: string[] = []
    await expect(within(async () => worked.push('worked'))).rejects.toMatchObject({ code: 'print_failed' })
    expect(worked).toEqual([])
    expect(leftOver()).toEqual(nothing)
  })

  it.each(['while it is loaded', 'while it is worked on', 'while a person looks at the printers'])(
    'ends with the window it belongs to %s',
    async (when) => {
      const { within, owner, leftOver } = desk(when === 'while it is loaded' ? never : undefined)
      const work = within((_window, inTime) => (when === 'while it is worked on' ? inTime(never) : never))
      const ended = endOf(work)
      await reached()
      owner.destroy()
      expect(await ended).toBe('print_failed')
      expect(leftOver()[0]).toEqual([])
    }
  )

  it('is not opened when the window it belongs to is gone already', async () => {
    const { within, owner, opened } = desk()
    owner.destroy()
    await expect(within(async () => undefined)).rejects.toMatchObject({ code: 'print_failed' })
    expect(opened).toEqual([])
  })

  it('ends when its process dies', async () => {
    const { within, opened, leftOver } = desk()
    const ended = endOf(within((_window, inTime) => inTime(never)))
    await reached()
    opened[0]?.webContents.emit('render-process-gone')
    expect(await ended).toBe('print_failed')
    expect(leftOver()[0]).toEqual([])
  })

  it.each([
    ['is loaded', never],
    ['becomes a PDF', Promise.resolve()]
  ] as const)('is not waited for any longer when after a minute it has not: %s', async (_, load) => {
    const { within, timers, passMinute, leftOver } = desk(load)
    const ended = endOf(within((_window, inTime) => inTime(never)))
    await reached()
    expect([...timers.values()]).toEqual([stepTakes])
    passMinute()
    expect(await ended).toBe('print_failed')
    expect(leftOver()[0]).toEqual([])
  })

  it('is waited for as long as a person takes to choose a printer', async () => {
    const { within, timers, leftOver } = desk()
    let print: () => void = () => undefined
    const printed = within(() => new Promise<void>((resolve) => (print = resolve)))
    await reached()
    expect(timers.size).toBe(0)
    print()
    await printed
    expect(leftOver()).toEqual(nothing)
  })
})
