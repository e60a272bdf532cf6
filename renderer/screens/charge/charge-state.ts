import type { CardView } from '../../../shared/card'
import type { ChargeDetail, ChargeRow } from '../../../shared/charge'
import type { LinkRow } from '../../../shared/link'
import type { AppError } from '../../../shared/result'
import type { Problems } from '../../field-problems'
import type { AnswerForm } from './answers'
import type { ChargeForm, FormDefaults, Way } from './draft'
import type { Made, Reviewed } from './submit'

/** Whether what is shown may be submitted. Only `ready` may; any edit leaves it at once. */
export type ReviewPhase =
  | { readonly phase: 'incomplete' }
  | { readonly phase: 'checking' }
  | ({ readonly phase: 'ready' } & Reviewed)
  | { readonly phase: 'refused'; readonly error: AppError }

/** The life of a charge or a link between the press of the button and the answer. */
export interface Flight {
  readonly kind: Made['kind']
  readonly merchantReference: string
  readonly step: 'saving' | 'sent'
  /** The charge that is on its way, where main had to tell: the page was loaded anew, or the account put aside meanwhile. */
  readonly charge: ChargeDetail | null
}

/** Why the last press of the button did not become anything. */
export interface SubmitFailure {
  readonly error: AppError
  /** True when it is certain that nothing left this computer. */
  readonly nothingSent: boolean
}

export interface ChargeData {
  /** The account the form belongs to; another account starts an empty one. */
  readonly accountId: string | null
  /** What the account says about a new charge. */
  readonly defaults: FormDefaults
  readonly form: ChargeForm
  /** Counts forms, so that an answer about one that was put away is dropped, and nothing of it stays on screen. */
  readonly formId: number
  /** Grows when the focus is to go to where the form goes on: the card, or the amount when a card is chosen. */
  readonly focusTurn: number
  /** What was half typed when another form was begun, until it is restored or something is submitted. */
  readonly putAway: ChargeForm | null
  /** What the main process found wrong; a field's entry goes when the field is edited. */
  readonly serverProblems: Problems
  /** Fields that have been left, whose problems are therefore shown. */
  readonly touched: ReadonlySet<string>
  readonly review: ReviewPhase
  readonly answers: AnswerForm
  readonly flight: Flight | null
  readonly failure: SubmitFailure | null
  readonly result: Made | null
  /** False until the result has been on screen: it may come while another screen is. */
  readonly resultSeen: boolean
  /** Why a new attempt could not be prepared, or a card not be found. */
  readonly startError: AppError | null
}

export interface ChargeActions {
  /** Makes the form belong to an account. While it is the same one, only an untouched form takes on new defaults. */
  readonly openAccount: (accountId: string, defaults: FormDefaults) => void
  readonly edit: (change: Partial<ChargeForm>) => void
  readonly chooseCard: (card: CardView) => void
  /** Puts the chosen card back, with all that was about its owner. */
  readonly clearCard: () => void
  readonly touch: (field: string) => void
  readonly touchAll: () => void
  readonly proposeReference: () => Promise<void>
  readonly answer: (change: Partial<AnswerForm>) => void
  /** Asks for the review again, after a failure that has nothing to do with what was typed. */
  readonly checkAgain: () => void
  /**
   * Makes the charge or the link whose review the person pressed for, once. Does nothing unless that stands and all is
   * confirmed.
   */
  readonly submit: (reviewId: string) => Promise<void>
  /** Begins an empty form. What was half typed can be restored; what is in flight stays. */
  readonly newForm: (way?: Way) => void
  /** Puts what was half typed back into the form, to be reviewed anew. */
  readonly restoreDraft: () => void
  readonly startWithCard: (cardId: string, way?: ChargeForm['way']) => Promise<void>
  /** Begins a new attempt at a declined charge. */
  readonly startRetry: (chargeId: string) => Promise<void>
  /** Begins a payment link in place of a declined charge. */
  readonly startLinkFor: (chargeId: string) => Promise<void>
  /** Begins another link like one that has ended without a payment. */
  readonly startLinkLike: (linkId: string) => Promise<void>
  readonly sawResult: () => void
  /** The result was asked about, sent again or given to somebody; or an event changed it. */
  readonly showResult: (made: Made) => void
  /** What main tells about any charge. */
  readonly chargeChanged: (row: ChargeRow) => Promise<void>
  /** What main tells about any link. */
  readonly linkChanged: (row: LinkRow) => Promise<void>
}

export type ChargeStore = ChargeData & ChargeActions
