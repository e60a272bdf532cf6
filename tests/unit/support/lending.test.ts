import { describe, expect, it } from 'vitest'
import { Lending } from '../../support/lending'

/** Makes things by number and writes down what becomes of them. */
function workshop(tidies: (number: number) => boolean = () => true) {
  const log: string[] = []
  let made = 0
  const lending = new Lending(async () => {
    const number = ++made
    log.push(`made ${number}`)
    return {
      number,
      tidy: async () => tidies(number),
      end: async () => void log.push(`ended ${number}`)
    }
  })
  return { lending, log }
}

describe('what is lent', () => {
  it('is made when it is first needed, and then lent again', async () => {
    const { lending, log } = workshop()
    expect(log).toEqual([])
    const first = await lending.take()
    await lending.giveBack(false)
    expect(await lending.take()).toBe(first)
    expect(log).toEqual(['made 1'])
  })

  it('is ended and made anew after somebody who spoilt it', async () => {
    const { lending, log } = workshop()
    await lending.take()
    await lending.giveBack(true)
    expect(log).toEqual(['made 1', 'ended 1'])
    expect((await lending.take()).number).toBe(2)
  })

  it('is ended when it cannot be tidied', async () => {
    const { lending, log } = workshop((number) => number > 1)
    await lending.take()
    await lending.giveBack(false)
    expect((await lending.take()).number).toBe(2)
    await lending.giveBack(false)
    expect((await lending.take()).number).toBe(2)
    expect(log).toEqual(['made 1', 'ended 1', 'made 2'])
  })

  it('is ended once at the end, and only if it was made', async () => {
    const { lending, log } = workshop()
    await lending.end()
    await lending.take()
    await lending.end()
    await lending.end()
    expect(log).toEqual(['made 1', 'ended 1'])
  })
})
