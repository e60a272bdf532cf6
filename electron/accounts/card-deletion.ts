import { TrekkError } from '../../shared/result'
import { textProblem } from '../../shared/fields'
import { fieldText } from '../../shared/text'
import {
  longestDeletionReason,
  type CardDeleted,
  type CardDeletion,
  type CardDeletionReview
} from '../../shared/dintero-card'
import type { Deletion, Dintero } from '../dintero/dintero'
import { failureError } from '../dintero/failure-error'
import type { CardRecord, StoredToken } from '../ledger/card-record'
import { cardEntry } from './card-entries'
import type { DinteroCardParts, DinteroCardService } from './dintero-cards'
import { FieldChecks } from './field-checks'

export interface CardDeletionParts extends Omit<DinteroCardParts, 'seals' | 'newId'> {
  readonly atDintero: Pick<DinteroCardService, 'withIds'>
  /** How many rows of released files still wait to charge a card, under any of its ids. */
  readonly rowsWaiting: (accountId: string, cardIds: readonly string[]) => Promise<number>
}

type Outcome = CardDeleted['tokens'][number]['outcome']

/** Deletes stored cards at Dintero, for good, and here: never while anything of one is open. */
export class CardDeletionService {
  readonly #parts: CardDeletionParts

  constructor(parts: CardDeletionParts) {
    this.#parts = parts
  }

  /** What deleting a card means, from this ledger alone. @throws TrekkError `not_found`, `no_account` */
  async review(cardId: string): Promise<CardDeletionReview> {
    const { ledger, rowsWaiting } = this.#parts
    const card = await this.#require(cardId)
    const { view, accountId, ids, tokens } = card
    return {
      card: view,
      ...(await ledger.cardUses.open(ids)),
      waitingRows: await rowsWaiting(accountId, ids),
      tokens: tokens.filter(({ here }) => here).length
    }
  }

  /**
   * Deletes each of a card's tokens at Dintero, then the card here. That it was asked for is on disk before Dintero is
   * asked; an answer that is lost is looked up.
   * @throws TrekkError `invalid_input` | `card_number_refused` at `reason`; `not_found`, `no_account`; `card_in_use` while
   * a charge or link of it is open and `token_unnamed` where Dintero never told an id: then nothing was sent;
   * `delete_unknown` where nobody knows: the card stays here; what `failureError` says, and Dintero did not delete it
   */
  async delete({ cardId, reason: given, requestor }: CardDeletion): Promise<CardDeleted> {
    const { accounts, ledger, clock, actor, atDintero } = this.#parts
    const reason = fieldText(given)
    new FieldChecks()
      .required({ reason })
      .report('reason', textProblem(reason, longestDeletionReason))
      .throwAny()
    const card = await this.#require(cardId)
    await this.#refuseOpen(card)
    const dintero = await accounts.dinteroFor(card.accountId)
    const tokens = await atDintero.withIds(dintero, card)
    if (tokens.some(({ tokenId }) => tokenId === null))
      throw new TrekkError('token_unnamed', 'Dintero never told the id of a token', { nothingSent: true })
    const entry = (action: 'card_delete_asked' | 'card_deleted', facts: Record<string, string>) =>
      cardEntry(card.view, card.accountId, action, clock(), actor(), facts)
    await ledger.write(async ({ audit, cardUses }) => {
      // Looked at once more in the write that goes before the request: nothing has begun meanwhile.
      if (hasOpen(await cardUses.open(card.ids))) throw inUse()
      await audit.append(entry('card_delete_asked', { reason, requestor }))
    })
    const outcomes: CardDeleted['tokens'] = []
    for (const token of tokens) {
      const outcome = await this.#deleteToken(dintero, token, { reason, requestor })
      outcomes.push({ kind: token.kind, outcome })
      // Of two tokens the second may not follow: the first is gone all the same.
      if (outcome === 'deleted') await this.#keepGone(token)
    }
    const said = outcomes.map(({ kind, outcome }) => `${kind} ${outcome}`).join(', ')
    await ledger.write(async ({ cards, audit }) => {
      await cards.remove(cardId, clock())
      await audit.append(entry('card_deleted', { outcomes: said }))
    })
    return { tokens: outcomes }
  }

  async #deleteToken(dintero: Dintero, { tokenId }: StoredToken, deletion: Deletion): Promise<Outcome> {
    const id = tokenId ?? ''
    const answer = await dintero.deleteCardToken(id, deletion)
    switch (answer.kind) {
      case 'deleted':
        return 'deleted'
      case 'not_found':
        return 'not_known'
      case 'refused':
        throw new TrekkError('dintero_failed', answer.message)
      case 'failed':
        throw failureError(answer)
      case 'lost': {
        const read = await dintero.getCardToken(id)
        if (read.kind === 'found' && read.value.status === 'DELETED') return 'deleted'
        throw new TrekkError('delete_unknown', answer.message)
      }
    }
  }

  async #keepGone({ id }: StoredToken): Promise<void> {
    const { ledger, clock } = this.#parts
    await ledger.write(({ cardChanges }) =>
      cardChanges.told(id, {
        status: 'DELETED',
        tokenExpiry: null,
        cardExpiry: null,
        maskedPan: null,
        at: clock()
      })
    )
  }

  async #refuseOpen({ ids }: CardRecord): Promise<void> {
    if (hasOpen(await this.#parts.ledger.cardUses.open(ids))) throw inUse()
  }

  async #require(cardId: string): Promise<CardRecord> {
    const { accounts, ledger } = this.#parts
    const { id } = await accounts.requireActive()
    const card = await ledger.cards.getRecord(cardId)
    if (card === null || card.removed || card.accountId !== id)
      throw new TrekkError('not_found', `no card ${cardId}`)
    return card
  }
}

function hasOpen({ charges, links }: Pick<CardDeletionReview, 'charges' | 'links'>): boolean {
  return charges.length > 0 || links.length > 0
}

function inUse(): TrekkError {
  return new TrekkError('card_in_use', 'the card has open charges or links', { nothingSent: true })
}
