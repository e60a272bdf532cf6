import type { Desk } from './support'

/*
 * What a customer does at the pages of the simulator.
 */

export interface Page {
  readonly status: number
  readonly text: string
}

/** Sends a page's form. */
export async function answerPage(
  desk: Desk,
  path: string,
  fields: Readonly<Record<string, string>>,
  language = 'en'
): Promise<Page> {
  const response = await desk.fetch(path, {
    method: 'POST',
    headers: { 'accept-language': language },
    body: new URLSearchParams(fields)
  })
  return { status: response.status, text: await response.text() }
}

export async function openPage(desk: Desk, path: string, language = 'en'): Promise<Page> {
  const response = await desk.fetch(path, { headers: { 'accept-language': language } })
  return { status: response.status, text: await response.text() }
}

export function heading(text: string): string | undefined {
  return /<h1>(.*?)<\/h1>/.exec(text)?.[1]
}

/** Where a page says that the customer would be sent. */
export function returnAddressIn(text: string): string | null {
  const shown = /<code>(.*?)<\/code>/.exec(text)?.[1]
  return shown?.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))) ?? null
}
