import type { Country } from '../../../shared/account'
import type { FileField } from '../../../shared/charge-file'
import { longest } from '../../../shared/fields'
import type { Cell } from '../reading/table'
import { readCardHandle } from './card-handle'
import { isEmpty, refuse, shownText, type Reading } from './cell-text'
import { readEmail, readKey, readLastFour, readPhoneCell, readPlainText, readToken } from './cells'
import type { CardKeys, RowEdits } from './row-meaning'
import type { RowProblems } from './row-problems'
import { remembering } from './shortcuts'

/** Of a row that says nothing of its card. */
export const noKeys: CardKeys = {
  cardId: null,
  tokenKind: null,
  customerNumber: null,
  earlierTransaction: null,
  cardReference: null,
  lastFour: null,
  customerName: null,
  email: null,
  phone: null
}

/** What a row says of its card: the token, which is a secret, and everything else by which it can be found. */
export interface RowCard {
  readonly token: string | null
  readonly card: CardKeys
}

/** Reads what rows say of their cards; phone numbers that come back are read once. */
export function cardReader(
  country: Country
): (cellOf: (field: FileField) => Cell, edits: RowEdits, problems: RowProblems) => RowCard {
  const phoneOf = remembering((text) => readPhoneCell(text, country))
  const readPhone = (cell: Cell): Reading<string> =>
    typeof cell === 'string' ? phoneOf(cell) : readPhoneCell(cell, country)

  return (cellOf, edits, problems) => {
    const key = (field: FileField, read: (cell: Cell) => Reading<string>): string | null => {
      const cell = cellOf(field)
      return isEmpty(cell) ? null : problems.take(read(cell), field, cell)
    }
    const before = problems.blockers
    const { token, cardId, tokenKind } = tokenOrHandle(cellOf, edits, problems)
    const card: CardKeys = {
      cardId,
      tokenKind,
      customerNumber: key('customer_number', (cell) => readKey(cell, longest.customerNumber)),
      earlierTransaction: key('earlier_transaction', readTransactionId),
      cardReference: key('card_reference', (cell) => readKey(cell, longest.reference)),
      lastFour: lastFourOf(cellOf('last_four'), problems),
      customerName: key('customer_name', (cell) => readPlainText(cell, longest.customerName)),
      email: key('email', readEmail),
      phone: key('phone', readPhone)
    }
    const isSilent = token === null && !namesCard(card)
    if (isSilent && problems.blockers === before) problems.block('card_missing', null)
    return { token, card }
  }
}

/** Whether something says which card it is: four digits alone do not, nor does a name. */
function namesCard(card: CardKeys): boolean {
  const { cardId, customerNumber, earlierTransaction, cardReference, lastFour, customerName, email, phone } =
    card
  const alone = [cardId, customerNumber, earlierTransaction, cardReference, email, phone]
  return alone.some((each) => each !== null) || (lastFour !== null && customerName !== null)
}

/**
 * A card that a person chose for the row stands in place of the file's token, which is then not looked at; that in place
 * of the card with which a result file says that the row was charged.
 */
function tokenOrHandle(
  cellOf: (field: FileField) => Cell,
  edits: RowEdits,
  problems: RowProblems
): { readonly token: string | null } & Pick<CardKeys, 'cardId' | 'tokenKind'> {
  const none = { token: null, cardId: null, tokenKind: null }
  if (edits.card !== undefined && edits.card !== '') return { ...none, cardId: edits.card }
  const field = isEmpty(cellOf('token')) ? 'result_card' : 'token'
  const cell = cellOf(field)
  if (isEmpty(cell)) return none
  const text = shownText(cell).trim()
  const handle = readCardHandle(text)
  if (handle !== null) return { ...none, ...handle }
  const isToken = field === 'token' && !text.startsWith('card:')
  return { ...none, token: problems.take(isToken ? readToken(cell) : refuse('malformed'), field, cell) }
}

function readTransactionId(cell: Cell): Reading<string> {
  const reading = readKey(cell, longest.transactionId)
  return reading.ok && /\s/.test(reading.value) ? refuse('malformed') : reading
}

function lastFourOf(cell: Cell, problems: RowProblems): string | null {
  if (isEmpty(cell)) return null
  const lastFour = problems.take(readLastFour(cell), 'last_four', cell)
  if (lastFour?.zerosRestored === true) problems.warn('zeros_restored', 'last_four', cell)
  return lastFour?.digits ?? null
}
