import { describe, expect, it } from 'vitest'
import { stopOf } from '../../../../../renderer/screens/charge/stop'
import { appError } from './samples'

const facts = { reference: 'order-17', customer: 'Kari Nordmann', createdAt: 5 }

describe('what stands in the way', () => {
  it('is told by its own id: of a charge, or of a link', () => {
    expect(stopOf(appError('duplicate_open', { details: { chargeId: 'charge-1', ...facts } }))).toEqual({
      kind: 'charge',
      id: 'charge-1',
      ...facts
    })
    expect(stopOf(appError('link_open', { details: { linkId: 'link-1', ...facts } }))).toEqual({
      kind: 'link',
      id: 'link-1',
      ...facts
    })
  })

  it('is nothing where a refusal has another reason, or does not say which it is', () => {
    expect(stopOf(appError('over_limit', { details: { linkId: 'link-1', ...facts } }))).toBeNull()
    expect(stopOf(appError('link_open', { details: { chargeId: 'charge-1', ...facts } }))).toBeNull()
    expect(stopOf(appError('link_open'))).toBeNull()
  })
})
