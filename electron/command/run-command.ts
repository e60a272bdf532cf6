import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { environmentOf } from '../../shared/account'
import type { Language } from '../../shared/languages'
import { openLog } from '../desk/log'
import { SettingsStore } from '../desk/settings-store'
import { openServices, type Services } from '../services'
import { BatchCommand } from './batch-command'
import type { Happened, RowCounts } from './events'
import { exitCodes, type Outcome } from './exit-codes'
import type { BatchOptions } from './options'
import { readPageWords } from './page-words'
import { jsonPrinter, TextPrinter, type Output, type Printer } from './printer'
import { stopOf, type Stop } from './stop'
import { StopRequest } from './stop-request'

/** Where a command runs. */
export interface CommandPlace {
  readonly profile: string
  /** False when `TREKK_PROFILE` names another. */
  readonly isUsualProfile: boolean
  /** The folder of the built program. */
  readonly built: string
  readonly version: string
  /** `TREKK_DINTERO_URL` */
  readonly dinteroUrl: string | undefined
  /** What relative paths are relative to. */
  readonly folder: string
  readonly osUser: string
  /** The language of the operating system. */
  readonly language: Language
  readonly output: Output
  /** Calls back whenever the system asks the program to end. */
  readonly onSignal: (ask: () => void) => void
}

/** Runs `trekk batch` to its end. @returns the exit code */
export async function runBatchCommand(options: BatchOptions, place: CommandPlace): Promise<number> {
  const { profile, output, version } = place
  const settings = new SettingsStore(profile)
  const chosen = settings.settings.language
  const language = chosen === 'system' ? place.language : chosen
  const page = await readPageWords(language)
  const print: Printer = options.json
    ? jsonPrinter(output, Date.now)
    : new TextPrinter(output, language, page, Date.now).print
  const log = openLog(join(profile, 'logs', 'trekk.log'), Date.now)
  const stop = new StopRequest()
  place.onSignal(() => {
    print({ event: 'stopping' })
    stop.ask()
  })
  const ending = await work()
  // Last, when everything is on disk and the profile is free for the next.
  print(ending)
  return ending.exit_code

  async function work(): Promise<Ended> {
    let services: Services | null = null
    let command: BatchCommand | null = null
    try {
      services = await open()
      command = new BatchCommand({
        services,
        options,
        folder: place.folder,
        words: page.file,
        stop,
        say: print,
        clock: Date.now,
        pause
      })
      const running = command
      const done = await services.context.run(`command-${randomUUID()}`, () => running.run())
      return ended(done.outcome, null, done)
    } catch (error) {
      const why = stopOf(error)
      log.warn('command ended', {
        outcome: why.outcome,
        code: why.code,
        cause: why.cause instanceof Error ? why.cause.message : ''
      })
      const counts = (await command?.counts().catch(() => null)) ?? null
      return ended(why.outcome, why, { batchId: command?.batchId ?? null, counts })
    } finally {
      await services?.close().catch((error: unknown) => log.error('closing', { cause: String(error) }))
    }
  }

  async function open(): Promise<Services> {
    const { accountId, name, file } = options
    const services = await openServices({
      profile,
      isUsualProfile: place.isUsualProfile,
      version,
      dinteroUrl: place.dinteroUrl,
      reader: pathToFileURL(join(place.built, 'main', 'reader.js')),
      fileReader: pathToFileURL(join(place.built, 'main', 'files.js')),
      exporter: pathToFileURL(join(place.built, 'main', 'exports.js')),
      settings,
      osUser: place.osUser,
      command: { accountId, operator: `trekk batch, ${place.osUser}` },
      log,
      onKeychainWaiting: () => undefined,
      language: () => language,
      // Training is begun in the window.
      trainingName: () => 'Training',
      onChange: () => undefined,
      onLink: () => undefined,
      onModification: () => undefined,
      onBatchLinks: () => undefined,
      onInFlight: () => undefined,
      onBatch: () => undefined,
      onAsking: () => undefined,
      onPayouts: () => undefined,
      onExport: () => undefined,
      onClockSkew: () => undefined
    })
    const environment = environmentOf(accountId)
    print({
      event: 'started',
      version,
      account: accountId,
      environment,
      simulated: services.simulated,
      name,
      file
    })
    return services
  }
}

type Ended = Extract<Happened, { event: 'ended' }>

function ended(
  outcome: Outcome,
  why: Stop | null,
  { batchId, counts }: { readonly batchId: string | null; readonly counts: RowCounts | null }
): Ended {
  return {
    event: 'ended',
    exit_code: exitCodes[outcome],
    outcome,
    code: why?.code ?? null,
    details: { ...why?.details },
    problems: [...(why?.problems ?? [])],
    batch: batchId,
    counts
  }
}
