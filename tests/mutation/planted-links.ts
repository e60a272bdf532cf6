import type { Planted } from './planted'

/** Mistakes in payment links and enrolments, from the request to the figures of the first screen. */
export const plantedLinks: readonly Planted[] = [
  {
    name: 'links: one that Dintero may have sent, though nobody knows, stops no charge',
    file: 'shared/link-state.ts',
    from: "return state === 'lost' ? sms : openLinkStates",
    to: "return state === 'lost' ? false : openLinkStates",
    caughtBy: [
      'charging/links/making.test.ts',
      'beside what else may take the money a lost link stops nothing where nobody has its address'
    ]
  },
  {
    name: 'links: one that the customer may have by SMS is put away',
    file: 'electron/charging/links/detail.ts',
    from: "return state === 'lost' && !sms && now",
    to: "return state === 'lost' && (!sms || sms) && now",
    caughtBy: [
      'charging/links/following.test.ts',
      'a lost link that Dintero may have sent is closed by nobody'
    ]
  },
  {
    name: 'links: an SMS goes out with a link that never ends',
    file: 'electron/charging/links/draft.ts',
    from: "...at('lifetimeHours', sms && lifetimeHours === null ? 'missing' : null)",
    to: "...at('lifetimeHours', sms && lifetimeHours === 0 ? 'missing' : null)",
    caughtBy: ['charging/links/making.test.ts', 'a payment link is only made with a return address']
  },
  {
    name: 'links: the end is said by the clock of the desk',
    file: 'electron/charging/links/making.ts',
    from: 'now + (dintero.clockSkew() ?? 0) + hours * hour',
    to: 'now + hours * hour',
    caughtBy: ['charging/links/making.test.ts', 'a payment link says how long it can be paid']
  },
  {
    name: 'links: what was charged since the review does not stop the link',
    file: 'electron/charging/links/preparing.ts',
    from: '    const duplicates = await this.#check(tables, draft, whose, evidence)\n    const shown',
    to: '    const { duplicates } = prepared\n    const shown',
    caughtBy: [
      'charging/links/making.test.ts',
      'beside what else may take the money a charge that was made between review and submit'
    ]
  },
  {
    name: 'links: a charge that a link stands in place of is tried again',
    file: 'electron/charging/actions.ts',
    from: 'const allowed = retryKinds.includes(kind) && !isLinkLive(charge)',
    to: 'const allowed = retryKinds.includes(kind)',
    caughtBy: ['charging/links/making.test.ts', 'in place of a declined charge stands alone']
  },
  {
    name: 'links: one in place of a charge is named as anybody likes',
    file: 'electron/charging/links/preparing.ts',
    from: 'if (!isLaterAttempt(draft.merchantReference, charge.merchantReference)) {',
    to: 'if (draft.merchantReference === charge.merchantReference) {',
    caughtBy: ['charging/links/making.test.ts', 'in place of a declined charge is named after the charge']
  },
  {
    name: 'links: an access token that a gateway will not have asks for a second link',
    file: 'electron/dintero/client.ts',
    from: 'this.#authorised(isTokenError, (token) =>\n      this.#transport.post(`${checkout}${path}`',
    to: 'this.#authorised(isUnauthorised, (token) =>\n      this.#transport.post(`${checkout}${path}`',
    caughtBy: ['dintero/client-links.test.ts', 'a payment link is not asked for anew after a 401']
  },
  {
    name: "links: a gateway's page means that none was made",
    file: 'electron/dintero/link-answer.ts',
    from: "hasIds || (!fromDintero && status !== 429))\n    return { kind: 'lost'",
    to: "hasIds)\n    return { kind: 'lost'",
    caughtBy: ['dintero/client-links.test.ts', 'a payment link HTTP 400 with "<html>proxy</html>"']
  },
  {
    name: 'links: a made one without an address that can be read is as good as none',
    file: 'electron/dintero/link-answer.ts',
    from: 'if (status >= 500 || status < 400 || hasIds',
    to: 'if (status >= 500 || hasIds',
    caughtBy: ['dintero/client-links.test.ts', 'a payment link HTTP 200 with {"error"']
  },
  {
    name: 'links: a page of a host whose name ends alike is opened',
    file: 'electron/dintero/payment-page.ts',
    from: "hostname === 'dintero.com' || hostname.endsWith('.dintero.com')",
    to: "hostname.endsWith('dintero.com')",
    caughtBy: [
      'dintero/client-links.test.ts',
      'what may be opened as a payment page https://evildintero.com/s'
    ]
  },
  {
    name: 'links: a page that is not encrypted is opened',
    file: 'electron/dintero/payment-page.ts',
    from: "return protocol === 'https:' && (",
    to: "return protocol.startsWith('http') && (",
    caughtBy: [
      'dintero/client-links.test.ts',
      'what may be opened as a payment page http://checkout.dintero.com'
    ]
  },
  {
    name: 'links: whatever address came back is opened',
    file: 'electron/charging/links/link-service.ts',
    from: 'if (!dintero.isPaymentPage(url))',
    to: "if (url === '')",
    caughtBy: ['charging/links/giving.test.ts', 'giving a link to somebody opens no address but Dintero’s']
  },
  {
    name: 'links: one that is over is given to the customer',
    file: 'electron/charging/links/detail.ts',
    from: "give: payable && link.url !== null && link.state !== 'pending'",
    to: 'give: link.url !== null',
    caughtBy: ['charging/links/giving.test.ts', 'giving a link to somebody gives nothing that cannot be paid']
  },
  {
    name: 'links: the customer may still pay by one that was declined',
    file: 'electron/charging/links/following.ts',
    from: 'const seen = await this.#shut(dintero, link, first)',
    to: 'const seen = first',
    caughtBy: [
      'charging/links/following.test.ts',
      'a link that can be paid that was declined is cancelled there'
    ]
  },
  {
    name: 'links: one is cancelled without a look whether it has just been paid',
    file: 'electron/charging/links/following.ts',
    from: "    await this.#take(dintero, link, await this.#look(dintero, link), 'person')\n    const before",
    to: '    const before',
    caughtBy: ['charging/links/following.test.ts', 'cancelling finds that the customer has just paid']
  },
  {
    name: 'links: one whose session is gone is paid by a stranger’s payment of another amount',
    file: 'electron/charging/links/following.ts',
    from: "if (link.kind === 'payment' && amount !== link.amount) return false",
    to: "if (link.kind === 'payment' && amount === null) return false",
    caughtBy: [
      'charging/links/following.test.ts',
      'a lost link is not the payment under its reference with another amount'
    ]
  },
  {
    name: 'links: an attempt that failed hides the one that was paid',
    file: 'electron/charging/links/following.ts',
    from: 'rank(one) - rank(other)',
    to: 'rank(other) - rank(one)',
    caughtBy: ['charging/links/following.test.ts', 'a lost link was paid when one of several attempts']
  },
  {
    name: 'links: what is paid after its end is no alarm',
    file: 'electron/charging/links/following.ts',
    from: "...(isPaidAfterAll(link, seen) ? [{ kind: 'charged_after_all' as const, transactions: told }] : []),",
    to: '',
    caughtBy: ['charging/links/following.test.ts', 'a link that can be paid ends by its expiry']
  },
  {
    name: 'links: one ends on the second, while its page is still open',
    file: 'electron/charging/links/judging.ts',
    from: 'now + skew > expiresAt + afterExpiry',
    to: 'now + skew >= expiresAt',
    caughtBy: ['charging/links/judging.test.ts', 'what Dintero shows of a link leaves it made']
  },
  {
    name: 'links: one ends by a clock that Dintero’s was never held against',
    file: 'electron/charging/links/judging.ts',
    from: 'expiresAt !== null && skew !== null && now + skew',
    to: 'expiresAt !== null && now + (skew ?? 0)',
    caughtBy: [
      'charging/links/judging.test.ts',
      'what Dintero shows of a link expires by Dintero’s clock alone'
    ]
  },
  {
    name: 'links: a payment under way that is not shown any more is forgotten',
    file: 'electron/charging/links/judging.ts',
    from: "if (link.state === 'paid' || link.state === 'pending') return link.state\n",
    to: "if (link.state === 'paid') return link.state\n",
    caughtBy: ['charging/links/judging.test.ts', 'what Dintero shows of a link leaves it pending']
  },
  {
    name: 'links: a payment that failed after all is said never to have been',
    file: 'electron/charging/links/judging.ts',
    from: "if (link.state === 'paid' || link.state === 'cancelled') return link.state",
    to: "if (link.state === 'cancelled') return link.state",
    caughtBy: ['charging/links/judging.test.ts', 'what Dintero shows of a link leaves it paid']
  },
  {
    name: 'links: Dintero’s SMS that was skipped counts as sent',
    file: 'electron/charging/links/judging.ts',
    from: "const isSent = smsStatus === 'sent'",
    to: 'const isSent = smsStatus !== null',
    caughtBy: ['charging/links/judging.test.ts', 'the answer to a request for a link makes it made']
  },
  {
    name: 'links: an enrolled card is stored once more at each look',
    file: 'electron/charging/links/following.ts',
    from: "if (link.kind !== 'enrolment' || link.cardId !== null) return null",
    to: "if (link.kind !== 'enrolment') return null",
    caughtBy: ['charging/links/giving.test.ts', 'storing a card without a payment asks for both tokens']
  },
  {
    name: 'links: an open one is forgotten where no window is set for what has ended',
    file: 'electron/charging/duplicates.ts',
    from: 'const links = await ledger.repetitions.openLinks(of)',
    to: 'const links = windowHours === 0 ? [] : await ledger.repetitions.openLinks(of)',
    caughtBy: [
      'charging/links/making.test.ts',
      'beside what else may take the money an open link stops the same amount at any age'
    ]
  },
  {
    name: 'links: what was paid by one repeats nothing',
    file: 'electron/charging/duplicates.ts',
    from: 'const paidByLink = await ledger.repetitions.paidLinks(of, since)',
    to: 'const paidByLink: LinkRecord[] = []',
    caughtBy: ['charging/links/following.test.ts', 'a link that can be paid is seen opened, paid, and counts']
  },
  {
    name: 'links: what was paid by one is taken for a payment made elsewhere',
    file: 'electron/charging/duplicates.ts',
    from: 'return (await ledger.links.ownerOf(accountId, merchantReference)) !== null',
    to: 'return false',
    caughtBy: [
      'charging/links/making.test.ts',
      'beside what else may take the money what was paid by a link is not taken for a payment made'
    ]
  },
  {
    name: 'links: a declined row whose customer has a link gets another',
    file: 'electron/batch/declined-links.ts',
    from: "if (prepared.unanswered.length > 0 && reason === null) return 'repeats'",
    to: "if (prepared.unanswered.length > 0 && reason === '') return 'repeats'",
    caughtBy: [
      'batch/declined-links.test.ts',
      'links for the declined rows of a file leave out a row whose customer has paid the same'
    ]
  },
  {
    name: 'links: of a file, one whose answer was lost counts as made',
    file: 'electron/batch/declined-links.ts',
    from: "return state === 'made' || state === 'sent'",
    to: "return state !== 'not_made'",
    caughtBy: [
      'batch/declined-links.test.ts',
      'links for the declined rows of a file count one whose answer was lost among the failed'
    ]
  },
  {
    name: 'links: a message ends in an address that runs into the next sentence',
    file: 'shared/link-message.ts',
    from: "return [first, url, ...time].join('\\n')",
    to: "return [first, [url, ...time].join(' ')].join('\\n')",
    caughtBy: ['charging/links/giving.test.ts', 'a message to the customer names merchant, amount, address']
  },
  {
    name: 'links: a message about a stored card says what is to be paid',
    file: 'shared/link-message.ts',
    from: "kind === 'payment' && amount !== null",
    to: "kind === 'payment' || amount === null",
    caughtBy: ['charging/links/giving.test.ts', 'a message to the customer promises no payment']
  },
  {
    name: 'links: one nobody knows of has the face of a decline',
    file: 'shared/link-standing.ts',
    from: "lost: 'unknown',",
    to: "lost: 'declined',",
    caughtBy: [
      'shared/link-standing.test.ts',
      'where a link stands never has the face of money that was taken'
    ]
  },
  {
    name: 'links: one that is being paid is looked for among those that are over',
    file: 'shared/link-standing.ts',
    from: "pending: 'waiting',",
    to: "pending: 'over',",
    caughtBy: [
      'shared/link-standing.test.ts',
      'the groups of links call nothing over by which the customer may'
    ]
  },
  {
    name: 'today: a stored card counts as money to capture',
    file: 'electron/ledger/reading/reservations.ts',
    from: " and kind = 'payment'\n        and not ${isVoided('links')}",
    to: "\n        and not ${isVoided('links')}",
    caughtBy: ['ledger/today.test.ts', 'today counts links that wait, that end soon and that were paid']
  },
  {
    name: 'today: a stored card counts as paid by link',
    file: 'electron/ledger/reading/today.ts',
    from: "      .where('kind', '=', 'payment')\n      .where('changed_at', '>=', from)",
    to: "      .where('changed_at', '>=', from)",
    caughtBy: ['ledger/today.test.ts', 'today counts links that wait, that end soon and that were paid']
  },
  {
    name: 'today: a link that has ended is about to end',
    file: 'electron/ledger/reading/today.ts',
    from: 'end !== null && end >= now && end < now + soon',
    to: 'end !== null && end < now + soon',
    caughtBy: ['ledger/today.test.ts', 'today counts links that wait, that end soon and that were paid']
  },
  {
    name: 'today: what is captured of a reservation is still held',
    file: 'electron/ledger/reading/reservations.ts',
    from: 'else amount - coalesce(captured, 0) end`',
    to: 'else amount end`',
    caughtBy: ['ledger/today.test.ts', 'today counts what was charged and declined today, why']
  },
  {
    name: 'today: what could be tried again months ago is work of today',
    file: 'electron/ledger/reading/today.ts',
    from: "      .where('retry_at', '>=', now - retriesOf)\n",
    to: '',
    caughtBy: ['ledger/today.test.ts', 'today counts of what may be tried again what became so lately']
  },
  {
    name: 'today: a refund of which nobody knows counts as given back',
    file: 'electron/ledger/reading/today.ts',
    from: "      .where('state', '=', 'succeeded')\n      .where('kind', '=', kind)",
    to: "      .where('state', '<>', 'failed')\n      .where('kind', '=', kind)",
    caughtBy: ['ledger/today.test.ts', 'today counts what was captured and refunded today']
  },
  {
    name: 'today: an unresolved charge that is on its way is left out',
    file: 'electron/ledger/reading/today.ts',
    from: "and state <> 'intent'`",
    to: "and state = 'unknown'`",
    caughtBy: ['ledger/today.test.ts', 'today counts what was charged and declined today, why']
  }
]
