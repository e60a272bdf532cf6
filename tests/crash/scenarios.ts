import type { CallFaultInput, ChargeFaultInput } from '../../electron/simulator/faults'

/** What goes wrong at Dintero while a charge is made. */
export interface Scenario {
  readonly name: string
  /** One list for each request with the reference: the first, then those that send it again. */
  readonly charge: readonly (readonly ChargeFaultInput[])[]
  readonly access?: readonly CallFaultInput[]
  readonly lookups?: readonly CallFaultInput[]
  /** Nothing answers at Dintero's address until the program is started again. */
  readonly offline?: boolean
}

const once = (name: string, ...faults: ChargeFaultInput[]): Scenario => ({ name, charge: [faults] })

const everyCallFault: readonly CallFaultInput[] = [
  { kind: 'late', ms: 20 },
  { kind: 'hang' },
  { kind: 'drop' },
  { kind: 'error', status: 500 },
  { kind: 'too_many', retryAfterSeconds: 30 },
  { kind: 'garbage' },
  { kind: 'half_body' }
]

export const nothingWrong: Scenario = { name: 'nothing goes wrong', charge: [] }

/** Every fault the simulator knows. */
export const faults: readonly Scenario[] = [
  once('a late answer', { kind: 'late', ms: 20, charge: 'first' }),
  once('charged late', { kind: 'late', ms: 20, charge: 'last' }),
  once('charged, never answered', { kind: 'hang' }),
  once('not charged, never answered', { kind: 'hang', charge: false }),
  once('dropped before charging', { kind: 'drop_before' }),
  once('dropped after charging', { kind: 'drop_after' }),
  once('500 before charging', { kind: 'error_before' }),
  once('500 before charging, session left', { kind: 'error_before', session: true }),
  once('500 after charging', { kind: 'error_after' }),
  once('500 after charging, session named', { kind: 'error_after', session: true }),
  once('429', { kind: 'too_many', retryAfterSeconds: 60 }),
  once('garbage', { kind: 'garbage' }),
  once('half an answer', { kind: 'half_body' }),
  once('202 without a body', { kind: 'empty_202' }),
  once('INITIATED, then paid', { kind: 'undecided', as: 'INITIATED', polls: 1, becomes: 'AUTHORIZED' }),
  once('ON_HOLD, then declined', { kind: 'undecided', as: 'ON_HOLD', polls: 1, becomes: 'FAILED' }),
  once('UNKNOWN, then paid', { kind: 'undecided', as: 'UNKNOWN', polls: 0, becomes: 'AUTHORIZED' }),
  once('declined', { kind: 'decline', cause: 'insufficient_funds' }),
  once('declined, do not retry', { kind: 'decline', cause: 'do_not_retry' }),
  once('a duplicate out of nowhere', { kind: 'duplicate' }),
  once('dropped, and the list lags', { kind: 'drop_after' }, { kind: 'list_lag', calls: 2 }),
  once('a lag beyond all patience', { kind: 'drop_after' }, { kind: 'list_lag', calls: 6 }),
  once('answered with other money', { kind: 'wrong_money', amount: 1 }),
  once('401 once', { kind: 'unauthorised' }),
  once('403', { kind: 'forbidden' }),
  { name: 'no access tokens', charge: [], access: everyCallFault },
  { name: 'lookups go wrong', charge: [[{ kind: 'drop_after' }]], lookups: everyCallFault },
  { name: 'sent again, lost again', charge: [[{ kind: 'drop_before' }], [{ kind: 'drop_after' }]] },
  { name: 'the network is gone', charge: [], offline: true }
]
