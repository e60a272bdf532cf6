import type { Transaction } from '../../shared/transaction'
import type { Failed, Lookup } from './dintero'

/** Rows asked for at a time; Dintero's most (docs/dintero.md 5.2). */
export const pageSize = 100
/** More pages of one question than any merchant reference or card has; a list that ignores its filter has them. */
const usualMost = 5_000

/**
 * Reads a list page after page until one is short. What does not come to an end, or brings the same rows again, was not
 * read: a row that is missing from half a list may be the payment.
 * @param readPage one page of at most `pageSize` rows, from after the row with this id; null for the first
 * @param atMost rows
 */
export async function readWholeList(
  readPage: (after: string | null) => Promise<Lookup<Transaction[]>>,
  atMost: number = usualMost
): Promise<Lookup<Transaction[]>> {
  const rows = new Map<string, Transaction>()
  const unnamed: Transaction[] = []
  for (let after: string | null = null; ;) {
    const page: Lookup<Transaction[]> = await readPage(after)
    // A list that holds nothing is empty, not absent: a 404 here says nothing about the transactions.
    if (page.kind === 'not_found') return notRead('HTTP 404 for the list of transactions')
    if (page.kind === 'failed') return page
    const before = rows.size
    for (const row of page.value) {
      if (row.id === null) unnamed.push(row)
      else rows.set(row.id, row)
    }
    if (page.value.length < pageSize) return { kind: 'found', value: [...rows.values(), ...unnamed] }
    after = page.value.at(-1)?.id ?? null
    if (after === null) return notRead('a page of the list ends with a row without id')
    if (rows.size === before) return notRead('the list brings the same rows again')
    if (rows.size >= atMost) return notRead(`the list has more than ${atMost} rows`)
  }
}

function notRead(why: string): Failed {
  return { kind: 'failed', reason: 'server', message: `not read to its end: ${why}`, retryAfter: null }
}
