import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { sessionRecord, transactionRecord } from '../../../electron/simulator/records'
import type { EventRecord, SessionRecord, TransactionRecord } from '../../../electron/simulator/records'

/** Something that was asked of Dintero: a charge, a link, an enrolment. */
export interface TrueSession extends SessionRecord {
  /** Where in the simulator's own diary it begins; its order is the order in which things happened, whatever any clock says. */
  readonly from: number
  /** Where in it somebody paid, was declined or gave up; infinite while that may yet happen. */
  readonly until: number
}

/** What happened at Dintero, as the simulator wrote it down while it happened. */
export interface Truth {
  readonly sessions: readonly TrueSession[]
  readonly transactions: readonly TransactionRecord[]
}

const line = z.object({ session: sessionRecord.optional(), transaction: transactionRecord.optional() })

/** @param path of the simulator's memory, of which every line is what came to be at that moment */
export function readTruth(path: string): Truth {
  const sessions = new Map<string, TrueSession>()
  const transactions = new Map<string, TransactionRecord>()
  const lines = readFileSync(path, { encoding: 'utf8', flag: 'a+' }).split('\n')
  for (const [at, text] of lines.entries()) {
    if (text === '') continue
    const { session, transaction } = line.parse(JSON.parse(text))
    if (transaction !== undefined) transactions.set(transaction.id, transaction)
    if (session === undefined) continue
    const { from = at, until = Infinity } = sessions.get(session.id) ?? {}
    sessions.set(session.id, { ...session, from, until: Math.min(until, isOver(session) ? at : Infinity) })
  }
  return { sessions: [...sessions.values()], transactions: [...transactions.values()] }
}

function isOver({ transactionId, events }: SessionRecord): boolean {
  return transactionId !== null || events.some(({ name }) => name === 'CANCELLED')
}

/** What really became of a payment's money, minor units. */
export interface TrueMoney {
  readonly authorised: number
  readonly captured: number
  readonly refunded: number
  readonly voided: number
}

export function moneyIn({ events, amount }: TransactionRecord): TrueMoney {
  const sum = (kind: EventRecord['event']): number =>
    events.reduce((all, each) => (isDone(each, kind) ? all + each.amount : all), 0)
  const isAuthorised = events.some((each) => isDone(each, 'AUTHORIZE'))
  return {
    authorised: isAuthorised ? amount : 0,
    captured: sum('CAPTURE'),
    refunded: sum('REFUND'),
    voided: sum('VOID')
  }
}

/** Whether an event did something, and it was not taken back. */
export function isDone({ event, success, undone }: EventRecord, kind: EventRecord['event']): boolean {
  return event === kind && success && !undone
}
