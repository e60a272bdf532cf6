import { run } from '../tooling/processes.mjs'

const bus = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']

/**
 * Takes the keychain's password prompt away without an answer, as pressing Cancel in it does.
 * @param env the environment of the keyring session that shows the prompt
 */
export async function dismissPrompt(env: Readonly<Record<string, string>>): Promise<void> {
  const { output } = await run(
    'dbus-send',
    [...bus, 'org.freedesktop.DBus.GetConnectionUnixProcessID', 'string:org.gnome.keyring.SystemPrompter'],
    { env: { ...process.env, ...env } }
  )
  const pid = /uint32 (\d+)/.exec(output)?.[1]
  if (pid === undefined) throw new Error(`No keychain prompt is shown: ${output}`)
  process.kill(Number(pid), 'SIGTERM')
}
