import { authorisationsOf, chargesAsked, cleanFile, onceEach, writeExcelFile } from '../support/charge-file'
import { FileDesk } from '../support/file-desk'
import { expect, test } from '../support/fixtures'
import { openDesk } from '../support/open-desk'

// Somebody closes the window while a file is charged. What had left is waited for; the rest waits for somebody to come back.

const file = cleanFile(20)
const answered = 5
const inFlight = 5

test('the window is closed while a file runs: it waits for what has left, and goes on when it is opened again', async ({
  launch,
  dintero,
  profile
}) => {
  const { simulator } = dintero
  const first = await launch()
  await openDesk({ running: first, dintero, cards: file.cards, keychain: true })
  const before = new FileDesk(first)
  for (let each = 0; each < answered; each += 1) simulator.faults.next({ kind: 'late', ms: 0 })
  for (let each = 0; each < inFlight; each += 1) simulator.faults.next({ kind: 'held' })
  await before.charge(writeExcelFile(profile, 'Nettleie', file.rows), file.total, 'unscheduled_purchase')
  await expect.poll(() => chargesAsked(simulator)).toHaveLength(answered + inFlight)

  const ended = new Promise((resolve) => first.app.process().once('exit', resolve))
  await first.app.evaluate(({ BrowserWindow, dialog }) => {
    // Somebody agrees that the file is paused.
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
    // Afterwards, so that the question is answered before the window is gone.
    setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 0)
  })
  await expect(first.page.getByText('Trekk is closing')).toBeVisible()
  await expect(first.page.getByText('It waits for 5 answers from Dintero')).toBeVisible()
  simulator.faults.release()
  expect(await ended).toBe(0)
  expect(chargesAsked(simulator)).toHaveLength(answered + inFlight)

  const after = new FileDesk(await launch())
  await after.expectPaused('interrupted')
  await expect(after.status).toContainText('10 of 20 charges have an answer')
  await expect(after.reason).toContainText('10 have an answer, 0 are not known yet, 10 never left.')
  await after.goOn()
  await after.expectStage('done')
  expect(authorisationsOf(simulator)).toEqual(onceEach(file.rows.length))
  expect(chargesAsked(simulator)).toHaveLength(file.rows.length)
})
