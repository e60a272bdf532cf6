import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { delayIn, type Delay } from './event-loop'
import { milliseconds, printTable } from './figures'
import { FileApp, latency } from './file-app'
import { fileRows } from './file-reading'
import { longTasks, requireLongTasksSeen } from './long-tasks'

const perSecond = 50
/** Each part is watched for so long, ms: some hundred times what is told to the page. */
const watched = 20_000
/** Charges until the pace is even. */
const warmUp = 100
const chargeable = 2_500
const mostP99 = 20
const mostDelay = 50
const mostTask = 100

/** What was seen while nothing, or something, was done with the window. */
interface Seen {
  readonly delay: Delay
  readonly tasks: readonly number[]
  /** Charges a second meanwhile. */
  readonly pace: number
}

/** Watches both processes of the app while something is done with it for `watched` ms. */
async function see(app: FileApp, work: (until: number) => Promise<void>): Promise<Seen> {
  const { running } = app
  let tasks: number[] = []
  let delay: Delay = { p99: NaN, longest: NaN }
  const before = await app.charged()
  const began = performance.now()
  tasks = await longTasks(running.page, async () => {
    delay = await delayIn(running.app, () => work(performance.now() + watched))
  })
  const took = performance.now() - began
  const pace = ((await app.charged()) - before) / (took / 1_000)
  return { delay, tasks, pace }
}

async function rest(until: number): Promise<void> {
  await pause(until - performance.now())
}

/** Scrolls the rows as people do: with the wheel, page by page, and by dragging the bar to anywhere. */
function scroll({ page, grid }: { readonly page: Page; readonly grid: FileApp['files']['grid'] }) {
  return async (until: number): Promise<void> => {
    const box = await grid.boundingBox()
    if (box === null) throw new Error('there are no rows to scroll')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    for (let step = 0; performance.now() < until; step += 1) {
      // Forty turns of the wheel one way, then to another place, a sixth of the file further each time.
      if (step % 41 === 40) await dragTo(grid, ((step / 41) * 0.17) % 1)
      else await page.mouse.wheel(0, step % 82 < 41 ? 480 : -480)
    }
  }
}

async function dragTo(grid: FileApp['files']['grid'], part: number): Promise<void> {
  await grid.evaluate((element, share) => {
    const inside = [element, ...element.querySelectorAll('*')]
    const scroller = inside.find(({ scrollHeight, clientHeight }) => scrollHeight > 4 * clientHeight)
    if (scroller === undefined) throw new Error('nothing scrolls')
    scroller.scrollTop = scroller.scrollHeight * share
  }, part)
}

/** What a large file costs the window and the thread that charges, while it is charged at the pace of a person's choice. */
export async function benchBatchRunning(): Promise<void> {
  const app = await FileApp.start({ rows: fileRows, chargeable, charges: chargeable })
  try {
    const { page } = app.running
    await requireLongTasksSeen(page)
    const idle = await see(app, rest)
    await app.toReview()
    await app.release(perSecond)
    while ((await app.charged()) < warmUp) await pause(500)
    const seen: (readonly [string, Seen])[] = [['nothing is charged', idle]]
    seen.push(['charged, nobody touches it', await see(app, rest)])
    seen.push(['charged, its rows are scrolled', await see(app, scroll(app.files))])
    await app.stop()
    print(seen)
  } finally {
    await app.close()
  }
}

function print(seen: readonly (readonly [string, Seen])[]): void {
  const verdict = (met: boolean): string => (met ? 'met' : 'missed')
  printTable(
    `Main's delay while a file of ${fileRows.toLocaleString('en')} rows is charged at ${perSecond} a second, ${latency} ms each (${watched / 1_000} s each; goals ${mostP99} ms for 99 of 100, ${mostDelay} ms at most)`,
    ['while', 'charges', '99 of 100', 'longest', 'goal'],
    seen.map(([name, { delay, pace }], index) => [
      name,
      `${pace.toFixed(1)}/s`,
      milliseconds(delay.p99),
      milliseconds(delay.longest),
      index === 0 ? '–' : verdict(delay.p99 < mostP99 && delay.longest <= mostDelay)
    ])
  )
  printTable(
    `Long tasks of the page meanwhile, of 50 ms and more (goals: none at rest, none over ${mostTask} ms while scrolling)`,
    ['while', 'tasks', `over ${mostTask} ms`, 'longest', 'goal'],
    seen.map(([name, { tasks }], index) => [
      name,
      String(tasks.length),
      String(tasks.filter((task) => task > mostTask).length),
      tasks.length === 0 ? '–' : milliseconds(Math.max(...tasks)),
      index === 0 ? '–' : verdict(index === 1 ? tasks.length === 0 : tasks.every((task) => task <= mostTask))
    ])
  )
}
