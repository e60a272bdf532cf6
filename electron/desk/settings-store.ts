import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { defaultSettings, settings, type Settings } from '../../shared/settings'

/** Where the window was, in screen coordinates. */
export const windowPlace = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200),
  height: z.number().int().min(200),
  maximised: z.boolean()
})
export type WindowPlace = z.infer<typeof windowPlace>

const fileShape = z.object({ settings: settings.partial(), window: windowPlace.nullable() })

interface Kept {
  readonly settings: Settings
  readonly window: WindowPlace | null
}

/**
 * The small file of preferences in the profile folder: nothing secret, nothing about money.
 * A file that cannot be read is set aside (`settings.json.damaged`) and the defaults are used.
 */
export class SettingsStore {
  readonly #file: string
  #kept: Kept

  constructor(profile: string) {
    this.#file = join(profile, 'settings.json')
    this.#kept = this.#read()
  }

  get settings(): Settings {
    return this.#kept.settings
  }

  get window(): WindowPlace | null {
    return this.#kept.window
  }

  /** @throws the file system's error when the file cannot be written; the old settings stay in force. */
  saveSettings(next: Settings): void {
    this.#write({ ...this.#kept, settings: next })
  }

  /** Best effort: a window's place is not worth an error message. */
  saveWindow(place: WindowPlace): void {
    try {
      this.#write({ ...this.#kept, window: place })
    } catch {
      // The next start opens at the default place.
    }
  }

  #read(): Kept {
    const fallback: Kept = { settings: defaultSettings, window: null }
    if (!existsSync(this.#file)) return fallback
    try {
      const read = fileShape.parse(JSON.parse(readFileSync(this.#file, 'utf8')))
      return { settings: settings.parse({ ...defaultSettings, ...read.settings }), window: read.window }
    } catch {
      try {
        renameSync(this.#file, `${this.#file}.damaged`)
      } catch {
        // Read-only profile: the ledger will say so.
      }
      return fallback
    }
  }

  #write(next: Kept): void {
    const temporary = `${this.#file}.new`
    writeFileSync(temporary, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 })
    renameWithPatience(temporary, this.#file)
    this.#kept = next
  }
}

// On Windows a virus scanner may hold the file for a moment, and rename fails with EPERM or EBUSY.
function renameWithPatience(from: string, to: string): void {
  for (let attempt = 1; ; attempt++) {
    try {
      renameSync(from, to)
      return
    } catch (error) {
      if (attempt === 5) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20 * attempt)
    }
  }
}
