import { readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import { authorisationsOf, chargesAsked, cleanFile, onceEach, writeExcelFile } from '../support/charge-file'
import { FileDesk } from '../support/file-desk'
import { expect, test } from '../support/fixtures'
import { openDesk } from '../support/open-desk'

// The same charges come again: as the result of a file, and as the same file at another desk. Nothing is charged twice.

const file = cleanFile(8)

test('the result of a file that was stopped, read again, offers only what is left of it', async ({
  seat
}, info) => {
  const { simulator } = seat
  // Of the three that go first one is declined; of the others one has no card.
  const declined = 'K-2'
  const cards = file.cards.map((card) =>
    card.customerNumber === declined ? { ...card, behaviour: 'insufficient_funds' as const } : card
  )
  const rows = file.rows.map((row, index) => (index === 5 ? { ...row, customerNumber: 'K-404' } : row))
  await seat.openDesk({ cards })
  const files = new FileDesk(seat.running)
  await files.choose(writeExcelFile(info.outputPath(), 'Nettleie', rows))
  await files.acceptColumns('unscheduled_purchase')
  await files.review()
  await files.release('726,50', 3)
  await expect(files.button('files:first.rest')).toBeVisible()
  await files.stopForGood()
  await files.expectStage('stopped')
  const result = info.outputPath('Nettleie - result.csv')
  await files.saveResult(result)
  const states = iconv.decode(readFileSync(result), 'win1252').split('\r\n').slice(1, -1)
  expect(states.map((line) => line.split(';')[5])).toEqual([
    ...['Charged', 'Declined', 'Charged'],
    ...['Not begun', 'Not begun', 'Not valid', 'Not begun', 'Not begun']
  ])

  // Two are done, and nobody has the card of another. The bank wants the declined one to wait, and it is not offered.
  const asked = chargesAsked(simulator).length
  await files.choose(result)
  await files.acceptColumns('unscheduled_purchase')
  await expect(files.button('files:mending.review')).toHaveText('Review 4 charges')
  await expect(seat.running.page.getByText('It is too early for a new attempt')).toBeVisible()
  await files.review()
  await files.release('422,00')
  await files.expectStage('done')
  await expect(files.status).not.toContainText('set aside')
  const named = states.map((line) => line.split(';')[7])
  const now = chargesAsked(simulator).slice(asked)
  // Those under way together arrive in any order.
  const left = [3, 4, 6, 7].map((index) => named[index] ?? '')
  expect(now.map(({ reference }) => reference).toSorted()).toEqual(left.toSorted())
  expect(authorisationsOf(simulator).filter((count) => count > 0)).toEqual(onceEach(6))
  expect(simulator.authorisations(named[1] ?? '')).toBe(0)
})

test('the same file under the same name at another desk charges nobody again', async ({
  seat,
  launch
}, info) => {
  const { simulator, account } = seat
  const { cards, rows, total } = file
  const path = writeExcelFile(info.outputPath(), 'Nettleie', rows)
  await seat.openDesk({ cards })
  const first = new FileDesk(seat.running)
  await first.charge(path, total, 'unscheduled_purchase')
  await first.expectStage('done')
  expect(authorisationsOf(simulator)).toEqual(onceEach(rows.length))

  const other = await launch({ dinteroUrl: seat.dinteroUrl })
  await openDesk({ running: other, dintero: { simulator }, account, cards })
  const second = new FileDesk(other)
  await second.choose(path)
  await second.acceptColumns('unscheduled_purchase')
  await second.button('files:mending.review').click()
  // Dintero is asked before anything may be released, and has every row already.
  await expect(other.page.getByText('Dintero has this already')).toBeVisible()
  await expect(other.page.getByText(`${rows.length} rows`, { exact: true })).toBeVisible()
  await expect(second.releaseButton).toHaveAttribute('aria-disabled', 'true')
  expect(chargesAsked(simulator)).toHaveLength(rows.length)
  expect(authorisationsOf(simulator)).toEqual(onceEach(rows.length))
})
