import type { Planted } from './planted'

/** Mistakes in stored cards: a card's two tokens, what Dintero says of them, and what is done with them there. */
export const plantedCards: readonly Planted[] = [
  {
    name: 'cards: a recurring charge goes out with the payment token',
    file: 'shared/card.ts',
    from: "return of === 'payex' && operation === 'recurring_purchase' ? 'recurrence_token' : 'payment_token'",
    to: "return of === 'payex' && operation !== 'recurring_purchase' ? 'recurrence_token' : 'payment_token'",
    caughtBy: [
      'charging/two-tokens.test.ts',
      'a charge of a card with two tokens of p, recurring_purchase, goes out with the token of its kind'
    ]
  },
  {
    name: 'cards: a row of a file goes out with whichever token',
    file: 'electron/charging/row-sending.ts',
    from: 'await openToken(charge.cardId, tokenKindFor(charge.provider, charge.operation))',
    to: "await openToken(charge.cardId, 'payment_token')",
    caughtBy: [
      'batch/two-tokens.test.ts',
      'a file that names a card with two tokens by the other token charges'
    ]
  },
  {
    name: 'cards: a token is opened by the card and not by its kind',
    file: 'electron/ledger/cards.ts',
    from: "    .where('cards.token_kind', '=', kind)\n",
    to: '',
    caughtBy: ['ledger/card-pairs.test.ts', 'a card with two tokens gives each token by its kind']
  },
  {
    name: 'cards: attempts are counted for each token apart',
    file: 'electron/charging/preparing.ts',
    from: 'tables.charges.attemptsSince(card.ids, now - longestWindow)',
    to: 'tables.charges.attemptsSince([card.view.id], now - longestWindow)',
    caughtBy: [
      'charging/two-tokens.test.ts',
      'a charge of a card with two tokens counts in the one retry budget'
    ]
  },
  {
    name: 'cards: Dintero is asked about one of the tokens',
    file: 'electron/charging/evidence.ts',
    from: 'const named = card.tokens.flatMap(({ tokenId }) => tokenId ?? [])',
    to: 'const named = card.tokens.flatMap(({ tokenId }) => tokenId ?? []).slice(0, 1)',
    caughtBy: [
      'charging/two-tokens.test.ts',
      'a charge of a card with two tokens is held against what Dintero lists'
    ]
  },
  {
    name: 'cards: attempts with a token that nobody can ask about are taken for none',
    file: 'electron/charging/preparing.ts',
    from: 'budget.complete && card.tokens.every(({ tokenId }) => tokenId !== null)',
    to: 'budget.complete',
    caughtBy: [
      'charging/two-tokens.test.ts',
      'a charge of a card with two tokens says that attempts may be missing'
    ]
  },
  {
    name: 'cards: what was charged to a card before it was one with another is forgotten',
    file: 'electron/ledger/cards.ts',
    from: 'select id, ${identity}, amount from charges where card_id = ${twinId}',
    to: 'select id, ${identity}, amount from charges where card_id = ${cardId}',
    caughtBy: [
      'ledger/card-pairs.test.ts',
      'a card with two tokens can be made of two that were stored as two'
    ]
  },
  {
    name: 'cards: two cards of another month are taken for one',
    file: 'electron/ledger/migrations/0008-cards.ts',
    from: '      and recurrence.expiry is payment.expiry\n',
    to: '',
    caughtBy: [
      'ledger/pairing-cards.test.ts',
      'a ledger in which a card was kept once for each token pairs just those'
    ]
  },
  {
    name: 'cards: one of three that are alike is paired',
    file: 'electron/ledger/migrations/0008-cards.ts',
    from: 'where card in (select card from pairs group by card having count(*) = 1)',
    to: 'where card in (select card from pairs)',
    caughtBy: [
      'ledger/pairing-cards.test.ts',
      'a ledger in which a card was kept once for each token pairs just those'
    ]
  },
  {
    name: 'cards: a token that comes back leaves its card removed',
    file: 'electron/ledger/migrations/0008-cards.ts',
    from: `   when new.twin_of is not null and new.sealed_token is not null
   begin update cards set removed_at = null where id = new.twin_of and removed_at is not null; end\``,
    to: `   when new.twin_of is not null and new.sealed_token is not null
   begin select 1; end\``,
    caughtBy: ['ledger/card-pairs.test.ts', 'a card with two tokens is removed with both tokens']
  },
  {
    name: 'cards: a removed card keeps its other token',
    file: 'electron/ledger/migrations/0008-cards.ts',
    from: `   begin update cards set removed_at = new.removed_at, sealed_token = null
     where twin_of = new.id and removed_at is null; end\``,
    to: '   begin select 1; end`',
    caughtBy: ['ledger/card-pairs.test.ts', 'a card with two tokens is removed with both tokens']
  },
  {
    name: 'cards: a pasted token joins a card of another month',
    file: 'electron/ledger/cards.ts',
    from: "      .where('cards.expiry', '=', face.expiry)\n",
    to: '',
    caughtBy: ['accounts/two-tokens.test.ts', 'a pasted token is a card of its own with {"expiry":"11/2029"}']
  },
  {
    name: 'cards: a pasted token joins one of two cards it could be of',
    file: 'electron/accounts/card-service.ts',
    from: 'const twinOf = another === undefined ? (only?.view.id ?? null) : null',
    to: 'const twinOf = another === undefined || only !== undefined ? (only?.view.id ?? null) : null',
    caughtBy: [
      'accounts/two-tokens.test.ts',
      'a pasted token is a card of its own where two cards could be meant'
    ]
  },
  {
    name: 'cards: a file that names a card which does both is charged as one of them',
    file: 'electron/batch/checking/row-rules.ts',
    from: 'if (another === undefined) return only ?? null',
    to: 'if (another === undefined || tokenKind === null) return only ?? null',
    caughtBy: [
      'batch/two-tokens.test.ts',
      'a file that names a card with two tokens by Kundenr asks which kind'
    ]
  },
  {
    name: 'cards: the token in a file does not say what it is for',
    file: 'electron/batch/drafts/file-desk.ts',
    from: 'cardHandle(card.view.id, tokens.length > 1 ? kind : null)',
    to: 'cardHandle(card.view.id, tokens.length > 2 ? kind : null)',
    caughtBy: ['batch/two-tokens.test.ts', 'a file that names a card with two tokens by a Token finds it']
  },
  {
    name: 'cards: a token that Dintero says is gone is charged',
    file: 'electron/charging/card-standing.ts',
    from: 'if (standing === undefined || !isGone(standing.status)) return',
    to: 'if (standing === undefined || isGone(standing.status)) return',
    caughtBy: [
      'charging/card-standing.test.ts',
      'what Dintero says of a card’s token bars a charge with it when it is DELETED'
    ]
  },
  {
    name: 'cards: the standing of the card’s other token bars a charge',
    file: 'electron/charging/card-standing.ts',
    from: 'atDintero.find((each) => each.kind === kind)',
    to: 'atDintero.find((each) => each.kind === kind || isGone(each.status))',
    caughtBy: [
      'charging/card-standing.test.ts',
      'what Dintero says of a card’s token bars none with the card’s other token'
    ]
  },
  {
    name: 'cards: a card is told what Dintero says of another gateway’s',
    file: 'electron/accounts/dintero-card.ts',
    from: 'return paymentProductType === null || paymentProductType === `${provider}.creditcard`',
    to: 'return paymentProductType === null || provider !== undefined',
    caughtBy: [
      'accounts/dintero-cards.test.ts',
      'asking Dintero how a card stands takes no word of another gateway’s card'
    ]
  },
  {
    name: 'cards: those of other customers are listed where Dintero does not heed the number',
    file: 'electron/accounts/dintero-cards.ts',
    from: 'if (row.customerId === customerNumber) tokens.set(row.id, row)',
    to: 'tokens.set(row.id, row)',
    caughtBy: [
      'accounts/dintero-cards.test.ts',
      'the cards that Dintero has of a customer are those of no other customer'
    ]
  },
  {
    name: 'cards: a deletion that nobody answered for counts as refused',
    file: 'electron/dintero/card-token.ts',
    from: "if (!fromDintero) return { kind: 'lost', message: failure.message }",
    to: "if (!fromDintero) return { kind: 'refused', message: failure.message }",
    caughtBy: ['dintero/client-cards.test.ts', 'a stored card to delete is not there, as somebody else says']
  },
  {
    name: 'cards: a deletion that failed on the way counts as refused',
    file: 'electron/dintero/card-token.ts',
    from: "failure.reason === 'server' && status < 500",
    to: "failure.reason === 'server'",
    caughtBy: ['dintero/client-cards.test.ts', 'a stored card to delete is stopped on the way']
  },
  {
    name: 'cards: a whole number is kept as a masked one',
    file: 'electron/dintero/card-token.ts',
    from: '[*xX•]{2,}',
    to: '[*xX•]*\\d*',
    caughtBy: ['dintero/card-token.test.ts', 'a stored card of Dintero’s has no masked number']
  },
  {
    name: 'cards: an end of a token is no end of its card',
    file: 'electron/ledger/card-settling.ts',
    from: 'firstMonth([card.expiry, card.token_expiry, twin?.token_expiry ?? null])',
    to: 'firstMonth([card.expiry])',
    caughtBy: [
      'ledger/reading/expiring-cards.test.ts',
      'cards that end end with the first of the card and its tokens'
    ]
  },
  {
    name: 'cards: a card is deleted at Dintero while something of it is open',
    file: 'electron/accounts/card-deletion.ts',
    from: 'return charges.length > 0 || links.length > 0',
    to: 'return charges.length < 0 || links.length < 0',
    caughtBy: [
      'accounts/card-deletion.test.ts',
      'deleting a card at Dintero is not asked for while a charge of it is open, under either of its ids, and says which'
    ]
  },
  {
    name: 'cards: a deletion whose answer is lost is taken for done',
    file: 'electron/accounts/card-deletion.ts',
    from: "throw new TrekkError('delete_unknown', answer.message)",
    to: "return 'deleted'",
    caughtBy: [
      'accounts/card-deletion.test.ts',
      'deleting a card at Dintero whose answer is lost and that is not seen to be done keeps the card, and can be asked for again'
    ]
  },
  {
    name: 'customers: what is held of a part-captured charge is forgotten',
    file: 'electron/ledger/migrations/0010-customers.ts',
    from: "case when transaction_status in ('AUTHORIZED', 'PARTIALLY_CAPTURED') then",
    to: "case when transaction_status = 'AUTHORIZED' then",
    caughtBy: [
      'ledger/customers-upgrade.test.ts',
      'a ledger that is brought to what customers are found by counts of the charges it has what they came to, and goes on counting so'
    ]
  },
  {
    name: 'customers: two of the same name are one',
    file: 'electron/ledger/reading/customer-search.ts',
    from: "return of.phone === '' ? `card:${of.id}`",
    to: "return of.phone === '' ? `name:${name}`",
    caughtBy: [
      'customers/finding.test.ts',
      'customers are found once for several cards, and apart where a name or a number alone is the same'
    ]
  },
  {
    name: 'customers: another spelling hides a wrong letter',
    file: 'electron/ledger/reading/customer-search.ts',
    from: '[...new Set([term, plainSpelling(term)])]',
    to: '[plainSpelling(term)]',
    caughtBy: ['customers/finding.test.ts', 'one wrong letter in haugen is forgiven wherever it is']
  }
]
