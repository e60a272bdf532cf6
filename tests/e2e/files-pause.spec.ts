import type { Page } from '@playwright/test'
import { calls } from '../../shared/ipc'
import { callApi } from '../support/call-api'
import { authorisationsOf, chargesAsked, cleanFile, onceEach, writeExcelFile } from '../support/charge-file'
import { goTo } from '../support/connect'
import { FileDesk } from '../support/file-desk'
import { expect, test } from '../support/fixtures'

// A pause takes effect at once, however it is asked for. The simulator's journal says when requests arrived.

const within = 200
/** Requests leave fifty milliseconds apart: after this long without one, none is coming. */
const quietFor = 1_000
const inFlight = 5
const file = cleanFile(40)

/** Remembers when a key or a button of the mouse next goes down, on the same clock as the journal's. */
async function watchPress(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const press = (): void => {
      if (Reflect.get(globalThis, 'pressedAt') === null) Reflect.set(globalThis, 'pressedAt', Date.now())
    }
    Reflect.set(globalThis, 'pressedAt', null)
    for (const type of ['pointerdown', 'keydown']) window.addEventListener(type, press, { capture: true })
  })
  return () => page.evaluate(() => Number(Reflect.get(globalThis, 'pressedAt')))
}

/** How long a call that does nothing takes at most, ms: on a machine that has no time, a press takes as much longer. */
async function slowestCall(page: Page): Promise<number> {
  let slowest = 0
  for (let time = 0; time < 10; time += 1) {
    const startedAt = Date.now()
    await callApi(page, 'getStatus', undefined, calls.getStatus.output)
    slowest = Math.max(slowest, Date.now() - startedAt)
  }
  return slowest
}

interface Way {
  readonly name: string
  /** Does everything that can be done before. @returns the press alone, which looks at nothing first */
  readonly ready: (files: FileDesk) => Promise<() => Promise<void>>
  readonly comeBack: (files: FileDesk) => Promise<void>
}

const ways: readonly Way[] = [
  {
    name: 'a click',
    async ready(files) {
      const box = await files.button('files:run.pause').boundingBox()
      if (box === null) throw new Error('there is no button to pause')
      return () => files.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    },
    comeBack: () => Promise.resolve()
  },
  {
    name: 'a key, from another screen',
    async ready({ page }) {
      await goTo(page, 'Cards')
      return () => page.keyboard.press('Control+.')
    },
    comeBack: (files) => files.openFromSidebar()
  }
]

for (const { name, ready, comeBack } of ways) {
  test(`paused by ${name}, nothing leaves after ${within} ms, what had left comes in, and the rest goes later`, async ({
    seat
  }, info) => {
    const { simulator } = seat
    await seat.openDesk({ cards: file.cards })
    const files = new FileDesk(seat.running)
    const path = writeExcelFile(info.outputPath(), 'Nettleie', file.rows)
    // The first ones are held until everything is ready; the others take longer than the next ones wait to leave.
    for (const [index] of file.rows.entries())
      simulator.faults.next(index < inFlight ? { kind: 'held' } : { kind: 'late', ms: 150 })
    await files.charge(path, file.total, 'unscheduled_purchase')
    await expect.poll(() => chargesAsked(simulator)).toHaveLength(inFlight)
    const press = await ready(files)
    const before = await slowestCall(files.page)
    const pressedAt = await watchPress(files.page)
    simulator.faults.release()
    await expect.poll(() => chargesAsked(simulator).length).toBeGreaterThan(inFlight + 2)
    await press()
    const lastAt = (): number => chargesAsked(simulator).at(-1)?.at ?? 0
    await expect.poll(() => Date.now() - lastAt()).toBeGreaterThan(quietFor)

    const asked = chargesAsked(simulator).length
    expect(asked).toBeLessThan(file.rows.length)
    const slowest = Math.max(before, await slowestCall(files.page))
    const lasted = lastAt() - (await pressedAt())
    info.annotations.push({ type: 'pause', description: `${lasted} ms, a bare call ${slowest} ms` })
    expect(lasted).toBeLessThan(within + 3 * slowest)
    await comeBack(files)
    await files.expectPaused('person')
    await expect(files.status).toContainText(`${asked} of ${file.rows.length} charges have an answer`)
    expect(authorisationsOf(simulator)).toEqual(onceEach(asked))

    await files.goOn()
    await files.expectStage('done')
    expect(authorisationsOf(simulator)).toEqual(onceEach(file.rows.length))
    expect(chargesAsked(simulator)).toHaveLength(file.rows.length)
  })
}
