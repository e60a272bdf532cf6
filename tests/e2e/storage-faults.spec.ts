import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { ledgerFile, openLedger } from '../../electron/ledger/ledger'
import { migrations } from '../../electron/ledger/migrations'
import { takeProfileLock } from '../../electron/ledger/sqlite/profile-lock'
import { expectChargeScreen, goTo, startTraining } from '../support/connect'
import { Desk } from '../support/desk'
import { test } from '../support/disk-fixture'
import type { RunningSimulator } from '../support/dintero'
import { expect } from '../support/fixtures'
import { openDesk } from '../support/open-desk'
import { aCard } from '../support/stored-cards'
import { commitEnds, emptyWriteAheadLog, writeUsedLedger } from '../support/used-ledger'
import { said, wordsOf } from '../support/words'

// What a disk can do to a desk, in the real app: nothing is sent that was not written down, nothing is deleted, and the
// words say what it means for the money.

/** With the profile on a small disk of its own. */
const onDisk = test.extend({ profile: ({ disk }, use) => use(disk.path) })

const english = wordsOf('en')
const customer = 'Kari Nordmann'
const card = aCard(customer)
const typed = { customer, amount: '1 299,90', reference: 'order-17', email: 'kari@example.com' } as const

const payments = ({ simulator }: RunningSimulator): number =>
  simulator.journal.to('POST', '/v1/sessions/pay').length

async function expectWords(where: Locator, keys: readonly string[], words = english): Promise<void> {
  for (const key of keys) await expect(where).toContainText(said(words, key))
}

/** What the window says when the app could not start. */
async function expectStartFailed(page: Page, code: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Trekk could not start' })).toBeVisible()
  await expectWords(page.getByRole('alert'), [
    `errors:${code}.what`,
    `errors:${code}.money`,
    `errors:${code}.next`
  ])
  await expect(page.getByText(said(english, 'common:start.again'))).toBeVisible()
  // There is nothing a press could mend: it takes another start.
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
}

async function expectNotSent(desk: Desk, dintero: RunningSimulator, code: string): Promise<void> {
  await expectWords(desk.failure, [
    `errors:${code}.what`,
    'charge:failure.nothingSent',
    `errors:${code}.next`
  ])
  expect(payments(dintero)).toBe(0)
  await expect(desk.chosenCard).toContainText(customer)
  await expect(desk.amount).toHaveValue(typed.amount)
  await expect(desk.reference).toHaveValue(typed.reference)
  await expect(desk.email).toHaveValue(typed.email)
}

/** Names, sizes and contents of the ledger's files. */
function ledgerPrint(profile: string): string[] {
  return readdirSync(profile)
    .filter((name) => name.startsWith('trekk'))
    .sort()
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(profile, name)))
          .digest('hex')}`
    )
}

onDisk.describe('a full disk', () => {
  onDisk(
    'a charge that cannot be written down is not sent, and goes through when there is room',
    async ({ launch, dintero, disk }) => {
      const desk = await openDesk({ running: await launch(), dintero, cards: [card] })
      await desk.type(typed)
      disk.fill()
      await desk.pressButton()
      await expectNotSent(desk, dintero, 'storage_full')

      disk.free()
      await desk.pressButton()
      await desk.expectResult('succeeded')
      expect(payments(dintero)).toBe(1)
      expect(dintero.simulator.authorisations(typed.reference)).toBe(1)
    }
  )

  for (const after of ['room is made', 'a kill, room and another start'] as const) {
    onDisk(
      `an answer that cannot be written down is not lost: ${after}`,
      async ({ launch, dintero, disk }) => {
        const running = await launch()
        const desk = await openDesk({ running, dintero, cards: [card], keychain: true })
        dintero.simulator.faults.next({ kind: 'held' })
        await desk.press(typed)
        await expect.poll(() => payments(dintero)).toBe(1)
        const questions = () => dintero.simulator.journal.entries.filter(({ method }) => method === 'GET')
        const askedBefore = questions().length
        disk.fill()
        dintero.simulator.faults.release()
        await desk.expectResult('sent')
        await expectWords(desk.result, ['charge:headline.sentUnwritten', 'charge:money.sentUnwritten'])
        await desk.action('Ask Dintero').click()
        await expectWords(desk.page.getByRole('alert'), [
          'errors:storage_full.what',
          'charge:result.unchanged'
        ])

        if (after === 'room is made') {
          disk.free()
          await desk.action('Ask Dintero').click()
          await desk.expectResult('succeeded')
          // The answer was kept all the while, so nobody had to ask.
          expect(questions()).toHaveLength(askedBefore)
        } else {
          await running.kill()
          disk.free()
          const { page } = await launch()
          await expectChargeScreen(page)
          await expectHistory(page, typed.reference, 'Charged')
        }
        expect(payments(dintero)).toBe(1)
        expect(dintero.simulator.authorisations(typed.reference)).toBe(1)
      }
    )
  }

  onDisk('at the start it is told, and the next start with room works', async ({ launch, disk }) => {
    disk.fill()
    const running = await launch()
    await expectStartFailed(running.page, 'storage_full')
    await running.close()
    disk.free()
    const { page } = await launch()
    await expect(page.getByRole('button', { name: /^Connect a Dintero account/ })).toBeVisible()
  })
})

onDisk.describe('a profile that can only be read', () => {
  onDisk('is told of at the start, and nothing in it changes', async ({ launch, disk, profile }) => {
    await writeUsedLedger(profile, 3)
    const before = ledgerPrint(profile)
    disk.remount('ro')
    const running = await launch()
    await expectStartFailed(running.page, 'storage_readonly')
    await running.close()
    expect(ledgerPrint(profile)).toEqual(before)
  })

  onDisk.describe('from one moment to the next', () => {
    onDisk.use({ diskKind: 'device' })

    onDisk('sends nothing', async ({ launch, dintero, disk }) => {
      const desk = await openDesk({ running: await launch(), dintero, cards: [card] })
      await desk.type(typed)
      disk.breakDown()
      await desk.pressButton()
      await expectNotSent(desk, dintero, 'storage_readonly')
    })
  })
})

test.describe('a damaged ledger', () => {
  const damages = [
    { what: 'a page in the middle', from: 0.5, language: 'en' },
    { what: 'the header', from: 0, language: 'nb' }
  ] as const

  for (const { what, from, language } of damages) {
    test(`${what} overwritten: set aside, told in words, and told again`, async ({ launch, profile }) => {
      await writeUsedLedger(profile, 300)
      const path = join(profile, ledgerFile)
      const damaged = readFileSync(path)
      const at = Math.floor((damaged.length * from) / 4096) * 4096
      writeFileSync(path, damaged.fill(0xa5, at, at + 4096))

      const running = await launch({ language })
      const notice = running.page.getByTestId('storage-notice')
      await expectWords(notice, ['common:notice.storage.damaged_set_aside'], wordsOf(language))
      await expect(notice).toContainText('Dintero Backoffice')
      const [setAside, ...others] = readdirSync(profile).filter((name) => name.startsWith('trekk-damaged-'))
      expect(setAside).toMatch(/^trekk-damaged-\d{8}-\d{6}\.db$/)
      expect(others).toEqual([])
      expect(readFileSync(join(profile, setAside ?? '')).equals(damaged)).toBe(true)

      // The desk works on; what it does not know is not forgotten.
      await running.close()
      const again = await launch()
      await expect(again.page.getByTestId('storage-notice')).toBeVisible()
      await startTraining(again.page)
      await expectWords(again.page.getByTestId('storage-notice'), ['common:notice.storage.damaged_set_aside'])
    })
  }
})

test.describe('a write-ahead log that was lost with power', () => {
  const losses: readonly { what: string; lose: (log: string) => void }[] = [
    { what: 'deleted', lose: (log) => rmSync(log) },
    { what: 'emptied', lose: (log) => truncateSync(log) },
    // Within the answer's first frame: intent and sent are the two commits before it.
    { what: 'cut short', lose: (log) => truncateSync(log, (commitEnds(readFileSync(log))[1] ?? 0) + 100) }
  ]

  for (const { what, lose } of losses) {
    test(`${what}: nothing is invented, and what Dintero has is found`, async ({
      launch,
      dintero,
      profile
    }) => {
      const running = await launch()
      const first = await openDesk({ running, dintero, cards: [card], keychain: true })
      emptyWriteAheadLog(profile)
      await first.charge(typed)
      await running.kill()
      lose(join(profile, `${ledgerFile}-wal`))

      const { page } = await launch()
      await expectChargeScreen(page)
      await expect(page.getByTestId('storage-notice')).toHaveCount(0)
      if (what === 'cut short') {
        await expectHistory(page, typed.reference, 'Charged')
        expect(payments(dintero)).toBe(1)
      } else {
        await goTo(page, 'History')
        await expect(page.getByText(typed.reference)).toHaveCount(0)
        await goTo(page, 'Charge')
        // Nobody here remembers the reference; Dintero does, and is asked before anything is sent.
        const desk = new Desk(page)
        await desk.type(typed)
        await expect(desk.refusal).toContainText('Dintero has another payment under this reference.')
        await expect(desk.button).toHaveAttribute('aria-disabled', 'true')
        expect(payments(dintero)).toBe(1)
      }
      expect(dintero.simulator.authorisations(typed.reference)).toBe(1)
    })
  }
})

test('a ledger from a newer version is refused in words and left untouched', async ({ launch, profile }) => {
  const later = { ...migrations, '9999_later': { up: () => Promise.resolve() } }
  await (await openLedger({ folder: profile, clock: Date.now, migrations: later })).close()
  const before = ledgerPrint(profile)
  const running = await launch()
  await expectStartFailed(running.page, 'storage_newer')
  await running.close()
  expect(ledgerPrint(profile)).toEqual(before)
})

test('a profile that another process has locked is left to it', async ({ launch, profile }) => {
  await writeUsedLedger(profile, 3)
  const before = ledgerPrint(profile)
  const lock = takeProfileLock(profile)
  const running = await launch()
  await expectStartFailed(running.page, 'profile_in_use')
  await running.close()
  lock.release()
  expect(ledgerPrint(profile)).toEqual(before)
})

async function expectHistory(page: Page, reference: string, state: string): Promise<void> {
  await goTo(page, 'History')
  await expect(page.getByRole('row').filter({ hasText: reference })).toContainText(state)
}
