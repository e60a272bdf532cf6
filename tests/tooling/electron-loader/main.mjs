// Stands in for Electron's default app in the fallback runtime, which has none: takes the app's folder from the
// command line, gives Electron the app's own name, version and paths, then runs its main file. Electron holds
// back 'ready' until this module is done, so the top-level await keeps registerSchemesAsPrivileged in time.
import { app } from 'electron'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)

/** The part of the command line that is ours: what Electron's default app understands, up to the app itself. */
function readCommandLine() {
  const preloads = []
  const args = process.argv.slice(1)
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at]
    if (arg === '--version' || arg === '-v') return { preloads, version: true }
    if (arg === '--require' || arg === '-r') preloads.push(args[(at += 1)])
    else if (arg.startsWith('--app=')) return { preloads, file: arg.slice('--app='.length) }
    else if (!arg.startsWith('-')) return { preloads, file: arg }
  }
  return { preloads }
}

const { preloads, file, version } = readCommandLine()
if (version) {
  console.log(`v${process.versions.electron}`)
  process.exit(0)
}
if (file === undefined) {
  console.error('Usage: electron [options] <app folder or file> [arguments]')
  process.exit(1)
}

/** Gives Electron the app's own identity, as if it had been started for this app alone. */
function adopt(target) {
  const packagePath = join(target, 'package.json')
  if (!existsSync(packagePath)) return app.setAppPath(dirname(require.resolve(target)))
  const manifest = JSON.parse(readFileSync(packagePath, 'utf8'))
  if (manifest.version) app.setVersion(manifest.version)
  app.setName(manifest.productName ?? manifest.name ?? app.getName())
  app.setDesktopName(manifest.desktopName ?? `${app.getName()}.desktop`)
  app.setAppPath(target)
}

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
try {
  for (const preload of preloads) require(resolve(preload))
  const target = resolve(file)
  adopt(target)
  await import(pathToFileURL(require.resolve(target)).href)
} catch (error) {
  // Electron would show a dialog, which nobody can close on an invisible screen.
  console.error('The app could not be loaded.')
  console.error(error)
  process.exit(1)
}
