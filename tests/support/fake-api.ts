import {
  calls,
  events,
  type Api,
  type CallOutput,
  type CallParsed,
  type EventPayload
} from '../../shared/ipc'
import { callNames, type CallName, type EventName } from '../../shared/ipc-names'
import { TrekkError, type Result } from '../../shared/result'

export type FakeHandlers = {
  readonly [N in CallName]: (input: CallParsed<N>) => CallOutput<N> | Promise<CallOutput<N>>
}

export interface FakeApi {
  readonly api: Api
  /** Sends the page an event, checked against its schema. */
  readonly emit: <N extends EventName>(name: N, payload: EventPayload<N>) => void
  /** Every call the page made, in order, with its input. */
  readonly made: readonly { readonly name: CallName; readonly input: unknown }[]
}

/**
 * A double of `window.api` that behaves like main at the boundary: inputs are parsed strictly, outputs and events
 * must fit their schemas, a thrown `TrekkError` becomes a failed `Result`. So the double cannot say what main could not.
 */
export function createFakeApi(handlers: FakeHandlers): FakeApi {
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  const made: { name: CallName; input: unknown }[] = []

  const answer = async (name: CallName, raw: unknown): Promise<Result<unknown>> => {
    made.push({ name, input: raw })
    const input = calls[name].input.safeParse(raw)
    if (!input.success) {
      return { ok: false, error: { code: 'invalid_input', message: `${name}: ${input.error.message}` } }
    }
    try {
      const handler: (input: never) => unknown = handlers[name]
      return { ok: true, value: calls[name].output.parse(await handler(input.data as never)) }
    } catch (error) {
      if (error instanceof TrekkError) return { ok: false, error: error.toAppError() }
      throw error
    }
  }
  const surface = {
    ...Object.fromEntries(callNames.map((name) => [name, (input?: unknown) => answer(name, input)])),
    importDropped: (file: object) =>
      answer('importDropped', { path: `/home/hanne/${String(Reflect.get(file, 'name'))}` }),
    on: (name: EventName, listener: (payload: never) => void) => {
      const heard = listeners.get(name) ?? new Set()
      listeners.set(name, heard.add(listener))
      return () => heard.delete(listener)
    }
  }
  if (!isApi(surface)) throw new TypeError('The double lacks a call of the registry')
  return {
    api: surface,
    emit: (name, payload) => {
      const checked = events[name].parse(payload)
      listeners.get(name)?.forEach((listener) => listener(checked as never))
    },
    made
  }
}

function isApi(
  surface: Readonly<Record<string, unknown>>
): surface is Readonly<Record<string, unknown>> & Api {
  return [...callNames, 'on'].every((name) => typeof surface[name] === 'function')
}
