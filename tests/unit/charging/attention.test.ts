import { describe, expect, it } from 'vitest'
import type { Unresolved } from '../../../shared/tray'
import { anAccount } from '../ledger/support'
import {
  aTransaction,
  day,
  declinedWith,
  hour,
  httpError,
  minute,
  noAnswer,
  notConnected,
  openDesk,
  paid,
  start,
  type Desk
} from './desk'
import { anEvent } from '../../support/transaction-event'

const capture = (amount: number) =>
  anEvent({ event: 'CAPTURE', transactionStatus: 'CAPTURED', amount, createdAt: start })

async function alarmsOf(desk: Desk): Promise<Unresolved['alarms']> {
  return (await desk.service.unresolved()).alarms
}

describe('an alarm', () => {
  it('is raised when two payments of ours are under one reference, and both are named', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    desk.dintero.transactions = ['a', 'b'].map((name) =>
      aTransaction({ id: `T12345678.${name}`, sessionId: `T12345678.session-${name}` })
    )
    expect((await desk.service.ask(id)).state).toBe('succeeded')
    expect(await alarmsOf(desk)).toMatchObject([
      {
        kind: 'charged_twice',
        about: { charge: { id } },
        transactions: [{ transactionId: 'T12345678.a' }, { transactionId: 'T12345678.b' }]
      }
    ])
    await desk.service.ask(id)
    expect(await alarmsOf(desk)).toHaveLength(1)
  })

  it('is raised for a twin in another session of a charge that was answered', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [paid({ id: 'T12345678.a', sessionId: 'T12345678.sa' })]
    const { id } = await desk.charge()
    desk.dintero.transactions = [
      aTransaction({ id: 'T12345678.a', sessionId: 'T12345678.sa' }),
      aTransaction({ id: 'T12345678.b', sessionId: 'T12345678.sb' })
    ]
    await desk.service.ask(id)
    expect(await alarmsOf(desk)).toMatchObject([{ kind: 'charged_twice' }])
  })

  it.each([
    ['a decline', declinedWith('INSUFFICIENT_FUNDS'), 'declined'],
    ['a refusal', httpError(403, 'forbidden'), 'refused']
  ] as const)(
    'is raised when %s turns out to be charged, and what was said stays said',
    async (_, answer, state) => {
      const desk = await openDesk()
      desk.dintero.answers = [answer]
      const { id } = await desk.charge()
      desk.dintero.transactions = [aTransaction({ status: 'CAPTURED' })]
      await desk.reconciler.start()
      expect(await alarmsOf(desk)).toEqual([])
      // Looked at once more after some minutes, by the clock.
      desk.now += 10 * minute
      await desk.reconciler.runAll()
      expect(await alarmsOf(desk)).toMatchObject([
        { kind: 'charged_after_all', about: { charge: { id, state } } }
      ])
      expect(await desk.service.detail(id)).toMatchObject({
        state,
        transactionStatus: 'CAPTURED',
        actions: { retry: false, resend: false, link: false }
      })
      await desk.reconciler.stop()
    }
  )

  it('is raised a day later too', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [declinedWith('INSUFFICIENT_FUNDS')]
    const { id } = await desk.charge()
    await desk.reconciler.start()
    desk.now += 11 * minute
    await desk.reconciler.runAll()
    expect((await desk.service.detail(id)).nextLookupAt).toBe(start + day)
    desk.dintero.transactions = [aTransaction()]
    desk.now = start + day
    await desk.reconciler.runAll()
    expect(await alarmsOf(desk)).toHaveLength(1)
    await desk.reconciler.stop()
  })

  it('is raised when a charge has failed after all, and not when it was voided', async () => {
    for (const [status, kinds] of [
      ['FAILED', ['failed_after_all']],
      ['DECLINED', ['failed_after_all']],
      ['AUTHORIZATION_VOIDED', []]
    ] as const) {
      const desk = await openDesk()
      desk.dintero.answers = [paid({ status: 'AUTHORIZED' })]
      const { id } = await desk.charge({ autoCapture: false })
      desk.dintero.transactions = [aTransaction({ status })]
      expect(await desk.service.ask(id)).toMatchObject({ state: 'succeeded', transactionStatus: status })
      expect((await alarmsOf(desk)).map(({ kind }) => kind)).toEqual(kinds)
    }
  })

  it.each([
    ['ten times the amount', 'CAPTURED', [capture(1_299_900)], true],
    ['less, and called all of it', 'CAPTURED', [capture(100)], true],
    ['a part of it', 'PARTIALLY_CAPTURED', [capture(100)], false],
    ['all of it in two parts', 'CAPTURED', [capture(100_000), capture(29_990)], false],
    ['a part of it, and the rest voided', 'CAPTURED', [capture(100), anEvent({ event: 'VOID' })], false],
    ['no amount named', 'CAPTURED', [], false]
  ] as const)('about the amount captured: %s', async (_, status, events, isRaised) => {
    const desk = await openDesk()
    desk.dintero.answers = [paid({ status: 'AUTHORIZED' })]
    const { id } = await desk.charge()
    desk.dintero.transactions = [aTransaction({ status, events: [...events] })]
    await desk.service.ask(id)
    expect((await alarmsOf(desk)).map(({ kind }) => kind)).toEqual(isRaised ? ['other_amount'] : [])
  })

  it('is raised when the transaction named to us is suddenly about other money', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [paid()]
    const { id } = await desk.charge()
    desk.dintero.transactions = [aTransaction({ amount: 1 })]
    expect(await desk.service.ask(id)).toMatchObject({ state: 'succeeded', amount: 129_990 })
    expect(await alarmsOf(desk)).toMatchObject([{ kind: 'other_amount', transactions: [{ amount: 1 }] }])
  })

  it('stays until a named person has read it, and names them for ever', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [declinedWith('DECLINED')]
    const { id } = await desk.charge()
    desk.dintero.transactions = [aTransaction()]
    await desk.service.ask(id)
    const [alarm] = await alarmsOf(desk)
    const alarmId = alarm?.id ?? 0
    desk.settings = { ...desk.settings, operatorName: ' ' }
    await expect(desk.service.readAlarm(alarmId)).rejects.toMatchObject({ code: 'operator_missing' })
    expect(await desk.service.unresolved()).toMatchObject({ alarmCount: 1 })
    desk.settings = { ...desk.settings, operatorName: 'Kari' }
    expect(await desk.service.readAlarm(alarmId)).toMatchObject({ alarmCount: 0, alarms: [] })
    desk.settings = { ...desk.settings, operatorName: 'Ola' }
    await desk.service.readAlarm(alarmId)
    await desk.service.ask(id)
    expect(await alarmsOf(desk)).toEqual([])
    expect((await desk.service.detail(id)).alarms).toMatchObject([{ readBy: 'Kari' }])
    const trail = await desk.ledger.reads.listAudit({
      search: '',
      actions: ['alarm_raised', 'alarm_read'],
      from: null,
      to: null,
      offset: 0,
      limit: 10
    })
    expect(trail.rows.map(({ action }) => action)).toEqual(['alarm_read', 'alarm_read', 'alarm_raised'])
  })
})

describe('a charge nobody will ever know the end of', () => {
  const closing = (chargeId: string) => ({ chargeId, reason: 'not in Backoffice', checked: true })

  async function lost(desk: Desk): Promise<string> {
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    for (let n = 0; n < 3; n += 1) {
      desk.now += minute
      await desk.service.ask(id)
    }
    return id
  }

  it('is closed by a named person who looked, a day after Dintero first had nothing', async () => {
    const desk = await openDesk()
    const id = await lost(desk)
    const early = desk.service.close(closing(id))
    await expect(early).rejects.toMatchObject({ code: 'close_not_allowed' })
    desk.now += day
    expect((await desk.service.detail(id)).actions.close).toBe(true)
    for (const [change, code] of [
      [{ reason: ' ' }, 'reason_missing'],
      [{ reason: '4111 1111 1111 1111' }, 'card_number_refused'],
      [{ checked: false }, 'reason_missing']
    ] as const) {
      await expect(desk.service.close({ ...closing(id), ...change })).rejects.toMatchObject({ code })
    }
    desk.settings = { ...desk.settings, operatorName: '' }
    await expect(desk.service.close(closing(id))).rejects.toMatchObject({ code: 'operator_missing' })
    desk.settings = { ...desk.settings, operatorName: 'Kari' }
    expect(await desk.service.close(closing(id))).toMatchObject({
      state: 'closed',
      closed: { by: 'Kari', reason: 'not in Backoffice' },
      actions: { ask: true, resend: false, retry: false, close: false },
      nextLookupAt: desk.now + day
    })
    // The customer is free, and the day's sum is too.
    const { confirmations, open } = await desk.review({ merchantReference: 'order-18' })
    expect([confirmations, open]).toEqual([[], []])
    expect((await desk.service.unresolved()).total).toBe(0)
  })

  it.each([
    ['CAPTURED', 'succeeded', 'charged_after_all'],
    ['FAILED', 'declined', 'found_after_close']
  ] as const)('is an alarm if Dintero shows it as %s after all', async (status, state, kind) => {
    const desk = await openDesk()
    const id = await lost(desk)
    desk.now += day
    await desk.service.close(closing(id))
    desk.now += 3 * day
    desk.dintero.transactions = [aTransaction({ status })]
    await desk.reconciler.start()
    expect(await desk.service.detail(id)).toMatchObject({ state, alarms: [{ kind }] })
    await desk.reconciler.stop()
  })

  it('is not closed while it is pending, sent again or answered', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [paid({ status: 'ON_HOLD' })]
    const { id } = await desk.charge()
    desk.now += 3 * day
    await expect(desk.service.close(closing(id))).rejects.toMatchObject({ code: 'close_not_allowed' })
  })
})

describe('two accounts', () => {
  it('never mix: charges, sums, alarms and buttons belong to the one in use', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    await desk.ledger.accounts.insert({ ...anAccount, id: 'P12345678', name: 'Nordlys live' })
    await desk.ledger.desk.setActiveAccount('P12345678')
    expect(await desk.service.unresolved()).toMatchObject({
      accountId: 'P12345678',
      charges: [],
      total: 0,
      atStake: [],
      others: [{ accountId: 'T12345678', environment: 'test', charges: 1, alarms: 0 }]
    })
    const other = { code: 'other_account', details: { accountId: 'T12345678' } }
    await expect(desk.service.detail(id)).rejects.toMatchObject(other)
    await expect(desk.service.ask(id)).rejects.toMatchObject(other)
    await expect(desk.service.resend(id)).rejects.toMatchObject(other)
    await expect(desk.service.close({ chargeId: id, reason: 'gone', checked: true })).rejects.toMatchObject(
      other
    )
    // The clock asks on, whichever account is on screen.
    desk.dintero.transactions = [aTransaction()]
    await desk.reconciler.start()
    expect((await desk.ledger.charges.require(id)).state).toBe('succeeded')
    await desk.reconciler.stop()
  })

  it('have sums of their own when quitting is asked about', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    await desk.charge()
    await desk.ledger.accounts.insert({ ...anAccount, id: 'P12345678', name: 'Nordlys live' })
    expect(await desk.service.unresolvedByAccount()).toMatchObject([
      { accountId: 'T12345678', total: 1, atStake: [{ currency: 'NOK', amount: 129_990 }] }
    ])
  })
})

describe('a lookup that fails as nobody foresaw', () => {
  it('backs off, and keeps no other charge waiting', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer, noAnswer]
    const { id } = await desk.charge()
    const other = await desk.charge({ merchantReference: 'order-18', amount: 1 })
    const list = desk.dintero.listTransactions.bind(desk.dintero)
    let asked = 0
    desk.dintero.listTransactions = (filter) => {
      if (filter.merchantReference !== 'order-17') return list(filter)
      asked += 1
      throw new RangeError('Maximum call stack size exceeded')
    }
    await desk.reconciler.start()
    for (let n = 0; n < 600; n += 1) {
      const [wait] = desk.timers.values()
      const [work] = desk.timers.keys()
      expect(wait).toBeGreaterThanOrEqual(250)
      desk.timers.clear()
      desk.now += wait ?? 0
      if (desk.now > start + hour) break
      work?.()
      while (desk.timers.size === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await desk.reconciler.stop()
    // 5 s, 15 s, 30 s, 1, 2, 5, 15, 30 min: as for any charge that is not found.
    expect(asked).toBeLessThanOrEqual(10)
    expect((await desk.service.detail(id)).state).toBe('unknown')
    expect((await desk.service.detail(other.id)).emptyLookups).toBeGreaterThan(3)
  })

  it('has its next one planned all the same, ever later', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    desk.dintero.listTransactions = () => {
      throw new RangeError('Maximum call stack size exceeded')
    }
    const waits: number[] = []
    for (let n = 0; n < 3; n += 1) {
      await expect(desk.service.ask(id)).rejects.toThrow('call stack')
      waits.push(((await desk.service.detail(id)).nextLookupAt ?? 0) - desk.now)
    }
    expect(waits).toEqual([15_000, 30_000, minute])
  })

  it('is not asked three times a second when not even the next lookup can be planned', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    await desk.charge()
    let asked = 0
    desk.dintero.listTransactions = () => {
      asked += 1
      throw new RangeError('too deep')
    }
    desk.ledger.charges.nextDue = async () => desk.now
    desk.ledger.charges.due = async (_now: number, _limit: number, except?: readonly string[]) =>
      (await desk.ledger.charges.inStates(['unknown']))
        .map(({ id }) => id)
        .filter((id) => except?.includes(id) !== true)
    desk.ledger.write = () => Promise.reject(new Error('the disk is gone'))
    await desk.reconciler.start()
    const end = desk.now + 10 * minute
    while (desk.now < end) {
      const [[work, wait] = [undefined, 0]] = desk.timers
      desk.timers.clear()
      desk.now += wait
      work?.()
      while (desk.timers.size === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await desk.reconciler.stop()
    expect(asked).toBeLessThanOrEqual(10)
    expect(desk.errors.length).toBe(asked)
  })

  it('is asked again after the clock was set back', async () => {
    const desk = await openDesk()
    desk.now += 400 * day
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    desk.now = start
    desk.dintero.transactions = [aTransaction({ createdAt: start + 400 * day })]
    expect(await desk.ledger.charges.due(desk.now, 10)).toEqual([id])
  })
})

describe('a charge that was never sent', () => {
  it('is nobody else’s, whatever is under its reference', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [notConnected]
    const { id } = await desk.charge()
    desk.dintero.transactions = [aTransaction()]
    // It did leave once, as far as the ledger can know: what is there after all is the truth, and an alarm.
    expect(await desk.service.ask(id)).toMatchObject({
      state: 'succeeded',
      alarms: [{ kind: 'charged_after_all' }]
    })
  })
})
