import { textProblem } from '../../shared/fields'
import { TrekkError } from '../../shared/result'
import { fieldText } from '../../shared/text'

/**
 * A name that somebody has typed, as it is kept.
 * @param longest letters at most
 * @throws TrekkError `invalid_input` | `card_number_refused` at `name`
 */
export function checkedName(typed: string, longest: number): string {
  const name = fieldText(typed)
  const problem = name === '' ? 'missing' : textProblem(name, longest)
  if (problem === null) return name
  const code = problem === 'card_number' ? 'card_number_refused' : 'invalid_input'
  throw new TrekkError(code, `the name was refused: ${problem}`, { fields: [{ field: 'name', problem }] })
}
