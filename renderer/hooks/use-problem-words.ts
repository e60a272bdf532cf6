import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../field-problems'

/** Where a field has words of its own for a problem; all others use `problem.<problem>`. */
const particular = {
  'amount.malformed': 'problemIn.amount.malformed',
  'amount.too_large': 'problemIn.amount.too_large',
  'merchantReference.missing': 'problemIn.merchantReference.missing',
  'merchantReference.malformed': 'problemIn.merchantReference.malformed',
  'merchantReference.too_long': 'problemIn.merchantReference.too_long',
  'merchantReference.not_allowed': 'problemIn.merchantReference.not_allowed',
  'email.malformed': 'problemIn.email.malformed',
  'phone.missing': 'problemIn.phone.missing',
  'phone.malformed': 'problemIn.phone.malformed',
  'phone.too_small': 'problemIn.phone.too_small',
  'phone.too_long': 'problemIn.phone.too_long',
  'lifetimeHours.missing': 'problemIn.lifetimeHours.missing',
  'filled.not_allowed': 'problemIn.filled.not_allowed',
  'cardId.missing': 'problemIn.cardId.missing',
  'cardId.not_allowed': 'problemIn.cardId.not_allowed',
  'operation.not_allowed': 'problemIn.operation.not_allowed',
  'currency.not_allowed': 'problemIn.currency.not_allowed',
  'currency.malformed': 'problemIn.currency.malformed',
  'description.missing': 'problemIn.description.missing',
  'quantity.malformed': 'problemIn.quantity.malformed',
  'vatRate.malformed': 'problemIn.vatRate.malformed',
  'vatAmount.malformed': 'problemIn.vatAmount.malformed',
  'vatAmount.too_large': 'problemIn.vatAmount.too_large',
  'retryOf.not_allowed': 'problemIn.retryOf.not_allowed'
} as const

type Particular = keyof typeof particular

function hasOwnWords(key: string): key is Particular {
  return Object.hasOwn(particular, key)
}

/** Says what is wrong with a field, in the words that fit that field best. */
export function useProblemWords(): (field: string, problem: Problem | 'mismatch') => string {
  const { t } = useTranslation('charge')
  return useCallback(
    (field, problem) => {
      const key = `${field.split('.').at(-1) ?? field}.${problem}`
      return hasOwnWords(key) ? t(particular[key]) : t(`problem.${problem}`)
    },
    [t]
  )
}
