import { useMemo } from 'react'
import { useCharge } from './use-charge'
import { useFormRead } from './use-form-read'
import { showsAtOnce, type Problem } from '../../field-problems'
import { useProblemWords } from '../../hooks/use-problem-words'

/** Reads the problem to show at a field now; null while it is not to be shown yet. */
export function useShownProblem(): (field: string) => string | null {
  const { problems } = useFormRead()
  const serverProblems = useCharge((state) => state.serverProblems)
  const touched = useCharge((state) => state.touched)
  const words = useProblemWords()
  return useMemo(() => {
    const shown = (field: string): Problem | null => {
      const own = problems[field]
      if (own && (touched.has(field) || showsAtOnce(own))) return own
      return own ? null : (serverProblems[field] ?? null)
    }
    return (field) => {
      const problem = shown(field)
      return problem && words(field, problem)
    }
  }, [problems, serverProblems, touched, words])
}
