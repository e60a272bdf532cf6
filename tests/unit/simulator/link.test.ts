import { describe, expect, it } from 'vitest'
import { answerPage, returnAddressIn } from './customer'
import { eventsOf, linkBody, linkFor, makeLink, reference, sessionOf } from './links'
import { card, changed, openDesk, tokens } from './support'

describe('a payment link', () => {
  it('says that it is simulated, and what is paid with which card', async () => {
    const desk = await openDesk()
    const [, path] = await makeLink(desk)
    const text = await (await desk.fetch(path)).text()
    expect(text).toContain('This is a simulated payment page')
    expect(text).toContain('<dd class="money">299.90 NOK</dd>')
    expect(text).toContain(`<dd>${reference}</dd>`)
    expect(text).toContain('Mastercard 520000******0007')
  })

  it('is paid once, with the CVC, and says where the customer would be sent', async () => {
    const desk = await openDesk()
    const [id, path] = await makeLink(desk)
    expect((await sessionOf(desk, id)).transaction_id).toBeUndefined()
    for (const cvc of ['', '12', '12345', 'abc']) {
      const wrong = await answerPage(desk, path, { action: 'approve', cvc })
      expect([cvc, wrong.status]).toEqual([cvc, 400])
      expect(wrong.text).toContain('Type the three digits')
      expect(wrong.text).toContain('aria-invalid="true"')
    }
    const paid = await answerPage(desk, path, { action: 'approve', cvc: '123' })
    expect([paid.status, paid.text]).toEqual([200, expect.stringContaining('The payment was approved.')])
    const again = await answerPage(desk, path, { action: 'approve', cvc: '123' })
    expect(again.text).toContain('The payment was approved.')
    expect(desk.simulator.authorisations(reference)).toBe(1)
    const session = await sessionOf(desk, id)
    const transaction = await desk.get(`/v1/transactions/${session.transaction_id}`)
    expect(transaction.body).toMatchObject({ status: 'AUTHORIZED', session_id: id })
    expect(transaction.body.payment_operation).toBeUndefined()
    expect(Object.keys(transaction.body.card ?? {})).toContain('payment_token_id')
    const address = new URL(returnAddressIn(paid.text) ?? '')
    expect(address.origin + address.pathname).toBe('https://example.com/thankyou')
    expect(Object.fromEntries(address.searchParams)).toEqual({
      transaction_id: session.transaction_id,
      merchant_reference: reference
    })
    expect(paid.text).not.toContain('<a ')
  })

  it('is captured at once when it says so', async () => {
    const desk = await openDesk()
    const [, path] = await makeLink(desk, changed(linkBody, 'configuration', { auto_capture: true }))
    await answerPage(desk, path, { action: 'approve', cvc: '123' })
    expect((await desk.list(`?merchant_reference=${reference}`))[0]?.status).toBe('CAPTURED')
  })

  it('can be declined by the bank', async () => {
    const desk = await openDesk()
    const [id, path] = await makeLink(desk)
    const { status, text } = await answerPage(desk, path, { action: 'decline' })
    expect([status, text]).toEqual([200, expect.stringContaining('was declined')])
    expect(returnAddressIn(text)).toContain('error=authorization')
    expect(desk.simulator.authorisations(reference)).toBe(0)
    expect((await desk.list(`?session_id=${id}`))[0]?.status).toBe('FAILED')
    expect(await eventsOf(desk, id)).toEqual(['INITIATED', 'PAY_FAILED'])
  })

  it('can be given up by the customer, and is over then', async () => {
    const desk = await openDesk()
    const [id, path] = await makeLink(desk)
    const { status, text } = await answerPage(desk, path, { action: 'cancel' })
    expect([status, text]).toEqual([410, expect.stringContaining('was cancelled')])
    expect(returnAddressIn(text)).toBe(
      `https://example.com/thankyou?merchant_reference=${reference}&error=cancelled`
    )
    await answerPage(desk, path, { action: 'approve', cvc: '123' })
    expect(desk.simulator.authorisations(reference)).toBe(0)
    const session = await sessionOf(desk, id)
    expect(session.events.map(({ name }) => name)).toEqual(['INITIATED', 'CANCELLED'])
    expect(session.cancelled_at).toBe(new Date(desk.now).toISOString())
  })

  it('cannot be paid once the merchant called it off, and says so once', async () => {
    const desk = await openDesk()
    const [id, path] = await makeLink(desk)
    for (let time = 0; time < 2; time += 1) await desk.post(`/v1/sessions/${id}/cancel`, {})
    const { status, text } = await answerPage(desk, path, { action: 'approve', cvc: '123' })
    expect([status, text]).toEqual([410, expect.stringContaining('was cancelled')])
    expect(desk.simulator.authorisations(reference)).toBe(0)
    expect(await eventsOf(desk, id)).toEqual(['INITIATED', 'CANCELLED'])
  })

  it('answers a soft decline, but not a stolen card', async () => {
    const desk = await openDesk()
    const soft = card('dintero_psp', 'payment_token', 'soft', 'visa', '400000******1111')
    const stolen = card('dintero_psp', 'payment_token', 'stolen', 'visa', '400000******2222')
    desk.simulator.addToken({ ...soft, behaviour: 'modifications_required' })
    desk.simulator.addToken({ ...stolen, behaviour: 'stolen_card' })
    const [, first] = await makeLink(desk, linkFor('soft'))
    const [, second] = await makeLink(desk, linkFor('stolen'))
    const form = { action: 'approve', cvc: '123' }
    expect((await answerPage(desk, first, form)).text).toContain('was approved')
    expect((await answerPage(desk, second, form)).text).toContain('was declined')
  })

  it('expires, and can only be made to expire in the future', async () => {
    const desk = await openDesk()
    const ends = changed(linkBody, 'expires_at', '2026-05-20T10:00:00Z')
    const [id, path] = await makeLink(desk, ends)
    expect((await desk.fetch(path)).status).toBe(200)
    desk.now = Date.UTC(2026, 4, 20, 10)
    const { status, text } = await answerPage(desk, path, { action: 'approve', cvc: '123' })
    expect([status, text]).toEqual([410, expect.stringContaining('has expired')])
    expect(returnAddressIn(text)).toBeNull()
    expect((await sessionOf(desk, id)).transaction_id).toBeUndefined()
    expect((await desk.post('/v1/sessions-profile', ends)).status).toBe(400)
  })

  it('writes down that it was looked at, once', async () => {
    const desk = await openDesk()
    const [id, path] = await makeLink(desk)
    expect(await eventsOf(desk, id)).toEqual(['INITIATED'])
    await desk.fetch(path)
    await desk.fetch(path)
    expect(await eventsOf(desk, id)).toEqual(['INITIATED', 'VISITED'])
  })

  it('is one of two payable ones when its reference is used twice', async () => {
    const desk = await openDesk()
    for (let time = 0; time < 2; time += 1) {
      const [, path] = await makeLink(desk)
      await answerPage(desk, path, { action: 'approve', cvc: '123' })
    }
    expect(desk.simulator.authorisations(reference)).toBe(2)
  })

  it('shows the reference as text', async () => {
    const desk = await openDesk()
    const [, path] = await makeLink(desk, changed(linkBody, 'order/merchant_reference', '<b>"x"'))
    const { text } = await answerPage(desk, path, { action: 'decline' })
    expect(text).toContain('&#60;b&#62;&#34;x&#34;')
    expect(text).not.toContain('<b>')
  })
})

describe('another card', () => {
  it('is chosen of three, and no number is typed', async () => {
    const desk = await openDesk()
    const [, path] = await makeLink(desk)
    const text = await (await desk.fetch(path)).text()
    expect(
      [...text.matchAll(/name="card" value="(\w+)"( checked)?/g)].map(([, id, checked]) => [id, checked])
    ).toEqual([
      ['stored', ' checked'],
      ['good', undefined],
      ['short', undefined],
      ['confirm', undefined]
    ])
    expect([...text.matchAll(/<input[^>]*name="(\w+)"/g)].map(([, name]) => name).at(-1)).toBe('cvc')
    expect(text.match(/<input/g)).toHaveLength(5)
  })

  it('is the transaction’s card, without a token', async () => {
    const desk = await openDesk()
    const [id, path] = await makeLink(desk)
    const { text } = await answerPage(desk, path, { action: 'approve', cvc: '123', card: 'good' })
    expect(text).toContain('was approved')
    const { transaction_id: transactionId } = await sessionOf(desk, id)
    const { body } = await desk.get(`/v1/transactions/${transactionId}?includes=card.payment_token`)
    expect(body.card).toEqual({
      brand: 'Visa',
      masked_pan: expect.stringMatching(/^400000\*{6}\d{4}$/),
      expiry_date: '11/2028'
    })
    expect(body.card?.['masked_pan']).not.toContain('0007')
  })

  it.each([
    ['short', 'was declined'],
    ['confirm', 'was approved']
  ])('of the kind %s %s', async (kind, said) => {
    const desk = await openDesk()
    const [, path] = await makeLink(desk)
    expect((await answerPage(desk, path, { action: 'approve', cvc: '123', card: kind })).text).toContain(said)
  })

  it('must be one of those shown, and answered with a button that is there', async () => {
    const desk = await openDesk()
    const [, path] = await makeLink(desk)
    for (const form of [
      { action: 'approve', cvc: '123', card: 'expiring' },
      { action: 'decline', card: 'none' },
      { action: 'steal', cvc: '123' }
    ]) {
      const { status, text } = await answerPage(desk, path, form)
      expect([status, text]).toEqual([400, expect.stringContaining('Choose a card.')])
    }
    expect(desk.simulator.authorisations(reference)).toBe(0)
  })

  it('is all there is once the stored one is gone', async () => {
    const desk = await openDesk()
    const [, path] = await makeLink(desk)
    desk.simulator.addToken({ ...tokens.dinteroPsp, status: 'SUSPENDED' })
    const text = await (await desk.fetch(path)).text()
    expect(text).not.toContain('value="stored"')
    expect(text).toContain('value="good" checked')
    expect((await answerPage(desk, path, { action: 'approve', cvc: '123' })).status).toBe(400)
    const paid = await answerPage(desk, path, { action: 'approve', cvc: '123', card: 'good' })
    expect(paid.text).toContain('was approved')
  })
})
