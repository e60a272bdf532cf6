import Papa from 'papaparse'
import { readXlsx } from 'hucre'
import { defaultAccountSettings, limitsOf } from '../../electron/accounts/defaults'
import { CardFinder } from '../../electron/batch/checking/card-finder'
import { CrossRules } from '../../electron/batch/checking/cross-rules'
import { checkRow, type RowRules } from '../../electron/batch/checking/row-rules'
import { identitiesOf } from '../../electron/charging/identities'
import { understandFile } from '../../electron/importing/meaning/columns'
import { contentColumns, rowContent, rowReferences } from '../../electron/importing/meaning/references'
import { rowReader } from '../../electron/importing/meaning/rows'
import { readFile } from '../../electron/importing/reading/read-file'
import type { KnownCard } from '../../electron/ledger/reading/file-evidence'
import type { CardView } from '../../shared/card'
import { chargeFile, chargeWorkbook } from './charge-file'
import { median, milliseconds, printTable } from './figures'
import { manyCards } from './people'
import { benchAccount } from './services'

export const fileRows = 100_000
const rounds = 3
const goal = 1_500
const workbookGoal = 1.5
const now = Date.now()

/** Reads a file, and holds every row against every rule, as a draft is loaded. */
async function readAndCheck(bytes: Uint8Array, cards: readonly KnownCard[]): Promise<number> {
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

/** Processor time, ms: what else the machine does changes it little, and the clock on the wall much. */
async function timed(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** @returns what it took in turns: the first time, and the medians of all, ms */
async function inTurns(
  ours: () => Promise<unknown>,
  bare: () => unknown
): Promise<{ readonly first: number; readonly ours: number; readonly bare: number }> {
  const times = { ours: [] as number[], bare: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    times.ours.push(await timed(ours))
    times.bare.push(await timed(bare))
  }
  return { first: times.ours[0] ?? NaN, ours: median(times.ours), bare: median(times.bare) }
}

function knownCards(): KnownCard[] {
  return manyCards(benchAccount, fileRows, now).map((card) => {
    const view: CardView = { ...card, expired: false, blockedUntil: null, lastChargedAt: null }
    return { view, tokenId: null, fingerprint: card.tokenFingerprint }
  })
}

/** Reading and checking a large file, beside the bare libraries on the same bytes. */
export async function benchFileReading(): Promise<void> {
  const cards = knownCards()
  const text = chargeFile(fileRows)
  const workbook = Buffer.from(await chargeWorkbook(fileRows))
  const sound = await readAndCheck(chargeFile(1_000), cards)
  if (sound !== 1_000) throw new Error(`${sound} of 1000 rows were sound`)
  const read = await inTurns(
    () => readFile(text, {}),
    () => Papa.parse(text.toString('latin1'), { delimiter: ';' })
  )
  const both = await inTurns(
    () => readAndCheck(text, cards),
    () => Papa.parse(text.toString('latin1'), { delimiter: ';' })
  )
  const sheet = await inTurns(
    () => readFile(workbook, {}),
    () => readXlsx(workbook)
  )
  const row = (name: string, { first, ours, bare }: typeof read, met: boolean | null): string[] => [
    name,
    milliseconds(first),
    milliseconds(ours),
    milliseconds(bare),
    (ours / bare).toFixed(2),
    met === null ? '–' : met ? 'met' : 'missed'
  ]
  printTable(
    `A file of ${fileRows.toLocaleString('en')} rows beside papaparse and hucre alone: processor time (medians of ${rounds} rounds, in turns; goals ${goal} ms, ${workbookGoal} times)`,
    ['what', 'first time', 'Trekk', 'bare', 'ratio', 'goal'],
    [
      row('CSV read', read, null),
      row('CSV read and checked', both, both.ours <= goal),
      row('workbook read', sheet, sheet.ours <= workbookGoal * sheet.bare)
    ]
  )
}
