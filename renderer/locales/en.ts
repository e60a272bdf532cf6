import accounts from './en/accounts.json'
import approval from './en/approval.json'
import audit from './en/audit.json'
import batch from './en/batch.json'
import cards from './en/cards.json'
import charge from './en/charge.json'
import common from './en/common.json'
import customer from './en/customer.json'
import errors from './en/errors.json'
import exports from './en/exports.json'
import files from './en/files.json'
import find from './en/find.json'
import history from './en/history.json'
import links from './en/links.json'
import payouts from './en/payouts.json'
import payment from './en/payment.json'
import receipts from './en/receipts.json'
import settings from './en/settings.json'
import today from './en/today.json'
import unresolved from './en/unresolved.json'

/** All words of one language, by namespace; a bundle of its own, loaded when the language is in force. */
export const en = {
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
