import { describe, expect, it } from 'vitest'
import {
  modificationMoves,
  modificationStates,
  type ModificationState,
  type TransactionMoney
} from '../../../shared/modification'
import type { TrekkError } from '../../../shared/result'
import type { Ledger } from '../../../electron/ledger/ledger'
import {
  openTestLedger,
  aCharge,
  aModification,
  accountId,
  ledgerWithCard,
  rawDatabase,
  start
} from './support'

const seen: TransactionMoney = {
  currency: 'NOK',
  authorised: 129_990,
  captured: 129_990,
  refunded: 0,
  voided: 0,
  pendingCapture: 0,
  pendingRefund: 0,
  pendingVoid: false,
  leftToCapture: 0,
  leftToRefund: 129_990
}

const all = { kinds: [], states: [], transactionId: null, from: null, to: null, offset: 0, limit: 10 }
const closing = { closedBy: 'Kari', closedReason: 'not done' }

/** A modification that has come to a state. */
async function at(ledger: Ledger, state: ModificationState, id = 'modification-1'): Promise<void> {
  const modification = await ledger.modifications.create(
    aModification({ id, transactionId: `T12345678.${id}` })
  )
  const way: readonly ModificationState[] = state === 'closed' ? ['unknown', 'closed'] : [state]
  let before = modification
  for (const next of way.filter((each) => each !== 'sent'))
    before = await ledger.modifications.record(before, {
      at: start + 1,
      kind: 'answered',
      note: '',
      state: next,
      facts: { nextLookupAt: start + 10, ...(next === 'closed' && closing) }
    })
}

describe('a modification in the ledger', () => {
  it('reads back exactly as it was written', async () => {
    const { modifications, charges } = await ledgerWithCard()
    await charges.createIntent(aCharge(), [])
    const given = aModification({ seen, chargeId: 'charge-1', repeatReason: 'two parcels', clockSkew: -300 })
    expect(await modifications.create(given)).toEqual({
      ...given,
      number: 1,
      deskId: expect.any(String),
      revision: 0,
      state: 'sent',
      changedAt: start,
      eventRequestId: null,
      eventId: null,
      transactionStatus: null,
      declineReason: null,
      problem: null,
      nextLookupAt: null,
      lookups: 0,
      emptyLookups: 0,
      firstEmptyAt: null,
      closedBy: null,
      closedReason: null,
      doubtful: false
    })
    expect(await modifications.timeline('modification-1')).toEqual([
      { at: start, kind: 'sent', state: 'sent', note: '' }
    ])
  })

  it('reads back what became of it', async () => {
    const { modifications } = await ledgerWithCard()
    const before = await modifications.create(aModification())
    const facts = {
      eventRequestId: 'r-1',
      eventId: 'e-1',
      transactionStatus: 'CAPTURED',
      declineReason: 'insufficient_funds',
      problem: 'no money',
      nextLookupAt: start + 5,
      lookups: 1,
      emptyLookups: 2,
      firstEmptyAt: start + 1
    } as const
    const happening = { at: start + 9, kind: 'answered', note: 'no money', state: 'failed', facts } as const
    const after = await modifications.record(before, happening)
    expect(after).toEqual({ ...before, ...facts, state: 'failed', changedAt: start + 9, revision: 1 })
    expect(await modifications.require('modification-1')).toEqual(after)
    expect(await modifications.timeline('modification-1')).toHaveLength(2)
  })

  it.each(modificationStates)('makes exactly the legal moves from %s, also in raw SQL', async (from) => {
    for (const to of modificationStates.filter((state) => state !== from)) {
      const ledger = await ledgerWithCard()
      await at(ledger, from)
      const raw = rawDatabase(ledger.folder)
      const closed = "decline_reason = null, closed_by = 'Kari', closed_reason = 'no'"
      const move = (): string => {
        try {
          raw.exec(`update modifications set state = '${to}', ${closed}`)
          return 'moved'
        } catch (error) {
          return String(error)
        }
      }
      const isLegal = modificationMoves[from].includes(to)
      expect(move()).toMatch(isLegal ? /moved/ : /illegal_move/)
      raw.close()
    }
  })

  it.each(modificationStates)('makes no illegal move from %s', async (from) => {
    const ledger = await ledgerWithCard()
    await at(ledger, from)
    const before = await ledger.modifications.require('modification-1')
    for (const to of modificationStates) {
      if (to === from || modificationMoves[from].includes(to)) continue
      const happening = { at: start, kind: 'asked', note: '', state: to } as const
      await expect(ledger.modifications.record(before, happening)).rejects.toMatchObject({ code: 'internal' })
    }
  })

  it.each([
    'amount = 1',
    "currency = 'SEK'",
    "kind = 'capture'",
    "transaction_id = 'T12345678.other'",
    "reason = 'other'",
    "repeat_reason = 'other'",
    "reference = 'other'",
    "merchant_reference = 'other'",
    "operator = 'Ola'",
    "desk_id = 'other'",
    'created_at = 1',
    "seen = 'null'"
  ])('cannot have %s set', async (change) => {
    const ledger = await ledgerWithCard()
    await ledger.modifications.create(aModification())
    const raw = rawDatabase(ledger.folder)
    expect(() => raw.exec(`update modifications set ${change}`)).toThrow('fixed_column')
  })

  it('cannot be deleted, begun half way, or have its history or its moves changed', async () => {
    const ledger = await ledgerWithCard()
    await at(ledger, 'unknown')
    const raw = rawDatabase(ledger.folder)
    expect(() => raw.exec('delete from modifications')).toThrow('modifications_no_delete')
    expect(() => raw.exec("update modification_events set note = 'x'")).toThrow(
      'modification_events_no_update'
    )
    expect(() => raw.exec('delete from modification_events')).toThrow('modification_events_no_delete')
    expect(() => raw.exec("insert into modification_moves values ('closed', 'sent')")).toThrow(
      'modification_moves_no_insert'
    )
    expect(() => raw.exec('update modifications set doubtful = 0')).toThrow('doubt_stays')
    raw.exec('create temp table copied as select * from modifications')
    raw.exec(
      "update copied set number = 9, id = 'x', reference = 'x', transaction_id = 'x', state = 'succeeded'"
    )
    expect(() => raw.exec('insert into modifications select * from copied')).toThrow('illegal_start')
  })

  it('needs an amount unless it is a void, and a refund a reason', async () => {
    const { modifications } = await ledgerWithCard()
    await expect(modifications.create(aModification({ amount: null }))).rejects.toThrow(/CHECK/)
    await expect(modifications.create(aModification({ kind: 'void' }))).rejects.toThrow(/CHECK/)
    await expect(modifications.create(aModification({ reason: '' }))).rejects.toThrow(/CHECK/)
    await modifications.create(aModification({ kind: 'void', amount: null, reason: '' }))
  })

  it('has a reference that no other has', async () => {
    const { modifications } = await ledgerWithCard()
    await modifications.create(aModification({ reference: 'R-1' }))
    const other = aModification({ id: 'm-2', transactionId: 'T12345678.other', reference: 'R-1' })
    await expect(modifications.create(other)).rejects.toThrow(/UNIQUE/)
  })

  it('is not written over by one who read it before its last move', async () => {
    const { modifications } = await ledgerWithCard()
    const before = await modifications.create(aModification())
    const happening = { at: start, kind: 'answered', note: '', state: 'pending' } as const
    await modifications.record(before, happening)
    await expect(modifications.record(before, happening)).rejects.toMatchObject({ code: 'changed_meanwhile' })
  })

  it('is doubtful for ever once nobody knew its end', async () => {
    const ledger = await ledgerWithCard()
    await at(ledger, 'unknown')
    const before = await ledger.modifications.require('modification-1')
    expect(before.doubtful).toBe(true)
    const done = { at: start, kind: 'decided', note: '', state: 'succeeded' } as const
    expect((await ledger.modifications.record(before, done)).doubtful).toBe(true)
  })
})

describe('modifications of one transaction', () => {
  it('are under way one at a time, whichever desk begins them', async () => {
    const ledger = await ledgerWithCard()
    const other = await openTestLedger({ folder: ledger.folder, deskId: 'another-desk' })
    await ledger.modifications.create(aModification())
    const second = aModification({ id: 'm-2', kind: 'void', amount: null })
    const refused = {
      code: 'modification_open',
      details: { modificationId: 'modification-1', kind: 'refund' }
    }
    for (const { modifications } of [ledger, other])
      await expect(modifications.create(second)).rejects.toMatchObject(refused)
    expect(await ledger.modifications.openOf(accountId, 'T12345678.tx-1')).toMatchObject({
      id: 'modification-1'
    })
    expect(await ledger.modifications.openOf(accountId, 'T12345678.tx-2')).toBeNull()
    const elsewhere = aModification({ id: 'm-3', transactionId: 'T12345678.tx-2' })
    expect((await other.modifications.create(elsewhere)).state).toBe('sent')
  })

  it.each(modificationStates)('may be followed by another when one is %s, if it has ended', async (state) => {
    const ledger = await ledgerWithCard()
    await at(ledger, state)
    const next = aModification({ id: 'm-2', transactionId: 'T12345678.modification-1' })
    const isOpen = state === 'sent' || state === 'pending' || state === 'unknown'
    const made = await ledger.modifications.create(next).then(
      ({ number }) => number,
      ({ code }: TrekkError) => code
    )
    expect(made).toBe(isOpen ? 'modification_open' : 2)
    expect(await ledger.modifications.newestOf(accountId, 'T12345678.modification-1')).toBe(isOpen ? 1 : 2)
    expect(await ledger.modifications.newestOf(accountId, 'T12345678.none')).toBe(0)
  })
})

describe('what is asked of modifications', () => {
  it('lists in windows, newest first, by kind, state, transaction and time', async () => {
    const { modifications } = await ledgerWithCard()
    for (let index = 0; index < 5; index += 1)
      await modifications.create(
        aModification({
          id: `m-${index}`,
          transactionId: `T12345678.tx-${index}`,
          createdAt: start + index,
          ...(index === 4 && { kind: 'void', amount: null })
        })
      )
    const page = await modifications.list(accountId, { ...all, limit: 2 })
    expect([page.rows.map(({ id }) => id), page.total]).toEqual([['m-4', 'm-3'], 5])
    expect((await modifications.list(accountId, { ...all, offset: 4 })).rows).toHaveLength(1)
    expect((await modifications.list(accountId, { ...all, kinds: ['void'] })).total).toBe(1)
    expect((await modifications.list(accountId, { ...all, states: ['closed'] })).total).toBe(0)
    expect((await modifications.list(accountId, { ...all, transactionId: 'T12345678.tx-3' })).total).toBe(1)
    expect((await modifications.list(accountId, { ...all, from: start + 3 })).total).toBe(2)
    expect((await modifications.list(accountId, { ...all, to: start + 3 })).total).toBe(3)
    expect((await modifications.list('P12345678', all)).total).toBe(0)
    expect(await modifications.ofTransaction(accountId, 'T12345678.tx-3')).toHaveLength(1)
  })

  it('knows what is open and what is due, of this desk alone', async () => {
    const ledger = await ledgerWithCard()
    for (const state of modificationStates) await at(ledger, state, state)
    const { modifications } = ledger
    const open = await modifications.inStates(['sent', 'pending', 'unknown'])
    expect(open.map(({ id }) => id)).toEqual(['sent', 'pending', 'unknown'])
    expect(await modifications.due(start + 9, 50)).toEqual([])
    expect(await modifications.due(start + 10, 50, ['pending'])).toHaveLength(6)
    expect(await modifications.nextDue()).toBe(start + 10)
    await modifications.reschedule('pending', start + 400 * 86_400_000, 3)
    expect(await modifications.due(start, 50)).toEqual(['pending'])
    expect(await modifications.require('pending')).toMatchObject({ lookups: 3 })
    const other = await openTestLedger({ folder: ledger.folder, deskId: 'another-desk' })
    expect(await other.modifications.inStates(['sent', 'pending', 'unknown'])).toEqual([])
    expect(await other.modifications.due(start + 10, 50)).toEqual([])
    expect(await other.modifications.nextDue()).toBeNull()
    expect((await other.modifications.openIn(accountId)).map(({ id }) => id)).toEqual([
      'sent',
      'pending',
      'unknown'
    ])
  })

  it('is what an alarm can be about', async () => {
    const ledger = await ledgerWithCard()
    await at(ledger, 'closed')
    const about = { kind: 'modification', id: 'modification-1', accountId } as const
    const alarm = { kind: 'modification_after_all', transactions: [] } as const
    expect(await ledger.alarms.raise(about, alarm, start)).toBe(true)
    expect(await ledger.alarms.raise(about, alarm, start)).toBe(false)
    const { alarms } = await ledger.alarms.unread(accountId)
    expect(alarms).toMatchObject([
      {
        kind: 'modification_after_all',
        about: { kind: 'modification', modification: { id: 'modification-1' } }
      }
    ])
  })
})
