import type { Planted } from './planted'

/** Mistakes in what is said of payouts, and in whose a transaction at Dintero is. */
export const plantedPayouts: readonly Planted[] = [
  {
    name: 'payouts: a transaction is ours by its id alone',
    file: 'electron/payouts/agreement.ts',
    from: 'return payment !== undefined && payment.merchantReference === merchantReference ? payment : null',
    to: 'return (merchantReference, payment ?? null)',
    caughtBy: ['payouts/lines.test.ts', 'a line of a payout is nobody’s of ours under another reference']
  },
  {
    name: 'payouts: a reference alone makes a line a stranger’s like any other',
    file: 'electron/payouts/agreement.ts',
    from: 'byTransaction.has(id) || (merchantReference !== null && usedReferences.has(merchantReference))',
    to: 'byTransaction.has(id)',
    caughtBy: [
      'payouts/agreeing.test.ts',
      'payouts never take a stranger’s payment under one of our references'
    ]
  },
  {
    name: 'payouts: more refunded than is known here agrees',
    file: 'electron/payouts/agreement.ts',
    from: "...compared('refund_differs', own.refunded, total(parts, 'refund'))",
    to: '',
    caughtBy: ['payouts/agreeing.test.ts', 'payouts name a refund that was made elsewhere']
  },
  {
    name: 'payouts: less paid out than captured agrees for ever',
    file: 'electron/payouts/agreement.ts',
    from: 'there > here || (isSettled && there < here)',
    to: 'there > here',
    caughtBy: [
      'payouts/lines.test.ts',
      'a line of a payout differs where less was paid out, once it is settled'
    ]
  },
  {
    name: 'payouts: what was read in part agrees',
    file: 'electron/payouts/payout-book.ts',
    from: "if (!isWhole) return 'partly'",
    to: '',
    caughtBy: ['payouts/reading.test.ts', 'reading payouts calls payouts partly read']
  },
  {
    name: 'payouts: what was not read is in no payout',
    file: 'electron/payouts/payout-service.ts',
    from: "if (isAll && end === 'end' && asked.payouts.end === 'end')",
    to: 'if (isAll)',
    caughtBy: ['payouts/reading.test.ts', 'reading payouts calls payouts partly read']
  },
  {
    name: 'payouts: a sum that stands in no line is no difference',
    file: 'electron/payouts/agreement.ts',
    from: '!addsUp || Object.values(missing).some((each) => each !== 0)',
    to: '!addsUp',
    caughtBy: ['payouts/lines.test.ts', 'the sums of a payout differ where a fee stands in no line']
  },
  {
    name: 'payouts: silence means in no payout',
    file: 'electron/payouts/paid-out.ts',
    from: "withoutPayouts.get(settlementStatus) ?? 'unsaid'",
    to: "withoutPayouts.get(settlementStatus) ?? 'none'",
    caughtBy: ['payouts/of-charge.test.ts', 'whether a charge was paid out is not guessed from silence']
  },
  {
    name: 'payouts: what cannot be read means in no payout',
    file: 'electron/dintero/wire-transaction.ts',
    from: '.nullable()\n  .catch(null)\n\nconst event = ',
    to: '.nullable()\n  .catch([])\n\nconst event = ',
    caughtBy: ['dintero/wire.test.ts', 'a transaction is not in no payout where']
  },
  {
    name: 'payouts: half an øre is taken',
    file: 'electron/dintero/wire-settlement.ts',
    from: 'amount: z.number().int().nullish()',
    to: 'amount: z.number().nullish()',
    caughtBy: ['payouts/reading.test.ts', 'reading payouts refuses half an amount']
  },
  {
    name: 'payouts: a short page is the end of the list',
    file: 'electron/payouts/settlement-walk.ts',
    from: "if (next === null) return 'end'",
    to: "if (next === null || settlements.length < 2) return 'end'",
    caughtBy: ['payouts/settlement-walk.test.ts', 'a walk through payouts goes on from where each page says']
  },
  {
    name: 'payouts: the payout of another is the one that was asked for',
    file: 'electron/payouts/reading.ts',
    from: 'page.value.settlements.find((each) => each.id === id)',
    to: 'page.value.settlements[0]',
    caughtBy: ['payouts/of-charge.test.ts', 'asking about a charge leaves the day out']
  },
  {
    name: 'payouts: a wrong secret is taken for a scope that is missing',
    file: 'electron/payouts/reading.ts',
    from: "end.reason === 'unauthorised' && (await dintero.proveCredentials()).kind === 'proved'",
    to: "end.reason === 'unauthorised'",
    caughtBy: ['payouts/reading.test.ts', 'reading payouts takes a 401 for what it is']
  },
  {
    name: 'payouts: another account’s payouts stay on the screen',
    file: 'electron/payouts/payout-service.ts',
    from: 'this.#asked !== null && this.#asked.book.accountId !== accountId',
    to: 'false',
    caughtBy: ['payouts/agreeing.test.ts', 'payouts are put away when another account']
  },
  {
    name: 'finding: a transaction is ours by its id alone',
    file: 'electron/finding/search.ts',
    from: 'own !== undefined && own.merchantReference === merchantReference',
    to: 'own !== undefined',
    caughtBy: ['finding/finding.test.ts', 'transactions at Dintero are not ours where Dintero shows our id']
  },
  {
    name: 'finding: a filter that Dintero did not heed is believed',
    file: 'electron/finding/search.ts',
    from: '(amount === null || transaction.amount === amount) &&',
    to: '',
    caughtBy: ['finding/finding.test.ts', 'transactions at Dintero leave out what was not asked for']
  },
  {
    name: 'finding: the list is read by how many rows there were',
    file: 'electron/finding/find-service.ts',
    from: '} else search.after = last',
    to: '} else search.after = search.rows[0]?.transactionId ?? last',
    caughtBy: ['finding/finding.test.ts', 'transactions at Dintero end where a list']
  },
  {
    name: 'finding: transactions of another account are shown',
    file: 'electron/finding/search.ts',
    from: 'id !== null && !isOfAnother(id, accountId) && !isOfAnother(sessionId, accountId)',
    to: 'id !== null',
    caughtBy: ['finding/finding.test.ts', 'transactions at Dintero leave out transactions of another account']
  }
]
