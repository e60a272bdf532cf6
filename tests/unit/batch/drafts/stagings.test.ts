import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Stagings } from '../../../../electron/batch/drafts/stagings'
import type { Staging } from '../../../../electron/ledger/staging/staging'

function openStagings(held: ReadonlySet<string> = new Set()) {
  const folder = mkdtempSync(join(tmpdir(), 'trekk-stagings-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const world = { now: 1_000_000 }
  const stagings = new Stagings(
    folder,
    () => world.now,
    (id) => held.has(id)
  )
  return { stagings, world }
}

function isOpen(staging: Staging): boolean {
  try {
    staging.fact('name')
    return true
  } catch {
    return false
  }
}

describe('the files of batches', () => {
  it('are closed when they were not used for a while, and opened again as they were', () => {
    const { stagings, world } = openStagings(new Set(['b']))
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => stagings.make(id))
    all[0]?.setFacts({ name: 'nettleie' })
    expect(all.map(isOpen)).toEqual([true, true, true, true, true, true])
    world.now += 10_001
    stagings.require('c')
    // The three that were used last are open, and one that somebody holds.
    expect(all.map(isOpen)).toEqual([false, true, true, false, true, true])
    expect(stagings.require('a').fact('name')).toBe('nettleie')
  })

  it('are not made by looking for them', () => {
    const { stagings } = openStagings()
    expect(stagings.find('a')).toBeNull()
    expect(() => stagings.require('a')).toThrow(expect.objectContaining({ code: 'not_found' }))
    stagings.make('a')
    stagings.close('a')
    expect(stagings.find('a')).not.toBeNull()
  })
})
