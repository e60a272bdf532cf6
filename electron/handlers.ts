import type { AppStatus, CallOutput, CallParsed } from '../shared/ipc'
import type { CallName } from '../shared/ipc-names'
import type { Settings } from '../shared/settings'
import { exportAudit } from './desk/audit-export'
import { saveSettings } from './desk/settings-change'
import { readToday } from './desk/today'
import type { Services } from './services'

export type Handlers = {
  readonly [N in CallName]: (input: CallParsed<N>) => CallOutput<N> | Promise<CallOutput<N>>
}

/** What only the shell around the services can do. */
export interface Shell {
  readonly status: () => Promise<AppStatus>
  readonly chooseFile: (suggestion: string) => Promise<string | null>
  readonly copy: (text: string) => undefined
  /** A page that main has made, as a PDF. */
  readonly toPdf: (page: string) => Promise<Uint8Array>
  /** Lets a person print such a page. */
  readonly print: (page: string) => Promise<void>
  /** Opens an address in the person's own browser; which ones may be is the service's to say. */
  readonly openPage: (url: string) => Promise<void>
  /** What was copied elsewhere, as text. */
  readonly pasted: () => string | Promise<string>
  readonly applySettings: (settings: Settings) => void
  readonly reportPageError: (message: string) => undefined
}

/** One line a call: the name, and the service's method. Decisions are the services'. */
export function handlersFor(services: Services, shell: Shell): Handlers {
  const { accounts, approvals, batches, cards, charges, declinedLinks, exportService, finding } = services
  const { ledger, links, modifications, payouts, receipts, savedViews } = services
  const { customers, dinteroCards, cardDeletion } = services
  return {
    getStatus: () => shell.status(),
    connectAccount: (input) => accounts.connect(input),
    startTraining: () => accounts.startTraining(),
    switchAccount: ({ accountId }) => accounts.switchTo(accountId),
    renameAccount: ({ accountId, name }) => accounts.rename(accountId, name),
    removeAccount: ({ accountId }) => accounts.remove(accountId).then(() => undefined),
    countCards: ({ accountId }) => cards.count(accountId),
    saveAccountSettings: ({ accountId, settings }) => accounts.saveSettings(accountId, settings),
    saveSettings: (settings) => saveSettings(services, settings, shell.applySettings),
    getApproval: () => approvals.view(),
    saveApprovalRule: ({ accountId, rule, by }) => approvals.saveRule(accountId, rule, by),
    addApprover: ({ name, pin, by }) => approvals.add(name, pin, by),
    removeApprover: ({ approverId, by }) => approvals.remove(approverId, by),
    changePin: ({ by, pin }) => approvals.changePin(by, pin),
    searchCards: ({ query, limit }) => cards.search(query, limit),
    listCards: ({ query, offset, limit }) => cards.list(query, offset, limit),
    getCard: ({ cardId }) => cards.get(cardId),
    addCardFromTransaction: (input) => cards.addFromTransaction(input),
    addCardFromToken: (input) => cards.addFromToken(input),
    removeCard: ({ cardId }) => cards.remove(cardId).then(() => undefined),
    findCustomers: ({ query }) => customers.find(query),
    getCustomer: (of) => customers.get(of),
    listCustomerCharges: (window) => customers.charges(window),
    listCustomerLinks: (window) => customers.links(window),
    listCustomerModifications: (window) => customers.modifications(window),
    addCustomerNote: (note) => customers.addNote(note),
    removeCustomerNote: ({ id }) => customers.removeNote(id),
    editContact: (contact) => cards.editContact(contact),
    refreshCard: ({ cardId }) => dinteroCards.refresh(cardId),
    listDinteroCards: ({ customerNumber }) => dinteroCards.list(customerNumber),
    adoptCard: (card) => dinteroCards.adopt(card),
    reviewCardDeletion: ({ cardId }) => cardDeletion.review(cardId),
    deleteCard: (deletion) => cardDeletion.delete(deletion),
    getRetryBudget: ({ cardId }) => charges.retryBudget(cardId),
    proposeReference: async ({ retryOf }) => ({ merchantReference: await charges.proposeReference(retryOf) }),
    reviewCharge: (draft) => charges.review(draft),
    confirmReview: (answers) => charges.confirm(answers),
    submitCharge: ({ reviewId }) => charges.submit(reviewId),
    chargeOfReview: async ({ reviewId }) => ({ charge: await charges.chargeOf(reviewId) }),
    currentFlight: () => charges.currentFlight(),
    askDintero: ({ chargeId }) => charges.ask(chargeId),
    resendCharge: ({ chargeId }) => charges.resend(chargeId),
    reviewLink: (draft) => links.review(draft),
    confirmLinkReview: (answers) => links.confirm(answers),
    submitLink: ({ reviewId }) => links.submit(reviewId),
    linkOfReview: async ({ reviewId }) => ({ link: await links.linkOf(reviewId) }),
    enrolCard: (draft) => links.enrol(draft),
    listLinks: (query) => links.list(query),
    getLink: ({ linkId }) => links.detail(linkId),
    askAboutLink: ({ linkId }) => links.ask(linkId),
    cancelLink: ({ linkId }) => links.cancel(linkId),
    giveLink: ({ linkId, how, language }) =>
      links.give(linkId, how, language, { copy: shell.copy, open: shell.openPage }),
    closeLink: (closing) => links.close(closing),
    reviewModification: (draft) => modifications.review(draft),
    submitModification: (answers) => modifications.submit(answers),
    askModification: ({ modificationId }) => modifications.ask(modificationId),
    closeModification: (closing) => modifications.close(closing),
    listModifications: (query) => modifications.list(query),
    getTransactionDetail: ({ transactionId }) => modifications.transaction(transactionId),
    listAwaitingCapture: (window) => modifications.awaitingCapture(window),
    sumAwaitingCapture: () => modifications.sumsAwaitingCapture(),
    getPayouts: async () => ({ view: await payouts.view() }),
    readPayouts: (period) => payouts.read(period),
    comparePayouts: ({ payoutId }) => payouts.compare(payoutId),
    stopPayouts: () => payouts.stop().then(() => undefined),
    listPayouts: (window) => payouts.list(window),
    getPayout: ({ payoutId }) => payouts.detail(payoutId),
    listPayoutLines: (query) => payouts.lines(query),
    listUnpaid: (window) => payouts.unpaid(window),
    getChargePayouts: ({ chargeId }) => payouts.ofCharge(chargeId),
    findTransactions: (query) => finding.find(query),
    closeCharge: (closing) => charges.close(closing),
    readAlarm: ({ alarmId }) => charges.readAlarm(alarmId),
    listCharges: (query) => charges.list(query),
    sumCharges: (filter) => charges.sums(filter),
    listViews: () => savedViews.list(),
    keepView: (view) => savedViews.keep(view),
    renameView: ({ name, to }) => savedViews.rename(name, to),
    removeView: ({ name }) => savedViews.remove(name),
    getCharge: ({ chargeId }) => charges.detail(chargeId),
    listUnresolved: () => charges.unresolved(),
    getToday: () => readToday(ledger, services.clock()),
    listAudit: (query) => ledger.reads.listAudit(query),
    verifyAudit: () => ledger.reads.verifyAudit(),
    exportAudit: () => exportAudit(services, shell.chooseFile),
    getReceipt: (wish) => receipts.get(wish),
    copyReceipt: (wish) => receipts.copy(wish, shell).then(() => undefined),
    saveReceipt: (wish) => receipts.save(wish, shell),
    printReceipt: (wish) => receipts.print(wish, shell).then(() => undefined),
    exportList: (wish) => exportService.export(wish, shell.chooseFile),
    cancelExport: () => {
      exportService.cancel()
      return undefined
    },
    getExport: () => ({ view: exportService.view }),
    prepareImport: async () => {
      await batches.prepare()
      return undefined
    },
    importDropped: ({ path }) => batches.import({ kind: 'path', path }),
    importPasted: async () => batches.import({ kind: 'pasted', text: await shell.pasted() }),
    listBatches: ({ offset, limit }) => batches.list(offset, limit),
    getBatch: ({ batchId }) => batches.detail(batchId),
    readBatchAnew: ({ batchId, choices }) => batches.readAnew(batchId, choices),
    answerBatch: ({ batchId, answers, defaults }) => batches.answer(batchId, answers, defaults),
    keepMapping: ({ batchId, name }) => batches.keepMapping(batchId, name),
    listMappings: () => batches.mappings(),
    removeMapping: ({ name }) => batches.removeMapping(name),
    acceptColumns: ({ batchId }) => batches.acceptColumns(batchId),
    backToColumns: ({ batchId }) => batches.backToColumns(batchId),
    nameBatch: ({ batchId, name }) => batches.rename(batchId, name),
    listBatchRows: ({ batchId, filter, offset, limit }) => batches.rows(batchId, filter, offset, limit),
    findBatchProblem: ({ batchId, filter, from, direction }) =>
      batches.find(batchId, filter, from, direction),
    editBatch: ({ batchId, edit }) => batches.edit(batchId, edit),
    undoBatch: ({ batchId }) => batches.undo(batchId),
    redoBatch: ({ batchId }) => batches.redo(batchId),
    discardBatch: ({ batchId }) => batches.discard(batchId).then(() => undefined),
    askAboutBatch: ({ batchId, what }) => batches.ask(batchId, what),
    stopAskingAboutBatch: ({ batchId }) => batches.stopAsking(batchId).then(() => undefined),
    reviewBatch: ({ batchId, expected }) => batches.review(batchId, expected),
    releaseBatch: (release) => batches.release(release),
    cancelBatch: ({ batchId }) => batches.cancel(batchId),
    startBatch: ({ batchId, lookedAt }) => batches.start(batchId, lookedAt),
    pauseBatch: ({ batchId }) => batches.pause(batchId),
    stopBatch: ({ batchId }) => batches.stop(batchId),
    setBatchPace: ({ batchId, pace }) => batches.setPace(batchId, pace),
    reviewBatchLinks: (wish) => declinedLinks.review(wish),
    makeBatchLinks: ({ reviewId }) => declinedLinks.make(reviewId),
    stopBatchLinks: ({ batchId }) => {
      declinedLinks.stop(batchId)
      return undefined
    },
    getBatchLinks: ({ batchId }) => ({ view: declinedLinks.view(batchId) }),
    saveBatchFile: ({ batchId, what, words }) => batches.save(batchId, what, words, shell.chooseFile),
    saveTemplate: ({ query, form }) => batches.saveTemplate(query, form, shell.chooseFile),
    copyText: ({ text }) => shell.copy(text),
    reportPageError: ({ message }) => shell.reportPageError(message)
  }
}
