import { BrowserWindow, session } from 'electron'
import { TrekkError } from '../../shared/result'

/** A session of its own, in memory, in which nothing is ever fetched. */
const partition = 'receipts'
const dataPage = 'data:text/html;charset=utf-8;base64,'

/** How long a page may take to become a PDF, ms: one that hangs is not waited for. */
const pdfTakes = 60_000

/** A page as a PDF. @param owner what the hidden window ends with @throws TrekkError `print_failed` */
export async function toPdf(page: string, owner: BrowserWindow): Promise<Uint8Array> {
  return withPage(page, owner, async (window) => {
    const late = setTimeout(() => window.destroy(), pdfTakes)
    const options = { preferCSSPageSize: true, printBackground: false, generateTaggedPDF: true }
    try {
      return await window.webContents.printToPDF(options)
    } catch (error) {
      throw failed(error)
    } finally {
      clearTimeout(late)
    }
  })
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
        else reject(failed(reason))
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
  work: (window: BrowserWindow) => Promise<T>
): Promise<T> {
  const own = session.fromPartition(partition)
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  own.setPermissionCheckHandler(() => false)
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith(dataPage) }))
  const window = new BrowserWindow({
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
  const end = (): void => window.destroy()
  // Hidden as it is, it would keep the program running when the window it belongs to is gone.
  owner.once('closed', end)
  window.webContents.once('render-process-gone', end)
  const gone = new Promise<never>((_resolve, reject) => {
    window.once('closed', () => reject(failed('the hidden window is gone')))
  })
  const done = async (): Promise<T> => {
    await window.loadURL(dataPage + Buffer.from(page, 'utf8').toString('base64')).catch((error: unknown) => {
      throw failed(error)
    })
    return work(window)
  }
  try {
    return await Promise.race([done(), gone])
  } finally {
    owner.off('closed', end)
    window.destroy()
  }
}

function failed(cause: unknown): TrekkError {
  return new TrekkError('print_failed', 'the receipt could not be printed', { cause })
}
