import type { AskedAbout, AskingEnd, AskingView } from '../../shared/batch-asking'
import { TrekkError } from '../../shared/result'
import type { Transaction } from '../../shared/transaction'
import type { CardFact, CardToCheck } from '../accounts/card-check'
import type { PaymentQuestion } from './drafts/at-dintero'
import type { DraftSetting } from './drafts/setting'
import type { Files } from './files'

/** By what asking is called off, and how it waits. */
export interface AskingControl {
  readonly signal: AbortSignal
  /** ms since 1970 UTC */
  readonly clock: () => number
  /** Resolves after so many ms, or at once when the signal is aborted. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>
  /** Dintero asked to wait until then, ms since 1970 UTC; null when it goes on. */
  readonly onWait: (until: number | null) => void
}

/** Dintero as files ask it: reads only, and nothing that moves money. */
export interface AskedDintero {
  /** See `readPaymentsElsewhere`. Rejects when the account's client cannot be had. */
  readonly payments: (
    accountId: string,
    since: number,
    onPayments: (payments: readonly Transaction[]) => Promise<void>,
    control: AskingControl
  ) => Promise<AskingEnd>
  /** See `checkCards`. Rejects when the account's client cannot be had. */
  readonly cards: (
    accountId: string,
    cards: readonly CardToCheck[],
    onFacts: (facts: readonly CardFact[]) => Promise<void>,
    control: AskingControl
  ) => Promise<AskingEnd>
}

export interface AskingParts extends Pick<AskingControl, 'clock' | 'pause'> {
  readonly files: Files
  readonly dintero: AskedDintero
  /** Asking about a file has come further, or is over. */
  readonly onAsking: () => void
  readonly onError: (error: unknown) => void
}

interface Running {
  readonly what: AskedAbout
  readonly abort: AbortController
  view: AskingView
  /** Resolves when it is over and everything that was learned is with the file. */
  readonly over: Promise<void>
}

const hour = 3_600_000
/** So far back Dintero is asked at least, hours: a file that was charged elsewhere yesterday is found whatever the setting. */
const leastWindow = 24

/**
 * Asks Dintero about files that wait to be released, off the way of any charge: what the account was paid lately, and how
 * the cards stand. One question at a time for each file; it can be called off, and what was learned until then counts.
 */
export class Asking {
  readonly #parts: AskingParts
  readonly #running = new Map<string, Running>()

  constructor(parts: AskingParts) {
    this.#parts = parts
  }

  /** What a file is being asked about; null while it is not. */
  view(batchId: string): AskingView | null {
    return this.#running.get(batchId)?.view ?? null
  }

  /** All files that are being asked about. */
  all(): (AskingView & { batchId: string })[] {
    return [...this.#running].map(([batchId, { view }]) => ({ batchId, ...view }))
  }

  /**
   * Begins to ask about a file that is being mended. Asked for the same again, it goes on.
   * @throws TrekkError `asking_busy` while it is asked about something else
   */
  start(batchId: string, setting: DraftSetting, what: AskedAbout): AskingView {
    const there = this.#running.get(batchId)
    if (there !== undefined && there.what !== what)
      throw new TrekkError('asking_busy', `Dintero is being asked about ${there.what}`)
    if (there !== undefined) return there.view
    const abort = new AbortController()
    const view: AskingView = { what, read: 0, of: null, waitsUntil: null }
    const running: Running = {
      what,
      abort,
      view,
      // It begins after it is known to run.
      over: Promise.resolve().then(() => this.#run(batchId, setting, running))
    }
    this.#running.set(batchId, running)
    return view
  }

  /** Calls asking off, and waits until what was learned is with the file. */
  async stop(batchId: string): Promise<void> {
    const running = this.#running.get(batchId)
    running?.abort.abort()
    await running?.over
  }

  /** Resolves when nothing is asked about a file any more. */
  async settled(batchId: string): Promise<void> {
    await this.#running.get(batchId)?.over
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((batchId) => this.stop(batchId)))
  }

  async #run(batchId: string, setting: DraftSetting, running: Running): Promise<void> {
    const { onAsking, onError } = this.#parts
    try {
      if (running.what === 'payments') await this.#askPayments(batchId, setting, running)
      else await this.#askCards(batchId, setting, running)
    } catch (error) {
      // Nothing was learned that the file has not taken, and it says itself what it was last asked.
      onError(error)
    } finally {
      this.#running.delete(batchId)
      onAsking()
    }
  }

  async #askPayments(
    batchId: string,
    { accountId, duplicateWindowHours: windowHours }: DraftSetting,
    running: Running
  ): Promise<void> {
    const { files, dintero, clock } = this.#parts
    const startedAt = clock()
    const question: PaymentQuestion = {
      startedAt,
      since: startedAt - Math.max(windowHours, leastWindow) * hour,
      alikeSince: windowHours === 0 ? null : startedAt - windowHours * hour
    }
    await files.ask('beginPayments', batchId, accountId, question)
    const end = await this.#ended(running, (control) =>
      dintero.payments(
        accountId,
        question.since,
        async (payments) => {
          await files.ask('takePayments', batchId, payments.map(withoutEvents))
          this.#tell(running, { read: running.view.read + payments.length })
        },
        control
      )
    )
    await files.ask('endPayments', batchId, accountId, end)
  }

  async #askCards(batchId: string, setting: DraftSetting, running: Running): Promise<void> {
    const { files, dintero } = this.#parts
    const cards = await files.ask('cardsToAsk', batchId, setting)
    this.#tell(running, { of: cards.length })
    const end = await this.#ended(running, (control) =>
      dintero.cards(
        setting.accountId,
        cards,
        async (facts) => {
          await files.ask('takeCards', batchId, facts)
          this.#tell(running, { read: running.view.read + facts.length })
        },
        control
      )
    )
    await files.ask('endCards', batchId, end)
  }

  async #ended(running: Running, ask: (control: AskingControl) => Promise<AskingEnd>): Promise<AskingEnd> {
    const { clock, pause, onError } = this.#parts
    const control: AskingControl = {
      signal: running.abort.signal,
      clock,
      pause,
      onWait: (waitsUntil) => this.#tell(running, { waitsUntil })
    }
    return ask(control).catch((error: unknown) => {
      onError(error)
      return 'no_client'
    })
  }

  #tell(running: Running, change: Partial<AskingView>): void {
    running.view = { ...running.view, ...change }
    this.#parts.onAsking()
  }
}

/** Of a payment elsewhere nobody asks how it came about, and there may be a hundred thousand of them. */
function withoutEvents(transaction: Transaction): Transaction {
  return { ...transaction, events: [] }
}
