import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** Text under a name, for the report of a find. */
export type Haystack = ReadonlyMap<string, Buffer>

/** Every file below a folder, by its path. */
export function filesBelow(folder: string): Haystack {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return new Map(files.map((file) => [file, readFileSync(file)] as const))
}

/** What the page holds: its document with every field's value, its storages, and all strings of its heap. */
export async function pageMemory(page: Page): Promise<Haystack> {
  const { dom, storage } = await page.evaluate(async () => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea, select')]
    const databases = await indexedDB.databases()
    return {
      dom: [document.documentElement.outerHTML, document.title, ...fields.map(({ value }) => value)].join(
        '\n'
      ),
      storage: JSON.stringify([
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        databases,
        document.cookie
      ])
    }
  })
  return new Map([
    ['the document', Buffer.from(dom)],
    ['the storages', Buffer.from(storage)],
    ['the heap', Buffer.from(await heapSnapshot(page))]
  ])
}

/** V8's snapshot of the page's heap after a collection, as JSON; strings are in it as they are. */
async function heapSnapshot(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  return chunks.join('')
}

/** @returns "secret in place" for every secret that is found, however it is written */
export function findSecrets(
  secrets: ReadonlyMap<string, string>,
  ...haystacks: readonly Haystack[]
): string[] {
  return haystacks.flatMap((haystack) =>
    [...haystack].flatMap(([place, content]) =>
      [...secrets].flatMap(([name, secret]) =>
        spellings(secret).some((spelling) => content.includes(spelling)) ? [`${name} in ${place}`] : []
      )
    )
  )
}

/** As text in the two encodings programs use, and inside base64 at each of the three places it may begin. */
function spellings(secret: string): Buffer[] {
  const inBase64 = ['', 'x', 'xx'].map((before) => {
    const whole = Buffer.from(`${before}${secret}`).toString('base64')
    // The first and last characters also depend on what is around the secret.
    return Buffer.from(whole.slice(before === '' ? 0 : 4, -4))
  })
  return [Buffer.from(secret), Buffer.from(secret, 'utf16le'), ...inBase64]
}
