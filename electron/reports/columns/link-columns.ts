import type { ExportedLink } from '../../ledger/reading/whole-lists'
import type { ExportWords } from '../../../shared/export-words'
import { linkStandingOf } from '../../../shared/link-standing'
import { mayBePaid } from '../../../shared/link-state'
import { day, instant, money, text, type ExportedColumn } from './column'

/**
 * The columns of exported payment links.
 * @param addresses whether a person asked for the addresses too; of a link that is over there is none to use
 */
export function linkColumns(words: ExportWords, addresses: boolean): readonly ExportedColumn<ExportedLink>[] {
  return [
    day('day', ({ createdAt }) => createdAt),
    instant('time', ({ createdAt }) => createdAt),
    text('kind', ({ kind }) => words.linkKinds[kind]),
    text('state', (link) => words.linkStandings[linkStandingOf(link)]),
    money('amount', ({ amount }) => amount),
    text('currency', ({ currency, amount }) => (amount === null ? null : currency)),
    money('captured', ({ captured }) => captured),
    money('refunded', ({ refunded }) => refunded),
    money('vat', ({ amount, vatAmount }) => (amount === null ? null : vatAmount)),
    text('customer', ({ customerName }) => customerName),
    text('customerNumber', ({ customerNumber }) => customerNumber),
    text('reference', ({ merchantReference }) => merchantReference),
    text('inPlaceOf', ({ chargeReference }) => chargeReference),
    text('transaction', ({ transactionId }) => transactionId),
    text('status', ({ transactionStatus }) => transactionStatus),
    text('reason', ({ decline }) => decline && words.reasons[decline.reason]),
    text('brand', ({ brand, lastFour }) => (lastFour === '' ? null : words.brands[brand])),
    text('lastFour', ({ lastFour }) => lastFour),
    text('provider', ({ provider }) => words.providers[provider]),
    text('sms', ({ smsStatus }) => smsStatus && words.smsStatuses[smsStatus]),
    instant('shared', ({ givenAt }) => givenAt),
    instant('opened', ({ openedAt }) => openedAt),
    instant('expires', ({ expiresAt }) => expiresAt),
    text('operator', ({ operator }) => operator),
    instant('changed', ({ changedAt }) => changedAt),
    ...(addresses ? [text<ExportedLink>('address', (link) => (mayBePaid(link) ? link.url : null))] : [])
  ]
}
