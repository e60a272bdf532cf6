import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../shared/outcome'
import { anAccount } from '../ledger/support'
import { held, noAnswer, openDesk, paid } from './desk'

describe('the charge in flight', () => {
  it('is the one whose answer is waited for, and none before or after', async () => {
    const desk = await openDesk()
    const answer = held<Answer>()
    desk.dintero.answers = [answer.promise]
    expect(await desk.service.currentFlight()).toBeNull()

    const charging = desk.charge()
    await expect.poll(() => desk.dintero.paid.length).toBe(1)
    expect(await desk.service.currentFlight()).toMatchObject({ state: 'sent', merchantReference: 'order-17' })

    answer.give(paid())
    await charging
    expect(await desk.service.currentFlight()).toBeNull()
  })

  it('is of the account in use only', async () => {
    const desk = await openDesk()
    const answer = held<Answer>()
    desk.dintero.answers = [answer.promise]
    const charging = desk.charge()
    await expect.poll(() => desk.dintero.paid.length).toBe(1)
    await desk.ledger.accounts.insert({ ...anAccount, id: 'P12345678' })
    await desk.ledger.desk.setActiveAccount('P12345678')
    expect(await desk.service.currentFlight()).toBeNull()
    await desk.ledger.desk.setActiveAccount(anAccount.id)
    expect(await desk.service.currentFlight()).not.toBeNull()
    answer.give(noAnswer)
    await charging
  })

  it('is none that another run of the program left as sent', async () => {
    const desk = await openDesk()
    const answer = held<Answer>()
    desk.dintero.answers = [answer.promise]
    const charging = desk.charge()
    await expect.poll(() => desk.dintero.paid.length).toBe(1)
    expect(await desk.restart().service.currentFlight()).toBeNull()
    answer.give(noAnswer)
    await charging
  })
})
