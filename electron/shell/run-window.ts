import { userInfo } from 'node:os'
import { join } from 'node:path'
import { app, clipboard, Menu, nativeTheme, Notification, powerSaveBlocker, session, shell } from 'electron'
import { languageInForce, type Language } from '../../shared/languages'
import type { Settings } from '../../shared/settings'
import { openLog } from '../desk/log'
import { SettingsStore } from '../desk/settings-store'
import { handlersFor } from '../handlers'
import { openServices, type Services } from '../services'
import { readStatus } from '../status'
import { chooseFile, openCharges } from './dialogs'
import { sendEvent, serveCalls } from './ipc'
import { keepAsking } from './keep-asking'
import { applicationMenu } from './menu'
import { endOf, endOfLink, endOfModification, News } from './news'
import { PageEvents } from './page-events'
import { pageUrl, servePage } from './protocol'
import { guardQuit } from './quit'
import { printPage, toPdf } from './receipt-window'
import { harden, isOwnPage } from './security'
import { SleepGuard } from './sleep-guard'
import { Taskbar } from './taskbar'
import { openWindow } from './window'
import { wordsIn, type Words } from './words'

/** How long after the start the whole ledger is checked, ms: when nobody waits for the disk any more. */
const checkAfter = 20_000

export interface WindowOptions {
  /** The folder of the built program. */
  readonly built: string
  /** False when `TREKK_PROFILE` names another. */
  readonly isUsualProfile: boolean
  /** electron-vite's hot reload; null for the built page. */
  readonly developmentUrl: string | null
}

/** Trekk with its window: from the moment Electron is ready until it is closed. */
export function runWindow({ built, isUsualProfile, developmentUrl }: WindowOptions): void {
  const profile = app.getPath('userData')
  const log = openLog(join(profile, 'logs', 'trekk.log'), Date.now)
  const settings = new SettingsStore(profile)
  const language = (): Language => languageInForce(settings.settings.language, app.getLocale())
  const words = (): Words => wordsIn[language()]
  const logged = (what: string) => (error: unknown) => log.error(what, { cause: String(error) })

  nativeTheme.themeSource = settings.settings.colourScheme
  Menu.setApplicationMenu(applicationMenu())
  if (developmentUrl === null) servePage(session.defaultSession, join(built, 'renderer'))
  harden(session.defaultSession, developmentUrl)

  // First the window, which loads in a process of its own while this one opens the ledger.
  const window = openWindow({
    preload: join(built, 'preload', 'index.cjs'),
    url: developmentUrl ?? pageUrl,
    settings
  })
  const events = new PageEvents({
    send: (name, payload) => sendEvent(window, name, payload),
    later: (work, ms) => setTimeout(work, ms),
    onError: logged('telling the page')
  })
  const news = new News({
    isWatched: () => !window.isDestroyed() && window.isFocused(),
    notify: (ends) => {
      if (!Notification.isSupported()) return
      const { knownTitle, known } = words()
      const shown = new Notification({ title: knownTitle, body: known(ends), silent: true })
      shown.on('click', showWindow)
      shown.show()
    },
    later: (work, ms) => setTimeout(work, ms)
  })
  const sleepGuard = new SleepGuard(powerSaveBlocker)
  const taskbar = new Taskbar((fraction, options) => {
    if (!window.isDestroyed()) window.setProgressBar(fraction, options)
  })
  const opening = openServices({
    profile,
    isUsualProfile,
    version: app.getVersion(),
    dinteroUrl: process.env['TREKK_DINTERO_URL'],
    reader: new URL('./reader.js', import.meta.url),
    fileReader: new URL('./files.js', import.meta.url),
    exporter: new URL('./exports.js', import.meta.url),
    settings,
    osUser: userInfo().username,
    command: null,
    log,
    onKeychainWaiting: (waiting) => events.tell('keychainWaiting', () => ({ waiting })),
    language,
    trainingName: () => words().trainingName,
    onChange: (row) => {
      events.chargeChanged(row)
      tellUnresolved()
      news.stands(row.id, row.state === 'unknown', endOf(row.state))
      // Answers come in and charges are found out after a file has paused too.
      if (row.batchId !== null) tellBatch(row.batchId)
    },
    onLink: (row) => {
      events.linkChanged(row)
      tellUnresolved()
      news.stands(row.id, row.state === 'lost', endOfLink(row.state))
    },
    onModification: (row) => {
      events.modificationChanged(row)
      tellUnresolved()
      news.stands(row.id, row.state === 'unknown', endOfModification(row.state))
    },
    onInFlight: (count) => sleepGuard.update(count),
    onBatch: (batchId) => tellBatch(batchId),
    onBatchLinks: (view) => events.tell('batchLinksChanged', () => view, view.batchId),
    onAsking: () => events.tell('batchAsking', async () => ({ files: (await opening).asking.all() })),
    onPayouts: () => events.tell('payoutsChanged', async () => (await opening).payouts.view()),
    onExport: (view) => events.tell('exportChanged', () => ({ view })),
    onClockSkew: () => tellStatus()
  })

  function tellStatus(): void {
    events.tell('statusChanged', async () => readStatus(await opening, app.getLocale()))
  }

  function tellBatch(batchId: string): void {
    events.tell(
      'batchChanged',
      async () => {
        const news = await (await opening).batches.changed(batchId)
        taskbar.tell(news)
        return news
      },
      batchId
    )
    void opening.then(({ batchRuns }) => sleepGuard.keepAwake(batchRuns.isBusy)).catch(() => undefined)
  }

  function tellUnresolved(): void {
    events.tell('unresolvedChanged', async () => {
      const { accounts, charges } = await opening
      return (await accounts.active()) === null ? null : charges.unresolved()
    })
  }

  serveCalls({
    core: opening.then((services) => ({
      context: services.context,
      handlers: handlersFor(services, {
        status: () => readStatus(services, app.getLocale()),
        chooseFile: (suggestion) => chooseFile(window, words().saveTitle, suggestion),
        copy: (text) => {
          void clipboard.writeText(text)
          return undefined
        },
        toPdf: (page) => toPdf(page, window),
        print: (page) => printPage(page, window),
        openPage: (url) => shell.openExternal(url),
        pasted: () => clipboard.readText(),
        applySettings: (next: Settings) => {
          nativeTheme.themeSource = next.colourScheme
        },
        reportPageError: (message) => {
          log.error('page', { cause: message })
          return undefined
        }
      })
    })),
    isTrusted: (sender, frameUrl) =>
      !window.isDestroyed() && sender === window.webContents && isOwnPage(frameUrl, developmentUrl),
    log
  })

  function showWindow(): void {
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.focus()
  }

  app.on('second-instance', showWindow)
  app.on('window-all-closed', () => app.quit())

  void opening.then(attend).catch(logged('could not start'))

  /** What begins when the ledger is open. When it is not, the page's first question is answered with the reason. */
  async function attend(services: Services): Promise<void> {
    log.info('started', { version: services.version, electron: process.versions.electron })
    guardQuit({
      window,
      words,
      isFileCharged: () => services.batchRuns.isBusy,
      inFlight: () => services.inFlight(),
      sayWaiting: (inFlight) => events.tell('closing', () => ({ inFlight })),
      drain: async () => {
        await services.batchRuns.stopAll()
        await services.drain()
      },
      unresolved: () => openCharges(services, language()),
      close: () => services.close(),
      isStuck: services.isKeychainHeldUp
    })
    await services.batchRuns.recover(keepAsking(services))
    tellUnresolved()
    if (await services.accounts.lookForSecrets()) tellStatus()
    if (services.ledger.checkIsDue) setTimeout(() => void check(services).catch(logged('check')), checkAfter)
  }

  async function check({ ledger }: Services): Promise<void> {
    if (await ledger.check()) return
    log.error('the ledger is damaged')
    tellStatus()
  }
}
