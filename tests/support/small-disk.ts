import { execFileSync } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const bytes = 48 * 1024 * 1024
const page = 4096
/** From large to small, so that the last free page of the disk is taken too. */
const blockSizes = [1024 * 1024, page] as const

/** A disk of 48 MB that a test may fill, write-protect or break. */
export interface SmallDisk {
  /** An empty folder on it. */
  readonly path: string
  /**
   * Writes a file of ballast until not a byte more fits, or until so many pages of 4 KB are left. May be called again,
   * when something else made room.
   */
  fill(pagesLeft?: number): void
  /** Takes the ballast away. */
  free(): void
  /** Mounts it anew so that it can only be read, or be written again. Nobody may have a file on it open for writing. */
  remount(how: 'ro' | 'rw'): void
  /**
   * Lets the kernel find the file system broken and protect it, as it does after an error of the device: files that
   * are open for writing take nothing from then on. Only a `device` can break.
   */
  breakDown(): void
  remove(): void
}

/**
 * Mounts a small disk.
 * @param kind `memory` is a tmpfs; `device` an ext4 file system on a loop device
 * @throws Error where it cannot be mounted, saying what to do. These tests are never skipped: a charging program that
 * was not tried on a full disk was not tried.
 */
export function mountSmallDisk(kind: 'memory' | 'device'): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'trekk-disk-'))
  const mountPoint = join(folder, 'disk')
  mkdirSync(mountPoint)
  try {
    if (kind === 'memory') mountMemory(mountPoint)
    else mountDevice(join(folder, 'image'), mountPoint)
  } catch (error) {
    rmSync(folder, { recursive: true })
    throw new Error(
      `A small disk could not be mounted (${kind}), which needs Linux and root. Without being root, run the tests ` +
        'inside `unshare -Urm`, which is enough for all but the loop device.',
      { cause: error }
    )
  }
  const path = join(mountPoint, 'profile')
  const ballast = join(mountPoint, 'ballast')
  mkdirSync(path, { mode: 0o700 })
  return {
    path,
    fill: (pagesLeft = 0) => {
      fillWith(ballast)
      truncateSync(ballast, Math.max(0, statSync(ballast).size - pagesLeft * page))
    },
    free: () => rmSync(ballast, { force: true }),
    remount: (how) => run('mount', '-o', `remount,${how}`, mountPoint),
    breakDown: () => run('mount', '-o', 'remount,abort', mountPoint),
    remove: () => {
      // Lazily: a process that was killed this instant may still be letting go of its files.
      run('umount', '--lazy', mountPoint)
      rmSync(folder, { recursive: true })
    }
  }
}

function mountMemory(mountPoint: string): void {
  run('mount', '-t', 'tmpfs', '-o', `size=${bytes},mode=0700`, 'tmpfs', mountPoint)
}

function mountDevice(image: string, mountPoint: string): void {
  writeFileSync(image, '')
  truncateSync(image, bytes)
  run('mkfs.ext4', '-q', '-F', '-m', '0', image)
  run('mount', '-o', 'loop', image, mountPoint)
}

function fillWith(ballast: string): void {
  const file = openSync(ballast, 'a')
  try {
    for (const size of blockSizes) while (takes(file, size));
  } finally {
    closeSync(file)
  }
}

function takes(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) > 0
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false
    throw error
  }
}

function run(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
}
