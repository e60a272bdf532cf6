import type { Planted } from './planted'

/** Mistakes in what is done to a payment after it was authorised: captures, voids and refunds. */
export const plantedModifications: readonly Planted[] = [
  {
    name: 'money: a status that contradicts the events is let through',
    file: 'shared/transaction-money.ts',
    from: 'isPossible(sums, amount) && fits(sums, status, amount)',
    to: 'isPossible(sums, amount) && (fits(sums, status, amount) || sums.captured > 0)',
    caughtBy: [
      'shared/transaction-money.test.ts',
      'what has become of the money is not said of a status that says less than the events'
    ]
  },
  {
    name: 'money: what failed is counted',
    file: 'shared/transaction-money.ts',
    from: 'const done = events.filter(({ success }) => success === true)',
    to: 'const done = events.filter(({ success }) => success !== null)',
    caughtBy: ['shared/transaction-money.test.ts', 'what has become of the money after a capture that failed']
  },
  {
    name: 'money: what Dintero has taken in is offered once more',
    file: 'shared/transaction-money.ts',
    from: 'leftToRefund: captured - refunded - pendingRefund',
    to: 'leftToRefund: captured - refunded',
    caughtBy: [
      'shared/transaction-money.test.ts',
      'what has become of the money counts what Dintero has taken in as taken'
    ]
  },
  {
    name: 'money: any event of the kind ends what was taken in',
    file: 'shared/transaction-money.ts',
    from: '!events.some((each) => each.event === final && ends(each, event))',
    to: '!events.some((each) => each.event === final)',
    caughtBy: [
      'shared/transaction-money.test.ts',
      'what has become of the money goes on counting it when another event of the kind is there'
    ]
  },
  {
    name: 'money: an event that is listed twice is counted twice',
    file: 'shared/transaction-money.ts',
    from: "if (new Set(ids).size < ids.length) return 'two events with the same id'",
    to: '',
    caughtBy: [
      'shared/transaction-money.test.ts',
      'what has become of the money is not said of an event that is listed twice'
    ]
  },
  {
    name: 'money: a part is guessed where no events are listed',
    file: 'shared/transaction-money.ts',
    from: "    case 'PARTIALLY_CAPTURED_REFUNDED':\n      return []",
    to: "    case 'PARTIALLY_CAPTURED_REFUNDED':\n      return [{ ...nothing, captured: amount - 1, refunded: 1 }]",
    caughtBy: [
      'shared/transaction-money.test.ts',
      'what has become of the money is not said of parts of both, without events'
    ]
  },
  {
    name: 'offers: the rest is voided while a part is being captured',
    file: 'shared/modification-offers.ts',
    from: "if (money.pendingCapture > 0) return 'under_way'",
    to: '',
    caughtBy: ['shared/transaction-money.test.ts', 'whatever is done to a payment is what its events']
  },
  {
    name: 'offers: another one that has not ended is forgotten',
    file: 'shared/modification-offers.ts',
    from: 'refund: held(obstacles.refund)',
    to: 'refund: obstacles.refund',
    caughtBy: [
      'shared/transaction-money.test.ts',
      'what is offered nothing while another one made here has not ended'
    ]
  },
  {
    name: 'judgement: the status alone says that it was captured',
    file: 'shared/modification-outcome.ts',
    from: '  const own = transaction.events.filter((event) => isEventOf(event, claim))\n',
    to: "  const own = transaction.events.filter((event) => isEventOf(event, claim))\n  if (own.length === 0 && transaction.status === 'CAPTURED') return { kind: 'done', event: null, isOtherAmount: false, note: '' }\n",
    caughtBy: [
      'shared/modification-outcome.test.ts',
      'an answer with the transaction says nothing where there is no event'
    ]
  },
  {
    name: 'judgement: any event of the kind is ours',
    file: 'shared/modification-outcome.ts',
    from: 'if (event.reference === reference || event.mark === reference) return true',
    to: 'if (event.reference === reference || event.mark === reference || event.reference === null) return true',
    caughtBy: [
      'shared/modification-outcome.test.ts',
      'an answer with the transaction says nothing where the event has no name'
    ]
  },
  {
    name: 'judgement: another transaction in the answer is taken for ours',
    file: 'shared/modification-outcome.ts',
    from: "if (id !== claim.transactionId) return `the transaction ${id ?? 'without an id'}`",
    to: '',
    caughtBy: [
      'shared/modification-outcome.test.ts',
      'an answer with the transaction says nothing where it is another transaction'
    ]
  },
  {
    name: 'judgement: what failed after it was said to be done stays done',
    file: 'shared/modification-outcome.ts',
    from: 'const ended = latest(own.filter(({ event, success }) => event === final && success !== null))',
    to: 'const ended = own.find(({ event, success }) => event === final && success === true) ?? latest(own.filter(({ event, success }) => event === final && success !== null))',
    caughtBy: [
      'shared/modification-outcome.test.ts',
      'an answer with the transaction goes by the latest of several events of ours'
    ]
  },
  {
    name: 'judgement: 409 is a refusal',
    file: 'shared/modification-outcome.ts',
    from: 'const refusals: readonly number[] = [400, 401, 403, 404]',
    to: 'const refusals: readonly number[] = [400, 401, 403, 404, 409]',
    caughtBy: ['dintero/client-modify.test.ts', 'an answer that is no transaction HTTP 409']
  },
  {
    name: 'judgement: 202 is done',
    file: 'shared/modification-outcome.ts',
    from: "    state: 'pending',\n    eventRequestId: eventRequestId ??",
    to: "    state: 'succeeded',\n    eventRequestId: eventRequestId ??",
    caughtBy: ['dintero/client-modify.test.ts', 'an answer that is no transaction HTTP 202']
  },
  {
    name: 'modify: any 401 sends a capture again',
    file: 'electron/dintero/client.ts',
    from: 'const exchange = await this.#authorised(isTokenError, async (token) => {',
    to: 'const exchange = await this.#authorised(isUnauthorised, async (token) => {',
    caughtBy: ['dintero/client-modify.test.ts', 'the access token is not renewed after a 401 of a gateway']
  },
  {
    name: 'modify: an error with a transaction in it is a refusal',
    file: 'electron/dintero/modification-answer.ts',
    from: 'parseStrayTransaction(body, redact) !== null',
    to: 'false',
    caughtBy: ['dintero/client-modify.test.ts', 'an answer 400 with a transaction in it']
  },
  {
    name: 'submit: what was done in Backoffice since the review is not looked for',
    file: 'electron/charging/modifications/sending.ts',
    from: '    this.#preparing.requireUnchanged(prepared, await readTransaction(dintero, accountId, transactionId))\n',
    to: '    await readTransaction(dintero, accountId, transactionId)\n',
    caughtBy: [
      'charging/modifications/submitting.test.ts',
      'what was done meanwhile in Dintero Backoffice between the review and the submission'
    ]
  },
  {
    name: 'submit: one begun and ended by another window is not noticed',
    file: 'electron/charging/modifications/sending.ts',
    from: '=== newest) return',
    to: '!== -1) return',
    caughtBy: [
      'charging/modifications/submitting.test.ts',
      'the same twice begun and ended by another window'
    ]
  },
  {
    name: 'submit: a review can be submitted again while it is on its way',
    file: 'electron/charging/modifications/service.ts',
    from: 'const held = this.#reviews.take(reviewId)',
    to: 'const held = this.#reviews.require(reviewId)',
    caughtBy: [
      'charging/modifications/submitting.test.ts',
      'the same twice is sent once, however often and fast'
    ]
  },
  {
    name: 'review: more than is left is let through',
    file: 'electron/charging/modifications/preparing.ts',
    from: 'if (amount > most) throw',
    to: 'if (amount > most + 1) throw',
    caughtBy: [
      'charging/modifications/reviewing.test.ts',
      'a review is refused for an amount of more than is left'
    ]
  },
  {
    name: 'review: another currency is let through',
    file: 'electron/charging/modifications/preparing.ts',
    from: 'if (draft.currency !== transaction.currency)',
    to: "if (draft.currency === '')",
    caughtBy: ['charging/modifications/reviewing.test.ts', 'a review is refused in another currency']
  },
  {
    name: 'review: a refund needs no reason',
    file: 'electron/charging/modifications/preparing.ts',
    from: "if (kind === 'refund') checkReason(reason)",
    to: "if (kind === 'refund' && reason.length > 500) checkReason(reason)",
    caughtBy: [
      'charging/modifications/reviewing.test.ts',
      'a review is refused for a refund without a reason'
    ]
  },
  {
    name: 'review: the same again is not asked about',
    file: 'electron/charging/modifications/repeating.ts',
    from: 'return recent.length === 0 ? null : Math.max(...recent)',
    to: 'return null',
    caughtBy: [
      'charging/modifications/reviewing.test.ts',
      'what must be confirmed is why the same is done again'
    ]
  },
  {
    name: 'closing: after two readings',
    file: 'electron/charging/modifications/backoff.ts',
    from: 'const emptyLookupsBeforeClosing = 3',
    to: 'const emptyLookupsBeforeClosing = 2',
    caughtBy: ['charging/modifications/following.test.ts', 'closing is offered after three readings']
  },
  {
    name: 'closing: before a quarter of an hour',
    file: 'electron/charging/modifications/backoff.ts',
    from: 'now - firstEmptyAt >= emptySpanBeforeClosing',
    to: 'now - firstEmptyAt >= emptySpanBeforeClosing - 1',
    caughtBy: ['charging/modifications/following.test.ts', 'closing is offered after three readings']
  },
  {
    name: 'after all: what appears of a closed one is no alarm',
    file: 'electron/charging/modifications/happenings.ts',
    from: "...(wasNotDone ? (['modification_after_all'] as const) : []),",
    to: '',
    caughtBy: [
      'charging/modifications/following.test.ts',
      'closing is contradicted by what appears after all'
    ]
  },
  {
    name: 'crash: what was sent is taken for not sent',
    file: 'electron/charging/modifications/happenings.ts',
    from: "state: 'unknown', facts }",
    to: "state: 'not_sent', facts }",
    caughtBy: ['charging/modifications/following.test.ts', 'a crash after the write and before the answer']
  },
  {
    name: 'void: a later one by somebody else is taken for ours',
    file: 'shared/modification-outcome.ts',
    from: "const isGone = claim.kind === 'void' && !claim.isOver ?",
    to: "const isGone = claim.kind === 'void' ?",
    caughtBy: [
      'charging/modifications/following.test.ts',
      'what was said to be over is not contradicted by a void'
    ]
  },
  {
    name: 'follow: the charge keeps its old sums',
    file: 'electron/charging/happenings.ts',
    from: '      ...(outcome !== null && outcome.transactionStatus !== null && sumsAfter(charge, outcome)),\n',
    to: '',
    caughtBy: ['charging/modifications/submitting.test.ts', 'submitting a review makes its charge follow']
  },
  {
    name: 'dialog: a refund is done by the second Enter that was meant for the form',
    file: 'renderer/components/payment/modification-flow.ts',
    from: "if (phase.name !== 'review' || calls.now() - phase.since < readFirst) return",
    to: "if (phase.name !== 'review') return",
    caughtBy: [
      'renderer/components/payment/modification-flow.test.ts',
      'a refund on its way is not done by the second of two quick presses'
    ]
  },
  {
    name: 'dialog: a refund of which nobody knows may be sent once more',
    file: 'renderer/components/payment/modification-flow.ts',
    from: "if (error.nothingSent !== true && error.code !== 'review_expired') {",
    to: "if (error.nothingSent !== true && error.code === 'internal') {",
    caughtBy: [
      'renderer/components/payment/modification-flow.test.ts',
      'a refund on its way is in doubt by review_used'
    ]
  },
  {
    name: 'dialog: what is typed under a review changes what was typed',
    file: 'renderer/components/payment/modification-flow.ts',
    from: "if (get().phase.name !== 'form') return\n        set(({ form })",
    to: 'set(({ form })',
    caughtBy: [
      'renderer/components/payment/modification-flow.test.ts',
      'a refund on its way cannot be changed under its review'
    ]
  },
  {
    name: 'dialog: real money confirmed for one review counts for the next',
    file: 'renderer/components/payment/modification-flow.ts',
    from: "set({ phase: { name: 'checking' }, answers: noAnswers, problems: {}, error: null })",
    to: "set({ phase: { name: 'checking' }, problems: {}, error: null })",
    caughtBy: [
      'renderer/components/payment/modification-flow.test.ts',
      'a refund on its way takes what was confirmed for one review for no other'
    ]
  },
  {
    name: 'dialog: all that is left becomes what was typed for a part',
    file: 'renderer/components/payment/modification-form.ts',
    from: "if (extent === 'all') return most",
    to: "if (extent === 'all' && typed === '') return most",
    caughtBy: [
      'renderer/components/payment/modification-form.test.ts',
      'the draft of a form does not take an amount that was typed for a part'
    ]
  },
  {
    name: 'held: what has lapsed looks as if it held',
    file: 'renderer/screens/held/held-standing.ts',
    from: "if (lapsesAt <= now) return 'lapsed'",
    to: '',
    caughtBy: [
      'renderer/screens/held/held-standing.test.ts',
      'a payment that waits to be captured may have lapsed at its moment'
    ]
  },
  {
    name: 'part: the whole amount is said to be charged when a part was captured and the rest voided',
    file: 'shared/standing.ts',
    from: "  captured: 'partly_captured',\n  voided",
    to: '  voided',
    caughtBy: [
      'shared/standing.test.ts',
      'where a charge stands of which a part was captured and the rest given up CAPTURED'
    ]
  },
  {
    name: 'part: nothing is said to be charged when a part was captured and the rest voided',
    file: 'shared/standing.ts',
    from: "  voided: 'partly_captured',\n",
    to: '',
    caughtBy: [
      'shared/standing.test.ts',
      'where a charge stands of which a part was captured and the rest given up AUTHORIZATION_VOIDED'
    ]
  },
  {
    name: 'part: a payment that was captured in part and voided is found declined',
    file: 'shared/outcome.ts',
    from: 'return (about.captured ?? 0) > 0',
    to: 'return (about.captured ?? 0) > Infinity',
    caughtBy: [
      'shared/outcome.test.ts',
      'what a charge answered, by status is no decline where a part was captured'
    ]
  },
  {
    name: 'held: a part that was voided is still held',
    file: 'electron/ledger/reading/reservations.ts',
    from: "and modifications.kind = 'void' and modifications.state = 'succeeded')`",
    to: "and modifications.kind = 'void' and modifications.state = 'failed')`",
    caughtBy: [
      'ledger/reading/reservations.test.ts',
      'what is still held is nothing once the rest was given up here'
    ]
  },
  {
    name: 'held: a refund hides the rest that is held',
    file: 'electron/ledger/reading/reservations.ts',
    from: 'where returned > 0 or unread > 0',
    to: 'where unread > 0',
    caughtBy: [
      'ledger/reading/reservations.test.ts',
      'what is still held is the part that is left to capture'
    ]
  },
  {
    name: 'held: a part that nobody has read is taken for none',
    file: 'electron/ledger/reading/reservations.ts',
    from: "case when transaction_status <> 'AUTHORIZED' and coalesce(captured, 0) = 0 then null",
    to: "case when transaction_status <> 'AUTHORIZED' and captured < 0 then null",
    caughtBy: [
      'ledger/reading/reservations.test.ts',
      'what is still held is nothing where all of it is captured, and unknown'
    ]
  },
  {
    name: 'held: a payment by link is as young as its news',
    file: 'electron/ledger/reading/reservations.ts',
    from: "where link_id = links.id and kind = 'paid')",
    to: "where link_id = links.id and kind = 'closed')",
    caughtBy: ['ledger/reading/reservations.test.ts', 'what is still held is held since the customer paid']
  },
  {
    name: 'links: paid by Dintero’s clock instead of this desk’s',
    file: 'electron/charging/links/judging.ts',
    from: 'Math.min(now, Math.max(createdAt, at - skew))',
    to: 'Math.min(now, Math.max(createdAt, at))',
    caughtBy: [
      'charging/links/judging.test.ts',
      'what Dintero shows of a link was paid when Dintero authorised it'
    ]
  }
]
