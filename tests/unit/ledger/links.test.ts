import { describe, expect, it } from 'vitest'
import { linkMoves, linkStates, type LinkState } from '../../../shared/link-state'
import { aCharge, aLink, accountId, ledgerWithCard, rawDatabase, start } from './support'

describe('a link in the ledger', () => {
  it('reads back exactly as it was written', async () => {
    const { links } = await ledgerWithCard()
    const given = aLink({
      lines: [{ description: 'Frakt', quantity: 1, amount: 129_990, vatRate: 2_550, vatAmount: 26_412 }],
      vatAmount: 26_412,
      sms: true,
      filled: false,
      capture: 'later',
      expiresAt: start + 1,
      duplicateReason: 'two trips'
    })
    expect(await links.create(given, ['number:k-1001'])).toMatchObject({
      ...given,
      state: 'asking',
      url: null
    })
    expect(await links.timeline('link-1')).toEqual([
      { at: start, kind: 'created', state: 'asking', note: '' }
    ])
  })

  it('moves as the state machine says, and in raw SQL no other way', async () => {
    for (const from of linkStates) {
      for (const to of linkStates.filter((state) => state !== from)) {
        const ledger = await ledgerWithCard()
        await ledger.links.create(aLink(), [])
        const raw = rawDatabase(ledger.folder)
        raw.exec('drop trigger links_move')
        const paid = "transaction_id = 'T12345678.x', transaction_status = 'CAPTURED'"
        raw.exec(`update links set state = '${from}', ${paid}`)
        raw.exec(`create trigger links_move before update of state on links
          when old.state <> new.state and not exists
            (select 1 from link_moves where from_state = old.state and to_state = new.state)
          begin select raise(abort, 'illegal_move'); end`)
        const refusals: string[] = []
        try {
          raw.exec(`update links set state = '${to}'`)
        } catch (error) {
          refusals.push(String(error))
        }
        raw.close()
        expect([from, to, refusals.length]).toEqual([from, to, linkMoves[from].includes(to) ? 0 : 1])
        expect(refusals.every((each) => each.includes('illegal_move'))).toBe(true)
      }
    }
  })

  it('refuses an illegal move before SQLite has to', async () => {
    const { links } = await ledgerWithCard()
    const link = await links.create(aLink(), [])
    const happening = { at: start, kind: 'found', note: '', state: 'paid' } as const
    await expect(links.record(link, happening)).rejects.toMatchObject({ code: 'internal' })
  })

  it.each([
    'amount = 1',
    "currency = 'SEK'",
    "merchant_reference = 'other'",
    "card_id = 'card-2'",
    "customer_number = 'K-2'",
    "operator = 'Ola'",
    'sms = 1',
    "session_id = 'other'",
    "url = 'https://other.example'",
    'given_at = 1'
  ])('cannot have %s set', async (change) => {
    const ledger = await ledgerWithCard()
    const link = await ledger.links.create(aLink(), [])
    const facts = { sessionId: 's', url: 'https://x.dintero.com/s', givenAt: start, givenHow: 'qr' } as const
    await ledger.links.record(link, { at: start, kind: 'answered', note: '', state: 'made', facts })
    const raw = rawDatabase(ledger.folder)
    raw.exec('pragma foreign_keys = off')
    expect(() => raw.exec(`update links set ${change}`)).toThrow('fixed_column')
    expect(() => raw.exec('delete from links')).toThrow('links_no_delete')
    expect(() => raw.exec("update link_events set note = 'x'")).toThrow('link_events_no_update')
    expect(() => raw.exec("insert into link_moves values ('paid', 'made')")).toThrow('link_moves_no_insert')
  })

  it('is not written over by one who read it before its last move', async () => {
    const { links } = await ledgerWithCard()
    const link = await links.create(aLink(), [])
    const happening = { at: start, kind: 'answered', note: '', state: 'not_made' as LinkState } as const
    await links.record(link, happening)
    await expect(links.record(link, happening)).rejects.toMatchObject({ code: 'changed_meanwhile' })
  })

  it('is one of a charge while it can be paid or was, and none beside a new attempt', async () => {
    const ledger = await ledgerWithCard()
    await ledger.charges.createIntent(aCharge(), [])
    const first = await ledger.links.create(aLink({ chargeId: 'charge-1' }), [])
    const second = aLink({ id: 'link-2', merchantReference: 'link-18', chargeId: 'charge-1' })
    const retry = aCharge({ id: 'charge-2', merchantReference: 'order-18', retryOf: 'charge-1' })
    await expect(ledger.links.create(second, [])).rejects.toMatchObject({ code: 'link_open' })
    await expect(ledger.charges.createIntent(retry, [])).rejects.toMatchObject({ code: 'link_open' })
    await ledger.links.record(first, { at: start, kind: 'answered', note: '', state: 'not_made' })
    await ledger.charges.createIntent(retry, [])
    await expect(ledger.links.create(second, [])).rejects.toMatchObject({ code: 'link_open' })
  })

  it('names its amount in its identities, or would not be found', async () => {
    const ledger = await ledgerWithCard()
    await ledger.links.create(aLink(), ['number:k-1001'])
    const raw = rawDatabase(ledger.folder)
    expect(() => raw.exec("insert into link_identities values ('link-1', 'number:k-2', 1)")).toThrow(
      'identity_amount'
    )
    const of = { accountId, identities: ['number:k-1001'], amount: 129_990, currency: 'NOK', id: null }
    expect(await ledger.repetitions.openLinks(of)).toHaveLength(1)
    expect(await ledger.repetitions.openLinks({ ...of, id: 'link-1' })).toEqual([])
    expect(await ledger.repetitions.openLinks({ ...of, identities: ['number:k-2'] })).toEqual([])
  })

  it('lists in windows, newest first, by state, kind, text and time', async () => {
    const { links } = await ledgerWithCard()
    for (let index = 0; index < 5; index += 1)
      await links.create(
        aLink({ id: `link-${index}`, merchantReference: `link-${index}`, createdAt: start + index }),
        []
      )
    const all = { search: '', states: [], kinds: [], from: null, to: null, offset: 0, limit: 2 }
    const page = await links.list(accountId, all)
    expect([page.rows.map(({ id }) => id), page.total]).toEqual([['link-4', 'link-3'], 5])
    expect((await links.list(accountId, { ...all, offset: 4 })).rows).toHaveLength(1)
    for (const search of ['odegard 0416', '90012345', 'oystein@example', '1299,90', 'LINK-3'])
      expect((await links.list(accountId, { ...all, search })).total).toBe(search === 'LINK-3' ? 1 : 5)
    expect((await links.list(accountId, { ...all, states: ['paid'] })).total).toBe(0)
    expect((await links.list(accountId, { ...all, kinds: ['enrolment'] })).total).toBe(0)
    expect((await links.list(accountId, { ...all, from: start + 3 })).total).toBe(2)
    expect((await links.list('P12345678', all)).total).toBe(0)
  })
})
