import { chmodSync, lstatSync, realpathSync, renameSync, rmSync, writeFileSync, type Stats } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { TrekkError } from '../../shared/result'

const usualMode = 0o600
const anyMayWrite = 0o222

/** Where a file stands, under which name it is written until it is whole, and who may read it. */
interface Place {
  readonly place: string
  readonly unfinished: string
  readonly mode: number
}

/**
 * Puts a file where a person said: whole, or not at all, for half a result would say of charged rows that they were not.
 * One that is there is replaced as if it were written over: a link stays a link, who may read it stays, and one that may
 * not be written is left alone.
 * @throws TrekkError `file_unwritable`
 */
export function writeWhole(path: string, bytes: Uint8Array): void {
  try {
    const { place, unfinished, mode } = placeOf(path)
    // What an earlier try left. It is made anew, so that nothing is written through what stands in its place.
    rmSync(unfinished, { force: true })
    try {
      writeFileSync(unfinished, bytes, { flag: 'wx', mode: usualMode, flush: true })
      chmodSync(unfinished, mode)
      renameSync(unfinished, place)
    } catch (error) {
      rmSync(unfinished, { force: true })
      throw error
    }
  } catch (error) {
    throw unwritable(error)
  }
}

/** As `writeWhole`, for a file that comes piece by piece and may be given up: until it is kept, nothing is where it goes. */
export class WholeFile {
  readonly #place: Place
  readonly #file: FileHandle

  private constructor(place: Place, file: FileHandle) {
    this.#place = place
    this.#file = file
  }

  /** @throws TrekkError `file_unwritable` */
  static async begin(path: string): Promise<WholeFile> {
    try {
      const place = placeOf(path)
      rmSync(place.unfinished, { force: true })
      return new WholeFile(place, await open(place.unfinished, 'wx', usualMode))
    } catch (error) {
      throw unwritable(error)
    }
  }

  /** @throws TrekkError `file_unwritable` */
  async write(bytes: Uint8Array): Promise<void> {
    try {
      await this.#file.writeFile(bytes)
    } catch (error) {
      throw unwritable(error)
    }
  }

  /** All of it is written: it is put on disk, and still not where it goes. @throws TrekkError `file_unwritable` */
  async end(): Promise<void> {
    try {
      await this.#file.sync()
      await this.#file.close()
    } catch (error) {
      throw unwritable(error)
    }
  }

  /** Puts it where it goes, once it is ended. @throws TrekkError `file_unwritable`, and then it is gone */
  keep(): void {
    const { place, unfinished, mode } = this.#place
    try {
      chmodSync(unfinished, mode)
      renameSync(unfinished, place)
    } catch (error) {
      rmSync(unfinished, { force: true })
      throw unwritable(error)
    }
  }

  /** Gives it up, however far it has come; what was there before stays. */
  async drop(): Promise<void> {
    await this.#file.close().catch(() => undefined)
    rmSync(this.#place.unfinished, { force: true })
  }
}

function unwritable(cause: unknown): TrekkError {
  return new TrekkError('file_unwritable', 'the file could not be written', { cause })
}

/** Where a file stands, and with which rights. @throws Error for what is no file, or may not be written */
function placeOf(path: string): Place {
  const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined
  const place = isThere ? realpathSync(path) : path
  return { place, unfinished: `${place}.unfinished`, mode: isThere ? modeOf(lstatSync(place)) : usualMode }
}

function modeOf(there: Stats): number {
  if (!there.isFile()) throw new Error('it is no file')
  if ((there.mode & anyMayWrite) === 0) throw new Error('it may not be written')
  return there.mode & 0o777
}
