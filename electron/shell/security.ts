import { app, type Session, type WebPreferences } from 'electron'
import { pageHost, pageScheme } from './protocol'

/** What every window of Trekk runs with; a test holds these values (Electron security checklist 2, 3, 4, 6, 8-10). */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: !app.isPackaged
  }
}

/** Whether a URL is the page itself, or the development server's when there is one. */
export function isOwnPage(url: string, developmentUrl: string | null): boolean {
  if (!URL.canParse(url)) return false
  const parsed = new URL(url)
  if (parsed.protocol === `${pageScheme}:` && parsed.host === pageHost) return true
  return developmentUrl !== null && parsed.origin === new URL(developmentUrl).origin
}

/**
 * Closes every way out of the page: no permission, no navigation, no new window, no webview, and no request that is
 * not for our own files (the page never needs the network).
 */
export function harden(session: Session, developmentUrl: string | null): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((request, answer) => {
    answer({ cancel: !isAllowedRequest(request.url, developmentUrl) })
  })
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

function isAllowedRequest(url: string, developmentUrl: string | null): boolean {
  if (isOwnPage(url, developmentUrl)) return true
  if (developmentUrl === null) return false
  // Hot reload talks over a web socket, and the developer tools load themselves.
  return url.startsWith('devtools://') || url.startsWith(developmentUrl.replace(/^http/, 'ws'))
}
