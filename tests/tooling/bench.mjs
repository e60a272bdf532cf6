// The measurements, on a built app and an invisible screen so that figures compare.
import { buildIfNeeded } from './build.mjs'
import { runInDesktopSession } from './desktop-session.mjs'
import { electronExecutable } from './electron-runtime.mjs'
import { main, setUp } from './setup.mjs'

await main(async () => {
  await setUp({ headless: true })
  await buildIfNeeded()
  return runInDesktopSession(
    process.execPath,
    ['--import', 'tsx', 'tests/bench/main.ts', ...process.argv.slice(2)],
    {
      env: { TREKK_ELECTRON: electronExecutable().path }
    }
  )
})
