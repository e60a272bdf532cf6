import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { callNames } from '../../shared/ipc-names'
import { expect, test } from '../support/fixtures'

// The page is the part of the app that an attacker would reach first. It must have nowhere to go from there.

test('the page cannot leave, and cannot open windows', async ({ seat }) => {
  const page = await seat.firstScreen()
  const { app } = seat.running
  const home = page.url()
  expect(home).toBe('app://trekk/index.html')
  for (const target of [
    'https://example.com/',
    'file:///etc/passwd',
    'data:text/html,gone',
    'app://elsewhere/index.html',
    'javascript:document.title="run"'
  ]) {
    await page.evaluate((url) => {
      const link = document.createElement('a')
      link.href = url
      document.body.append(link)
      link.click()
      link.target = '_blank'
      link.click()
      link.remove()
      try {
        location.href = url
      } catch {
        // Refused at once is as good.
      }
    }, target)
    expect(await page.evaluate((url) => window.open(url) === null, target)).toBe(true)
  }
  expect(page.url()).toBe(home)
  expect(await page.title()).not.toBe('run')
  expect(app.windows()).toHaveLength(1)
})

test('the page reaches no network', async ({ seat }) => {
  let arrivals = 0
  const server = createServer((_request, response) => {
    arrivals += 1
    response.setHeader('Access-Control-Allow-Origin', '*').end('reached')
  })
  server.on('upgrade', (_request, socket) => {
    arrivals += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const page = await seat.firstScreen()
    const outcomes = await page.evaluate(async (url) => {
      const settled = (attempt: Promise<unknown>): Promise<string> =>
        attempt.then(
          () => 'through',
          () => 'refused'
        )
      const element = (name: string, set: (node: HTMLElement) => void): Promise<unknown> =>
        new Promise((resolve, reject) => {
          const node = document.createElement(name)
          node.addEventListener('load', () => resolve('loaded'))
          node.addEventListener('error', () => reject(new Error('refused')))
          set(node)
          document.body.append(node)
        })
      const socket = new Promise((resolve, reject) => {
        try {
          const opened = new WebSocket(url.replace('http', 'ws'))
          opened.addEventListener('open', resolve)
          opened.addEventListener('error', () => reject(new Error('refused')))
        } catch (error) {
          reject(error instanceof Error ? error : new Error('refused'))
        }
      })
      navigator.sendBeacon(url, 'beacon')
      return Promise.all([
        settled(fetch(url)),
        settled(fetch(url, { mode: 'no-cors', method: 'POST', body: 'x' })),
        settled(element('img', (node) => node.setAttribute('src', url))),
        settled(element('script', (node) => node.setAttribute('src', url))),
        settled(socket)
      ])
    }, `http://127.0.0.1:${port}/`)
    expect(outcomes).toEqual(outcomes.map(() => 'refused'))
    expect(arrivals).toBe(0)
  } finally {
    server.close()
  }
})

test('the page reads no file outside its own folder', async ({ seat }) => {
  const page = await seat.firstScreen()
  const { app } = seat.running
  for (const url of [
    'file:///etc/passwd',
    'app://trekk/../../package.json',
    'app://trekk/%2e%2e/%2e%2e/package.json',
    'app://trekk/..%2f..%2fpackage.json',
    'app://elsewhere/index.html'
  ]) {
    const read = await page.evaluate(
      (target) =>
        fetch(target).then(
          (answer) => answer.text(),
          () => null
        ),
      url
    )
    expect(read, url).toBeNull()
  }
  // Past the content security policy, straight at the scheme's handler.
  const statuses = await app.evaluate(async ({ session }) => {
    const urls = [
      'app://trekk/%2e%2e/main/index.js',
      'app://trekk/..%2fmain%2findex.js',
      'app://elsewhere/index.html'
    ]
    return Promise.all(urls.map(async (url) => (await session.defaultSession.fetch(url)).status))
  })
  expect(statuses).toEqual([404, 404, 404])
})

test('the page has no Node, and exactly the calls of the registry', async ({ seat }) => {
  const page = await seat.firstScreen()
  const found = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter(
      (name) => name in globalThis
    ),
    api: Object.keys(Reflect.get(globalThis, 'api') as object).sort()
  }))
  expect(found.node).toEqual([])
  expect(found.api).toEqual([...callNames, 'on'].sort())
})

test('permissions are denied', async ({ seat }) => {
  const page = await seat.firstScreen()
  const states = await page.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'clipboard-read'
    ] as PermissionName[]
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state))
  })
  expect(states).toEqual(states.map(() => 'denied'))
})

test('a message from a frame that is not ours is refused', async ({ seat }) => {
  const page = await seat.firstScreen()
  const { app } = seat.running
  // Another window with the same preload, on a page that is not ours.
  const answer = await app.evaluate(async ({ app: trekk, BrowserWindow }) => {
    const preload = `${trekk.getAppPath()}/out/preload/index.cjs`
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
    await stranger.loadURL('about:blank')
    const result: unknown = await stranger.webContents.executeJavaScript('window.api.getStatus()')
    stranger.destroy()
    return result
  })
  expect(answer).toMatchObject({ ok: false, error: { code: 'sender_refused' } })
  const own = await page.evaluate(() => {
    const api = Reflect.get(globalThis, 'api') as { getStatus(): Promise<{ ok: boolean }> }
    return api.getStatus()
  })
  expect(own.ok).toBe(true)
})

test('a call that does not fit the registry is refused, and nothing extra comes back', async ({ seat }) => {
  const page = await seat.firstScreen()
  const answers = await page.evaluate(async () => {
    const api = Reflect.get(globalThis, 'api') as Record<string, (input?: unknown) => Promise<unknown>>
    return Promise.all([
      api['submitCharge']?.({ reviewId: 'x', amount: 1 }),
      api['searchCards']?.({ query: 'a', limit: 1_000_000 }),
      api['getCard']?.('../../etc/passwd'),
      api['submitCharge']?.({ reviewId: 'no-such-review' })
    ])
  })
  for (const answer of answers.slice(0, 3))
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
  expect(answers[3]).toMatchObject({ ok: false })
})
