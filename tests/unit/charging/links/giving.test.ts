import { describe, expect, it } from 'vitest'
import { linkMessage, messageLanguages } from '../../../../shared/link-message'
import { aSession, aTransaction, openDesk, start } from '../desk'

function hands() {
  const copied: string[] = []
  const opened: string[] = []
  return {
    copied,
    opened,
    copy: (text: string) => {
      copied.push(text)
    },
    open: (url: string) => {
      opened.push(url)
      return Promise.resolve()
    }
  }
}

describe('giving a link to somebody', () => {
  it('copies, opens, and writes down each time; the first time makes it sent', async () => {
    const desk = await openDesk()
    const { id } = await desk.link()
    const shell = hands()
    expect(await desk.links.give(id, 'address', 'nb', shell)).toMatchObject({
      state: 'sent',
      givenAt: start,
      givenHow: 'address'
    })
    await desk.links.give(id, 'message', 'nb', shell)
    await desk.links.give(id, 'browser', 'nb', shell)
    const shown = await desk.links.give(id, 'qr', 'nb', shell)
    expect(shell.copied[0]).toBe('https://checkout.example/session-1')
    expect(shell.copied[1]).toContain('Nordlys AS')
    expect(shell.copied[1]).toContain('https://checkout.example/session-1')
    expect(shell.opened).toEqual(['https://checkout.example/session-1'])
    expect(shown.timeline.slice(2).map(({ kind, note }) => [kind, note])).toEqual([
      ['given', 'address'],
      ['given', 'message'],
      ['given', 'browser'],
      ['given', 'qr']
    ])
    expect(shown.givenHow).toBe('address')
  })

  it('opens no address but Dintero’s, and says so', async () => {
    const desk = await openDesk()
    desk.dintero.linkAnswers = [
      { kind: 'created', sessionId: 's', url: 'https://evil.example/s', smsStatus: null }
    ]
    const { id } = await desk.link()
    const shell = hands()
    await expect(desk.links.give(id, 'browser', 'nb', shell)).rejects.toMatchObject({ code: 'page_refused' })
    expect(shell.opened).toEqual([])
    expect((await desk.links.detail(id)).state).toBe('made')
  })

  it('gives nothing that cannot be paid', async () => {
    const desk = await openDesk()
    const { id } = await desk.link()
    await desk.links.cancel(id)
    const shell = hands()
    await expect(desk.links.give(id, 'address', 'nb', shell)).rejects.toMatchObject({ code: 'link_not_open' })
    desk.dintero.linkAnswers = [{ kind: 'lost', message: 'x', sessionId: null }]
    const lost = await desk.link({ merchantReference: 'link-18' })
    await expect(desk.links.give(lost.id, 'address', 'nb', shell)).rejects.toMatchObject({
      code: 'link_not_open'
    })
    expect(shell.copied).toEqual([])
  })
})

describe('a message to the customer', () => {
  const facts = {
    kind: 'payment',
    merchant: 'Nordlys AS',
    amount: 129_990,
    currency: 'NOK',
    expiresAt: start,
    url: 'https://checkout.dintero.com/v1/view/s'
  } as const

  it.each(messageLanguages)('names merchant, amount, address and time, in %s', (language) => {
    const text = linkMessage(facts, language)
    expect(text).toContain('Nordlys AS')
    expect(text.replaceAll(/[\s\u00A0\u202F.,]/g, '')).toMatch(/129990/)
    expect(text.split('\n')[1]).toBe(facts.url)
    expect(text).toContain('2026')
    expect(linkMessage({ ...facts, expiresAt: null }, language).split('\n')).toHaveLength(2)
  })

  it.each(messageLanguages)('promises no payment where a card is only stored, in %s', (language) => {
    const text = linkMessage({ ...facts, kind: 'enrolment', amount: null }, language)
    expect(text).not.toContain('990')
    expect(text).toContain(facts.url)
  })
})

describe('storing a card without a payment', () => {
  const draft = {
    provider: 'payex',
    currency: 'NOK',
    customerName: 'Åse Ås',
    customerNumber: 'K-7',
    email: 'ase@example.no',
    phone: '90012345',
    recurring: true,
    lifetimeHours: 24
  } as const

  it('asks for both tokens, and stores the card once the customer has', async () => {
    const stored: string[] = []
    const desk = await openDesk({
      parts: {
        storeCard: ({ customerName, customerNumber, email, phone }, transactionId) => {
          stored.push([customerName, customerNumber, email, phone, transactionId].join(' '))
          return Promise.resolve('card-1')
        }
      }
    })
    const link = await desk.links.enrol(draft)
    expect(link).toMatchObject({ kind: 'enrolment', state: 'made', amount: null, card: null })
    expect(desk.dintero.enrolments).toEqual([
      {
        session: {
          order: { currency: 'NOK', merchant_reference: link.merchantReference },
          url: { return_url: 'https://shop.example/thanks' },
          customer: { customer_id: 'K-7', email: 'ase@example.no', phone_number: '+4790012345' },
          profile_id: 'default',
          expires_at: new Date(start + 86_400_000).toISOString()
        },
        token_provider: {
          payment_product_type: 'payex.creditcard',
          token_types: ['payment_token', 'recurrence_token']
        }
      }
    ])
    // It can take no money, so it stands in the way of none.
    expect((await desk.review()).open).toEqual([])
    desk.dintero.sessions = [aSession({ transactionId: 'T12345678.enrolled' })]
    desk.dintero.transactions = [aTransaction({ id: 'T12345678.enrolled', status: 'AUTHORIZED', amount: 0 })]
    expect(await desk.links.ask(link.id)).toMatchObject({ state: 'paid', card: { id: 'card-1' } })
    expect(stored).toEqual(['Åse Ås K-7 ase@example.no +4790012345 T12345678.enrolled'])
    await desk.links.ask(link.id)
    expect(stored).toHaveLength(1)
    expect((await desk.service.unresolved()).alarms).toEqual([])
  })

  it('is not over while the keychain will not take the token, and is tried again', async () => {
    let locked = true
    const desk = await openDesk({
      parts: {
        storeCard: () =>
          locked ? Promise.reject(Object.assign(new Error('locked'), {})) : Promise.resolve('card-1')
      }
    })
    const { id } = await desk.links.enrol(draft)
    desk.dintero.sessions = [aSession({ transactionId: 'T12345678.enrolled' })]
    desk.dintero.transactions = [aTransaction({ id: 'T12345678.enrolled', status: 'AUTHORIZED', amount: 0 })]
    await expect(desk.links.ask(id)).rejects.toThrow('locked')
    const waiting = await desk.links.detail(id)
    expect(waiting.state).toBe('made')
    expect(waiting.nextLookupAt).toBeGreaterThan(start)
    locked = false
    expect((await desk.links.ask(id)).state).toBe('paid')
  })

  it('says that nothing was sent also where there is nobody to ask for', async () => {
    const desk = await openDesk()
    await desk.ledger.write((tables) => tables.desk.setActiveAccount(null))
    await expect(desk.links.enrol(draft)).rejects.toMatchObject({ code: 'no_account', nothingSent: true })
    expect(desk.dintero.enrolments).toEqual([])
  })

  it.each([
    [{ customerName: ' ' }, 'customerName', 'missing'],
    [{ provider: 'bambora' as const }, 'recurring', 'not_allowed'],
    [{ email: 'nobody' }, 'email', 'malformed'],
    [{ currency: 'XXX' }, 'currency', 'wrong_currency'],
    [{ customerNumber: '4925 0000 0000 0004' }, 'customerNumber', 'card_number']
  ])('refuses %o', async (change, field, problem) => {
    const desk = await openDesk()
    await expect(desk.links.enrol({ ...draft, ...change })).rejects.toMatchObject({
      fields: [{ field, problem }],
      nothingSent: true
    })
    expect(desk.dintero.enrolments).toEqual([])
  })
})
