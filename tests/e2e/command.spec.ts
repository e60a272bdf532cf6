import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { calls } from '../../shared/ipc'
import type { RunningApp } from '../support/app'
import { callApi } from '../support/call-api'
import { eventsIn, startCommand, type RunningCommand } from '../support/command'
import { expectChargeScreen } from '../support/connect'
import type { RunningSimulator } from '../support/dintero'
import { expect, test } from '../support/fixtures'
import { openDesk } from '../support/open-desk'
import { aCard } from '../support/stored-cards'
import { startKeyring } from '../tooling/keyring-session.mjs'

// A charge file without a window, as a schedule starts it: the real program, no display at all, the keyring of a desk.

test.skip(process.platform !== 'linux', 'Elsewhere there is always a display to take away.')

const customers = ['Kari Nordmann', 'Ola Mæland', 'Søren Kjærgaard', 'Åse Lund', 'Even Berg', 'Ida Moe']
const cards = customers.map((name, index) => aCard(name, { customerNumber: `K-${index + 1}` }))
const total = '21153.00 NOK'

interface Place {
  readonly launch: () => Promise<RunningApp>
  readonly dintero: RunningSimulator
  readonly profile: string
}

function fileOf(folder: string, name: string, rows: readonly string[]): string {
  const path = join(folder, name)
  writeFileSync(path, Buffer.from(['Kundenr;Navn;Beløp;Tekst', ...rows, ''].join('\r\n'), 'latin1'))
  return path
}

const rowsOf = (change = 0): string[] =>
  customers.map((name, index) => `K-${index + 1};${name};${index + 1} 0${index}${change},50;Nettleie`)

/** A person connects the account, and keeps the columns of last month's file under a name; then goes home. */
async function preparedDesk({ launch, dintero, profile }: Place): Promise<void> {
  const running = await launch()
  const { page } = running
  await openDesk({ running, dintero, cards, keychain: true })
  await page.locator('input[data-file-picker]').setInputFiles(fileOf(profile, 'october.csv', rowsOf(1)))
  await page.getByRole('combobox', { name: 'Kind of charge' }).selectOption('unscheduled_purchase')
  await page.getByRole('button', { name: 'Keep the columns' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('nettleie')
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByText('Kept as nettleie.')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('button', { name: 'Throw away' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Throw away' }).click()
  await expect(page.getByText('No files yet')).toBeVisible()
  await running.close()
}

/** What a schedule has in its line. Paths have blanks, and are relative to where it starts. */
function trekk(place: Place, file: string, change: readonly string[] = []): RunningCommand {
  const usual = ['--account', 'T11112222', '--mapping', 'nettleie', '--name', '2026-11 nettleie']
  const words = [
    'batch',
    file,
    ...usual,
    '--release',
    total,
    '--out',
    'november result.csv',
    '--json',
    ...change
  ]
  return startCommand(
    words,
    { TREKK_PROFILE: place.profile, TREKK_DINTERO_URL: place.dintero.url },
    place.profile
  )
}

function expectEachOnce({ simulator }: RunningSimulator, count: number): void {
  expect([...simulator.authorisations().values()]).toEqual(Array.from({ length: count }, () => 1))
}

test('charges a file to its end, and says again what became of it when it is started again', async ({
  launch,
  dintero,
  profile
}) => {
  const place = { launch, dintero, profile }
  await preparedDesk(place)
  fileOf(profile, 'nettleie november.csv', rowsOf())
  const { code, out, err } = await trekk(place, 'nettleie november.csv').end
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const events = eventsIn(out)
  expect(events.map(({ event }) => event).filter((event) => event !== 'progress')).toEqual([
    'started',
    'read',
    'released',
    'saved',
    'ended'
  ])
  expect(events.at(-1)).toMatchObject({ exit_code: 0, outcome: 'done', counts: { released: 6, charged: 6 } })
  expectEachOnce(dintero, 6)
  const result = readFileSync(join(profile, 'november result.csv'), 'latin1')
  expect(result.split('\r\n').filter((line) => line.includes(';Charged;'))).toHaveLength(6)

  const again = await trekk(place, 'nettleie november.csv').end
  expect(again.code).toBe(0)
  expect(eventsIn(again.out).map(({ event }) => event)).toEqual(['started', 'resumed', 'saved', 'ended'])
  expectEachOnce(dintero, 6)

  // A person sees who it was.
  const { page } = await launch()
  await expectChargeScreen(page)
  const query = { search: '', actions: ['batch_released'], from: null, to: null, offset: 0, limit: 1 }
  const { rows } = await callApi(page, 'listAudit', query, calls.listAudit.output)
  expect(rows[0]?.operator).toMatch(/^trekk batch, \w+/)
  expect(rows[0]?.requestId).toMatch(/^command-/)
})

test('is killed in the middle, started again, and has charged nobody twice', async ({
  launch,
  dintero,
  profile
}) => {
  const place = { launch, dintero, profile }
  await preparedDesk(place)
  fileOf(profile, 'november.csv', rowsOf())
  // The card is charged, and the answer never comes.
  dintero.simulator.faults.next({ kind: 'hang', charge: true })
  const killed = trekk(place, 'november.csv')
  await expect.poll(() => dintero.simulator.authorisations().size).toBe(1)
  killed.signal('SIGKILL')
  expect((await killed.end).code).toBeNull()

  const { code, out } = await trekk(place, 'november.csv').end
  expect(eventsIn(out)[1]).toMatchObject({ event: 'resumed', state: 'paused' })
  expect(eventsIn(out).at(-1)).toMatchObject({ outcome: 'done', counts: { charged: 6 } })
  expect(code).toBe(0)
  expectEachOnce(dintero, 6)
})

test('is alone with its data, and ends when it is asked to', async ({ launch, dintero, profile }) => {
  const place = { launch, dintero, profile }
  await preparedDesk(place)
  fileOf(profile, 'november.csv', rowsOf())
  const open = await launch()
  await expectChargeScreen(open.page)
  expect((await trekk(place, 'november.csv').end).code).toBe(30)
  await open.close()
  expectEachOnce(dintero, 0)

  dintero.simulator.faults.next({ kind: 'held' })
  const first = trekk(place, 'november.csv')
  await expect.poll(() => dintero.simulator.authorisations().size).toBe(1)
  const second = await trekk(place, 'november.csv').end
  expect(second.code).toBe(30)
  expect(eventsIn(second.out)).toMatchObject([{ event: 'ended', outcome: 'in_use', code: 'profile_in_use' }])
  const window = await launch()
  await expect(window.page.getByText(/or a command that charges a file/)).toBeVisible()
  await window.kill()

  first.signal('SIGTERM')
  await first.until('stopping')
  dintero.simulator.faults.release()
  const { code, out } = await first.end
  expect(eventsIn(out).at(-1)).toMatchObject({
    exit_code: 20,
    code: 'interrupted',
    counts: { charged: 1, waiting: 5 }
  })
  expect(code).toBe(20)
  expectEachOnce(dintero, 1)
  expect((await trekk(place, 'november.csv').end).code).toBe(0)
  expectEachOnce(dintero, 6)
})

test('charges nothing of what is not clear, and says why', async ({ launch, dintero, profile }) => {
  const place = { launch, dintero, profile }
  await preparedDesk(place)
  fileOf(profile, 'november.csv', rowsOf())
  fileOf(profile, 'doubtful.csv', [...rowsOf(), 'K-404;Nobody;1,00;Nettleie'])
  const doubtful = await trekk(place, 'doubtful.csv').end
  expect(eventsIn(doubtful.out).at(-1)).toMatchObject({
    exit_code: 10,
    code: 'rows',
    problems: [{ code: 'card_unknown', rows: 1, samples: [{ row: 8, seen: 'K-404' }] }]
  })
  expect(doubtful.code).toBe(10)

  const words = (change: readonly string[]): readonly string[] => [
    ...['batch', 'november.csv', '--account', 'T11112222', '--mapping', 'nettleie', '--name', 'n'],
    ...change
  ]
  const environment = { TREKK_PROFILE: profile, TREKK_DINTERO_URL: dintero.url }
  const said = async (change: readonly string[], env = {}): Promise<readonly [number | null, string]> => {
    const { code, err } = await startCommand(words(change), { ...environment, ...env }, profile).end
    return [code, err]
  }
  const norwegian = { LANG: 'nb_NO.UTF-8', LC_ALL: 'nb_NO.UTF-8' }
  const totalled = ['--release', total]
  expect(await said([...totalled, '--out', 'missing/result.csv'])).toEqual([
    15,
    expect.stringContaining('no folder')
  ])
  expect(await said([...totalled, '--out', 'november.csv'])).toEqual([
    15,
    expect.stringContaining('the file itself')
  ])
  expect(await said(['--release', '1.00 NOK', '--out', 'r.csv'], norwegian)).toEqual([
    11,
    expect.stringMatching(/Sagt: 1,00.kr\. I filen: 21.153,00.kr/)
  ])
  expect(await said(['--out', 'r.csv'], norwegian)).toEqual([2, expect.stringContaining('--release mangler')])
  const locked = await startKeyring('locked')
  expect(await said([...totalled, '--out', 'r.csv'], locked.env)).toEqual([
    31,
    expect.stringContaining('keychain')
  ])
  await locked.stop()
  expectEachOnce(dintero, 0)
})
