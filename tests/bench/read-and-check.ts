import { defaultAccountSettings, limitsOf } from '../../electron/accounts/defaults'
import { CardFinder } from '../../electron/batch/checking/card-finder'
import { CrossRules } from '../../electron/batch/checking/cross-rules'
import { checkRow, type RowRules } from '../../electron/batch/checking/row-rules'
import { identitiesOf } from '../../electron/charging/identities'
import { understandFile } from '../../electron/importing/meaning/columns'
import { contentColumns, rowContent, rowReferences } from '../../electron/importing/meaning/references'
import { rowReader } from '../../electron/importing/meaning/rows'
import { readFile } from '../../electron/importing/reading/read-file'
import type { KnownCard } from '../../electron/ledger/reading/known-cards'

const now = Date.now()

export { readFile }

/** Reads a file, and holds every row against every rule, as a draft is loaded. */
export async function readAndCheck(bytes: Uint8Array, cards: readonly KnownCard[]): Promise<number> {
  const table = await readFile(bytes, {})
  const { mapping } = understandFile(table, {
    remembered: new Map(),
    choices: {},
    country: 'NO',
    defaults: {
      provider: null,
      operation: 'unscheduled_purchase',
      amount: null,
      currency: 'NOK',
      vatRate: null,
      description: '',
      autoCapture: null
    }
  })
  const reader = rowReader(mapping)
  const columnOf = contentColumns(mapping.columns)
  const rules: RowRules = {
    finder: new CardFinder(cards, new Map()),
    attempts: new Map(),
    limitsOf: (currency) => limitsOf(defaultAccountSettings, currency),
    autoCapture: true,
    atDintero: () => undefined,
    now
  }
  const rows = table.records.map((record) => {
    const meaning = reader(record)
    return { meaning, checked: checkRow(meaning, rules), content: rowContent(record, columnOf).content }
  })
  const references = rowReferences(
    '2026-11 nettleie',
    rows.map(({ content }) => content)
  )
  const cross = new CrossRules({ unresolved: [], openLinks: [], recent: [], used: new Map() })
  for (const [index, { meaning, checked }] of rows.entries()) {
    const { amount, currency, row } = meaning
    const identities = checked.card === null ? [] : identitiesOf(checked.card, checked)
    cross.load(row, { reference: references[index] ?? '', identities, amount, currency })
  }
  return rows.filter(({ meaning, checked }) =>
    [...checked.problems, ...cross.problems(meaning.row, null)].every(
      ({ severity }) => severity === 'warning'
    )
  ).length
}
