import type { CallFaultInput, ChargeFaultInput } from '../../electron/simulator/faults'
import type { ListMode } from '../../electron/simulator/world'

/** What goes wrong at Dintero while a charge is made. */
export interface Scenario {
  readonly name: string
  /** One list for each request with the reference: the first, then those that send it again. */
  readonly charge: readonly (readonly ChargeFaultInput[])[]
  readonly access?: readonly CallFaultInput[]
  readonly lookups?: readonly CallFaultInput[]
  /** Nothing answers at Dintero's address until the program is started again. */
  readonly offline?: boolean
  /** How lists misbehave, for as long as the trial lasts. */
  readonly lists?: Partial<ListMode>
  /** How far Dintero's clock is ahead of the desk's, ms. */
  readonly ahead?: number
  /** Dintero itself charges twice; then the desk must raise an alarm. */
  readonly doubled?: boolean
  /** Dintero says something else later than at first. */
  readonly corrected?: boolean
  /** One of the many worlds at Dintero's side: told briefly where time is short. */
  readonly world?: boolean
}

function once(name: string, ...faults: ChargeFaultInput[]): Scenario {
  return { name, charge: [faults] }
}

const everyCallFault: readonly CallFaultInput[] = [
  { kind: 'late', ms: 20 },
  { kind: 'hang' },
  { kind: 'drop' },
  { kind: 'error', status: 500 },
  { kind: 'too_many', retryAfterSeconds: 30 },
  { kind: 'garbage' },
  { kind: 'half_body' },
  { kind: 'nested' },
  { kind: 'answer', status: 404 },
  { kind: 'too_many', retryAfter: '999999999' },
  { kind: 'too_many', retryAfter: '-5' }
]

const day = 24 * 3_600_000
const stranger = { kind: 'foreign', productType: 'dintero_psp.creditcard' } as const
const page = '<html><body>Blocked</body></html>'
const named = '{"error":{"message":"Access forbidden, invalid JWT"},"transaction_id":"T12345678.transaction"}'
const lost: ChargeFaultInput = { kind: 'drop_after' }

/** Another payment has the reference, or gets it: each time in another way not ours. */
const strangers: readonly Scenario[] = (['before', 'after'] as const).flatMap((when) => [
  once(`a Vipps payment ${when}`, { ...stranger, when, productType: 'vipps', ageMs: 1_800_000 }, lost),
  once(`a Swish payment ${when}`, { ...stranger, when, productType: 'payex.swish' }, lost),
  once(`another card ${when}`, { ...stranger, when, operation: 'unscheduled_purchase' }, lost),
  once(`another account ${when}`, { ...stranger, when, lastFour: '0416', idOf: 'T87654321' }, lost),
  once(`another amount ${when}`, { ...stranger, when, lastFour: '0416', amount: 1 }, lost),
  once(`23 hours older ${when}`, { ...stranger, when, lastFour: '0416', ageMs: 23 * 3_600_000 }, lost),
  once(`another operation ${when}`, {
    ...stranger,
    when,
    lastFour: '0416',
    operation: 'recurring_purchase'
  })
])

/** What Dintero says later is not what it said first. */
const corrections: readonly Scenario[] = [
  once('charged, later voided', { kind: 'later', polls: 0, status: 'AUTHORIZATION_VOIDED' }),
  once('charged, later refunded', { kind: 'later', polls: 0, status: 'REFUNDED' }),
  once('charged, later partly refunded', {
    kind: 'later',
    polls: 0,
    status: 'PARTIALLY_REFUNDED',
    amount: 1
  }),
  once('charged, later failed', { kind: 'later', polls: 0, status: 'FAILED' }),
  once('charged, later unknown', { kind: 'later', polls: 0, status: 'UNKNOWN' }),
  once('declined, later captured', { kind: 'decline' }, { kind: 'later', polls: 0, status: 'CAPTURED' }),
  once('declined, later reserved', { kind: 'decline' }, { kind: 'later', polls: 0, status: 'AUTHORIZED' })
]

/** Answers that are nobody's, or not all of them. */
const gateways: readonly Scenario[] = [
  ...[401, 403, 404, 499].flatMap((status): Scenario[] => [
    // Whoever sends again after this meets a Dintero that charges twice.
    {
      name: `a gateway's ${status} after charging`,
      charge: [[{ kind: 'answer', status, body: page, charge: true }], [{ kind: 'lax' }]]
    },
    once(`a gateway's ${status} before charging`, { kind: 'answer', status, body: page, charge: false })
  ]),
  {
    name: 'a token error that names a transaction',
    charge: [
      [{ kind: 'answer', status: 401, type: 'application/json', body: named, charge: true }],
      [{ kind: 'lax' }]
    ]
  },
  once('429 for eleven thousand days', { kind: 'too_many', retryAfter: '999999999' }),
  once('429 for less than nothing', { kind: 'too_many', retryAfter: '-5' })
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
  { name: 'the network is gone', charge: [], offline: true },
  ...strangers.map((each) => ({ ...each, world: true })),
  ...corrections.map((each) => ({ ...each, corrected: true, world: true })),
  ...gateways.map((each) => ({ ...each, world: true })),
  { name: 'charged twice by the gateway', charge: [[{ kind: 'twice' }]], doubled: true },
  {
    name: 'charged twice by the gateway, and lost',
    charge: [[{ kind: 'twice' }, lost]],
    doubled: true
  },
  { name: 'a list that ignores its filter', charge: [[lost]], lists: { ignoreFilters: true, padding: 250 } },
  {
    name: 'a list without end',
    charge: [[lost]],
    lists: { ignoreFilters: true, endless: true, padding: 150 }
  },
  { name: 'a desk two days behind', charge: [[lost]], ahead: 2 * day },
  { name: 'a desk two days ahead', charge: [[lost]], ahead: -2 * day }
]
