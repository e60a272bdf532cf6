import accounts from './nb/accounts.json'
import approval from './nb/approval.json'
import audit from './nb/audit.json'
import batch from './nb/batch.json'
import cards from './nb/cards.json'
import charge from './nb/charge.json'
import common from './nb/common.json'
import customer from './nb/customer.json'
import errors from './nb/errors.json'
import exports from './nb/exports.json'
import files from './nb/files.json'
import find from './nb/find.json'
import history from './nb/history.json'
import links from './nb/links.json'
import payouts from './nb/payouts.json'
import payment from './nb/payment.json'
import receipts from './nb/receipts.json'
import settings from './nb/settings.json'
import today from './nb/today.json'
import unresolved from './nb/unresolved.json'

/** All words of one language, by namespace; a bundle of its own, loaded when the language is in force. */
export const nb = {
  accounts,
  approval,
  audit,
  batch,
  cards,
  charge,
  common,
  customer,
  errors,
  exports,
  files,
  find,
  history,
  links,
  payouts,
  payment,
  receipts,
  settings,
  today,
  unresolved
}
