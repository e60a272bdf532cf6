import type { AppStatus } from '../shared/ipc'
import type { Settings } from '../shared/settings'
import { exportAudit } from './audit-export'
import type { Handlers } from './ipc'
import type { Services } from './services'
import { saveSettings } from './settings-change'

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
  const { accounts, cards, charges, ledger, context } = services
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
    submitCharge: ({ reviewId }) => charges.submit(reviewId, context.requestId),
    currentFlight: () => charges.currentFlight(),
    askDintero: ({ chargeId }) => charges.ask(chargeId, context.requestId),
    resendCharge: ({ chargeId }) => charges.resend(chargeId, context.requestId),
    createPaymentLink: ({ chargeId }) => charges.createLink(chargeId, context.requestId),
    cancelPaymentLink: ({ chargeId }) => charges.cancelLink(chargeId, context.requestId),
    closeCharge: (closing) => charges.close(closing, context.requestId),
    readAlarm: ({ alarmId }) => charges.readAlarm(alarmId, context.requestId),
    listCharges: (query) => charges.list(query),
    getCharge: ({ chargeId }) => charges.detail(chargeId),
    listUnresolved: () => charges.unresolved(),
    listAudit: (query) => ledger.audit.list(query),
    verifyAudit: () => ledger.audit.verify(),
    exportAudit: () => exportAudit(services, shell.chooseFile),
    copyText: ({ text }) => shell.copy(text),
    reportPageError: ({ message }) => shell.reportPageError(message)
  }
}
