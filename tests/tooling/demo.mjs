// The demo: the built app at work in training mode, on the person's screen if there is one. Its keychain and
// settings are thrown away at the end, so it never touches those of a real installation.
import { buildIfNeeded } from './build.mjs'
import { runInDesktopSession } from './desktop-session.mjs'
import { electronExecutable } from './electron-runtime.mjs'
import { main, setUp } from './setup.mjs'

await main(async () => {
  await setUp({ headless: true })
  await buildIfNeeded()
  return runInDesktopSession(
    process.execPath,
    ['--import', 'tsx', 'tests/tooling/demo-run.ts', ...process.argv.slice(2)],
    { window: 'real-if-present', env: { TREKK_ELECTRON: electronExecutable().path } }
  )
})
