import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { chargeEvents } from '../../shared/charge'
import { linkStates } from '../../shared/link-state'
import { modificationStates } from '../../shared/modification'
import {
  openConnection,
  type OpenConnection,
  type SqlConnection,
  type SqlStatement
} from '../../electron/ledger/sqlite/connection'

/** Called at every step; what it does there, such as dying, is its own affair. */
export type OnStep = (name: string) => void

const changes = /^\s*(?:insert|update|delete|replace|create|drop|alter|vacuum)\b/i

/** A transaction that writes no event only plans when to ask next. */
const withoutEvent = 'plan'

/** What is written of a batch and its file, by the statement that does it. */
const ofBatches: readonly (readonly [RegExp, string])[] = [
  [/^\s*insert into "batches"/i, 'batch released'],
  [/^\s*update "batches"/i, 'batch moved'],
  [/^\s*insert into plan\b/i, 'planned rows'],
  [/^\s*insert into set_aside\b/i, 'row set aside']
]

/**
 * A SQLite connection with a step before and after everything that reaches the disk: each COMMIT, and each change
 * outside a transaction. A commit is named after what it commits.
 */
export function steppedConnection(onStep: OnStep): OpenConnection {
  return (path) => {
    const connection = openConnection(path)
    let writing = withoutEvent
    const durably = <T>(sql: string, parameters: readonly unknown[], work: () => T): T => {
      const commits = /^\s*commit\b/i.test(sql)
      if (!commits && connection.isTransaction) {
        writing = eventIn(sql, parameters) ?? partOfBatch(sql) ?? writing
        return work()
      }
      if (!commits && !changes.test(sql)) return work()
      const name = commits ? writing : (partOfBatch(sql) ?? tableOf(sql))
      writing = withoutEvent
      onStep(`write ${name}: before`)
      const result = work()
      onStep(`write ${name}: after`)
      return result
    }
    const stepped: SqlConnection = {
      get isTransaction() {
        return connection.isTransaction
      },
      exec: (sql) => durably(sql, [], () => connection.exec(sql)),
      close: () => connection.close(),
      prepare: (sql): SqlStatement => {
        const statement = connection.prepare(sql)
        return {
          columns: () => statement.columns(),
          all: (...parameters) => durably(sql, parameters, () => statement.all(...parameters)),
          run: (...parameters) => durably(sql, parameters, () => statement.run(...parameters)),
          iterate: (...parameters) => statement.iterate(...parameters)
        }
      }
    }
    return stepped
  }
}

/** The kind of a charge's event, such as `sent`, or the state of a link or a modification, when the statement writes one. */
function eventIn(sql: string, parameters: readonly unknown[]): string | null {
  const of = /^\s*insert into "(charge|link|modification)_events"/i.exec(sql)?.[1]
  if (of === undefined) return null
  if (of === 'charge') return chargeEvents.find((kind) => parameters.includes(kind)) ?? null
  const states = of === 'link' ? linkStates : modificationStates
  return `${of} ${states.find((state) => parameters.includes(state)) ?? ''}`
}

function partOfBatch(sql: string): string | null {
  return ofBatches.find(([statement]) => statement.test(sql))?.[1] ?? null
}

function tableOf(sql: string): string {
  return /"(\w+)"/.exec(sql)?.[1] ?? 'schema'
}

/**
 * Node's own fetch with a step before each request, when its last byte has gone to the system, and when the answer
 * is there but nobody has read it.
 */
export function steppedFetch(
  onStep: OnStep,
  onSecret: (text: string) => void
): { fetch: typeof fetch; stop: () => void } {
  const onBodySent = (event: unknown): void => {
    const request: unknown =
      typeof event === 'object' && event !== null ? Reflect.get(event, 'request') : null
    const path: unknown =
      typeof request === 'object' && request !== null ? Reflect.get(request, 'path') : null
    if (typeof path === 'string' && isOurs(path)) onStep(`ask for ${nameOf(path)}: sent`)
  }
  subscribe('undici:request:bodySent', onBodySent)
  return {
    stop: () => unsubscribe('undici:request:bodySent', onBodySent),
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const secret = request.headers.get('authorization')?.split(' ')[1]
      if (secret !== undefined) onSecret(secret)
      const name = nameOf(new URL(request.url).pathname)
      onStep(`ask for ${name}: before`)
      const response = await fetch(request)
      onStep(`ask for ${name}: answered`)
      return response
    }
  }
}

/** Whether the program asks, and not somebody else who is played in the same process: a customer, or Dintero's own people. */
function isOurs(path: string): boolean {
  return path.startsWith('/v1/') && !path.startsWith('/v1/view/')
}

function nameOf(path: string): string {
  if (path.endsWith('/auth/token')) return 'access'
  if (path.endsWith('/sessions/pay')) return 'CHARGE'
  if (path.endsWith('/sessions-profile')) return 'LINK'
  if (path.endsWith('/sessions/payment-token')) return 'ENROLMENT'
  const operation = /\/(capture|void|refund|cancel)$/.exec(path)?.[1]
  if (operation !== undefined) return operation.toUpperCase()
  if (/\/sessions\/[^/]+$/.test(path)) return 'session'
  return /\/transactions\/[^/]+$/.test(path) ? 'transaction' : 'list'
}
