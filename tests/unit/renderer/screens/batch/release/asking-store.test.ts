import { describe, expect, it } from 'vitest'
import type { AskedAbout, AskingView } from '../../../../../../shared/batch-asking'
import type { BatchReview } from '../../../../../../shared/batch-view'
import type { AppError, Result } from '../../../../../../shared/result'
import { createAskingStore } from '../../../../../../renderer/screens/batch/release/asking-store'

const view = (what: AskedAbout, read = 0): AskingView => ({ what, read, of: null, waitsUntil: null })
const busy: AppError = { code: 'asking_busy', message: '' }

type Evidence = Pick<BatchReview, 'asking' | 'atDintero'>

function reviewOf(startedAt: number | null, fresh: boolean, asking: AskingView | null = null): Evidence {
  const payments = startedAt === null ? null : ({ startedAt, since: 0, read: 7, end: 'end', fresh } as const)
  return { asking, atDintero: { payments, cards: null, found: [] } }
}

/** A store before a main whose answers the test gives when it wants. */
class Scene {
  readonly asked: AskedAbout[] = []
  readonly waiting: ((answer: Result<AskingView>) => void)[] = []
  readonly store = createAskingStore(
    {
      askAboutBatch: ({ what }) => {
        this.asked.push(what)
        return new Promise((resolve) => this.waiting.push(resolve))
      },
      stopAskingAboutBatch: () => Promise.resolve({ ok: false, error: busy })
    },
    'batch-1'
  )

  get ends(): number {
    return this.store.getState().ended
  }

  get asking(): AskingView | null {
    return this.store.getState().asking
  }

  tell(asking: AskingView | null, batchId = 'batch-1'): void {
    this.store.hear({ files: asking === null ? [] : [{ ...asking, batchId }] })
  }

  review(evidence: Evidence | null, meanwhile: () => void = () => undefined): Promise<unknown> {
    return this.store.review(async () => {
      meanwhile()
      return { ok: true, value: evidence as BatchReview | null }
    })
  }

  /** Main answers the oldest question. */
  async answer(answer: Result<AskingView>): Promise<void> {
    this.waiting.shift()?.(answer)
    await Promise.resolve()
    await Promise.resolve()
  }
}

describe('asking beside a review', () => {
  it('begins by itself where nobody has asked, or too long ago, and once for each', async () => {
    const scene = new Scene()
    await scene.review(null)
    expect(scene.asked).toEqual([])
    await scene.review(reviewOf(null, false))
    await scene.review(reviewOf(null, false))
    expect(scene.asked).toEqual(['payments'])
    await scene.review(reviewOf(5, true))
    await scene.review(reviewOf(5, false))
    await scene.review(reviewOf(5, false))
    expect(scene.asked).toEqual(['payments', 'payments'])
  })

  it('is not begun where it runs already, and is shown as it runs', async () => {
    const scene = new Scene()
    await scene.review(reviewOf(null, false, view('payments', 40)))
    expect(scene.asked).toEqual([])
    expect(scene.asking).toEqual(view('payments', 40))
    scene.tell(view('payments', 140))
    expect(scene.asking).toMatchObject({ read: 140 })
  })

  it('asks for another review when it is over, once, and not for another file', async () => {
    const scene = new Scene()
    scene.tell(view('cards'), 'batch-2')
    expect([scene.asking, scene.ends]).toEqual([null, 0])
    scene.tell(view('cards', 3))
    scene.tell(null)
    scene.tell(null)
    expect([scene.asking, scene.ends]).toEqual([null, 1])
  })

  it('does not take an older answer for what is now', async () => {
    const late = new Scene()
    await late.review(reviewOf(3, true, view('payments')), () => late.tell(null))
    expect(late.asking).toBeNull()
    const overtaken = new Scene()
    const start = overtaken.store.start('cards')
    overtaken.tell(null)
    await overtaken.answer({ ok: true, value: view('cards') })
    await start
    // It was over before its beginning was told: what came of it is asked for all the same.
    expect([overtaken.asking, overtaken.ends]).toEqual([null, 1])
  })

  it('says why it could not begin or stop, until it is tried again', async () => {
    const scene = new Scene()
    const start = scene.store.start('cards')
    await scene.answer({ ok: false, error: busy })
    await start
    expect(scene.store.getState()).toMatchObject({ asking: null, refused: busy })
    void scene.store.start('cards')
    expect(scene.store.getState().refused).toBeNull()
    await scene.answer({ ok: true, value: view('cards') })
    await scene.store.stop()
    expect(scene.store.getState().refused).toEqual(busy)
  })
})
