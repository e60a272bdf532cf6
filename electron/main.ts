import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app } from 'electron'
import { languageOfSystem, readCommandLine } from './command-line'
import type { BatchOptions } from './command/options'
import { runInTerminal } from './command/terminal'
import { startWindow } from './shell/start-window'

// Files of this app are for the person who runs it, nobody else.
process.umask(0o077)

const built = fileURLToPath(new URL('..', import.meta.url))
const profileOverride = process.env['TREKK_PROFILE'] ?? ''
// electron-vite's hot reload; never in a packaged app.
const developmentUrl = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null)

if (profileOverride !== '') app.setPath('userData', resolve(profileOverride))
const start = readCommandLine(typedWords(), app.getVersion(), languageOfSystem())
if (start.kind === 'say') {
  ;(start.code === 0 ? process.stdout : process.stderr).write(start.text)
  app.exit(start.code)
} else if (start.kind === 'batch') {
  // Electron waits for this module before it looks for a display, so that a command needs none.
  await runWithoutWindow(start.options)
} else {
  startWindow({ built, isUsualProfile: profileOverride === '', developmentUrl })
}

/** What was typed after the program's name; without a package, the folder of the app is typed first. */
function typedWords(): string[] {
  const words = process.argv.slice(1)
  if (app.isPackaged) return words
  const folder = resolve(app.getAppPath())
  const at = words.findIndex((word) => !word.startsWith('-') && resolve(word) === folder)
  return words.filter((_word, index) => index !== at)
}

async function runWithoutWindow(options: BatchOptions): Promise<void> {
  const code = await runInTerminal(options, {
    profile: app.getPath('userData'),
    isUsualProfile: profileOverride === '',
    built,
    version: app.getVersion()
  })
  app.exit(code)
}
