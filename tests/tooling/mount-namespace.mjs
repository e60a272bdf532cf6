// Where tests can mount disks of their own: a namespace whose mounts nobody else sees and that vanish with it.
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'

/** What root can do, where root is not confined. */
const ofRoot = ['unshare', '--mount']

/**
 * What anybody can do where user namespaces are allowed: the same person inside as outside, who may mount and can do
 * nothing else that others cannot.
 */
const ofAnybody = [
  ...['unshare', '--user', '--map-current-user', '--keep-caps', '--mount'],
  ...['setpriv', '--inh-caps=-all,+sys_admin', '--ambient-caps=-all,+sys_admin']
]

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {[string, string[]]} the command line that runs a command where it can mount; the same where that cannot be
 */
export function ableToMount(command, args) {
  const [program = command, ...rest] = [...(findNamespace() ?? []), command, ...args]
  return [program, rest]
}

function findNamespace() {
  if (process.platform !== 'linux') return undefined
  return [ofRoot, ofAnybody].find(([program = '', ...rest]) => {
    // Tried in earnest: some systems let a namespace be made and then forbid all that it is for.
    const mount = ['mount', '-t', 'tmpfs', 'trekk', tmpdir()]
    return spawnSync(program, [...rest, ...mount], { stdio: 'ignore' }).status === 0
  })
}
