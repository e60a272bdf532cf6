import { accessSync, constants } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app } from 'electron'
import { readCommandLine } from './command-line'
import { registerPageScheme } from './shell/protocol'
import { runWindow } from './shell/run-window'

// Files of this app are for the person who runs it, nobody else.
process.umask(0o077)

const built = fileURLToPath(new URL('..', import.meta.url))
const profileOverride = process.env['TREKK_PROFILE'] ?? ''
// electron-vite's hot reload; never in a packaged app.
const developmentUrl = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null)

const start = readCommandLine(typedWords(), app.getVersion())
if (start.kind === 'say') {
  ;(start.code === 0 ? process.stdout : process.stderr).write(start.text)
  app.exit(start.code)
} else {
  openWindow()
}

/** What was typed after the program's name; without a package, the folder of the app is typed too. */
function typedWords(): string[] {
  const folder = resolve(app.getAppPath())
  return process.argv.slice(1).filter((word) => word.startsWith('-') || resolve(word) !== folder)
}

function openWindow(): void {
  if (profileOverride !== '') app.setPath('userData', resolve(profileOverride))
  // Root has no Chromium sandbox and must say so on the command line itself; enableSandbox() would override that.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  registerPageScheme()

  // One app per profile: the second start hands over to the first and ends before it touches a file. Where no lock can
  // be made at all, because the folder takes nothing, the window opens so that it can say so.
  if (app.requestSingleInstanceLock() || !isWritable(app.getPath('userData'))) {
    void app
      .whenReady()
      .then(() => runWindow({ built, isUsualProfile: profileOverride === '', developmentUrl }))
  } else app.quit()
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
