import { describe, expect, it } from 'vitest'
import { noFilters, queryOf, waitingLinks } from '../../../../../renderer/screens/links/link-filters'
import { linkGroupOf } from '../../../../../shared/link-standing'

describe('the filters of links', () => {
  it('ask for all of them while none is set', () => {
    expect(queryOf(noFilters)).toEqual({ search: '', states: [], kinds: [], from: null, to: null })
  })

  it('ask for the states that staff mean by a word', () => {
    expect(queryOf({ ...noFilters, group: 'lost' }).states).toEqual(['lost'])
    expect(queryOf({ ...noFilters, group: 'waiting' }).states).toEqual([
      'asking',
      'made',
      'sent',
      'opened',
      'pending'
    ])
  })

  it('ask for what the first screen counts, when somebody comes from there', () => {
    const { states, kinds } = queryOf(waitingLinks)
    expect(kinds).toEqual(['payment'])
    expect(states.map(linkGroupOf)).toEqual(states.map(() => 'waiting'))
  })

  it('ask for one kind, and for whole days', () => {
    const { kinds, from, to } = queryOf({
      ...noFilters,
      kind: 'enrolment',
      from: '2026-11-22',
      to: '2026-11-22'
    })
    expect(kinds).toEqual(['enrolment'])
    expect((to ?? 0) - (from ?? 0)).toBe(24 * 3_600_000)
  })

  it('never ask for a card number', () => {
    expect(queryOf({ ...noFilters, search: '4111 1111 1111 1111' }).search).toBe('')
  })
})
