import { describe, expect, it } from 'vitest'
import {
  createFlow,
  readFirst,
  type FlowCalls
} from '../../../../../renderer/components/payment/modification-flow'
import type { Target } from '../../../../../renderer/components/payment/modification-form'
import type {
  ModificationAnswers,
  ModificationDetail,
  ModificationDraft,
  ModificationReview
} from '../../../../../shared/modification'
import type { AppError, Result } from '../../../../../shared/result'
import { modificationOf } from '../../../../support/fake-modifications'
import { fakeCharges } from '../../../../support/fake-charges'
import { fakeCards } from '../../../../support/fake-people'

const target: Target = { kind: 'refund', transactionId: 'T12345678.a', currency: 'NOK', most: 50_000 }

function reviewOf(draft: ModificationDraft): ModificationReview {
  return {
    ...draft,
    reviewId: 'review-1',
    environment: 'test',
    merchantReference: 'order-1',
    customerName: 'Kari Nordmann',
    money: {
      currency: 'NOK',
      authorised: 50_000,
      captured: 50_000,
      refunded: 0,
      voided: 0,
      pendingCapture: 0,
      pendingRefund: 0,
      pendingVoid: false,
      leftToCapture: 0,
      leftToRefund: 50_000
    },
    after: { leftToCapture: 0, leftToRefund: 0 },
    confirmations: []
  }
}

function done(): ModificationDetail {
  const [charge] = fakeCharges(fakeCards(), 1)
  if (charge === undefined) throw new Error('no charge')
  return modificationOf(0, charge, 'succeeded')
}

/** Main as a test has it answer, with what it was asked. */
function main(answers: Partial<Pick<FlowCalls, 'review' | 'submit'>> = {}) {
  const asked = { reviews: [] as ModificationDraft[], submits: [] as ModificationAnswers[] }
  const clock = { now: 1_000 }
  const flow = createFlow(
    {
      review: async (draft) => {
        asked.reviews.push(draft)
        return (await answers.review?.(draft)) ?? { ok: true, value: reviewOf(draft) }
      },
      submit: async (given) => {
        asked.submits.push(given)
        return (await answers.submit?.(given)) ?? { ok: true, value: done() }
      },
      now: () => clock.now
    },
    target
  )
  return { flow, state: flow.getState, asked, clock }
}

function failing<T>(failure: AppError): () => Promise<Result<T>> {
  return () => Promise.resolve({ ok: false, error: failure })
}

describe('a refund on its way', () => {
  it('is reviewed, then done once', async () => {
    const { state, asked, clock } = main()
    state().type({ reason: 'Returned' })
    await state().check()
    expect(state().phase.name).toBe('review')
    clock.now += readFirst
    await Promise.all([state().submit(), state().submit(), state().submit()])
    expect(state().phase.name).toBe('done')
    await state().submit()
    expect(asked.submits).toHaveLength(1)
  })

  it('is not done by the second of two quick presses that were meant for the form', async () => {
    const { state, asked, clock } = main()
    state().type({ reason: 'Returned' })
    await state().check()
    clock.now += readFirst - 1
    await state().submit()
    expect(asked.submits).toEqual([])
    clock.now += 1
    await state().submit()
    expect(asked.submits).toHaveLength(1)
  })

  it('asks main nothing while the form cannot be read, and once however often it is pressed', async () => {
    const { state, asked } = main()
    await state().check()
    expect(state().problems).toEqual({ reason: 'missing' })
    expect(asked.reviews).toEqual([])
    state().type({ reason: 'Returned' })
    await Promise.all([state().check(), state().check()])
    expect(asked.reviews).toHaveLength(1)
  })

  it('cannot be changed under its review: what is reviewed is what was typed', async () => {
    const { state, asked, clock } = main()
    state().type({ reason: 'Returned', extent: 'part', amount: '100' })
    await state().check()
    state().type({ amount: '400' })
    clock.now += readFirst
    await state().submit()
    expect(asked.reviews).toMatchObject([{ amount: 10_000 }])
    expect(state().form.amount).toBe('100')
  })

  it('takes what was confirmed for one review for no other', async () => {
    const { state } = main({
      review: (draft) =>
        Promise.resolve({
          ok: true,
          value: { ...reviewOf(draft), confirmations: [{ kind: 'real_money' }] }
        })
    })
    state().type({ reason: 'Returned' })
    await state().check()
    state().answer({ realMoney: true })
    state().back()
    state().type({ reason: 'Returned all' })
    await state().check()
    expect(state().answers.realMoney).toBe(false)
  })

  it('is in doubt when main does not say that nothing was sent, and cannot be sent again', async () => {
    const { state, asked, clock } = main({ submit: failing({ code: 'internal', message: 'gone' }) })
    state().type({ reason: 'Returned' })
    await state().check()
    clock.now += readFirst
    await state().submit()
    expect(state().phase.name).toBe('doubt')
    await state().submit()
    await state().check()
    state().back()
    expect(state().phase.name).toBe('doubt')
    expect(asked.submits).toHaveLength(1)
  })

  it.each(['review_used', 'review_unknown'] as const)(
    'is in doubt by %s, which may be of one that was sent',
    async (code) => {
      const { state, clock } = main({ submit: failing({ code, message: code }) })
      state().type({ reason: 'Returned' })
      await state().check()
      clock.now += readFirst
      await state().submit()
      expect(state().phase.name).toBe('doubt')
    }
  )

  it('goes back to the form with all that was typed when the payment has changed meanwhile', async () => {
    const { state, clock } = main({
      submit: failing({ code: 'changed_meanwhile', message: 'changed', nothingSent: true })
    })
    state().type({ reason: 'Returned', extent: 'part', amount: '100' })
    await state().check()
    clock.now += readFirst
    await state().submit()
    expect(state()).toMatchObject({
      phase: { name: 'form' },
      form: { reason: 'Returned', extent: 'part', amount: '100' },
      error: { code: 'changed_meanwhile' }
    })
  })

  it('stays in its review when an answer to it is refused', async () => {
    const { state, clock } = main({
      submit: failing({
        code: 'reason_missing',
        message: 'no reason',
        nothingSent: true,
        fields: [{ field: 'repeatReason', problem: 'missing' }]
      })
    })
    state().type({ reason: 'Returned' })
    await state().check()
    clock.now += readFirst
    await state().submit()
    expect(state()).toMatchObject({ phase: { name: 'review' }, problems: { repeatReason: 'missing' } })
  })

  it('shows at its field what main refuses of the form', async () => {
    const { state } = main({
      review: failing({
        code: 'invalid_input',
        message: 'too much',
        fields: [{ field: 'amount', problem: 'too_large' }]
      })
    })
    state().type({ reason: 'Returned' })
    await state().check()
    expect(state()).toMatchObject({ phase: { name: 'form' }, problems: { amount: 'too_large' }, error: null })
  })
})
