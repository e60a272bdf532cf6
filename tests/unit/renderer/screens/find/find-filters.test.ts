import { describe, expect, it } from 'vitest'
import { askedNow, noFilters, readFilters } from '../../../../../renderer/screens/find/find-filters'

describe('what is asked of Dintero', () => {
  it('is nothing where nothing is typed', () => {
    expect(readFilters(noFilters, 'NOK')).toEqual({
      filters: {
        search: '',
        amount: null,
        currency: '',
        operation: null,
        lastFour: '',
        from: null,
        to: null
      },
      isAmountWrong: false,
      isLastFourWrong: false
    })
  })

  it.each([
    ['1 299,90', '', 129_990, 'NOK'],
    ['1299', 'ISK', 1_299, 'ISK'],
    ['', 'SEK', null, 'SEK']
  ])('has the amount %s in %s', (amount, currency, minor, asked) => {
    const { filters, isAmountWrong } = readFilters({ ...noFilters, amount, currency }, 'NOK')
    expect([filters.amount, filters.currency, isAmountWrong]).toEqual([minor, asked, false])
  })

  it.each(['1.299', 'x', '-5', '1,234'])('is never an amount that is not understood: %s', (amount) => {
    const { filters, isAmountWrong } = readFilters({ ...noFilters, amount }, 'NOK')
    expect([filters.amount, isAmountWrong]).toEqual([null, true])
  })

  it.each([
    ['0416', '0416', false],
    [' 0416 ', '0416', false],
    ['041', '', true],
    ['abcd', '', true]
  ])('has the last four of "%s"', (lastFour, asked, isWrong) => {
    const read = readFilters({ ...noFilters, lastFour }, 'NOK')
    expect([read.filters.lastFour, read.isLastFourWrong]).toEqual([asked, isWrong])
  })

  it('is never a card number', () => {
    expect(readFilters({ ...noFilters, search: '4111 1111 1111 1111' }, 'NOK').filters.search).toBe('')
  })

  it('is another list each time it is asked', () => {
    const { filters } = readFilters(noFilters, 'NOK')
    expect(askedNow(filters, 1)).not.toEqual(askedNow(filters, 2))
  })
})
