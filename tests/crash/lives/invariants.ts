import { createHash } from 'node:crypto'
import type { TransactionRecord } from '../../../electron/simulator/records'
import type { Deed, DeedAs } from './deed'
import type { AuditOnDisk, LedgerOnDisk, LinkOnDisk, ModificationOnDisk, PaymentOnDisk } from './ledger'
import { isDone, moneyIn, type Truth } from './truth'

/** What a trial knows in the end. */
export interface LivesEvidence {
  readonly ledger: LedgerOnDisk
  readonly truth: Truth
  /** Authorisations by merchant reference: the simulator's own count. */
  readonly authorisations: ReadonlyMap<string, number>
  /** What anybody was to do in all lives, also what nobody came to do. */
  readonly deeds: readonly Deed[]
  /** The program's name at Dintero. */
  readonly clientId: string
  /** Whatever the page was ever told of a charge, by its reference, or of a link or a modification, by its id. */
  readonly shown: readonly (readonly [name: string, state: string])[]
}

const operations = { capture: 'CAPTURE', refund: 'REFUND', void: 'VOID' } as const
const undecided = ['INITIATED', 'ON_HOLD', 'UNKNOWN']

/** What must hold when a month has passed since the last kill. @returns a sentence for each thing that does not */
export function violationsOf(evidence: LivesEvidence): string[] {
  const { ledger, authorisations } = evidence
  const twice = [...authorisations].filter(([, count]) => count > 1)
  return [
    ...twice.map(([reference, count]) => `CHARGED TWICE: ${reference} was authorised ${count} times`),
    ...notKnown(evidence),
    ...ledger.charges.flatMap((each) => ofCharge(each, evidence)),
    ...ledger.links.flatMap((each) => ofLink(each, evidence)),
    ...evidence.truth.transactions.flatMap((each) => ofMoney(each, evidence)),
    ...ledger.modifications.flatMap((each) => ofModification(each, evidence)),
    ...evidence.shown.flatMap(([name, state]) => ofShown(name, state, evidence)),
    ...ofAudit(ledger)
  ]
}

/** What the page was once told to be done or not done, whatever is said of it now. */
function ofShown(name: string, state: string, { ledger, truth }: LivesEvidence): string[] {
  const wrong = [`WRONGLY SHOWN: ${name} was shown as ${state}, which it never was`]
  const modification = ledger.modifications.find(({ id }) => id === name)
  if (modification !== undefined) return isTrueOf(modification, state, truth) ? [] : wrong
  const reference = ledger.links.find(({ id }) => id === name)?.reference ?? name
  const there = truth.transactions.filter(({ merchantReference }) => merchantReference === reference)
  if (state === 'succeeded' || state === 'paid')
    return there.some(({ events }) => events.some((each) => isDone(each, 'AUTHORIZE'))) ? [] : wrong
  // What never left may have been sent again.
  return ['declined', 'refused', 'not_made'].includes(state) && there.some(holds) ? wrong : []
}

/** Whether a modification was what was said of it at some time: what was done may have been undone since. */
function isTrueOf(modification: ModificationOnDisk, state: string, truth: Truth): boolean {
  const { kind, reference, transaction } = modification
  const events = truth.transactions.find(({ id }) => id === transaction)?.events ?? []
  // A void names nobody: whoever did it, the reservation is gone.
  const own = events
    .filter(({ event, success }) => event === operations[kind] && success)
    .filter((each) => kind === 'void' || each.reference === reference)
  if (state === 'succeeded') return own.length > 0
  return (
    kind === 'void' || !['failed', 'refused', 'not_sent'].includes(state) || own.every(({ undone }) => undone)
  )
}

/** Whatever Dintero has, somebody here asked for and the ledger knows. */
function notKnown({ ledger, truth, clientId }: LivesEvidence): string[] {
  const known = new Set([...ledger.charges, ...ledger.links].map(({ reference }) => reference))
  const modified = new Set(ledger.modifications.map(({ reference }) => reference))
  const asked = truth.transactions
    .flatMap(({ events }) => events)
    .filter(({ createdBy }) => createdBy === clientId)
  return [
    ...truth.sessions.flatMap(({ merchantReference }) =>
      known.has(merchantReference) ? [] : [`LOST: Dintero has ${merchantReference}, the ledger has not`]
    ),
    ...asked.flatMap(({ event, reference }) =>
      reference === null || modified.has(reference)
        ? []
        : [`LOST: Dintero has the ${event} ${reference}, the ledger has not`]
    )
  ]
}

function ofCharge(charge: PaymentOnDisk, { truth }: LivesEvidence): string[] {
  const { reference, state, transaction } = charge
  const there = truth.transactions.filter(({ merchantReference }) => merchantReference === reference)
  const is = there.map(({ status }) => status).join(', ') || 'nothing'
  const differs = [`DIFFERS: the ledger has ${reference} as ${state}, Dintero as ${is}`]
  switch (state) {
    case 'succeeded': {
      const own = there.find(({ id }) => id === transaction)
      return own === undefined || moneyIn(own).authorised === 0 ? differs : sameAs(charge, own)
    }
    case 'declined':
      return there.some(({ id }) => id === transaction) && !there.some(holds) ? [] : differs
    case 'refused':
    case 'not_sent':
      return there.length === 0 ? [] : differs
    case 'pending':
    case 'unknown':
      if (there.some(({ status }) => !undecided.includes(status))) return differs
      return charge.next === null ? [`STRANDED: ${reference} is ${state}, and nobody asks again`] : []
    default:
      return [`UNRESOLVED: ${reference} is still ${state}`]
  }
}

function ofLink(link: LinkOnDisk, { truth, ledger }: LivesEvidence): string[] {
  const { reference, state, transaction } = link
  const sessions = truth.sessions.filter(({ merchantReference }) => merchantReference === reference)
  const there = truth.transactions.filter(({ merchantReference }) => merchantReference === reference)
  const is = there.map(({ status }) => status).join(', ') || `${sessions.length} sessions and nothing paid`
  const differs = [`DIFFERS: the ledger has the link ${reference} as ${state}, Dintero has ${is}`]
  switch (state) {
    case 'paid': {
      const own = there.find(({ id }) => id === transaction)
      // Of an enrolment the card is taken in, and no money.
      if (own === undefined || !own.events.some((each) => isDone(each, 'AUTHORIZE'))) return differs
      const stored = own.stored?.map(({ tokenId }) => ledger.cards.get(tokenId))
      return stored === undefined || stored.includes(link.card ?? '')
        ? sameAs(link, own)
        : [`NOT STORED: the card of ${reference} is not there`]
    }
    case 'not_made':
      return sessions.length === 0 ? [] : differs
    case 'declined':
    case 'cancelled':
    case 'expired':
      // Nobody can pay by it any more, whatever the page of it says.
      return there.some(holds) || !sessions.every(isShut) ? differs : []
    case 'made':
    case 'sent':
    case 'opened':
      if (there.length > 0 || sessions.length !== 1 || sessions.every(isShut)) return differs
      return link.next === null ? [`STRANDED: ${reference} is ${state}, and nobody asks again`] : []
    case 'pending':
    case 'lost':
      return there.some(({ status }) => !undecided.includes(status)) ? differs : []
    default:
      return [`UNRESOLVED: the link ${reference} is still ${state}`]
  }
}

/** A month later, whatever could expire has. */
function isShut({ until, expiresAt }: Truth['sessions'][number]): boolean {
  return until < Infinity || expiresAt !== null
}

/** Whether money is held or was taken. */
function holds(transaction: TransactionRecord): boolean {
  const { authorised, captured, voided } = moneyIn(transaction)
  return captured > 0 || authorised - voided > 0
}

/** The ledger's own words for money that has ended, against Dintero's. */
function sameAs(payment: PaymentOnDisk, own: TransactionRecord): string[] {
  const { reference, amount, status } = payment
  const { captured, refunded } = moneyIn(own)
  const said = { captured: payment.captured ?? 0, refunded: payment.refunded ?? 0 }
  // Where something was done and undone under one reference, events can be read in two ways: nothing said is honest.
  const isUnsaid = payment.captured === null && own.events.some(({ undone }) => undone)
  return [
    ...(amount === null || amount === own.amount
      ? []
      : [`CHANGED: ${reference} is of ${amount}, Dintero's of ${own.amount}`]),
    ...(status === own.status ? [] : [`STANDING: ${reference} is ${status}, Dintero says ${own.status}`]),
    ...(isUnsaid || (said.captured === captured && said.refunded === refunded)
      ? []
      : [
          `SUMS: ${reference} says ${said.captured} taken and ${said.refunded} given back, Dintero ${captured} and ${refunded}`
        ])
  ]
}

/** No more than there is, and nothing of it oftener than it was meant. */
function ofMoney(transaction: TransactionRecord, { deeds, clientId }: LivesEvidence): string[] {
  const { merchantReference: reference, events } = transaction
  const { authorised, captured, refunded, voided } = moneyIn(transaction)
  const wrong: string[] = []
  if (captured + voided > authorised)
    wrong.push(`TOO MUCH: ${captured} was taken of the ${authorised} of ${reference}`)
  if (refunded > captured)
    wrong.push(`TOO MUCH: ${refunded} was given back of the ${captured} of ${reference}`)
  const meant = deeds.filter(
    (each): each is DeedAs<'modify'> => each.is === 'modify' && each.of === reference
  )
  for (const kind of ['capture', 'refund', 'void'] as const) {
    const own = events.filter(
      (each) => each.event === operations[kind] && each.success && each.createdBy === clientId
    )
    for (const amount of new Set(own.map((each) => each.amount))) {
      const times = own.filter((each) => each.amount === amount).length
      const wanted = meant.filter(
        (each) => each.kind === kind && (kind === 'void' || each.amount === amount)
      ).length
      if (times > wanted)
        wrong.push(
          `DONE TOO OFTEN: the ${kind} of ${amount} of ${reference} was wanted ${wanted} times and done ${times} times`
        )
    }
  }
  return wrong
}

function ofModification(
  modification: ModificationOnDisk,
  { ledger, truth, clientId }: LivesEvidence
): string[] {
  const { kind, state, transaction } = modification
  const own = truth.transactions.find(({ id }) => id === transaction)
  const name = `the ${kind} ${modification.reference}`
  if (own === undefined) return [`INVENTED: ${name} is of a payment that Dintero has not`]
  const done = own.events
    .filter((each) => isDone(each, operations[kind]))
    .filter((each) =>
      kind === 'void' ? each.createdBy === clientId : each.reference === modification.reference
    )
  const differs = [`DIFFERS: ${name} is ${state}, and was carried out ${done.length} times`]
  switch (state) {
    case 'succeeded':
      // A reservation is gone, whoever gave it up.
      return done.length === 1 || (kind === 'void' && moneyIn(own).voided > 0) ? [] : differs
    case 'failed':
    case 'refused':
    case 'not_sent':
      return done.length === 0 || isOfAnotherVoid(modification, ledger) ? [] : differs
    case 'pending':
    case 'unknown':
      // What Dintero does not say whose it is, nobody can know.
      if (done.some(({ unmarked }) => !unmarked)) return differs
      return modification.next === null ? [`STRANDED: ${name} is ${state}, and nobody asks again`] : []
    default:
      return [`UNRESOLVED: ${name} is still ${state}`]
  }
}

/** Whether a later void of the same payment is what was carried out: a void names nobody. */
function isOfAnotherVoid(
  { id, kind, transaction }: ModificationOnDisk,
  { modifications }: LedgerOnDisk
): boolean {
  return (
    kind === 'void' &&
    modifications.some(
      (each) =>
        each.id !== id && each.kind === kind && each.transaction === transaction && each.state === 'succeeded'
    )
  )
}

/** The chain is whole, and its last word of each thing is where that stands, as is the last of its events. */
function ofAudit({ charges, links, modifications, audit }: LedgerOnDisk): string[] {
  const wrong: string[] = []
  let previous = '0'.repeat(64)
  for (const [index, row] of audit.entries()) {
    if (row.sequence !== index + 1 || row.hash !== sealOf(row, previous))
      wrong.push(`AUDIT: entry ${row.sequence} does not follow from the one before`)
    previous = row.hash
  }
  const facts = audit.map((row) => JSON.parse(row.facts) as Record<string, unknown>)
  for (const [name, rows] of Object.entries({
    chargeId: charges,
    linkId: links,
    modificationId: modifications
  })) {
    for (const { id, state, lastEvent } of rows) {
      const last = facts.findLast(
        (each) => each[name] === id && (name === 'modificationId' || !('modificationId' in each))
      )
      if (last?.['state'] !== state)
        wrong.push(
          `AUDIT: the trail's last word of ${name} ${id} is ${String(last?.['state'])}, and it is ${state}`
        )
      if (lastEvent !== state)
        wrong.push(`EVENTS: the last of ${name} ${id} says ${lastEvent}, and it is ${state}`)
    }
  }
  return wrong
}

function sealOf(row: AuditOnDisk, previous: string): string {
  const {
    sequence,
    at,
    os_user: user,
    operator,
    account_id: account,
    action,
    request_id: request,
    subject,
    facts
  } = row
  return createHash('sha256')
    .update(
      JSON.stringify([previous, sequence, at, user, operator, account, action, request, subject, facts])
    )
    .digest('hex')
}
