import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol, type Session } from 'electron'

export const pageScheme = 'app'
export const pageHost = 'trekk'
export const pageUrl = `${pageScheme}://${pageHost}/index.html`

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png'
}

/** Must run before the app is ready: Chromium fixes its list of schemes then. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, codeCache: true } }
  ])
}

/**
 * The page's content security policy (electron security checklist 7): everything off, then only our own files.
 * `connect-src 'none'` because the page has no business with any network. Styles the component library makes at
 * run time carry the nonce of this load.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
  ].join('; ')
}

/** Serves the built page, and nothing outside its folder, on `app://trekk/`. */
export function servePage(session: Session, folder: string): void {
  session.protocol.handle(pageScheme, async (request) => {
    const file = fileFor(request.url, folder)
    const type = file === null ? undefined : contentTypes[extname(file)]
    if (file === null || type === undefined || request.method !== 'GET')
      return new Response(null, { status: 404 })
    try {
      const bytes = await readFile(file)
      const nonce = randomBytes(16).toString('base64')
      const body =
        extname(file) === '.html' ? bytes.toString('utf8').replaceAll('__CSP_NONCE__', nonce) : bytes
      return new Response(body, {
        headers: {
          'Content-Type': type,
          'Content-Security-Policy': contentSecurityPolicy(nonce),
          'X-Content-Type-Options': 'nosniff',
          'Referrer-Policy': 'no-referrer'
        }
      })
    } catch {
      return new Response(null, { status: 404 })
    }
  })
}

/** The file a page URL names, or null when it leaves `folder` or is not ours. */
export function fileFor(url: string, folder: string): string | null {
  if (!URL.canParse(url)) return null
  const parsed = new URL(url)
  if (parsed.protocol !== `${pageScheme}:` || parsed.host !== pageHost) return null
  let path: string
  try {
    path = decodeURIComponent(parsed.pathname)
  } catch {
    return null
  }
  if (path.includes('\0')) return null
  const file = normalize(join(folder, path))
  return file.startsWith(folder + sep) ? file : null
}
