import type { Actor } from '../../shared/audit'
import type { ChargeRow } from '../../shared/charge'
import {
  longestNote,
  type CustomerHit,
  type CustomerNote,
  type CustomerOf,
  type CustomerView,
  type CustomerWindow,
  type NewNote
} from '../../shared/customer'
import { keptPhone, textProblem } from '../../shared/fields'
import type { LinkRow } from '../../shared/link'
import type { ListPage } from '../../shared/list'
import type { ModificationRow } from '../../shared/modification'
import { TrekkError } from '../../shared/result'
import { containsCardNumber, fieldText } from '../../shared/text'
import type { CardAccounts } from '../accounts/card-service'
import { budgetOf } from '../charging/retry-budget'
import type { Ledger } from '../ledger/ledger'

export interface CustomerParts {
  readonly ledger: Ledger
  readonly accounts: Pick<CardAccounts, 'requireActive'>
  readonly actor: () => Actor
  /** ms since 1970 UTC */
  readonly clock: () => number
  readonly newId: () => string
}

/** Customers that are found at once: more are found by typing more. */
const mostFound = 8

/** The customers of the account in use, from this ledger alone: Dintero is not asked. */
export class CustomerService {
  readonly #parts: CustomerParts

  constructor(parts: CustomerParts) {
    this.#parts = parts
  }

  /**
   * Whoever a card, a charge or a link is of, with everything there is about them.
   * @throws TrekkError `not_found` | `no_account`
   */
  async get(of: CustomerOf): Promise<CustomerView> {
    const { ledger, clock } = this.#parts
    const kept = await ledger.reads.customer(await this.#accountId(), of)
    if (kept === null) throw noneSuch(of)
    const now = clock()
    const { keys: _keys, cards, ...rest } = kept
    return {
      ...rest,
      of,
      cards: cards.map(({ card, ties, attempts }) => ({
        card,
        ties,
        budget: budgetOf(card, attempts, null, now)
      }))
    }
  }

  /**
   * Customers by what is typed: those whose phone number, number, address or reference it is first; a wrong letter is
   * forgiven. Nothing is found by a card number.
   * @throws TrekkError `no_account`; `card_number_refused`
   */
  async find(query: string): Promise<CustomerHit[]> {
    if (containsCardNumber(query))
      throw new TrekkError('card_number_refused', 'the search holds a card number', {
        fields: [{ field: 'query', problem: 'card_number' }]
      })
    const { id, settings } = await this.#parts.accounts.requireActive()
    return this.#parts.ledger.reads.findCustomers(id, query, keptPhone(query, settings.country), mostFound)
  }

  /** A window of their charges, those tried last first. @throws TrekkError `no_account` */
  async charges(window: CustomerWindow): Promise<ListPage<ChargeRow>> {
    return this.#parts.ledger.reads.customerCharges(await this.#accountId(), window)
  }

  /** A window of their links, newest first. @throws TrekkError `no_account` */
  async links(window: CustomerWindow): Promise<ListPage<LinkRow>> {
    return this.#parts.ledger.reads.customerLinks(await this.#accountId(), window)
  }

  /** A window of what was done to their payments, newest first. @throws TrekkError `no_account` */
  async modifications(window: CustomerWindow): Promise<ListPage<ModificationRow>> {
    return this.#parts.ledger.reads.customerModifications(await this.#accountId(), window)
  }

  /**
   * Keeps a note about a customer, found again by what they are known by now and by the card.
   * @throws TrekkError `not_found` | `no_account`; `invalid_input` | `card_number_refused` at `text`
   */
  async addNote({ of, text: given }: NewNote): Promise<CustomerNote> {
    const { ledger, actor, clock, newId } = this.#parts
    const text = noteText(given)
    const accountId = await this.#accountId()
    const customer = await ledger.reads.customer(accountId, of)
    if (customer === null) throw noneSuch(of)
    const { osUser, operator } = actor()
    const author = operator === '' ? osUser : operator
    const note = { id: newId(), accountId, text, author, osUser, writtenAt: clock(), keys: customer.keys }
    return ledger.write(async ({ customerNotes, audit }) => {
      const added = await customerNotes.add(note)
      await audit.append({
        at: clock(),
        ...actor(),
        accountId,
        action: 'note_added',
        subject: added.id,
        facts: { of: `${of.kind}:${of.id}`, customerNumber: customer.customerNumber }
      })
      return added
    })
  }

  /**
   * Destroys what a note says; who wrote and who removed it stays.
   * @throws TrekkError `not_found` | `no_account`
   */
  async removeNote(id: string): Promise<CustomerNote> {
    const { ledger, actor, clock } = this.#parts
    const accountId = await this.#accountId()
    const { osUser, operator } = actor()
    return ledger.write(async ({ customerNotes, audit }) => {
      const removed = await customerNotes.remove(accountId, id, operator === '' ? osUser : operator, clock())
      const facts = { author: removed.author, writtenAt: removed.writtenAt }
      await audit.append({ at: clock(), ...actor(), accountId, action: 'note_removed', subject: id, facts })
      return removed
    })
  }

  async #accountId(): Promise<string> {
    return (await this.#parts.accounts.requireActive()).id
  }
}

/** Lines may be several; nothing else that cannot be seen. */
function noteText(given: string): string {
  const text = fieldText(given.replace(/\r\n?/g, '\n'))
  const problem = text === '' ? 'missing' : textProblem(text.replaceAll('\n', ' '), longestNote)
  if (problem === null) return text
  const code = problem === 'card_number' ? 'card_number_refused' : 'invalid_input'
  throw new TrekkError(code, `the note was refused: ${problem}`, { fields: [{ field: 'text', problem }] })
}

function noneSuch({ kind, id }: CustomerOf): TrekkError {
  return new TrekkError('not_found', `no ${kind} ${id}`)
}
