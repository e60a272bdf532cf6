import { containsCardNumber } from '../../shared/text'
import type { FindFilters, FindQuery, FoundList, FoundRow } from '../../shared/find'
import { readPhone } from '../../shared/phone'
import { TrekkError } from '../../shared/result'
import type { Transaction } from '../../shared/transaction'
import type { Dintero } from '../dintero/dintero'
import { failureError } from '../dintero/failure-error'
import { pageSize } from '../dintero/whole-list'
import type { AccountRecord } from '../ledger/accounts'
import type { Ledger } from '../ledger/ledger'
import { foundRow, isOfAccount, questionsFor, tokenIdsOf, type Question } from './search'

export interface FindParts {
  readonly ledger: Pick<Ledger, 'payments' | 'cards'>
  readonly accounts: {
    requireActive(): Promise<AccountRecord>
    dinteroFor(accountId: string): Promise<Dintero>
  }
}

/** As many are found at most: who wants more asks for less. */
const mostRows = 50_000

/** One thing that is looked for, as far as it was read. Rows are only ever added at the end. */
interface Search {
  readonly key: string
  readonly accountId: string
  readonly questions: readonly Question[]
  readonly rows: FoundRow[]
  readonly seen: Set<string>
  /** Which of the questions is being read, and from where it goes on. */
  at: number
  after: string | null
  lookedAt: number
  backTo: number | null
  repeats: boolean
  /** The reading before, which the next waits for. */
  turn: Promise<unknown>
}

/**
 * Finds transactions at Dintero, also those that were made elsewhere. What was read of the latest question is in memory, so
 * that its rows keep their place whatever is paid meanwhile: a list is gone on with from after its last row. Reads only.
 */
export class FindService {
  readonly #parts: FindParts
  #search: Search | null = null

  constructor(parts: FindParts) {
    this.#parts = parts
  }

  /**
   * A window of what is found, read as far as it goes.
   * @throws TrekkError `no_account`; `card_number_refused`; what `failureError` says, and then what was read stays;
   * `cancelled` when something else is looked for by now; keychain codes
   */
  async find({ offset, limit, lookAt, askedAt, ...filters }: FindQuery): Promise<FoundList> {
    refuseCardNumber(filters.search)
    const account = await this.#parts.accounts.requireActive()
    const search = this.#searchFor(account, filters, askedAt)
    const reading = search.turn.then(() => this.#readTo(search, offset + limit, lookAt))
    // Who asks next waits for this one, also where it fails.
    search.turn = reading.catch(() => undefined)
    await reading
    const { rows, lookedAt, backTo, repeats } = search
    const isOver = search.at >= search.questions.length
    const isBound = !isOver && !mayGoOn(search, lookAt)
    return {
      rows: rows.slice(offset, offset + limit),
      total: rows.length,
      atLeast: !isOver && !isBound,
      lookedAt,
      backTo,
      end: repeats ? 'repeats' : isOver ? 'end' : isBound ? 'bound' : 'more'
    }
  }

  #searchFor({ id, settings }: AccountRecord, filters: FindFilters, askedAt: number): Search {
    const key = JSON.stringify([id, askedAt, filters])
    if (this.#search?.key === key) return this.#search
    const phone = readPhone(filters.search, settings.country)
    this.#search = {
      key,
      accountId: id,
      questions: questionsFor(filters, filters.search !== '' && phone.ok ? phone.e164 : null),
      rows: [],
      seen: new Set(),
      at: 0,
      after: null,
      lookedAt: 0,
      backTo: null,
      repeats: false,
      turn: Promise.resolve()
    }
    return this.#search
  }

  async #readTo(search: Search, wanted: number, lookAt: number): Promise<void> {
    const dintero = await this.#parts.accounts.dinteroFor(search.accountId)
    while (search.rows.length < wanted && mayGoOn(search, lookAt)) {
      if (search !== this.#search) throw new TrekkError('cancelled', 'something else is looked for by now')
      const question = search.questions[search.at]
      if (question === undefined) return
      const page = await dintero.pageOfTransactions(question.filter, search.after)
      if (page.kind === 'failed') throw failureError(page)
      if (page.kind === 'not_found')
        throw new TrekkError('dintero_failed', 'HTTP 404 for the list of transactions')
      await this.#take(search, question, page.value)
    }
  }

  async #take(search: Search, question: Question, page: readonly Transaction[]): Promise<void> {
    const { accountId, seen } = search
    const fresh = page.filter(({ id }) => id !== null && !seen.has(id))
    const fitting = fresh.filter((each) => isOfAccount(each, accountId) && question.fits(each))
    const rows = await this.#rowsOf(accountId, fitting)
    for (const { id } of fitting) if (id !== null) seen.add(id)
    search.rows.push(...rows)
    search.lookedAt += page.length
    const times = page.flatMap(({ createdAt }) => createdAt ?? [])
    search.backTo = Math.min(search.backTo ?? Infinity, ...times)
    if (!Number.isFinite(search.backTo)) search.backTo = null
    const last = page.at(-1)?.id ?? null
    const isSame = last !== null && last === search.after
    if (isSame || (page.length >= pageSize && last === null)) search.repeats = true
    if (page.length < pageSize || isSame || last === null) {
      search.at += 1
      search.after = null
    } else search.after = last
  }

  async #rowsOf(accountId: string, transactions: readonly Transaction[]): Promise<FoundRow[]> {
    const { payments, cards } = this.#parts.ledger
    const own = await payments.ofTransactions(
      accountId,
      transactions.flatMap(({ id }) => id ?? [])
    )
    const used = await payments.usedReferences(
      accountId,
      transactions.flatMap(({ merchantReference }) => merchantReference ?? [])
    )
    const cardOf = new Map<string, string>()
    for (const id of new Set(transactions.flatMap(tokenIdsOf))) {
      const card = await cards.findByTokenId(accountId, id)
      if (card !== null) cardOf.set(id, card)
    }
    return transactions.map((each) =>
      foundRow(each, {
        own: own.get(each.id ?? ''),
        isReferenceUsed: used.has(each.merchantReference ?? ''),
        cardOf
      })
    )
  }
}

/** Whether more may be read: not for ever through rows that are not what is looked for. */
function mayGoOn({ at, questions, rows, lookedAt }: Search, lookAt: number): boolean {
  return at < questions.length && rows.length < mostRows && lookedAt - rows.length < lookAt
}

function refuseCardNumber(search: string): void {
  if (!containsCardNumber(search)) return
  throw new TrekkError('card_number_refused', 'the search holds a card number', {
    fields: [{ field: 'search', problem: 'card_number' }]
  })
}
