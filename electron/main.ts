import { accessSync, constants } from 'node:fs'
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  app,
  clipboard,
  dialog,
  Menu,
  nativeTheme,
  net,
  powerMonitor,
  powerSaveBlocker,
  session,
  type BrowserWindow
} from 'electron'
import type { EventPayload } from '../shared/ipc'
import type { EventName } from '../shared/ipc-names'
import { languageInForce, type Language } from '../shared/languages'
import type { Settings } from '../shared/settings'
import { handlersFor } from './handlers'
import { RequestContext, sendEvent, serveCalls } from './ipc'
import { openLog } from './log'
import { applicationMenu } from './menu'
import { pageUrl, registerPageScheme, servePage } from './protocol'
import { guardQuit } from './quit'
import { harden, isOwnPage } from './security'
import { openServices, type Services } from './services'
import { SettingsStore } from './settings-store'
import { readStatus } from './status'
import { openWindow } from './window'
import { atStakeIn, wordsIn, type Words } from './words'

// Files of this app are for the person who runs it, nobody else.
process.umask(0o077)

const built = fileURLToPath(new URL('..', import.meta.url))
const profileOverride = process.env['TREKK_PROFILE']
// electron-vite's hot reload; never in a packaged app.
const developmentUrl = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null)
const onlineCheckMs = 10_000

if (profileOverride !== undefined && profileOverride !== '') app.setPath('userData', resolve(profileOverride))
// Root has no Chromium sandbox and must say so on the command line itself; enableSandbox() would override that.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerPageScheme()

// One app per profile: the second start hands over to the first and ends before it touches a file. Where no lock can
// be made at all, because the folder takes nothing, the window opens so that it can say so.
if (app.requestSingleInstanceLock() || !isWritable(app.getPath('userData'))) void app.whenReady().then(start)
else app.quit()

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function start(): void {
  const profile = app.getPath('userData')
  const log = openLog(join(profile, 'logs', 'trekk.log'), Date.now)
  const settings = new SettingsStore(profile)
  const context = new RequestContext()
  const tell = <N extends EventName>(name: N, payload: EventPayload<N>): void =>
    sendEvent(window, name, payload)
  const language = (): Language => languageInForce(settings.settings.language, app.getLocale())
  const words = (): Words => wordsIn[language()]

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

  const sleepGuard = new SleepGuard()
  const opening = openServices({
    profile,
    isUsualProfile: profileOverride === undefined || profileOverride === '',
    version: app.getVersion(),
    dinteroUrl: process.env['TREKK_DINTERO_URL'],
    settings,
    context,
    osUser: userInfo().username,
    log,
    onKeychainWaiting: (waiting) => tell('keychainWaiting', { waiting }),
    trainingName: () => words().trainingName,
    onChange: (row) => {
      tell('chargeChanged', row)
      void afterChange().catch((error: unknown) => log.error('after a change', { cause: String(error) }))
    },
    onClockSkew: () =>
      void tellStatus().catch((error: unknown) => log.error('clock', { cause: String(error) }))
  })

  async function tellStatus(): Promise<void> {
    tell('statusChanged', await readStatus(await opening, app.getLocale()))
  }

  async function afterChange(): Promise<void> {
    const services = await opening
    sleepGuard.update(services.charges.inFlight)
    await tellUnresolved(services, tell)
    // The last change is on disk a moment before its request counts as done.
    await services.charges.drain()
    sleepGuard.update(services.charges.inFlight)
  }

  serveCalls({
    handlers: opening.then((services) =>
      handlersFor(services, {
        status: () => readStatus(services, app.getLocale()),
        chooseFile: (suggestion) => chooseFile(window, words().exportTitle, suggestion),
        copy: (text) => {
          void clipboard.writeText(text)
          return undefined
        },
        applySettings: (next: Settings) => {
          nativeTheme.themeSource = next.colourScheme
        },
        reportPageError: (message) => {
          log.error('page', { cause: message })
          return undefined
        }
      })
    ),
    isTrusted: (sender, frameUrl) =>
      !window.isDestroyed() && sender === window.webContents && isOwnPage(frameUrl, developmentUrl),
    context,
    log
  })

  app.on('second-instance', () => {
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  app.on('window-all-closed', () => app.quit())

  void attend().catch((error: unknown) => log.error('could not start', { cause: String(error) }))

  /** What begins when the ledger is open. When it is not, the page's first question is answered with the reason. */
  async function attend(): Promise<void> {
    const services = await opening
    log.info('started', { version: services.version, electron: process.versions.electron })
    guardQuit({
      window,
      words,
      inFlight: () => services.charges.inFlight,
      sayWaiting: (inFlight) => tell('closing', { inFlight }),
      drain: () => services.charges.drain(),
      unresolved: () => openCharges(services, language()),
      close: () => services.close(),
      isStuck: services.isKeychainHeldUp
    })
    await keepAsking(services, tell)
  }
}

/** Asks Dintero about what is open: now, when the machine wakes, and when the network is back. */
async function keepAsking(
  services: Services,
  tell: <N extends EventName>(name: N, payload: EventPayload<N>) => void
): Promise<void> {
  let wasOnline = net.isOnline()
  setInterval(() => {
    const isOnline = net.isOnline()
    if (isOnline && !wasOnline) void services.reconciler.runAll()
    wasOnline = isOnline
  }, onlineCheckMs).unref()
  powerMonitor.on('resume', () => void services.reconciler.runAll())
  await services.reconciler.start()
  await tellUnresolved(services, tell)
  if (await services.accounts.lookForSecrets())
    tell('statusChanged', await readStatus(services, app.getLocale()))
}

async function tellUnresolved(
  services: Services,
  tell: <N extends EventName>(name: N, payload: EventPayload<N>) => void
): Promise<void> {
  if ((await services.accounts.active()) === null) return
  tell('unresolvedChanged', await services.charges.unresolved())
}

/** What is unresolved, in all accounts. */
async function openCharges(
  services: Services,
  language: Language
): Promise<{ count: number; atStake: string } | null> {
  const open = await services.charges.unresolvedByAccount()
  if (open.length === 0) return null
  return { count: open.reduce((sum, { total }) => sum + total, 0), atStake: atStakeIn(language, open) }
}

async function chooseFile(window: BrowserWindow, title: string, suggestion: string): Promise<string | null> {
  const options = { title, defaultPath: join(app.getPath('documents'), suggestion) }
  const answer = await dialog.showSaveDialog(window, options)
  return answer.canceled ? null : answer.filePath
}

/** Keeps the machine awake while a charge is under way. */
class SleepGuard {
  #blocker: number | null = null

  update(inFlight: number): void {
    if (inFlight > 0 && this.#blocker === null)
      this.#blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (inFlight === 0 && this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker)
      this.#blocker = null
    }
  }
}
