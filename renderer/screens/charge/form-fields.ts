import type { ChargeForm } from './draft'

/** The field of the form that a field of a draft is read from, where they have other names. */
const formFields: Readonly<Record<string, keyof ChargeForm>> = {
  cardId: 'card',
  operation: 'way',
  chargeId: 'retryOf',
  filled: 'link',
  sms: 'link',
  capture: 'link',
  lifetimeHours: 'link'
}

/** Whether a problem at `field` is out of date once `change` was made: an edited amount also changes the lines' sum. */
export function isAbout(field: string, change: Partial<ChargeForm>): boolean {
  const root = field.split('.')[0] ?? field
  return (
    (formFields[root] ?? root) in change || (root === 'lines' && ('amount' in change || 'currency' in change))
  )
}
