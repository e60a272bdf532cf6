/**
 * The names of all calls and events, apart from their schemas so that the preload script can be built without zod.
 * `ipc.ts` must have an entry for each: the compiler checks both ways.
 */
export const callNames = [
  'getStatus',
  'connectAccount',
  'startTraining',
  'switchAccount',
  'renameAccount',
  'removeAccount',
  'saveAccountSettings',
  'saveSettings',
  'searchCards',
  'listCards',
  'getCard',
  'addCardFromTransaction',
  'addCardFromToken',
  'removeCard',
  'getRetryBudget',
  'proposeReference',
  'reviewCharge',
  'confirmReview',
  'submitCharge',
  'chargeOfReview',
  'currentFlight',
  'askDintero',
  'resendCharge',
  'createPaymentLink',
  'cancelPaymentLink',
  'closeCharge',
  'readAlarm',
  'listCharges',
  'getCharge',
  'listUnresolved',
  'listAudit',
  'verifyAudit',
  'exportAudit',
  'copyText',
  'reportPageError'
] as const
export type CallName = (typeof callNames)[number]

export const eventNames = [
  'statusChanged',
  'chargesChanged',
  'unresolvedChanged',
  'keychainWaiting',
  'closing'
] as const
export type EventName = (typeof eventNames)[number]
