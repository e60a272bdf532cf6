import { useCallback } from 'react'
import type { FoundRow } from '../../../shared/find'
import { useCardWords } from '../../components/card-words'
import { dinteroName } from '../../dintero-name'

/** `Visa •••• 0416`, or the way to pay in Dintero's word where it was no card. */
export function usePaidWith(): (row: Pick<FoundRow, 'product' | 'brand' | 'lastFour'>) => string {
  const words = useCardWords()
  return useCallback(
    ({ product, brand, lastFour }) =>
      product === null || product.endsWith('.creditcard')
        ? words.ending({ brand, lastFour })
        : dinteroName(product),
    [words]
  )
}
