import type { BatchReason } from '../../shared/batch'
import type { AskingEnd } from '../../shared/batch-asking'
import type { ProblemGroup } from '../../shared/batch-view'
import { TrekkError, type ErrorCode } from '../../shared/result'
import type { Outcome } from './exit-codes'

export type StopDetails = Readonly<Record<string, string | number>>

/** Why a command did not go on, beside the codes of errors and the reasons of a pause. */
export const ownStops = [
  'out_is_file',
  'out_no_folder',
  'out_unwritable',
  'out_exists',
  'out_ending',
  'real_money_missing',
  'real_money_without',
  'name_used',
  'released_by_person',
  'called_off',
  'same_file',
  'questions',
  'rows',
  'nothing_to_charge',
  'second_person',
  'not_asked',
  'totals_differ',
  'stopped',
  'first_unknown',
  'first_not_charged'
] as const
export type OwnStop = (typeof ownStops)[number]

/** A command that ends before its file is charged to the end. */
export class Stop extends Error {
  readonly outcome: Outcome
  readonly code: OwnStop | ErrorCode | BatchReason
  readonly details: StopDetails
  /** What is wrong with rows, where that is why. */
  readonly problems: readonly ProblemGroup[]

  constructor(
    outcome: Outcome,
    code: Stop['code'],
    details: StopDetails = {},
    { problems = [], cause }: { readonly problems?: readonly ProblemGroup[]; readonly cause?: unknown } = {}
  ) {
    super(`${outcome}: ${code}`, { cause })
    this.name = 'Stop'
    this.outcome = outcome
    this.code = code
    this.details = details
    this.problems = problems
  }
}

const ofCode: Readonly<Partial<Record<ErrorCode, Outcome>>> = {
  profile_in_use: 'in_use',
  secret_missing: 'keychain',
  token_missing: 'keychain',
  network_unreachable: 'network',
  network_timeout: 'network',
  rate_limited: 'network',
  dintero_failed: 'network',
  answer_unreadable: 'network',
  credentials_refused: 'access',
  access_denied: 'access',
  account_id_unknown: 'access',
  no_account: 'account',
  other_account: 'account',
  mapping_unknown: 'mapping',
  mapping_differs: 'mapping',
  sums_mismatch: 'totals',
  review_unconfirmed: 'account',
  file_refused: 'file',
  file_unreadable: 'file',
  questions_open: 'file',
  invalid_input: 'file',
  card_number_refused: 'file',
  file_unwritable: 'result_unwritten',
  approval_needed: 'account'
}

/** The end of a command that could not ask Dintero what was charged elsewhere. */
export function stopForAsking(end: AskingEnd | null): Stop {
  return new Stop(end === null ? 'file' : (ofAsking[end] ?? 'file'), 'not_asked', { end: end ?? 'none' })
}

const ofAsking: Readonly<Partial<Record<AskingEnd, Outcome>>> = {
  network: 'network',
  timeout: 'network',
  rate_limited: 'network',
  server: 'network',
  unauthorised: 'access',
  no_client: 'access'
}

/** What was thrown, as the end of a command. */
export function stopOf(error: unknown): Stop {
  if (error instanceof Stop) return error
  if (!(error instanceof TrekkError)) return new Stop('program', 'internal', {}, { cause: error })
  const { code, details = {} } = error
  const facts = Object.entries(details).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? String(value) : value
  ])
  return new Stop(outcomeOf(code), code, Object.fromEntries(facts), { cause: error })
}

function outcomeOf(code: ErrorCode): Outcome {
  const known = ofCode[code]
  if (known !== undefined) return known
  if (code.startsWith('keychain_')) return 'keychain'
  return code.startsWith('storage_') ? 'disk' : 'program'
}

const ofReason: Readonly<Record<BatchReason, Outcome>> = {
  interrupted: 'paused',
  day_limit: 'paused',
  outcome_open: 'paused',
  no_connection: 'network',
  not_taken: 'network',
  access_refused: 'access',
  keychain: 'keychain',
  storage: 'disk',
  account: 'account',
  person: 'person',
  technical_errors: 'person',
  many_declines: 'person',
  charged_before: 'person',
  plan_changed: 'person',
  taken_over: 'person',
  program: 'person'
}

/** The end of a command whose batch was paused. */
export function stopForPause(reason: BatchReason, details: StopDetails): Stop {
  return new Stop(ofReason[reason], reason, details)
}

/** Whether a command may take a paused batch up again: what stopped it is looked at anew, and is no person's business. */
export function goesOnByItself(reason: BatchReason): boolean {
  return ofReason[reason] !== 'person'
}
