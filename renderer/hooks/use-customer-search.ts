import { useEffect, useState } from 'react'
import type { CustomerHit } from '../../shared/customer'
import { api } from '../api'

const nobody: readonly CustomerHit[] = []

/**
 * Customers that are found by what is typed. Nobody until the newest text is answered: no key may open a customer who was
 * found by another one.
 */
export function useCustomerSearch(typed: string): readonly CustomerHit[] {
  const query = typed.trim().slice(0, 200)
  const [answer, setAnswer] = useState({ query: '', hits: nobody })

  useEffect(() => {
    let overtaken = false
    const ask = async (): Promise<void> => {
      const found = await api.findCustomers({ query })
      if (!overtaken) setAnswer({ query, hits: found.ok ? found.value : nobody })
    }
    if (query !== '') void ask()
    return () => {
      overtaken = true
    }
  }, [query])
  return answer.query === query && query !== '' ? answer.hits : nobody
}
