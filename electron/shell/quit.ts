import { app, dialog, type BrowserWindow } from 'electron'
import type { Words } from './words'

/**
 * Quitting never cuts off a charge: it waits for the answer in flight and says so in the page, then tells what is
 * still unresolved. Closing the window is quitting.
 */
export function guardQuit(options: {
  window: BrowserWindow
  words: () => Words
  inFlight: () => number
  /** Tells the page that the app closes as soon as the answer is here. */
  sayWaiting: (inFlight: number) => void
  /** Resolves when nothing is in flight any more. */
  drain: () => Promise<void>
  /** How many charges are unresolved, and their amounts in words; null when there are none. */
  unresolved: () => Promise<{ count: number; atStake: string } | null>
  close: () => Promise<void>
  /** True when a call into the operating system is stuck and would keep the process from ending. */
  isStuck: () => boolean
}): void {
  let phase: 'open' | 'deciding' | 'closing' = 'open'

  const decide = async (): Promise<void> => {
    if (options.inFlight() > 0) {
      options.sayWaiting(options.inFlight())
      await options.drain()
    }
    const open = await options.unresolved()
    if (open !== null && !(await agreesToLeave(options.window, options.words(), open))) {
      phase = 'open'
      options.sayWaiting(0)
      return
    }
    phase = 'closing'
    await options.close()
    // Everything is closed and on disk; nothing is left for a tidy end to do.
    if (options.isStuck()) process.kill(process.pid, 'SIGKILL')
    app.quit()
  }

  const intercept = (event: { preventDefault(): void }): void => {
    if (phase === 'closing') return
    event.preventDefault()
    if (phase === 'deciding') return
    phase = 'deciding'
    decide().catch(() => {
      // Whatever kept us from closing tidily, every write that matters is on disk already.
      phase = 'closing'
      app.quit()
    })
  }

  options.window.on('close', intercept)
  app.on('before-quit', intercept)
}

async function agreesToLeave(
  window: BrowserWindow,
  words: Words,
  open: { count: number; atStake: string }
): Promise<boolean> {
  const answer = await dialog.showMessageBox(window, {
    type: 'warning',
    title: words.quitTitle,
    message: words.quitUnresolved(open.count, open.atStake),
    detail: words.quitExplain,
    buttons: [words.stay, words.quit],
    defaultId: 0,
    cancelId: 0
  })
  return answer.response === 1
}
