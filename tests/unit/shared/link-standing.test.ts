import { describe, expect, it } from 'vitest'
import { chargeFaces } from '../../../shared/charge'
import {
  faceOfLink,
  faceOfLinkState,
  linkGroupOf,
  linkGroups,
  linkStandingOf,
  statesOfGroup
} from '../../../shared/link-standing'
import { linkStates, mayBePaid } from '../../../shared/link-state'

const unread = { amount: 500, captured: null }

describe('where a link stands', () => {
  it('is its state, until it is paid', () => {
    const unpaid = linkStates.filter((state) => state !== 'paid')
    expect(
      unpaid.map((state) =>
        linkStandingOf({ kind: 'payment', state, transactionStatus: 'CAPTURED', ...unread })
      )
    ).toEqual(unpaid)
  })

  it.each([
    ['CAPTURED', 'captured', 'succeeded'],
    ['AUTHORIZED', 'held', 'succeeded'],
    ['REFUNDED', 'refunded', 'returned'],
    ['FAILED', 'failed_after_all', 'unknown'],
    ['A_WORD_TO_COME', 'unforeseen', 'unknown'],
    [null, 'unforeseen', 'unknown']
  ] as const)('is, paid and %s, that of a charge: %s', (transactionStatus, standing, face) => {
    const found = linkStandingOf({ kind: 'payment', state: 'paid', transactionStatus, ...unread })
    expect(found).toBe(standing)
    expect(faceOfLink(found)).toBe(face)
  })

  it('is of an enrolment that ended well that the card is stored, whatever its transaction says', () => {
    const stored = linkStandingOf({
      kind: 'enrolment',
      state: 'paid',
      transactionStatus: 'AUTHORIZED',
      ...unread
    })
    expect([stored, faceOfLink(stored)]).toEqual(['stored', 'succeeded'])
  })

  it('never has the face of money that was taken before it is paid', () => {
    const faces = linkStates.filter((state) => state !== 'paid').map(faceOfLinkState)
    expect(faces).not.toContain('succeeded')
    expect(faces.filter((face) => !chargeFaces.includes(face))).toEqual([])
    expect(linkStates.filter((state) => faceOfLinkState(state) === 'unknown')).toEqual(['lost'])
  })
})

describe('the groups of links', () => {
  it('have every state in one', () => {
    const all = linkGroups.flatMap(statesOfGroup)
    expect(all.toSorted()).toEqual([...linkStates].toSorted())
    expect(all.map(linkGroupOf)).toEqual(linkGroups.flatMap((group) => statesOfGroup(group).map(() => group)))
  })

  it('call nothing over by which the customer may still pay', () => {
    expect(statesOfGroup('over').filter((state) => mayBePaid({ state, sms: true }))).toEqual([])
    expect(statesOfGroup('waiting').filter((state) => !mayBePaid({ state, sms: false }))).toEqual([])
  })
})
