/** A mistake a careful person could well make, and the test that must name it. */
export interface Planted {
  readonly name: string
  readonly file: string
  /** Must stand in the file exactly once. */
  readonly from: string
  readonly to: string
  /** A file under tests/unit, and how the full name of one of the tests that must fail begins. */
  readonly caughtBy: readonly [file: string, test: string]
}

export const planted: readonly Planted[] = [
  {
    name: 'identity: the way to pay is not compared',
    file: 'shared/identity.ts',
    from: "['product', differs(paymentProductType, `${claim.provider}.creditcard`)],",
    to: '',
    caughtBy: ['shared/identity.test.ts', 'whose a transaction is a Vipps order is not ours']
  },
  {
    name: 'identity: a token that is not said is taken for the same card',
    file: 'shared/identity.ts',
    from: "if (lastFour === null || claim.lastFour === '') return 'unsaid'",
    to: "if (lastFour === null || claim.lastFour === '') return 'same'",
    caughtBy: ['shared/identity.test.ts', 'whose a transaction is nobody can tell when no card is named']
  },
  {
    name: 'identity: an id of another account is taken',
    file: 'shared/identity.ts',
    from: 'return owner !== undefined && owner !== accountId',
    to: 'return owner === accountId.slice(1)',
    caughtBy: ['shared/identity.test.ts', 'whose a transaction is an id of another account is not ours']
  },
  {
    name: "identity: the desk's clock is believed",
    file: 'electron/charging/claim.ts',
    from: 'const skew = clockSkew ?? skewNow',
    to: 'const skew = skewNow === null ? null : 0',
    caughtBy: [
      'charging/foreign.test.ts',
      "another's payment under our reference is told from ours by the clock"
    ]
  },
  {
    name: 'identity: all the time between two requests is one of them',
    file: 'shared/identity.ts',
    from: 'return !sent.some((at) => createdAt >= at - tooEarly && createdAt <= at + tooLate)',
    to: 'return createdAt < Math.min(...sent) - tooEarly || createdAt > Math.max(...sent) + tooLate',
    caughtBy: [
      'charging/foreign.test.ts',
      "another's payment under our reference made between two requests of ours"
    ]
  },
  {
    name: "identity: a stranger's transaction in the answer is kept as ours",
    file: 'shared/outcome.ts',
    from: 'if (contradictions.length > 0) {',
    to: 'if (contradictions.length > 8) {',
    caughtBy: [
      'charging/foreign.test.ts',
      "another's payment under our reference in the answer to our own request"
    ]
  },
  {
    name: 'duplicates: looked for by the stored token',
    file: 'electron/charging/identities.ts',
    from: "  name(identities, 'number', foldForSearch(customerNumber))\n",
    to: '  void customerNumber\n',
    caughtBy: [
      'charging/duplicates.test.ts',
      'an unresolved charge of another token that shares the customer number'
    ]
  },
  {
    name: 'duplicates: the window set to 0 turns everything off',
    file: 'electron/charging/duplicates.ts',
    from: '  const unresolved = await ledger.repetitions.unresolved(of)',
    to: '  if (windowHours === 0) return { open: [], earlier: [], elsewhere: [] }\n  const unresolved = await ledger.repetitions.unresolved(of)',
    caughtBy: [
      'charging/duplicates.test.ts',
      'an unresolved charge of another token that shares the e-mail address'
    ]
  },
  {
    name: 'duplicates: an open link is forgotten',
    file: 'electron/charging/duplicates.ts',
    from: "stopAtSameMoney('link_open', links, of)",
    to: '',
    caughtBy: [
      'charging/links/making.test.ts',
      'beside what else may take the money an open link stops the same amount at any age'
    ]
  },
  {
    name: 'duplicates: what was made elsewhere is forgotten',
    file: 'electron/charging/duplicates.ts',
    from: 'elsewhere.push(foundOf(each, null))',
    to: 'continue',
    caughtBy: ['charging/duplicates.test.ts', 'a charge made elsewhere on the same card']
  },
  {
    name: 'words: voided money is called captured',
    file: 'shared/standing.ts',
    from: "AUTHORIZATION_VOIDED: 'voided',",
    to: "AUTHORIZATION_VOIDED: 'captured',",
    caughtBy: ['shared/standing.test.ts', 'where a charge that succeeded stands AUTHORIZATION_VOIDED']
  },
  {
    name: 'words: an unforeseen status is called captured',
    file: 'shared/standing.ts',
    from: "if (known === null) return 'unforeseen'",
    to: "if (known === null) return 'captured'",
    caughtBy: ['shared/standing.test.ts', 'where a charge that succeeded stands "SETTLED"']
  },
  {
    name: 'words: a capture that never came is "usually within minutes" for ever',
    file: 'electron/charging/happenings.ts',
    from: 'return awaitsCapture(charge) && !isCaptureDue(charge, now)',
    to: 'return false && awaitsCapture(charge) && !isCaptureDue(charge, now)',
    caughtBy: ['charging/asking.test.ts', 'the reconciler calls a capture overdue after 48 hours']
  },
  {
    name: 'alarms: a second payment is not noticed',
    file: 'electron/charging/alarms.ts',
    from: "...alarmIf('charged_twice', all.length > 1, all),",
    to: '',
    caughtBy: ['charging/attention.test.ts', 'an alarm is raised when two payments of ours']
  },
  {
    name: 'alarms: a decline is never looked at again',
    file: 'electron/charging/backoff.ts',
    from: 'declined: [10 * minute, day],',
    to: 'declined: [],',
    caughtBy: ['charging/attention.test.ts', 'an alarm is raised when a decline turns out to be charged']
  },
  {
    name: '401: any of them sends the charge again',
    file: 'electron/dintero/exchange.ts',
    from: 'return fromDintero && !hasIds && tokenWords.test(message)',
    to: 'return fromDintero || !hasIds || tokenWords.test(message)',
    caughtBy: ['dintero/refusals.test.ts', 'an answer that is no transaction HTTP 401']
  },
  {
    name: '401: a session in it is not seen',
    file: 'electron/dintero/wire.ts',
    from: "([key, each]) => (idKeys.has(key) && each !== null && each !== '') || namesSomething(each)",
    to: '([key, each]) => key === null || namesSomething(each)',
    caughtBy: ['dintero/refusals.test.ts', 'an answer that is no transaction HTTP 401']
  },
  {
    name: "refused: a gateway's page means no money has moved",
    file: 'shared/outcome.ts',
    from: 'if (!fromDintero || !refusals.includes(status) || isDuplicateRefusal(answer)) return unknown',
    to: 'if (!refusals.includes(status) || isDuplicateRefusal(answer)) return unknown',
    caughtBy: ['dintero/refusals.test.ts', 'an answer that is no transaction HTTP 403']
  },
  {
    name: 'backing off: what fails unforeseen is asked again at once',
    file: 'electron/charging/reconciler.ts',
    from: '          this.#rest(followed, id)\n',
    to: '',
    caughtBy: [
      'charging/attention.test.ts',
      'a lookup that fails as nobody foresaw is not asked three times a second'
    ]
  },
  {
    name: 'following: a backlog of one kind keeps the others waiting',
    file: 'electron/charging/reconciler.ts',
    from: 'const queue = inTurn(queues)',
    to: 'const queue = queues.flat()',
    caughtBy: ['charging/reconciler.test.ts', 'several kinds of what is followed are asked about in turn']
  },
  {
    name: 'backing off: a failed lookup plans no next one',
    file: 'electron/charging/asking.ts',
    from: 'await this.#askLater(charge, waitIn(error))',
    to: 'void waitIn(error)',
    caughtBy: ['charging/attention.test.ts', 'a lookup that fails as nobody foresaw has its next one planned']
  },
  {
    name: 'backing off: Retry-After is believed',
    file: 'electron/dintero/http.ts',
    from: 'return Math.min(longestWait, Math.max(shortestWait, ms))',
    to: 'return ms',
    caughtBy: ['dintero/times.test.ts', 'Retry-After "999999999"']
  },
  {
    name: 'lists: half a list counts as read',
    file: 'electron/dintero/whole-list.ts',
    from: "if (rows.size === before) return notRead('the list brings the same rows again')",
    to: "if (rows.size === before) return { kind: 'found', value: [...rows.values()] }",
    caughtBy: [
      'dintero/client-reads.test.ts',
      'listing transactions that brings the same rows again was not read'
    ]
  },
  {
    name: 'accounts: a charge of another account can be acted on',
    file: 'electron/charging/charge-service.ts',
    from: 'if (accountId !== (await this.#activeAccountId())) {',
    to: "if (accountId === '') {",
    caughtBy: ['charging/attention.test.ts', 'two accounts never mix']
  },
  {
    name: 'a lost submit: what is still on its way counts as never sent',
    file: 'electron/charging/charge-service.ts',
    from: `if (wasBusy || this.#engine.isBusy(chargeId))
      throw new TrekkError('charge_in_flight', 'it is being written')`,
    to: '',
    caughtBy: [
      'charging/submit.test.ts',
      'what has become of a review is not said to be nothing while the charge is on its way'
    ]
  },
  {
    name: 'a lost submit: a look older than the charge counts as a look at it',
    file: 'electron/charging/charge-service.ts',
    from: 'if (wasBusy || this.#engine.isBusy(chargeId))',
    to: 'if (this.#engine.isBusy(chargeId))',
    caughtBy: [
      'charging/submit.test.ts',
      'what has become of a review is not said to be nothing by a look that was older'
    ]
  },
  {
    name: 'batch: what an earlier program still wants to send leaves',
    file: 'electron/charging/row-sending.ts',
    from: `    const sent = await ledger.write(async (tables) => {
      await tables.batches.requireLife(place.batchId, place.life)
`,
    to: `    const sent = await ledger.write(async (tables) => {
`,
    caughtBy: ['batch/batch-runs.test.ts', 'two programs on one ledger let nothing leave']
  },
  {
    name: 'ledger: of several writes one that fails keeps what it wrote',
    file: 'electron/ledger/gathered-writes.ts',
    from: 'await transaction.executeQuery(takeBack)',
    to: 'void takeBack',
    caughtBy: ['ledger/gathered-writes.test.ts', 'writes that are made together fail each by itself']
  },
  {
    name: 'batch: rows that are charges already are charged again',
    file: 'electron/batch/rows-to-come.ts',
    from: 'this.#taken = rows.filter(({ row }) => !begun.has(row))',
    to: 'this.#taken = rows.filter(({ row }) => begun.size >= 0 && row > 0)',
    caughtBy: ['batch/batch-runs.test.ts', 'a pause is what a crash leaves']
  },
  {
    name: 'batch: the place of an answer is given away before it is judged',
    file: 'electron/batch/batch-run.ts',
    from: 'const { answer, outcome } = await judged\n',
    to: `const { answer, outcome } = await judged.finally(() => {
        this.#flying -= 1
        this.#changed.ring()
      })
      this.#flying += 1
`,
    caughtBy: ['batch/batch-runs.test.ts', 'a batch stops by itself and slows down']
  },
  {
    name: 'batch: a row that repeats another needs no reason',
    file: 'electron/charging/row-sending.ts',
    from: 'requireExplained(within.prepared, place, row)',
    to: 'if (row.row < 0) requireExplained(within.prepared, place, row)',
    caughtBy: [
      'batch/batch-runs.test.ts',
      'a row that breaks a rule when its turn comes that repeats another row is'
    ]
  },
  {
    name: 'batch: the plan is not held against what was released',
    file: 'electron/batch/batch-run.ts',
    from: 'if ((await plan.hash()) !== planHash) {',
    to: "if ((await plan.hash()) === '' && planHash !== '') {",
    caughtBy: ['batch/batch-runs.test.ts', 'a batch stops by itself when its file is not']
  },
  {
    name: 'batch: the first charges do not wait for a look',
    file: 'electron/batch/batch-run.ts',
    from: 'if (lookedAtBy === null && firstCharges > 0) {',
    to: 'if (lookedAtBy === null && firstCharges > 1_000) {',
    caughtBy: ['batch/batch-runs.test.ts', 'the first charges go alone']
  },
  {
    name: 'batch: a file read in another way keeps what was typed over other rows',
    file: 'electron/batch/drafts/kept.ts',
    from: 'if (before === null || !isSameReading(before, after)) return () => null',
    to: 'if (before === null) return () => null',
    caughtBy: [
      'batch/drafts/reading-again.test.ts',
      'what a person did to rows is gone when the file is read'
    ]
  },
  {
    name: 'batch: a file whose columns are others keeps what was typed over other cells',
    file: 'electron/batch/drafts/kept.ts',
    from: 'if (moved.size === 0) return null',
    to: 'if (moved.size >= 0) return null',
    caughtBy: ['batch/drafts/reading-again.test.ts', 'what a person did to rows is gone where it was typed']
  },
  {
    name: 'batch: a file explains repetitions of other money too',
    file: 'electron/batch/checking/cross-rules.ts',
    from: 'explained === null || explained.money !== moneyOf(facts) ? 0',
    to: 'explained === null ? 0',
    caughtBy: ['batch/drafts/reading-again.test.ts', 'what a person did to rows explains no repetition']
  },
  {
    name: 'batch: a file is released with rows that nobody reviewed',
    file: 'electron/batch/drafts/file-desk.ts',
    from: 'if (hashOfPlan(plan) !== reviewed)',
    to: 'if (plan.length === 0)',
    caughtBy: ['batch/releasing.test.ts', 'a review releases nothing else']
  },
  {
    name: 'batch: a file is released by the ledger as it was',
    file: 'electron/batch/drafts/file-desk.ts',
    from: `    this.forget(batchId)
    await this.load(batchId, setting)
    const { draft, brought }`,
    to: `    await this.load(batchId, setting)
    const { draft, brought }`,
    caughtBy: ['batch/releasing.test.ts', 'a review releases nothing when the same customer']
  },
  {
    name: 'batch: a file is released by a review that was used',
    file: 'electron/batch/releasing.ts',
    from: `    this.#held.delete(reviewId)
    return review`,
    to: '    return review',
    caughtBy: ['batch/releasing.test.ts', 'a review is used up by one release']
  },
  {
    name: 'batch: a file makes another attempt after one that was charged',
    file: 'electron/batch/drafts/attempts.ts',
    from: 'const mayFollow = last === undefined || before !== null',
    to: 'const mayFollow = true',
    caughtBy: ['batch/holding.test.ts', 'a row that was declined is attempted once more']
  },
  {
    name: 'batch: a row is offered before the bank lets it be tried',
    file: 'electron/batch/checking/attempt-rules.ts',
    from: 'notBefore !== null && now < notBefore',
    to: 'notBefore !== null && now > notBefore',
    caughtBy: ['batch/left-over.test.ts', 'a declined row whose result comes back is held until']
  },
  {
    name: 'batch: what a file says of a decline elsewhere does not count where Dintero refused the row here',
    file: 'electron/batch/checking/attempt-rules.ts',
    from: 'if (!here.allowed || (before !== null && before.decline !== null)) return here',
    to: 'if (before !== null) return here',
    caughtBy: ['batch/left-over.test.ts', 'a declined row whose result comes back is held by its file']
  },
  {
    name: 'batch: a row is offered that the bank wants never tried again',
    file: 'electron/batch/checking/attempt-rules.ts',
    from: "if (!allowed) return [held('retry_not_allowed')]",
    to: 'if (!allowed) return []',
    caughtBy: ['batch/left-over.test.ts', 'a declined row whose result comes back is judged as']
  },
  {
    name: 'batch: what is sent again goes on although access is refused',
    file: 'electron/batch/stop-rules.ts',
    from: 'const forAll = answer === null ? null : stopForAll(answer)',
    to: "const forAll = answer === null ? stopForAll({ kind: 'no_answer', reason: '' }) : null",
    caughtBy: ['batch/batch-runs.test.ts', 'a batch stops by itself at once when it goes on']
  },
  {
    name: 'batch: a file that somebody started is started again by its timer',
    file: 'electron/batch/holds.ts',
    from: 'if (!this.#starts.has(batchId)) return',
    to: '',
    caughtBy: ['batch/holding.test.ts', 'a file that is held that somebody has started']
  },
  {
    name: 'batch: a file is seen half edited',
    file: 'electron/batch/drafts/file-calls.ts',
    from: 'return atOnce.has(name) ? Promise.resolve().then(work) : this.#turns.take(String(given[0]), work)',
    to: 'return Promise.resolve().then(work)',
    caughtBy: ['batch/drafts/at-once.test.ts', 'what is asked of one file at once sees no edit']
  },
  {
    name: 'batch: a file that was paused again starts',
    file: 'electron/batch/batch-runs.ts',
    from: 'if (own.pauses !== pauses) return this.#parts.ledger.batches.require(batchId)',
    to: '',
    caughtBy: ['batch/batch-runs.test.ts', 'a start that waits is taken back by the last word, pause']
  },
  {
    name: 'batch: a file starts before a crash is sorted out',
    file: 'electron/batch/batch-runs.ts',
    from: `    await this.#recovered
`,
    to: '',
    caughtBy: ['batch/batch-runs.test.ts', 'a start waits until what a crash left']
  }
]
