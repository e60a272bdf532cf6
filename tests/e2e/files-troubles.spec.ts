import { authorisationsOf, chargesAsked, cleanFile, onceEach, writeExcelFile } from '../support/charge-file'
import { FileDesk } from '../support/file-desk'
import { openDesk } from '../support/open-desk'
import { expect, noOwnKeyring, test } from '../support/own-keyring'

// Something goes wrong while a file is charged. It pauses by itself, says why in full, and goes on when that is over.

const file = cleanFile(20)
const inFlight = 5

test('a keychain that is locked meanwhile', async ({ keyring, launch, dintero, profile }) => {
  test.skip(process.platform !== 'linux', noOwnKeyring)
  const { simulator } = dintero
  const session = await keyring('unlocked')
  const running = await launch({ env: session.env })
  await openDesk({ running, dintero, cards: file.cards, keychain: true })
  const files = new FileDesk(running)
  for (let each = 0; each < inFlight; each += 1) simulator.faults.next({ kind: 'held' })
  await files.charge(writeExcelFile(profile, 'Nettleie', file.rows), file.total, 'unscheduled_purchase')
  await expect.poll(() => chargesAsked(simulator)).toHaveLength(inFlight)
  // The access token runs out, and the secret for another one is in the keychain.
  await session.lock()
  simulator.expireAccessTokens()
  simulator.faults.release()
  await files.expectPaused('keychain')
  expect(authorisationsOf(simulator).filter((count) => count > 0)).toEqual(onceEach(inFlight))

  await session.unlock()
  await files.goOn()
  await files.expectStage('done')
  expect(authorisationsOf(simulator)).toEqual(onceEach(file.rows.length))
})

test('an account that gets no access token any more', async ({ seat }, info) => {
  const { simulator } = seat
  await seat.openDesk({ cards: file.cards })
  const files = new FileDesk(seat.running)
  for (let each = 0; each < inFlight; each += 1) simulator.faults.next({ kind: 'held' })
  await files.charge(
    writeExcelFile(info.outputPath(), 'Nettleie', file.rows),
    file.total,
    'unscheduled_purchase'
  )
  await expect.poll(() => chargesAsked(simulator)).toHaveLength(inFlight)
  simulator.expireAccessTokens()
  // Whoever asks: several are on their way, and each of them may.
  for (let each = 0; each < 2 * inFlight; each += 1)
    simulator.faults.onCall('auth', { kind: 'error', status: 401 })
  simulator.faults.release()
  await files.expectPaused('access_refused')
  expect(authorisationsOf(simulator).filter((count) => count > 0)).toEqual(onceEach(inFlight))

  simulator.faults.clear()
  await files.goOn()
  await files.expectStage('done')
  expect(authorisationsOf(simulator)).toEqual(onceEach(file.rows.length))
})

test('a Dintero that answers 503 to charges it has made', async ({ seat }, info) => {
  const { simulator } = seat
  await seat.openDesk({ cards: file.cards })
  const files = new FileDesk(seat.running)
  // No good answer overtakes the bad ones before enough of them are here.
  for (let each = 0; each < 2 * inFlight; each += 1)
    simulator.faults.next({ kind: 'answer', status: 503, charge: true })
  await files.charge(
    writeExcelFile(info.outputPath(), 'Nettleie', file.rows),
    file.total,
    'unscheduled_purchase'
  )
  await files.expectPaused('technical_errors')
  // Asked about one by one, they turn out to be charged.
  await expect(files.reason).toContainText(' 0 are not known yet')
  const asked = chargesAsked(simulator).length
  expect(asked).toBeLessThan(file.rows.length)
  expect(authorisationsOf(simulator)).toEqual(onceEach(asked))

  simulator.faults.clear()
  await files.goOn()
  await files.expectStage('done')
  expect(authorisationsOf(simulator)).toEqual(onceEach(file.rows.length))
  expect(chargesAsked(simulator)).toHaveLength(file.rows.length)
})
