import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { message, type BatchMark, type Done, type Order, type Shown, type Told } from './protocol'

/** Far beyond any life; a program that is still busy then never ends. ms */
const tooLong = { charges: 30_000, batch: 300_000 }

/** A SIGKILL from outside, so many ms after the program reached a step. */
export interface KillFromOutside {
  readonly step: number
  readonly delay: number
}

/** What was seen of one life of the program. */
export interface Life {
  /** The last step it reached. */
  readonly lastStep: string
  readonly stepNames: readonly string[]
  /** What was said of the batch, each with the steps that had been made by then. */
  readonly marks: readonly { readonly is: BatchMark; readonly after: number }[]
  /** null: it was killed */
  readonly done: Done | null
  readonly told: readonly Told[]
  readonly shown: readonly Shown[]
  readonly secrets: readonly string[]
  readonly troubles: readonly string[]
  /** The virtual clock's last reading, ms since 1970 UTC. */
  readonly now: number
}

/** Starts the engine, gives it one life after another, and starts it anew when it was killed. */
export class Program {
  readonly #bundle: string
  #child: ChildProcess | null = null
  starts = 0

  constructor(bundle: string) {
    this.#bundle = bundle
  }

  /** Another one of the same kind, that runs beside it. */
  another(): Program {
    return new Program(this.#bundle)
  }

  /** Runs one life to its end, whichever end that is. */
  async live(order: Order, kill: KillFromOutside | null, onTime: (now: number) => void): Promise<Life> {
    const child = this.#child ?? this.#start()
    const seen = { lastStep: 'start', now: order.now, done: null as Done | null }
    const stepNames: string[] = []
    const marks: { readonly is: BatchMark; readonly after: number }[] = []
    const told: Told[] = []
    const shown: Shown[] = []
    const secrets: string[] = []
    const troubles: string[] = []
    const fatal = new FatalTimer(child)
    const lines = createInterface({ input: child.stdout ?? process.stdin })
    const ended = new Promise<void>((resolve) => {
      lines.on('line', (line) => {
        const said = message.parse(JSON.parse(line))
        if (said.kind === 'told') told.push(said)
        else if (said.kind === 'shown') shown.push(said)
        else if (said.kind === 'batch') marks.push({ is: said.is, after: stepNames.length })
        else if (said.kind === 'secret') secrets.push(said.text)
        else if (said.kind === 'trouble') troubles.push(said.text)
        else if (said.kind === 'step') {
          Object.assign(seen, { lastStep: said.name, now: said.now })
          stepNames.push(said.name)
          onTime(said.now)
          if (kill?.step === said.number) fatal.start(kill.delay)
        } else {
          Object.assign(seen, { done: said, now: said.now })
          resolve()
        }
      })
      child.once('close', () => resolve())
    })
    const patience = order.batch === null ? tooLong.charges : tooLong.batch
    const watchdog = setTimeout(() => {
      troubles.push(`still busy after ${patience / 1000} s`)
      child.kill('SIGKILL')
    }, patience)
    child.stdin?.write(`${JSON.stringify(order)}\n`)
    await ended
    clearTimeout(watchdog)
    lines.close()
    child.removeAllListeners('close')
    // A kill that came when all was said is no longer about this life, and must not hit the next one.
    if (fatal.cancel() || seen.done === null) await this.stop()
    return { ...seen, stepNames, marks, told, shown, secrets, troubles }
  }

  /** Ends the program, if it runs. */
  async stop(): Promise<void> {
    const child = this.#child
    this.#child = null
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }

  #start(): ChildProcess {
    this.starts += 1
    this.#child = spawn(process.execPath, [this.#bundle], { stdio: ['pipe', 'pipe', 'inherit'] })
    // Written to a program that was just killed: the life ends without an answer, which is what it means.
    this.#child.stdin?.on('error', () => undefined)
    return this.#child
  }
}

/** Kills a program a little later, unless that is called off first. */
class FatalTimer {
  readonly #child: ChildProcess
  #timer: NodeJS.Timeout | null = null
  #killed = false

  constructor(child: ChildProcess) {
    this.#child = child
  }

  /** @param delay ms */
  start(delay: number): void {
    if (delay === 0) this.#kill()
    else this.#timer = setTimeout(() => this.#kill(), delay)
  }

  /** @returns whether it was too late */
  cancel(): boolean {
    if (this.#timer !== null) clearTimeout(this.#timer)
    return this.#killed
  }

  #kill(): void {
    this.#killed = true
    this.#child.kill('SIGKILL')
  }
}
