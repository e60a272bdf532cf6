// Opens the app, after whatever it needs. `--dev` follows changes in the sources.
import { builderCommand, builderEnvironment, buildIfNeeded } from './build.mjs'
import { runInDesktopSession } from './desktop-session.mjs'
import { hasDisplay } from './display.mjs'
import { electronExecutable, sandboxArguments } from './electron-runtime.mjs'
import { say } from './say.mjs'
import { main, setUp } from './setup.mjs'

await main(async () => {
  const given = process.argv.slice(2)
  const dev = given.includes('--dev')
  const rest = given.filter((arg) => arg !== '--dev')
  const visible = hasDisplay()

  await setUp({ headless: !visible })
  if (!visible) {
    say('There is no screen here: Trekk runs on an invisible one, with a keychain and settings that are')
    say('thrown away at the end. `npm run demo` shows it at work. Ctrl-C ends it.')
  }
  // At a person's own desktop the app uses that person's keychain, as the installed app does.
  const session = /** @type {const} */ ({ window: 'real-if-present', keyring: visible ? 'own' : 'unlocked' })

  if (dev) {
    const [command, args] = builderCommand()
    const flags = sandboxArguments().length > 0 ? ['--noSandbox'] : []
    return runInDesktopSession(command, [...args, 'dev', '--watch', ...flags, '--', ...rest], {
      ...session,
      env: builderEnvironment()
    })
  }

  await buildIfNeeded()
  return runInDesktopSession(electronExecutable().path, [...sandboxArguments(), '.', ...rest], session)
})
