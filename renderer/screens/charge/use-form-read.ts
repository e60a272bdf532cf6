import { useMemo } from 'react'
import { readForm, type FormRead } from './draft'
import { useCharge } from './use-charge'

/** What the form says, read anew whenever it is edited. */
export function useFormRead(): FormRead {
  const form = useCharge((state) => state.form)
  const country = useCharge((state) => state.defaults.country)
  return useMemo(() => readForm(form, country), [form, country])
}
