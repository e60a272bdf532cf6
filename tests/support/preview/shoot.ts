/**
 * Pictures of every screen in every state, from the page built with the double of `window.api`:
 * `npx tsx tests/support/preview/shoot.ts [a pattern for the scenes' names]`, with `LOOKS=all` in all four looks and with
 * `WIDTH` in a window that wide, with `FORCED=1` in the colours of a system that forces its own, with `FOLDER` in another
 * folder than one of the system's temporary ones. What axe has to say is printed. Fails when a scene breaks the content security policy or throws.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { build, preview } from 'vite'
import type * as Axe from 'axe-core'
import { languageFacts } from '../../../shared/languages'
import { scenes } from './scenes'
import type { Scene } from './steps'

declare global {
  interface Window {
    readonly axe: typeof Axe
  }
}

/** Of the window, px. */
const width = Number(process.env['WIDTH'] ?? 1280)
const folder = process.env['FOLDER'] ?? join(tmpdir(), 'trekk-preview')
const configFile = resolve('tests/support/preview/vite.config.ts')
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const looks = [
  { language: 'en', scheme: 'light' },
  { language: 'nb', scheme: 'dark' },
  { language: 'en', scheme: 'dark' },
  { language: 'nb', scheme: 'light' }
] as const
type Look = (typeof looks)[number]

interface AxeFinding {
  readonly id: string
  readonly targets: readonly string[]
}

async function axeFindings(page: Page): Promise<AxeFinding[]> {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setBypassCSP', { enabled: true })
  await page.evaluate(await import('node:fs/promises').then((fs) => fs.readFile(axe, 'utf8')))
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    const { violations } = await window.axe.run({ runOnly: tags })
    return violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ html }) => html.slice(0, 160)) }))
  })
}

async function shoot(
  browser: Browser,
  url: string,
  { name, scene, act }: Scene,
  look: Look
): Promise<string[]> {
  const page = await browser.newPage({
    viewport: { width, height: 800 },
    colorScheme: look.scheme,
    forcedColors: process.env['FORCED'] === '1' ? 'active' : 'none',
    locale: languageFacts[look.language].locale,
    timezoneId: 'Europe/Oslo'
  })
  const troubles: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
      troubles.push(message.text())
  })
  page.on('pageerror', (error) => troubles.push(error.message))
  const file = `${name}.${look.language}.${look.scheme}.${width}`
  try {
    await page.goto(`${url}?scene=${encodeURIComponent(JSON.stringify({ ...scene, ...look }))}`)
    await page.waitForSelector('main')
    await page.waitForTimeout(150)
    await act?.(page)
    await page.waitForTimeout(150)
    await page.screenshot({ path: join(folder, `${file}.png`) })
    for (const { id, targets } of await axeFindings(page)) troubles.push(`axe ${id}: ${targets.join(' | ')}`)
  } catch (error) {
    troubles.push(String(error))
    await page.screenshot({ path: join(folder, `${file}.png`) })
  }
  await page.close()
  return troubles.map((trouble) => `${file}: ${trouble}`)
}

const wanted = new RegExp(process.argv[2] ?? '')
mkdirSync(folder, { recursive: true })
await build({ configFile, logLevel: 'warn' })
const server = await preview({ configFile, logLevel: 'warn', preview: { port: 0 } })
const url = server.resolvedUrls?.local[0]
if (!url) throw new Error('The preview server has no address')
const systemChromium = '/usr/bin/chromium'
const browser = await chromium.launch({
  args: ['--no-sandbox'],
  ...(existsSync(systemChromium) && { executablePath: systemChromium })
})
const troubles: string[] = []
for (const scene of scenes.filter(({ name }) => wanted.test(name))) {
  for (const look of process.env['LOOKS'] === 'all' ? looks : looks.slice(0, 2)) {
    troubles.push(...(await shoot(browser, url, scene, look)))
  }
}
await browser.close()
await server.close()
process.stdout.write(`Pictures are in ${folder}\n${troubles.join('\n')}\n`)
process.exitCode = troubles.length > 0 ? 1 : 0
