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
import { delimiter, join } from 'node:path'
import { removeFolder } from './remove-folder'

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

/** `memory` is a tmpfs; `device` an ext4 file system on a loop device, which can break. */
export type DiskKind = 'memory' | 'device'

const needs: Readonly<Record<DiskKind, string>> = {
  memory: 'a small disk needs Linux and root, or Linux, `npm run test:e2e` and user namespaces',
  device: 'a disk that breaks needs Linux, root and loop devices'
}

/** Why this machine has no such disk for us; null when it has. Tried in earnest, as rights to mount go by many rules. */
export function whyNoSmallDisk(kind: DiskKind): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'trekk-disk-'))
  try {
    unmount(mount(kind, folder))
    return null
  } catch (error) {
    return `${needs[kind]} (${error instanceof Error ? error.message.trim() : String(error)})`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * Mounts a small disk.
 * @throws Error where `whyNoSmallDisk` has a reason
 */
export function mountSmallDisk(kind: DiskKind): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'trekk-disk-'))
  const mountPoint = mount(kind, folder)
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
      unmount(mountPoint)
      removeFolder(folder)
    }
  }
}

/** @returns where it is mounted, in the folder */
function mount(kind: DiskKind, folder: string): string {
  const mountPoint = join(folder, 'disk')
  mkdirSync(mountPoint)
  if (kind === 'memory') {
    run('mount', '-t', 'tmpfs', '-o', `size=${bytes},mode=0700`, 'tmpfs', mountPoint)
  } else {
    const image = join(folder, 'image')
    writeFileSync(image, '')
    truncateSync(image, bytes)
    run('mkfs.ext4', '-q', '-F', '-m', '0', image)
    run('mount', '-o', 'loop', image, mountPoint)
  }
  return mountPoint
}

/** Lazily: a process that was killed this instant may still be letting go of its files. */
function unmount(mountPoint: string): void {
  run('umount', '--lazy', mountPoint)
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
  // Tools of the administrator are not on everybody's path.
  const path = [process.env['PATH'], '/usr/sbin', '/sbin'].join(delimiter)
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, PATH: path } })
}
