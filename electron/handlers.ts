import type { AppStatus, CallOutput, CallParsed } from '../shared/ipc'
import type { CallName } from '../shared/ipc-names'
import type { Settings } from '../shared/settings'
import { exportAudit } from './desk/audit-export'
import { saveSettings } from './desk/settings-change'
import type { Services } from './services'

export type Handlers = {
  readonly [N in CallName]: (input: CallParsed<N>) => CallOutput<N> | Promise<CallOutput<N>>
}

/** What only the shell around the services can do. */
export interface Shell {
  readonly status: () => Promise<AppStatus>
  readonly chooseFile: (suggestion: string) => Promise<string | null>
  readonly copy: (text: string) => undefined
  readonly applySettings: (settings: Settings) => void
  readonly reportPageError: (message: string) => undefined
}

/** One line a call: the name, and the service's method. Decisions are the services'. */
export function handlersFor(services: Services, shell: Shell): Handlers {
  const { accounts, cards, charges, ledger } = services
  return {
    getStatus: () => shell.status(),
    connectAccount: (input) => accounts.connect(input),
    startTraining: () => accounts.startTraining(),
    switchAccount: ({ accountId }) => accounts.switchTo(accountId),
    renameAccount: ({ accountId, name }) => accounts.rename(accountId, name),
    removeAccount: ({ accountId }) => accounts.remove(accountId).then(() => undefined),
    saveAccountSettings: ({ accountId, settings }) => accounts.saveSettings(accountId, settings),
    saveSettings: (settings) => saveSettings(services, settings, shell.applySettings),
    searchCards: ({ query, limit }) => cards.search(query, limit),
    listCards: ({ query, offset, limit }) => cards.list(query, offset, limit),
    getCard: ({ cardId }) => cards.get(cardId),
    addCardFromTransaction: (input) => cards.addFromTransaction(input),
    addCardFromToken: (input) => cards.addFromToken(input),
    removeCard: ({ cardId }) => cards.remove(cardId).then(() => undefined),
    getRetryBudget: ({ cardId }) => charges.retryBudget(cardId),
    proposeReference: async ({ retryOf }) => ({ merchantReference: await charges.proposeReference(retryOf) }),
    reviewCharge: (draft) => charges.review(draft),
    confirmReview: (answers) => charges.confirm(answers),
    submitCharge: ({ reviewId }) => charges.submit(reviewId),
    chargeOfReview: async ({ reviewId }) => ({ charge: await charges.chargeOf(reviewId) }),
    currentFlight: () => charges.currentFlight(),
    askDintero: ({ chargeId }) => charges.ask(chargeId),
    resendCharge: ({ chargeId }) => charges.resend(chargeId),
    createPaymentLink: ({ chargeId }) => charges.createLink(chargeId),
    cancelPaymentLink: ({ chargeId }) => charges.cancelLink(chargeId),
    closeCharge: (closing) => charges.close(closing),
    readAlarm: ({ alarmId }) => charges.readAlarm(alarmId),
    listCharges: (query) => charges.list(query),
    getCharge: ({ chargeId }) => charges.detail(chargeId),
    listUnresolved: () => charges.unresolved(),
    listAudit: (query) => ledger.reads.listAudit(query),
    verifyAudit: () => ledger.reads.verifyAudit(),
    exportAudit: () => exportAudit(services, shell.chooseFile),
    importDropped: notYet,
    importPasted: notYet,
    listBatches: notYet,
    getBatch: notYet,
    readBatchAnew: notYet,
    answerBatch: notYet,
    acceptColumns: notYet,
    backToColumns: notYet,
    nameBatch: notYet,
    listBatchRows: notYet,
    findBatchProblem: notYet,
    editBatch: notYet,
    undoBatch: notYet,
    redoBatch: notYet,
    discardBatch: notYet,
    reviewBatch: notYet,
    releaseBatch: notYet,
    cancelBatch: notYet,
    startBatch: notYet,
    pauseBatch: notYet,
    stopBatch: notYet,
    setBatchPace: notYet,
    saveBatchFile: notYet,
    saveTemplate: notYet,
    copyText: ({ text }) => shell.copy(text),
    reportPageError: ({ message }) => shell.reportPageError(message)
  }
}

/** Stands in until the service is there; this commit is never part of the product. */
function notYet(): never {
  throw new Error('not yet')
}
