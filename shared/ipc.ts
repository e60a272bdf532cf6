import { z } from 'zod'
import { accountId, accountSettings, accountView, connectAccount, environment } from './account'
import { approval, approvalRule, approvalView } from './approval'
import { auditEntry, auditQuery, auditVerdict } from './audit'
import { currencySum, pace } from './batch'
import { askedAbout, askingView } from './batch-asking'
import { batchLinksReview, batchLinksView, batchLinksWish } from './batch-links'
import { problemField } from './batch-problem'
import {
  batchDetail,
  batchEdit,
  batchReview,
  batchRow,
  batchStage,
  batchSummary,
  fileWords,
  longestBatchName,
  readingChoices,
  rowFilter,
  runView
} from './batch-view'
import { cardFromToken, cardFromTransaction, cardView } from './card'
import {
  chargeDetail,
  chargeDraft,
  chargeFilter,
  chargeQuery,
  chargeRow,
  chargeSums,
  retryBudget,
  closing
} from './charge'
import { chargeReview, linkReview, reviewAnswers } from './review'
import { fileDefaults, mappingChoices } from './column-mapping'
import { exportWords } from './export-words'
import {
  contactEdit,
  customerHit,
  customerNote,
  customerOf,
  customerView,
  customerWindow,
  newNote,
  noteRemoval
} from './customer'
import {
  adoption,
  cardDeleted,
  cardDeletion,
  cardDeletionReview,
  cardRefresh,
  dinteroCards
} from './dintero-card'
import type { CallName, EventName } from './ipc-names'
import { findQuery, foundList } from './find'
import { language } from './languages'
import { enrolmentDraft, givenHow, linkClosing, linkDetail, linkDraft, linkQuery, linkRow } from './link'
import { messageLanguages } from './link-message'
import { listOf, windowOf } from './list'
import { exported, exportForm, exportOrder, exportView } from './list-export'
import {
  modificationAnswers,
  modificationClosing,
  modificationDetail,
  modificationDraft,
  modificationQuery,
  modificationReview,
  modificationRow
} from './modification'
import { keptMapping } from './named-mapping'
import {
  chargePayouts,
  payoutDetail,
  payoutLine,
  payoutLineQuery,
  payoutPeriod,
  payoutRow,
  payoutsView,
  unpaidPayment
} from './payout'
import { receipt, receiptWish } from './receipt'
import { savedView } from './saved-view'
import { settings } from './settings'
import { todayView } from './today'
import { unresolved } from './tray'
import { heldPayment, heldSums, transactionDetail } from './transaction-detail'
import type { Result } from './result'

interface CallSpec {
  readonly input: z.ZodType
  readonly output: z.ZodType
}

const nothing = z.undefined()
const id = z.string().min(1).max(64)

const pin = z.string().max(64)

const payoutId = z.string().min(1).max(200)

const ofBatch = z.strictObject({ batchId: id })
const ofLink = z.strictObject({ linkId: id })

/** What the whole window needs to know at once. */
export const appStatus = z.object({
  version: z.string(),
  /** True when `TREKK_DINTERO_URL` points at a simulator. */
  simulated: z.boolean(),
  activeAccount: accountView.nullable(),
  accounts: z.array(accountView),
  settings,
  /** The language in force after `system` was resolved. */
  language,
  environment: environment.nullable(),
  /** Charges and alarms of the account in use that a person has to look at. */
  unresolvedCount: z.number().int(),
  /** Dintero's clock minus this computer's, ms, as last seen for the account in use; null while it was not. */
  clockSkew: z.number().int().nullable(),
  osUser: z.string(),
  /** Anything unusual found when the ledger was opened; null on a normal start. */
  storageNotice: z.enum(['damaged_set_aside', 'damage_found']).nullable()
})
export type AppStatus = z.infer<typeof appStatus>

/** Every call the page can make: what goes in, what comes out. Main parses both; the preload exposes the names. */
export const calls = {
  getStatus: { input: nothing, output: appStatus },
  connectAccount: { input: connectAccount, output: accountView },
  startTraining: { input: nothing, output: accountView },
  switchAccount: { input: z.strictObject({ accountId }), output: accountView },
  renameAccount: {
    input: z.strictObject({ accountId, name: z.string().trim().min(1).max(100) }),
    output: accountView
  },
  removeAccount: { input: z.strictObject({ accountId }), output: nothing },
  /** Apart from the account: they are looked up one by one, and accounts are asked for whenever a charge moves. */
  countCards: { input: z.strictObject({ accountId }), output: z.number().int() },
  saveAccountSettings: {
    input: z.strictObject({ accountId, settings: accountSettings }),
    output: accountView
  },
  saveSettings: { input: settings, output: settings },
  /** Who may approve the release of a charge file, and when it is asked for. A PIN goes in and never comes out. */
  getApproval: { input: nothing, output: approvalView },
  saveApprovalRule: {
    input: z.strictObject({ accountId, rule: approvalRule, by: approval }),
    output: approvalView
  },
  addApprover: {
    input: z.strictObject({ name: z.string().max(200), pin, by: approval.nullable() }),
    output: approvalView
  },
  removeApprover: {
    input: z.strictObject({ approverId: id, by: approval.nullable() }),
    output: approvalView
  },
  changePin: { input: z.strictObject({ by: approval, pin }), output: approvalView },
  searchCards: {
    input: z.strictObject({ query: z.string().max(200), limit: z.number().int().min(1).max(200) }),
    output: z.object({ cards: z.array(cardView), more: z.boolean() })
  },
  /** As `searchCards`, for a screen that shows them all. */
  listCards: { input: z.strictObject({ query: z.string().max(200), ...windowOf }), output: listOf(cardView) },
  getCard: { input: z.strictObject({ cardId: id }), output: cardView },
  addCardFromTransaction: { input: cardFromTransaction, output: cardView },
  addCardFromToken: { input: cardFromToken, output: cardView },
  removeCard: { input: z.strictObject({ cardId: id }), output: nothing },
  /** As somebody types: what is exactly theirs first, a wrong letter forgiven. */
  findCustomers: { input: z.strictObject({ query: z.string().max(200) }), output: z.array(customerHit) },
  /** Whoever a card, a charge or a link is of, from this ledger alone. */
  getCustomer: { input: customerOf, output: customerView },
  listCustomerCharges: { input: customerWindow, output: listOf(chargeRow) },
  listCustomerLinks: { input: customerWindow, output: listOf(linkRow) },
  listCustomerModifications: { input: customerWindow, output: listOf(modificationRow) },
  addCustomerNote: { input: newNote, output: customerNote },
  removeCustomerNote: { input: noteRemoval, output: customerNote },
  editContact: { input: contactEdit, output: cardView },
  /** Asks Dintero how a card stands. */
  refreshCard: { input: z.strictObject({ cardId: id }), output: cardRefresh },
  /** The cards Dintero has of a customer number; without the scope for it, that it may not be asked. */
  listDinteroCards: { input: z.strictObject({ customerNumber: z.string().max(300) }), output: dinteroCards },
  /** Main fetches and seals the token. */
  adoptCard: { input: adoption, output: cardView },
  reviewCardDeletion: { input: z.strictObject({ cardId: id }), output: cardDeletionReview },
  deleteCard: { input: cardDeletion, output: cardDeleted },
  getRetryBudget: { input: z.strictObject({ cardId: id }), output: retryBudget },
  proposeReference: {
    input: z.strictObject({ retryOf: id.nullable() }),
    output: z.object({ merchantReference: z.string() })
  },
  reviewCharge: { input: chargeDraft, output: chargeReview },
  confirmReview: { input: reviewAnswers, output: chargeReview },
  submitCharge: { input: z.strictObject({ reviewId: id }), output: chargeDetail },
  /** What a review has become; null when it has become nothing, and then nothing was sent. */
  chargeOfReview: {
    input: z.strictObject({ reviewId: id }),
    output: z.object({ charge: chargeDetail.nullable() })
  },
  /** What is really on its way, for a page that was loaded anew and has forgotten what it sent. */
  currentFlight: { input: nothing, output: chargeDetail.nullable() },
  askDintero: { input: z.strictObject({ chargeId: id }), output: chargeDetail },
  resendCharge: { input: z.strictObject({ chargeId: id }), output: chargeDetail },
  reviewLink: { input: linkDraft, output: linkReview },
  confirmLinkReview: { input: reviewAnswers, output: linkReview },
  submitLink: { input: z.strictObject({ reviewId: id }), output: linkDetail },
  /** What a review has become; null when it has become nothing, and then nothing was asked for. */
  linkOfReview: {
    input: z.strictObject({ reviewId: id }),
    output: z.object({ link: linkDetail.nullable() })
  },
  enrolCard: { input: enrolmentDraft, output: linkDetail },
  listLinks: { input: linkQuery, output: listOf(linkRow) },
  getLink: { input: ofLink, output: linkDetail },
  askAboutLink: { input: ofLink, output: linkDetail },
  cancelLink: { input: ofLink, output: linkDetail },
  /** Main copies or opens it, and writes down that somebody has it. */
  giveLink: {
    input: ofLink.extend({
      how: givenHow.exclude(['sms']),
      language: z.enum(messageLanguages)
    }),
    output: linkDetail
  },
  closeLink: { input: linkClosing, output: linkDetail },
  /** What is typed is held against the transaction as Dintero has it now. */
  reviewModification: { input: modificationDraft, output: modificationReview },
  /** The review's id and the answers to what it asks; nothing of what is done comes from the page. */
  submitModification: { input: modificationAnswers, output: modificationDetail },
  askModification: { input: z.strictObject({ modificationId: id }), output: modificationDetail },
  closeModification: { input: modificationClosing, output: modificationDetail },
  listModifications: { input: modificationQuery, output: listOf(modificationRow) },
  /** Straight from Dintero, whoever made it. */
  getTransactionDetail: {
    input: z.strictObject({ transactionId: z.string().min(1).max(100) }),
    output: transactionDetail
  },
  /** What is reserved and waits to be captured, held longest first. */
  listAwaitingCapture: { input: z.strictObject(windowOf), output: listOf(heldPayment) },
  /** What all of it comes to. */
  sumAwaitingCapture: { input: nothing, output: heldSums },
  /** What was asked of Dintero about payouts of the account in use; nothing of it is kept beyond the session. */
  getPayouts: { input: nothing, output: z.object({ view: payoutsView.nullable() }) },
  /** Begins to read the payouts of a period; `payoutsChanged` tells how far it has come. */
  readPayouts: { input: payoutPeriod, output: payoutsView },
  /** Begins to read what a payout is made of, or all of them, and holds it against the ledger. */
  comparePayouts: { input: z.strictObject({ payoutId: payoutId.nullable() }), output: payoutsView },
  /** Resolves when nothing is being read any more; what was read counts. */
  stopPayouts: { input: nothing, output: nothing },
  listPayouts: { input: z.strictObject(windowOf), output: listOf(payoutRow) },
  getPayout: { input: z.strictObject({ payoutId }), output: payoutDetail },
  listPayoutLines: { input: payoutLineQuery, output: listOf(payoutLine) },
  /** What was captured here a while ago and is in no payout. */
  listUnpaid: { input: z.strictObject(windowOf), output: listOf(unpaidPayment) },
  /** Whether a charge was paid out: asked of Dintero each time, and never guessed. */
  getChargePayouts: { input: z.strictObject({ chargeId: id }), output: chargePayouts },
  /** What Dintero lists, also what was made elsewhere. Rows keep their place for as long as the same is asked. */
  findTransactions: { input: findQuery, output: foundList },
  closeCharge: { input: closing, output: chargeDetail },
  readAlarm: { input: z.strictObject({ alarmId: z.number().int() }), output: unresolved },
  listCharges: { input: chargeQuery, output: listOf(chargeRow) },
  sumCharges: { input: chargeFilter, output: chargeSums },
  /** Filters of the history that are kept under a name; each change answers with all there are then. */
  listViews: { input: nothing, output: z.array(savedView) },
  keepView: { input: savedView, output: z.array(savedView) },
  renameView: {
    input: z.strictObject({ name: z.string().max(200), to: z.string().max(200) }),
    output: z.array(savedView)
  },
  removeView: { input: z.strictObject({ name: z.string().max(200) }), output: z.array(savedView) },
  getCharge: { input: z.strictObject({ chargeId: id }), output: chargeDetail },
  listUnresolved: { input: nothing, output: unresolved },
  /** What the desk has to know at a glance, from the ledger alone. */
  getToday: { input: nothing, output: todayView },
  listAudit: { input: auditQuery, output: listOf(auditEntry) },
  verifyAudit: { input: nothing, output: auditVerdict },
  /** Main asks where to save; `cancelled` when the person closed the dialog. */
  exportAudit: { input: nothing, output: z.object({ entries: z.number().int() }) },
  /** What can be told a customer of a charge or of a paid link; main makes it of what the ledger says. */
  getReceipt: { input: receiptWish, output: receipt },
  copyReceipt: { input: receiptWish, output: nothing },
  /** Main asks where to save; `cancelled` when the person closed the dialog. */
  saveReceipt: { input: receiptWish, output: z.object({ fileName: z.string() }) },
  /** The system asks for the printer; `cancelled` when the person closed that. */
  printReceipt: { input: receiptWish, output: nothing },
  /** The page names a list, main reads its rows and asks where to save; `cancelled` also when it was stopped. */
  exportList: {
    input: z.strictObject({ order: exportOrder, form: exportForm, words: exportWords }),
    output: exported
  },
  cancelExport: { input: nothing, output: nothing },
  /** The export that is under way, for a page that was loaded anew. */
  getExport: { input: nothing, output: z.object({ view: exportView.nullable() }) },
  /** A file is about to be brought: what reads it is started before it is there. */
  prepareImport: { input: nothing, output: nothing },
  /** The preload script makes the path of the file that was dropped or chosen; the page cannot name one. */
  importDropped: { input: z.strictObject({ path: z.string().min(1).max(4_096) }), output: batchDetail },
  /** Main reads the clipboard itself. */
  importPasted: { input: nothing, output: batchDetail },
  listBatches: { input: z.strictObject(windowOf), output: listOf(batchSummary) },
  getBatch: { input: ofBatch, output: batchDetail },
  /** Reads the file again, in the way a person says. */
  readBatchAnew: { input: ofBatch.extend({ choices: readingChoices }), output: batchDetail },
  /** What a person says of the columns, and for the whole file. */
  answerBatch: {
    input: ofBatch.extend({ answers: mappingChoices, defaults: fileDefaults }),
    output: batchDetail
  },
  /** Goes on to the rows; refused while anything is asked. */
  keepMapping: {
    input: ofBatch.extend({ name: z.string().max(longestBatchName) }),
    output: z.object({ name: z.string(), replaced: z.boolean() })
  },
  /** All columns that are kept under a name, in the order in which they were. */
  listMappings: { input: nothing, output: z.array(keptMapping) },
  /** What is left then. */
  removeMapping: {
    input: z.strictObject({ name: z.string().max(longestBatchName) }),
    output: z.array(keptMapping)
  },
  acceptColumns: { input: ofBatch, output: batchDetail },
  backToColumns: { input: ofBatch, output: batchDetail },
  nameBatch: { input: ofBatch.extend({ name: z.string().max(longestBatchName) }), output: batchDetail },
  listBatchRows: { input: ofBatch.extend({ filter: rowFilter, ...windowOf }), output: listOf(batchRow) },
  /**
   * The next row with a problem among those that a filter shows, and where it stands there; null when there is none.
   * `from` is a place among them, itself included, counted from 0.
   */
  findBatchProblem: {
    input: ofBatch.extend({
      filter: rowFilter,
      from: z.number().int().min(0),
      direction: z.enum(['next', 'previous'])
    }),
    output: z
      .object({ row: z.number().int(), index: z.number().int(), field: problemField.nullable() })
      .nullable()
  },
  editBatch: { input: ofBatch.extend({ edit: batchEdit }), output: batchDetail },
  undoBatch: { input: ofBatch, output: batchDetail },
  redoBatch: { input: ofBatch, output: batchDetail },
  /** Throws a file away that was not released. */
  discardBatch: { input: ofBatch, output: nothing },
  /** Asks Dintero about a file before it is released: reads only. What comes of it is in the next review. */
  askAboutBatch: { input: ofBatch.extend({ what: askedAbout }), output: askingView },
  /** Resolves when it is over; what was learned counts. */
  stopAskingAboutBatch: { input: ofBatch, output: nothing },
  reviewBatch: {
    input: ofBatch.extend({
      /** What staff says it should come to; null where nobody does. */
      expected: z
        .strictObject({ charges: z.number().int().min(0).nullable(), sums: z.array(currencySum).max(20) })
        .nullable()
    }),
    output: batchReview
  },
  /** The review's id and the sums as they were typed again, minor units; nothing that is charged comes from the page. */
  releaseBatch: {
    input: z.strictObject({
      reviewId: id,
      typed: z.array(z.strictObject({ currency: z.string(), amount: z.number().int() })).max(20),
      firstCharges: z.number().int().min(0).max(100),
      /** Until its start it can be called off, ms. */
      hold: z.number().int().min(0).max(86_400_000),
      pace,
      /** A production account: somebody has said that real money is meant. */
      realMoney: z.boolean(),
      /** The second person, where one is asked for. */
      approval: approval.nullable()
    }),
    output: batchDetail
  },
  cancelBatch: { input: ofBatch, output: batchDetail },
  startBatch: { input: ofBatch.extend({ lookedAt: z.boolean() }), output: batchDetail },
  pauseBatch: { input: ofBatch, output: batchDetail },
  stopBatch: { input: ofBatch, output: batchDetail },
  setBatchPace: { input: ofBatch.extend({ pace }), output: batchDetail },
  /** Payment links for all declined rows that the customer can heal, in one step. */
  reviewBatchLinks: { input: batchLinksWish, output: batchLinksReview },
  makeBatchLinks: { input: z.strictObject({ reviewId: id }), output: batchLinksView },
  stopBatchLinks: { input: ofBatch, output: nothing },
  /** How far that has come; null where nobody has begun it. */
  getBatchLinks: { input: ofBatch, output: z.object({ view: batchLinksView.nullable() }) },
  /** Main asks where to save; `cancelled` when the person closed the dialog. */
  saveBatchFile: {
    input: ofBatch.extend({ what: z.enum(['result', 'rerun', 'bad_rows']), words: fileWords }),
    output: z.object({ rows: z.number().int(), reencoded: z.boolean() })
  },
  saveTemplate: {
    input: z.strictObject({ query: z.string().max(200), form: z.enum(['text', 'workbook']) }),
    output: z.object({ cards: z.number().int() })
  },
  /** The clipboard, for ids and links; the page itself has no clipboard permission. */
  copyText: { input: z.strictObject({ text: z.string().max(2000) }), output: nothing },
  reportPageError: { input: z.strictObject({ message: z.string().max(2000) }), output: nothing }
} as const satisfies Record<CallName, CallSpec>

/** Every event main sends the page. */
export const events = {
  statusChanged: appStatus,
  /** Charges that changed since the last word, each once; at most ten such words a second. */
  chargesChanged: z.object({ rows: z.array(chargeRow).max(1000) }),
  /** As `chargesChanged`. */
  linksChanged: z.object({ rows: z.array(linkRow).max(1000) }),
  /** As `chargesChanged`: captures, voids and refunds. */
  modificationsChanged: z.object({ rows: z.array(modificationRow).max(1000) }),
  unresolvedChanged: unresolved,
  /** The OS keychain has been asking the person something for a while. */
  keychainWaiting: z.object({ waiting: z.boolean() }),
  /** A file was read, checked or charged a little further; at most ten such words a second. */
  batchChanged: z.object({ batchId: z.string(), stage: batchStage, run: runView.nullable() }),
  /** The files that Dintero is being asked about, and how far that has come. At most ten such words a second. */
  batchAsking: z.object({ files: z.array(askingView.extend({ batchId: z.string() })) }),
  /** Links for the declined rows of a file have come further. At most ten such words a second. */
  batchLinksChanged: batchLinksView,
  /** Reading payouts has come further, or is over; at most ten such words a second. */
  payoutsChanged: payoutsView,
  /** How far the export under way has come; null when it is over. At most ten such words a second. */
  exportChanged: z.object({ view: exportView.nullable() }),
  /** The app closes when the answers in flight have come; 0: it stays open after all. */
  closing: z.object({ inFlight: z.number().int() })
} as const satisfies Record<EventName, z.ZodType>

export type Calls = typeof calls
export type Events = typeof events

/** What the page passes in. */
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>
/** What a handler receives after parsing. */
export type CallParsed<N extends CallName> = z.output<Calls[N]['input']>
export type CallOutput<N extends CallName> = z.output<Calls[N]['output']>
export type EventPayload<N extends EventName> = z.output<Events[N]>

type CallFunction<N extends CallName> =
  undefined extends CallInput<N>
    ? () => Promise<Result<CallOutput<N>>>
    : (input: CallInput<N>) => Promise<Result<CallOutput<N>>>

/** The surface the preload puts on `window.api`. */
export type Api = { readonly [N in Exclude<CallName, 'importDropped'>]: CallFunction<N> } & {
  /** @param file of a drop or a file field; anything else is refused */
  readonly importDropped: (file: object) => Promise<Result<CallOutput<'importDropped'>>>
  /** @returns a function that stops listening */
  readonly on: <N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void) => () => void
}
