import { app, dialog, type BrowserWindow } from 'electron'
import { mayLeave, type LeavingParts } from './leaving'
import type { Words } from './words'

interface QuitOptions extends Omit<LeavingParts, 'agreesToPause' | 'agreesToLeave'> {
  readonly window: BrowserWindow
  readonly words: () => Words
  readonly close: () => Promise<void>
  /** True when a call into the operating system is stuck and would keep the process from ending. */
  readonly isStuck: () => boolean
}

/**
 * Quitting never cuts off a charge: it waits for the answer in flight and says so in the page, then tells what is
 * still unresolved. A file that is being charged is paused first, when somebody agrees. Closing the window is quitting.
 */
export function guardQuit(options: QuitOptions): void {
  let phase: 'open' | 'deciding' | 'closing' = 'open'

  const asks = {
    agreesToPause: () => {
      const words = options.words()
      return agrees(options.window, {
        title: words.quitFileTitle,
        message: words.quitFile,
        detail: words.quitFileExplain,
        buttons: [words.stayFile, words.quitFilePause]
      })
    },
    agreesToLeave: (open: { count: number; atStake: string }) => {
      const words = options.words()
      return agrees(options.window, {
        title: words.quitTitle,
        message: words.quitUnresolved(open.count, open.atStake),
        detail: words.quitExplain,
        buttons: [words.stay, words.quit]
      })
    }
  }
  const decide = async (): Promise<void> => {
    if (!(await mayLeave({ ...options, ...asks }))) {
      phase = 'open'
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

/** Asks with two buttons, of which the first keeps the app open; it is the default, and what Esc means. */
async function agrees(
  window: BrowserWindow,
  question: { title: string; message: string; detail: string; buttons: [stay: string, leave: string] }
): Promise<boolean> {
  const answer = await dialog.showMessageBox(window, {
    type: 'warning',
    ...question,
    defaultId: 0,
    cancelId: 0
  })
  return answer.response === 1
}
