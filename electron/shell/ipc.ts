import { randomUUID } from 'node:crypto'
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent, type WebContents } from 'electron'
import { calls, events, type EventPayload } from '../../shared/ipc'
import { callNames, type CallName, type EventName } from '../../shared/ipc-names'
import { TrekkError, type AppError, type Result } from '../../shared/result'
import type { Log } from '../desk/log'
import type { RequestContext } from '../desk/request-context'
import type { Handlers } from '../handlers'

/**
 * Answers every call of the registry. Handlers may still be on their way when the first call comes: the window
 * opens while the ledger does.
 */
export function serveCalls(options: {
  core: Promise<{ handlers: Handlers; context: RequestContext }>
  isTrusted: (sender: WebContents, frameUrl: string) => boolean
  log: Log
}): void {
  // Each call that waits for the handlers reports their failure; before the first one there is nobody to tell.
  options.core.catch(() => undefined)
  for (const name of callNames) {
    ipcMain.handle(`call:${name}`, (event, raw: unknown) => answer(name, event, raw))
  }

  async function answer(name: CallName, event: IpcMainInvokeEvent, raw: unknown): Promise<Result<unknown>> {
    const requestId = randomUUID()
    try {
      const frame = event.senderFrame
      // Only our window's own main frame may ask; a frame inside it, or another window, is refused aloud.
      if (frame === null || frame.parent !== null || !options.isTrusted(event.sender, frame.url)) {
        throw new TrekkError('sender_refused', `A frame that is not ours called ${name}`)
      }
      const input = calls[name].input.safeParse(raw)
      if (!input.success) {
        const where = input.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join(', ')
        throw new TrekkError('invalid_input', `${name}: ${where}`)
      }
      const { handlers, context } = await options.core
      // The registry pairs each name with its input; the compiler cannot follow that through a variable name.
      const handler: (input: never) => unknown = handlers[name]
      const value = await context.run(requestId, async () => handler(input.data as never))
      // Parsing what goes out cuts any field the page has no business with.
      return { ok: true, value: calls[name].output.parse(value) }
    } catch (error) {
      const failure = toAppError(error)
      options.log.warn('call failed', { call: name, requestId, code: failure.code, cause: failure.message })
      return { ok: false, error: failure }
    }
  }
}

/** Sends an event to the page, cut to its schema. */
export function sendEvent<N extends EventName>(
  window: BrowserWindow,
  name: N,
  payload: EventPayload<N>
): void {
  if (window.isDestroyed()) return
  window.webContents.send(`event:${name}`, events[name].parse(payload))
}

function toAppError(error: unknown): AppError {
  if (error instanceof TrekkError) return error.toAppError()
  return {
    code: 'internal',
    message: error instanceof Error ? `${error.name}: ${error.message}` : 'Unknown failure'
  }
}
