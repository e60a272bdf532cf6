import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { usualPace } from '../../../shared/batch'
import { TrekkError } from '../../../shared/result'
import { httpError, noAnswer, notConnected } from '../charging/desk'
import { yes } from '../batch/support'
import {
  declined,
  fileText,
  header,
  openCommandDesk,
  rows,
  total,
  type Change,
  type CommandDesk,
  type CommandEnd
} from './support'

const day = 24 * 3_600_000

/** A command that ended before anything was charged, and left nothing behind. */
async function expectNothing(desk: CommandDesk, { stop, events }: CommandEnd): Promise<void> {
  expect(stop).not.toBeNull()
  expect(desk.sent()).toEqual([])
  expect(events.map(({ event }) => event)).not.toContain('released')
  expect(await desk.ledger.batches.count('T12345678')).toBe(0)
  expect((await (await desk.anew()).list(0, 10)).rows).toEqual([])
  expect(desk.read('result.csv')).toBeNull()
}

function expectEachOnce(desk: CommandDesk, count: number): void {
  expect(desk.sent()).toHaveLength(count)
  expect(new Set(desk.sent()).size).toBe(count)
}

const endOf = ({ stop }: CommandEnd): unknown => stop && [stop.outcome, stop.code]

describe('a command', () => {
  it('charges its file to the end and writes the result, whatever the window did with such columns', async () => {
    const desk = await openCommandDesk()
    await desk.ledger.desk.rememberColumns({ navn: 'ignored', tekst: 'customer_number' })
    const { done, stop, events } = await desk.run()
    expect(stop).toBeNull()
    expect(done).toMatchObject({ outcome: 'done', counts: { released: 5, charged: 5, waiting: 0 } })
    const what = events.map(({ event }) => event).filter((event) => event !== 'progress')
    expect(what).toEqual(['read', 'released', 'saved'])
    expectEachOnce(desk, 5)
    // Nothing but the command lets its file go.
    expect(desk.timers).toEqual([])
    expect(desk.read('result.csv')?.match(/;Belastet;/g)).toHaveLength(5)
    expect(await desk.ledger.desk.rememberedColumns()).toEqual({ navn: 'ignored', tekst: 'customer_number' })
    const [batch] = await desk.ledger.batches.list('T12345678', 0, 1)
    expect(batch).toMatchObject({ source: 'command', state: 'done' })
  })

  it('is about the account it names, whichever is in use', async () => {
    const desk = await openCommandDesk()
    await desk.ledger.write((tables) => tables.desk.setActiveAccount(null))
    expect((await desk.run()).done?.outcome).toBe('done')
  })

  it('charges nothing when it is started again, and writes the result anew', async () => {
    const desk = await openCommandDesk()
    await desk.run()
    desk.now += 40 * day
    const { done, events } = await desk.run()
    expect(done?.outcome).toBe('done')
    expect(events.map(({ event }) => event)).toEqual(['resumed', 'saved'])
    expectEachOnce(desk, 5)
  })

  it('says how many rows were not charged', async () => {
    const desk = await openCommandDesk()
    desk.dintero.respond = (body, nth) => (nth === 5 ? declined(body) : yes(body, nth))
    const { done } = await desk.run()
    expect(done).toMatchObject({ outcome: 'some_not_charged', counts: { charged: 4, declined: 1 } })
  })
})

describe('a command that is not clear', () => {
  it.each<[string, Change, string, string]>([
    ['an account that is not there', { account: 'T99999999' }, 'account', 'no_account'],
    ['real money in a test account', { more: ['--real-money'] }, 'account', 'real_money_without'],
    ['columns that nobody kept', { mapping: 'nettlei' }, 'mapping', 'mapping_unknown'],
    ['another total', { release: ['1928.91 NOK'] }, 'totals', 'totals_differ'],
    ['another currency', { release: ['1928.90 SEK'] }, 'totals', 'totals_differ'],
    ['a currency too many', { release: [total, '1.00 EUR'] }, 'totals', 'totals_differ'],
    ['no file', { file: 'december.csv' }, 'file', 'file_unreadable'],
    ['a folder for a file', { file: '.' }, 'file', 'file_unreadable'],
    ['no folder for the result', { out: 'nowhere/result.csv' }, 'out', 'out_no_folder'],
    ['the file for the result', { out: './november.csv' }, 'out', 'out_is_file'],
    ['something else for the result', { out: 'october.csv' }, 'out', 'out_exists'],
    ['a folder for the result', { out: '.' }, 'out', 'out_unwritable'],
    ['a workbook for the result of a text', { out: 'result.xlsx' }, 'out', 'out_ending']
  ])('charges nothing: %s', async (_what, change, outcome, code) => {
    const desk = await openCommandDesk()
    const end = await desk.run(change)
    expect(endOf(end)).toEqual([outcome, code])
    await expectNothing(desk, end)
  })

  const twoMarks = ['K-2002;Customer 2;1.234;x', 'K-2003;Customer 3;5.678;x']
  it.each<[string, string, string, string]>([
    [
      'a column more',
      fileText(
        rows.map((row) => `${row};`),
        `${header};Notat`
      ),
      'mapping',
      'mapping_differs'
    ],
    [
      'a column less',
      fileText(
        rows.map((row) => row.replace(/;[^;]*$/, '')),
        'Kundenr;Navn;Beløp'
      ),
      'mapping',
      'mapping_differs'
    ],
    ['columns in another order', fileText(rows, 'Navn;Kundenr;Beløp;Tekst'), 'mapping', 'mapping_differs'],
    ['a unit in the header', fileText(rows, 'Kundenr;Navn;Beløp i øre;Tekst'), 'mapping', 'mapping_differs'],
    ['a card that nobody has', fileText([...rows, 'K-9;Nobody;1,00;x']), 'file', 'rows'],
    [
      'the same customer and amount twice',
      fileText([...rows, 'K-2002;Customer 2;1299,90;x']),
      'file',
      'rows'
    ],
    [
      'another name than the card’s',
      fileText(rows.map((row) => row.replace('Customer 3', 'Somebody'))),
      'file',
      'rows'
    ],
    ['no rows', fileText([]), 'file', 'file_refused'],
    [
      'amounts with another decimal mark',
      fileText(rows.map((row) => row.replace(/,(\d\d;)/, '.$1'))),
      'file',
      'rows'
    ],
    [
      'card numbers',
      fileText(rows.map((row) => row.replace(/K-\d+/, '4761739001010416'))),
      'mapping',
      'mapping_differs'
    ],
    ['what is no text', '\u0000\u0001', 'file', 'file_refused']
  ])('charges nothing: a file with %s', async (_what, content, outcome, code) => {
    const desk = await openCommandDesk()
    desk.write('november.csv', content)
    const end = await desk.run()
    expect(endOf(end)).toEqual([outcome, code])
    await expectNothing(desk, end)
  })

  it('charges nothing where amounts can be read two ways, unless the columns say which', async () => {
    const desk = await openCommandDesk()
    const [mapping] = await desk.ledger.desk.namedMappings()
    if (mapping === undefined) throw new Error('no mapping')
    desk.write('november.csv', fileText(twoMarks))
    await desk.ledger.write((tables) => tables.desk.keepMapping({ ...mapping, decimalMark: null }))
    const end = await desk.run({ release: ['6912.00 NOK'] })
    expect(endOf(end)).toEqual(['file', 'questions'])
    await expectNothing(desk, end)
    await desk.ledger.write((tables) => tables.desk.keepMapping(mapping))
    expect((await desk.run({ release: ['6912.00 NOK'] })).done?.counts.charged).toBe(2)
  })

  it('charges nothing of a result in which all is done', async () => {
    const desk = await openCommandDesk()
    await desk.run()
    await desk.keepMapping('results', desk.read('result.csv') ?? '')
    const again = { file: 'result.csv', mapping: 'results', name: 'again', out: 'again.csv' }
    expect(endOf(await desk.run(again))).toEqual(['file', 'nothing_to_charge'])
    expectEachOnce(desk, 5)
  })

  it('lets a warning pass that it is told of, and no other', async () => {
    const desk = await openCommandDesk()
    desk.write('november.csv', fileText(rows.map((row) => row.replace('Customer 3', 'Somebody'))))
    expect(endOf(await desk.run({ more: ['--accept', 'card_expired'] }))).toEqual(['file', 'rows'])
    expect((await desk.run({ more: ['--accept', 'name_differs'] })).done?.outcome).toBe('done')
  })

  it('never lets pass what a person must give a reason for', async () => {
    const desk = await openCommandDesk()
    desk.write('november.csv', fileText([...rows, 'K-2002;Customer 2;1299,90;x']))
    expect(endOf(await desk.run({ more: ['--accept', 'twice_in_file'] }))).toEqual(['file', 'rows'])
    expect(desk.sent()).toEqual([])
  })

  it.each([
    ['keychain_locked', 'keychain'],
    ['secret_missing', 'keychain'],
    ['credentials_refused', 'access'],
    ['access_denied', 'access'],
    ['network_unreachable', 'network'],
    ['storage_full', 'disk']
  ] as const)('charges nothing where %s keeps it from Dintero', async (code, outcome) => {
    const desk = await openCommandDesk()
    desk.refuses = new TrekkError(code, 'not now')
    const end = await desk.run()
    expect(endOf(end)).toEqual([outcome, code])
    await expectNothing(desk, end)
    desk.refuses = null
    expect((await desk.run()).done?.outcome).toBe('done')
  })
})

describe('a name', () => {
  it('is not used for another content', async () => {
    const desk = await openCommandDesk()
    await desk.run()
    rmSync(desk.path('result.csv'))
    desk.write('november.csv', fileText(rows.slice(1)))
    const end = await desk.run({ release: ['629.00 NOK'] })
    expect(endOf(end)).toEqual(['used', 'name_used'])
    expectEachOnce(desk, 5)
    expect(desk.read('result.csv')).toBeNull()
  })

  it('may be another one for the very same file only when that is said, and then charges it again', async () => {
    const desk = await openCommandDesk()
    await desk.run()
    desk.now += 40 * day
    const again = { name: '2026-12 nettleie', out: 'december.csv' }
    expect(endOf(await desk.run(again))).toEqual(['used', 'same_file'])
    expectEachOnce(desk, 5)
    expect((await desk.run({ ...again, more: ['--accept', 'same_file'] })).done?.outcome).toBe('done')
    expectEachOnce(desk, 10)
  })

  it('under which a person released the file is theirs', async () => {
    const desk = await openCommandDesk()
    const { batches } = desk
    const { id } = await batches.import({ kind: 'path', path: desk.path('november.csv') })
    await batches.useMapping(id, 'nettleie')
    await batches.rename(id, '2026-11 nettleie')
    await batches.acceptColumns(id)
    const { reviewId, sums } = await batches.review(id, null)
    await batches.release({
      reviewId,
      typed: sums,
      firstCharges: 0,
      realMoney: false,
      hold: 60_000,
      pace: usualPace
    })
    expect(endOf(await desk.run())).toEqual(['used', 'released_by_person'])
    expect(desk.sent()).toEqual([])
  })
})

describe('a command that is asked to end', () => {
  it('charges nothing when it had not begun, and all of it when it is started again', async () => {
    const desk = await openCommandDesk()
    const first = await desk.run({ on: ({ event }, ask) => event === 'released' && ask() })
    expect(endOf(first)).toEqual(['paused', 'stopped'])
    expect(desk.sent()).toEqual([])
    const { done, events } = await desk.run()
    expect(events[0]).toMatchObject({ event: 'resumed', state: 'held' })
    expect(done?.outcome).toBe('done')
    expectEachOnce(desk, 5)
  })

  it('waits for what is on its way, and goes on where it stood', async () => {
    const desk = await openCommandDesk()
    let ask = (): void => undefined
    desk.dintero.respond = (body, nth) => {
      if (nth === 4) ask()
      return yes(body, nth)
    }
    const first = await desk.run({
      on: (_event, asking) => {
        ask = asking
      }
    })
    expect(endOf(first)).toEqual(['paused', 'interrupted'])
    expect(desk.sent().length).toBeLessThan(6)
    expect(desk.read('result.csv')).toBeNull()
    expect((await desk.run()).done).toMatchObject({ outcome: 'done', counts: { charged: 5 } })
    expectEachOnce(desk, 5)
  })

  it('releases nothing when it is asked while it reads', async () => {
    const desk = await openCommandDesk()
    const end = await desk.run({ on: ({ event }, ask) => event === 'read' && ask() })
    expect(endOf(end)).toEqual(['paused', 'stopped'])
    await expectNothing(desk, end)
  })
})

describe('an account that asks for a second person', () => {
  it('has its files released in the window: a command has nobody beside it', async () => {
    const desk = await openCommandDesk()
    await desk.ledger.write(({ approvals }) => approvals.setRule('T12345678', { kind: 'every' }))
    const end = await desk.run()
    expect(endOf(end)).toEqual(['account', 'second_person'])
    await expectNothing(desk, end)
  })
})

describe('what was charged elsewhere', () => {
  it('is asked of Dintero before anything is released', async () => {
    const desk = await openCommandDesk()
    expect((await desk.run()).done?.outcome).toBe('done')
    expect(desk.dintero.filters.length).toBeGreaterThan(0)
  })

  it.each([
    [new TypeError('no client'), 'access', 'no_client'],
    ['network', 'network', 'network'],
    ['forbidden', 'file', 'forbidden']
  ] as const)(
    'that cannot be asked ends it, unless it is said to charge without: %s',
    async (why, outcome, end) => {
      const desk = await openCommandDesk()
      if (typeof why === 'string')
        desk.dintero.broken = { kind: 'failed', reason: why, message: why, retryAfter: null }
      else desk.asked = why
      const ended = await desk.run()
      expect(endOf(ended)).toEqual([outcome, 'not_asked'])
      expect(ended.stop?.details).toEqual({ end })
      await expectNothing(desk, ended)
      expect((await desk.run({ more: ['--accept', 'not_asked'] })).done?.outcome).toBe('done')
    }
  )
})

describe('the first rows', () => {
  it('may be declined where the bank took one', async () => {
    const desk = await openCommandDesk()
    desk.dintero.respond = (body, nth) => (nth < 3 ? declined(body) : yes(body, nth))
    expect((await desk.run()).done?.counts).toMatchObject({ charged: 3, declined: 2 })
  })

  it.each([
    ['are all declined', declined, 'first_not_charged'],
    ['are refused', () => httpError(400, 'the profile is unknown'), 'first_not_charged'],
    ['have no answer', () => noAnswer, 'first_unknown']
  ])('keep the rest back when they %s', async (_what, answer, code) => {
    const desk = await openCommandDesk()
    desk.dintero.respond = answer
    expect(endOf(await desk.run())).toEqual(['person', code])
    expectEachOnce(desk, 3)
    desk.dintero.respond = yes
    expect(endOf(await desk.run())).toEqual(['person', code])
    expectEachOnce(desk, 3)
  })

  it('are looked at by a person who says that the rest may go: then the command only writes the result', async () => {
    const desk = await openCommandDesk()
    desk.dintero.respond = declined
    await desk.run()
    desk.dintero.respond = yes
    const [batch] = await desk.ledger.batches.list('T12345678', 0, 1)
    if (batch === undefined) throw new Error('no batch')
    await desk.batches.start(batch.id, true)
    await desk.allRuns.ended(batch.id)
    expect((await desk.run()).done).toMatchObject({
      outcome: 'some_not_charged',
      counts: { charged: 2, declined: 3 }
    })
    expectEachOnce(desk, 5)
  })
})

describe('a command that is paused', () => {
  it('goes on when the network is there again', async () => {
    const desk = await openCommandDesk()
    desk.dintero.respond = (body, nth) => (nth > 3 ? notConnected : yes(body, nth))
    expect(endOf(await desk.run())).toEqual(['network', 'no_connection'])
    desk.dintero.respond = yes
    expect((await desk.run()).done?.outcome).toBe('done')
    expect(new Set(desk.sent()).size).toBe(5)
  })

  it('waits for a person where a person paused or ended it', async () => {
    const desk = await openCommandDesk()
    await desk.run({ on: ({ event }, ask) => event === 'progress' && ask() })
    const [batch] = await desk.ledger.batches.list('T12345678', 0, 1)
    if (batch === undefined) throw new Error('no batch')
    await desk.batches.pause(batch.id)
    expect(endOf(await desk.run())).toEqual(['person', 'person'])
    await desk.batches.stop(batch.id)
    expect(endOf(await desk.run())).toEqual(['used', 'called_off'])
    expectEachOnce(desk, 3)
  })

  it('does not go on under another total', async () => {
    const desk = await openCommandDesk()
    await desk.run({ on: ({ event }, ask) => event === 'released' && ask() })
    expect(endOf(await desk.run({ release: ['1.00 NOK'] }))).toEqual(['totals', 'totals_differ'])
    expect(desk.sent()).toEqual([])
  })
})

describe('the result', () => {
  it('is written over nothing but itself', async () => {
    const desk = await openCommandDesk()
    await desk.run()
    const was = desk.read('result.csv')
    writeFileSync(desk.path('result.csv'), 'somebody’s own')
    expect(endOf(await desk.run())).toEqual(['out', 'out_exists'])
    expect(desk.read('result.csv')).toBe('somebody’s own')
    expect((await desk.run({ out: 'another.csv' })).done?.outcome).toBe('done')
    expect(desk.read('another.csv')).toBe(was)
  })

  it('that cannot be written is written the next time', async () => {
    const desk = await openCommandDesk()
    mkdirSync(desk.path('results'))
    desk.dintero.respond = (body, nth) => {
      if (nth === 5) renameSync(desk.path('results'), desk.path('moved'))
      return yes(body, nth)
    }
    const out = join('results', 'result.csv')
    expect(endOf(await desk.run({ out }))).toEqual(['result_unwritten', 'file_unwritable'])
    mkdirSync(desk.path('results'))
    expect((await desk.run({ out })).done?.outcome).toBe('done')
    expect(desk.read(out)).toContain('Belastet')
    expectEachOnce(desk, 5)
  })

  it('of a program that was killed before the release leaves no file behind in the window', async () => {
    const desk = await openCommandDesk()
    const killed = desk.asCommand()
    const { id } = await killed.import({ kind: 'path', path: desk.path('november.csv') })
    await killed.useMapping(id, 'nettleie')
    await killed.acceptColumns(id)
    const mine = await desk.batches.import({ kind: 'path', path: desk.path('october.csv') })
    await desk.batches.useMapping(mine.id, 'nettleie')
    await desk.batches.acceptColumns(mine.id)
    expect((await desk.run()).done?.outcome).toBe('done')
    const left = (await (await desk.anew()).list(0, 10)).rows.map((row) => [row.fileName, row.stage])
    expect(left).toEqual([
      ['october.csv', 'mending'],
      ['november.csv', 'done']
    ])
  })
})
