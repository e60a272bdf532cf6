import { textProblem } from '../../shared/fields'
import { TrekkError, type FieldProblem } from '../../shared/result'
import { longestViewName, mostViews, type SavedView } from '../../shared/saved-view'
import { containsCardNumber, fieldText } from '../../shared/text'
import type { Ledger, LedgerTables } from '../ledger/ledger'

/** Filters of the history that are kept under a name: those of the account in use, on this computer, in their order. */
export class SavedViews {
  readonly #ledger: Ledger

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  /** @throws TrekkError `no_account` */
  async list(): Promise<SavedView[]> {
    return this.#ledger.desk.savedViews(await requireAccount(this.#ledger))
  }

  /**
   * Keeps filters under a name, in place of what had it before.
   * @returns all there are then
   * @throws TrekkError `no_account`; `invalid_input` | `card_number_refused` at `name` or `search`; `views_full`
   */
  async keep({ name: typed, filters }: SavedView): Promise<SavedView[]> {
    const name = checkedName(typed)
    if (containsCardNumber(filters.search)) throw refused('search', 'card_number')
    return this.#change((views) => {
      const isThere = views.some((view) => view.name === name)
      if (!isThere && views.length >= mostViews)
        throw new TrekkError('views_full', 'there are as many views as there may be')
      const kept = { name, filters }
      return isThere ? views.map((view) => (view.name === name ? kept : view)) : [...views, kept]
    })
  }

  /**
   * Gives a view another name.
   * @returns all there are then
   * @throws TrekkError `no_account`; `not_found`; `invalid_input` | `card_number_refused` at `name`, also when another has it
   */
  async rename(from: string, typed: string): Promise<SavedView[]> {
    const name = checkedName(typed)
    return this.#change((views) => {
      if (!views.some((view) => view.name === from)) throw new TrekkError('not_found', 'no view of that name')
      if (name !== from && views.some((view) => view.name === name)) throw refused('name', 'used')
      return views.map((view) => (view.name === from ? { ...view, name } : view))
    })
  }

  /** Takes a view away; nothing when there is none of that name. @returns what is left. @throws TrekkError `no_account` */
  async remove(name: string): Promise<SavedView[]> {
    return this.#change((views) => views.filter((view) => view.name !== name))
  }

  async #change(next: (views: readonly SavedView[]) => SavedView[]): Promise<SavedView[]> {
    return this.#ledger.write(async (tables) => {
      const accountId = await requireAccount(tables)
      const views = next(await tables.desk.savedViews(accountId))
      await tables.desk.setSavedViews(accountId, views)
      return views
    })
  }
}

async function requireAccount({ desk }: Pick<LedgerTables, 'desk'>): Promise<string> {
  const accountId = await desk.activeAccount()
  if (accountId === null) throw new TrekkError('no_account', 'no account is in use')
  return accountId
}

function checkedName(typed: string): string {
  const name = fieldText(typed)
  const problem = name === '' ? 'missing' : textProblem(name, longestViewName)
  if (problem !== null) throw refused('name', problem)
  return name
}

function refused(field: string, problem: FieldProblem['problem']): TrekkError {
  const code = problem === 'card_number' ? 'card_number_refused' : 'invalid_input'
  return new TrekkError(code, `the ${field} was refused: ${problem}`, { fields: [{ field, problem }] })
}
