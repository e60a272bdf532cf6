import type { BatchStage, RunView } from '../../shared/batch-view'
import { isUnresolved, type ChargeState } from '../../shared/charge'

/** How far a file has come, as main tells the page. */
interface FileNews {
  readonly batchId: string
  readonly stage: BatchStage
  readonly run: RunView | null
}

/** Electron's `BrowserWindow.setProgressBar`: a fraction, or below nought for no bar. */
type SetProgressBar = (fraction: number, options?: { mode: 'normal' | 'paused' }) => void

/**
 * The bar in the taskbar or the dock: how far the file that is charged here has come. It turns to paused when the file
 * waits for a person, and goes when the file has ended.
 */
export class Taskbar {
  readonly #set: SetProgressBar
  /** The file whose bar is there. */
  #shown: string | null = null

  constructor(set: SetProgressBar) {
    this.#set = set
  }

  /** @param news null for a file of an account that is not in use, of which nothing is shown */
  tell(news: FileNews | null): void {
    if (news === null) this.#hide()
    else if (news.run !== null && news.stage === 'running') this.#show(news.batchId, news.run, 'normal')
    else if (news.batchId !== this.#shown) return
    else if (news.run !== null && (news.stage === 'paused' || news.stage === 'looking'))
      this.#show(news.batchId, news.run, 'paused')
    else this.#hide()
  }

  #show(batchId: string, run: RunView, mode: 'normal' | 'paused'): void {
    this.#shown = batchId
    this.#set(decided(run), { mode })
  }

  #hide(): void {
    if (this.#shown !== null) this.#set(-1)
    this.#shown = null
  }
}

/** What never left will still leave, or is set aside. */
const hasNotLeft: ReadonlySet<ChargeState> = new Set(['intent', 'not_sent'])

/** The share of the released charges whose end is known, from 0 to 1. */
function decided({ charges, counts, setAside }: RunView): number {
  const known = counts.filter(({ state }) => !hasNotLeft.has(state) && !isUnresolved(state))
  const sum = known.reduce((all, count) => all + count.charges, setAside)
  return charges === 0 ? 0 : Math.min(1, sum / charges)
}
