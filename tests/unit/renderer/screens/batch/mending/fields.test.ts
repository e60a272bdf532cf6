import { describe, expect, it } from 'vitest'
import {
  canType,
  fieldsShown,
  gravestOf,
  plainAmount
} from '../../../../../../renderer/screens/batch/mending/fields'
import { mendingKey } from '../../../../../../renderer/screens/batch/mending/use-mending-keys'
import { parseAmount } from '../../../../../../shared/money'
import type { RowProblem } from '../../../../../../shared/batch-problem'

const column = (field: 'amount' | 'ignored' | 'token' | 'kid' | 'result_state') => ({ field, header: '' })

describe('the columns of the rows', () => {
  it('are the file’s in its order, without what nobody reads, and never a token', () => {
    const columns = [
      column('kid'),
      column('token'),
      column('ignored'),
      column('amount'),
      column('result_state')
    ]
    expect(fieldsShown({ columns })).toEqual(['kid', 'amount', 'card'])
  })

  it('have an amount also where the file has none', () => {
    expect(fieldsShown({ columns: [column('kid')] })).toEqual(['kid', 'amount', 'card'])
  })
})

describe('a cell', () => {
  it('cannot be typed over where no cell is surely in its column, nor in a column of Trekk’s own', () => {
    expect([canType({ raw: null }, 'amount'), canType({ raw: 'a;b' }, 'amount')]).toEqual([true, false])
    expect([canType({ raw: null }, 'row'), canType({ raw: null }, 'reference')]).toEqual([false, false])
  })

  it('shows its gravest problem', () => {
    const problem = (severity: RowProblem['severity'], field: RowProblem['field']): RowProblem => ({
      code: 'malformed',
      field,
      severity,
      seen: ''
    })
    const problems = [problem('warning', 'amount'), problem('blocker', 'kid'), problem('reason', 'amount')]
    expect(gravestOf(problems)?.severity).toBe('blocker')
    expect(gravestOf(problems, 'amount')?.severity).toBe('reason')
    expect(gravestOf(problems, 'email')).toBeNull()
  })
})

describe('an amount that is put into a cell', () => {
  it.each([
    [129_900, 'NOK', 'comma', '1299,00'],
    [129_900, 'NOK', 'point', '1299.00'],
    [5, 'NOK', null, '0.05'],
    [1_299, 'ISK', 'comma', '1299']
  ] as const)('of %i %s with %s is %s, and is read back', (amount, currency, mark, text) => {
    expect(plainAmount(amount, currency, mark)).toBe(text)
    expect(parseAmount(text, currency)).toEqual({ ok: true, amount })
  })
})

describe('a key while rows are mended', () => {
  const press = (
    key: string,
    held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}
  ) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...held
  })
  it.each([
    [press('F8'), 'next'],
    [press('F8', { shiftKey: true }), 'previous'],
    [press('z', { ctrlKey: true }), 'undo'],
    [press('Z', { ctrlKey: true, shiftKey: true }), 'redo'],
    [press('y', { metaKey: true }), 'redo'],
    [press('z', { ctrlKey: true, altKey: true }), null],
    [press('F8', { ctrlKey: true }), null],
    [press('z'), null]
  ] as const)('%o does %s', (pressed, meant) => expect(mendingKey(pressed, false)).toBe(meant))

  it('leaves a field its own undo, but not F8', () => {
    expect(mendingKey(press('z', { ctrlKey: true }), true)).toBeNull()
    expect(mendingKey(press('F8'), true)).toBe('next')
  })
})
