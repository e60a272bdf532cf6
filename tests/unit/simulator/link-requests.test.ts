import { describe, expect, it } from 'vitest'
import { answerPage, heading } from './customer'
import { linkBody, reference, sessionOf } from './links'
import { changed, openDesk, otherAccount, seedBody, tokens } from './support'
import type { Desk } from './support'

const sms = [{ type: 'checkout-link', channel: 'sms' }]

describe('a link by text message', () => {
  const bySms = changed(linkBody, 'configuration', { publish: sms })

  it('is skipped for a test account, and sent for another', async () => {
    const desk = await openDesk()
    const answer = await desk.post('/v1/sessions-profile', bySms)
    const publish = [{ type: 'checkout-link', channel: 'sms', status: 'skipped' }]
    expect(answer.body.publish).toEqual(publish)
    expect((await sessionOf(desk, answer.body.id ?? '')).configuration).toMatchObject({ publish })
    const real = { accountId: 'P12345678', clientId: 'client', clientSecret: 'secret' }
    desk.simulator.addClient(real)
    desk.simulator.addToken({ ...tokens.dinteroPsp, accountId: real.accountId })
    await desk.signIn(real.accountId)
    expect((await desk.post('/v1/sessions-profile', bySms)).body.publish).toMatchObject([{ status: 'sent' }])
  })

  it.each(['sent', 'skipped', 'failed'] as const)('is %s where a test says so', async (status) => {
    const desk = await openDesk()
    desk.simulator.setSms(status)
    expect((await desk.post('/v1/sessions-profile', bySms)).body.publish).toMatchObject([{ status }])
    await desk.post('/control/sms', { status: null })
    expect((await desk.post('/v1/sessions-profile', bySms)).body.publish).toMatchObject([
      { status: 'skipped' }
    ])
  })

  it('is not spoken of where none was asked for', async () => {
    const desk = await openDesk()
    const answer = await desk.post('/v1/sessions-profile', linkBody)
    expect(answer.body.publish).toBeUndefined()
    expect((await sessionOf(desk, answer.body.id ?? '')).configuration).toEqual({ auto_capture: false })
  })

  it.each([
    ['no phone number', 'customer/phone_number', undefined],
    ['another channel', 'configuration/publish', [{ type: 'checkout-link', channel: 'push' }]],
    ['another type', 'configuration/publish', [{ type: 'app', channel: 'sms' }]],
    ['a status', 'configuration/publish', [{ ...sms[0], status: 'sent' }]],
    ['no message', 'configuration/publish', []]
  ])('is refused with %s', async (_name, path, value) => {
    const desk = await openDesk()
    expect((await desk.post('/v1/sessions-profile', changed(bySms, path, value))).status).toBe(400)
  })
})

describe('what Dintero would refuse', () => {
  it.each([
    ['no return address', 'url/return_url', undefined],
    ['no profile', 'profile_id', undefined],
    ['an unknown key', 'extra', 1],
    ['automatic capture in a string', 'configuration', { auto_capture: 'true' }],
    ['an unknown token', 'customer/tokens', { 'dintero_psp.creditcard': { payment_token: 'nobody' } }],
    [
      'a recurrence token',
      'customer/tokens',
      { 'payex.creditcard': { recurrence_token: tokens.payexRecurrence.token } }
    ]
  ])('a link with %s', async (_name, path, value) => {
    const desk = await openDesk()
    const answer = await desk.post('/v1/sessions-profile', changed(linkBody, path, value))
    expect(answer.status).toBe(400)
    expect(answer.body.success).toBeUndefined()
  })

  it('is nothing to look at when it is a charge, or does not exist', async () => {
    const desk = await openDesk()
    const charge = await desk.pay(seedBody('unscheduled.dintero_psp.creditcard', tokens.dinteroPsp.token))
    for (const path of [`/v1/view/${charge.body.session_id}`, `/v1/view/${otherAccount}.x`]) {
      const response = await desk.fetch(path)
      expect(response.status).toBe(404)
      expect(heading(await response.text())).toBe('Payment')
    }
  })
})

describe('a link whose answer is lost', () => {
  const path = '/v1/sessions-profile'

  /** The status of the answer; null when none came. */
  async function outcomeOf(desk: Desk): Promise<number | null> {
    return await desk.post(path, linkBody).then(
      ({ status }) => status,
      () => null
    )
  }

  it.each([
    ['drop', null, 0],
    ['drop_after', null, 1],
    ['half_body', null, 1],
    ['error', 500, 0],
    ['error_after', 500, 1]
  ] as const)('%s: %j, and %i made', async (kind, status, made) => {
    const desk = await openDesk()
    desk.simulator.faults.onCall('link', { kind })
    expect(await outcomeOf(desk)).toBe(status)
    const sessions = desk.simulator.sessions(reference)
    expect(sessions).toHaveLength(made)
    for (const { id } of sessions) await answerPage(desk, `/v1/view/${id}`, { action: 'approve', cvc: '123' })
    expect(desk.simulator.authorisations(reference)).toBe(made)
  })

  it.each([
    ['hang', 0],
    ['hang_after', 1]
  ] as const)('%s for ever, and %i made', async (kind, made) => {
    const desk = await openDesk()
    desk.simulator.faults.onCall('link', { kind })
    const outcome = outcomeOf(desk)
    await expect.poll(() => desk.simulator.journal.to('POST', path)).toHaveLength(1)
    expect(desk.simulator.sessions(reference)).toHaveLength(made)
    await desk.simulator.stop()
    expect(await outcome).toBeNull()
  })
})
