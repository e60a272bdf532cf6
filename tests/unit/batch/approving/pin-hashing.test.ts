import { describe, expect, it } from 'vitest'
import { hashPin, isPin, isWeaker, usualCost } from '../../../../electron/batch/approving/pin-hashing'

const little = { n: 16, r: 1, p: 1 }

describe('a kept PIN', () => {
  it('fits itself and no other', async () => {
    const kept = await hashPin('739251', little)
    expect(await isPin('739251', kept)).toBe(true)
    for (const pin of ['739252', '', '7392510', '739251 ']) expect(await isPin(pin, kept)).toBe(false)
  })

  it('has a salt of its own, and nothing of the PIN in it', async () => {
    const [one, other] = [await hashPin('739251', little), await hashPin('739251', little)]
    expect(one.salt).not.toBe(other.salt)
    expect(one.hash).not.toBe(other.hash)
    expect(Buffer.from(one.salt, 'base64')).toHaveLength(16)
    expect(JSON.stringify(one)).not.toContain('739251')
  })

  it('fits with the parameters it was kept with, whatever is usual now', async () => {
    const kept = await hashPin('739251', { n: 32, r: 2, p: 2 })
    expect(kept).toMatchObject({ n: 32, r: 2, p: 2 })
    expect(await isPin('739251', kept)).toBe(true)
    expect(await isPin('739251', { ...kept, n: 16 })).toBe(false)
    expect(isWeaker(kept, usualCost)).toBe(true)
    expect(isWeaker({ ...kept, ...usualCost }, usualCost)).toBe(false)
  })

  it('takes memory, and another thread', async () => {
    expect(128 * usualCost.n * usualCost.r).toBeGreaterThanOrEqual(128 * 1_024 * 1_024)
    let turns = 0
    const turning = setInterval(() => (turns += 1), 1)
    expect(await hashPin('739251', usualCost)).toMatchObject(usualCost)
    clearInterval(turning)
    expect(turns).toBeGreaterThan(10)
  })
})
