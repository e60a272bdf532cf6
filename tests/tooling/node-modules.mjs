// Node modules exactly as the lock file says.
import { join } from 'node:path'
import { npmCommand, run } from './processes.mjs'
import { readJson, root } from './project.mjs'
import { progress } from './say.mjs'

/** Installs the packages when what is there is not what the lock file asks for. */
export async function setUpNodeModules() {
  if (isCurrent()) return
  const shown = progress('Installing the packages in package-lock.json')
  const [command, args] = npmCommand(['ci', '--no-audit', '--no-fund'])
  const { code, output } = await run(command, args)
  shown.end(code === 0 ? 'done' : 'failed')
  if (code !== 0) throw new Error(`npm ci failed.\n${output.trim()}`)
}

/** npm writes its own record last, so an install that was cut off has none. */
function isCurrent() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages
  if (wanted === undefined) throw new Error('package-lock.json is missing or unreadable.')
  if (present === undefined) return false
  return Object.keys(wanted).every((path) => {
    // The project itself is not recorded; packages for other platforms are not installed.
    if (path === '' || (present[path] === undefined && wanted[path].optional === true)) return true
    return (
      present[path]?.version === wanted[path].version && present[path]?.integrity === wanted[path].integrity
    )
  })
}
