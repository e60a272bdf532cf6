import { TrekkError } from '../../shared/result'

/** How long each step of a hidden window may take, ms: one that hangs is not waited for. */
export const stepTakes = 60_000

/** What ends with a window: told once, when it is gone for whatever reason. */
interface Mortal {
  isDestroyed(): boolean
  once(event: 'closed', told: () => void): unknown
  off(event: 'closed', told: () => void): unknown
}

/** A window that nobody sees. */
export interface HiddenWindow extends Mortal {
  destroy(): void
  loadURL(url: string): Promise<void>
  readonly webContents: { once(event: 'render-process-gone', told: () => void): unknown }
}

export interface HiddenPage<W extends HiddenWindow> {
  readonly open: () => W
  /** What the hidden window ends with. */
  readonly owner: Mortal
  readonly url: string
  /** @returns what takes the work back */
  readonly later: (work: () => void, ms: number) => () => void
}

/** Waits for a step, for a minute at most; then the window is gone, and the work with it. */
export type InTime = <T>(step: Promise<T>) => Promise<T>

/**
 * Opens a page in a window that nobody sees, and works on it. However it ends, the window is gone then: with the work, with
 * its owner, with its process, and when a step takes too long.
 * @throws TrekkError `print_failed`; what the work throws
 */
export async function withHiddenPage<W extends HiddenWindow, T>(
  { open, owner, url, later }: HiddenPage<W>,
  work: (window: W, inTime: InTime) => Promise<T>
): Promise<T> {
  // Its end would never be told of, and the hidden window would keep the program running.
  if (owner.isDestroyed()) throw printFailed('the window it belongs to is gone')
  const window = open()
  const end = (): void => {
    if (!window.isDestroyed()) window.destroy()
  }
  const inTime: InTime = async (step) => {
    const stop = later(end, stepTakes)
    try {
      return await step
    } finally {
      stop()
    }
  }
  owner.once('closed', end)
  window.webContents.once('render-process-gone', end)
  const gone = new Promise<never>((_resolve, reject) => {
    window.once('closed', () => reject(printFailed('the hidden window is gone')))
  })
  const done = async (): Promise<T> => {
    await inTime(window.loadURL(url)).catch((error: unknown) => {
      throw printFailed(error)
    })
    return work(window, inTime)
  }
  try {
    return await Promise.race([done(), gone])
  } finally {
    owner.off('closed', end)
    end()
  }
}

/** @param cause of which nobody but support reads */
export function printFailed(cause: unknown): TrekkError {
  return new TrekkError('print_failed', 'the receipt could not be printed', { cause })
}
