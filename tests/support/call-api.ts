import type { Page } from '@playwright/test'
import { z } from 'zod'
import type { CallName } from '../../shared/ipc-names'

const result = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) })
])

/**
 * Makes one of the page's own calls to the main process: for preparing what a test is not about, and for reading what
 * the app itself says. What comes back is parsed with the registry's schema.
 * @throws Error with the code and the message when the app refuses
 */
export async function callApi<Output extends z.ZodType>(
  page: Page,
  name: CallName,
  input: unknown,
  output: Output
): Promise<z.output<Output>> {
  const answer = result.parse(
    await page.evaluate(
      async ([call, given]) => {
        const api: unknown = Reflect.get(globalThis, 'api')
        const method: unknown = Reflect.get(Object(api), call)
        if (typeof method !== 'function') throw new TypeError(`window.api has no ${call}`)
        const answered: unknown = await Reflect.apply(method, api, [given])
        return answered
      },
      [name, input] as const
    )
  )
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}: ${answer.error.message}`)
  return output.parse(answer.value)
}
