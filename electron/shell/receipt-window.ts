import { BrowserWindow, session } from 'electron'
import { TrekkError } from '../../shared/result'
import { printFailed, withHiddenPage, type InTime } from './hidden-page'

/** A session of its own, in memory, in which nothing is ever fetched. */
const partition = 'receipts'
const dataPage = 'data:text/html;charset=utf-8;base64,'

/** A page as a PDF. @param owner what the hidden window ends with @throws TrekkError `print_failed` */
export async function toPdf(page: string, owner: BrowserWindow): Promise<Uint8Array> {
  const options = { preferCSSPageSize: true, printBackground: false, generateTaggedPDF: true }
  return withPage(page, owner, ({ webContents }, inTime) =>
    inTime(webContents.printToPDF(options)).catch((error: unknown) => {
      throw printFailed(error)
    })
  )
}

/**
 * Lets a person choose a printer, and prints a page.
 * @param owner what the hidden window ends with
 * @throws TrekkError `cancelled`, `print_failed`
 */
export async function printPage(page: string, owner: BrowserWindow): Promise<void> {
  return withPage(page, owner, ({ webContents }) => {
    return new Promise<void>((resolve, reject) => {
      webContents.print({ silent: false, printBackground: false }, (isPrinted, reason) => {
        if (isPrinted) resolve()
        else if (/cancel/i.test(reason)) reject(new TrekkError('cancelled', 'nothing was printed'))
        else reject(printFailed(reason))
      })
    })
  })
}

/**
 * A hidden window with a page that main has made: without scripts, without a preload script, without Node, in a session of
 * its own whose every request but the page itself is refused. The page of the app never takes part: what is on paper is
 * what the ledger says.
 */
async function withPage<T>(
  page: string,
  owner: BrowserWindow,
  work: (window: BrowserWindow, inTime: InTime) => Promise<T>
): Promise<T> {
  const own = session.fromPartition(partition)
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  own.setPermissionCheckHandler(() => false)
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith(dataPage) }))
  const open = (): BrowserWindow =>
    new BrowserWindow({
      show: false,
      webPreferences: {
        session: own,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        javascript: false,
        webSecurity: true,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: false
      }
    })
  const later = (work: () => void, ms: number): (() => void) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  }
  const url = dataPage + Buffer.from(page, 'utf8').toString('base64')
  return withHiddenPage({ open, owner, url, later }, work)
}
