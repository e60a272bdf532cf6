import { readText } from './http'
import { parseJson } from './wire'

/** An answer as it came. */
export interface ReadResponse {
  readonly status: number
  readonly headers: Headers
  /** Parsed JSON, or undefined when it was none, or too large for any answer of Dintero's. */
  readonly body: unknown
}

/** Reads an answer to its end, still inside the time limit of whoever asked. @throws what the connection throws */
export async function readResponse(response: Response): Promise<ReadResponse> {
  const text = await readText(response)
  return {
    status: response.status,
    headers: response.headers,
    body: text === null ? undefined : parseJson(text)
  }
}
