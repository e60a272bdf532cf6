import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BatchCommand, type Done } from '../../../electron/command/batch-command'
import { commandEvent, type CommandEvent } from '../../../electron/command/events'
import { readBatchOptions } from '../../../electron/command/options'
import { readPageWords } from '../../../electron/command/page-words'
import { stopOf, type Stop } from '../../../electron/command/stop'
import { StopRequest } from '../../../electron/command/stop-request'
import { openServiceDesk, type ServiceDesk } from '../batch/service-support'
import type { Respond } from '../batch/support'
import { declinedWith, withReference } from '../charging/desk'

export const header = 'Kundenr;Navn;Beløp;Tekst'
export const rows = [
  'K-2002;Customer 2;1299,90;Nettleie',
  'K-2003;Customer 3;99,00;Nettleie',
  'K-2004;Customer 4;500,00;Nettleie',
  'K-2005;Customer 5;10,00;Nettleie',
  'K-2006;Customer 6;20,00;Nettleie'
]
export const total = '1928.90 NOK'

export function fileText(lines: readonly string[] = rows, head: string = header): string {
  return [head, ...lines, ''].join('\r\n')
}

/** The bank says that there is no money on the card. */
export const declined = ((body) => {
  const answer = declinedWith('INSUFFICIENT_FUNDS')
  const { amount, merchant_reference: reference } = body.session.order
  return answer.kind === 'transaction'
    ? withReference({ ...answer, transaction: { ...answer.transaction, amount, card: null } }, reference)
    : answer
}) satisfies Respond

export interface CommandEnd {
  readonly done: Done | null
  readonly stop: Stop | null
  readonly events: CommandEvent[]
}

export interface CommandDesk extends ServiceDesk {
  /** What Dintero says when it is asked for a token; nothing while all is well. */
  refuses: Error | null
  readonly path: (name: string) => string
  /** A person keeps the columns of a file with this content. */
  readonly keepMapping: (name: string, content: string) => Promise<void>
  readonly read: (name: string) => string | null
  /** Runs `trekk batch november.csv` in a new process, with what is usual unless it is said anew. */
  readonly run: (change?: Change) => Promise<CommandEnd>
}

export interface Change {
  readonly file?: string
  readonly account?: string
  readonly mapping?: string
  readonly name?: string
  readonly release?: readonly string[]
  readonly out?: string
  readonly more?: readonly string[]
  /** Called with each event as it happens, and with what asks the command to end. */
  readonly on?: (event: CommandEvent, ask: () => void) => void
}

/** A desk at which a person has kept the columns of such files as `nettleie`, and a file to charge. */
export async function openCommandDesk(): Promise<CommandDesk> {
  const service = await openServiceDesk()
  const desk: CommandDesk = Object.assign(service, {
    refuses: null,
    path: (name: string) => join(service.ledger.folder, name),
    read: (name: string) => {
      const path = join(service.ledger.folder, name)
      return existsSync(path) ? readFileSync(path, 'utf8') : null
    },
    keepMapping: (name: string, content: string) => keepMapping(service, name, content),
    run: (change: Change = {}) => runCommand(desk, change)
  })
  await desk.keepMapping('nettleie', fileText(['K-2002;Customer 2;1,50;Nettleie']))
  desk.write('november.csv', fileText())
  return desk
}

async function keepMapping({ batches, write }: ServiceDesk, name: string, content: string): Promise<void> {
  const path = write('october.csv', content)
  const { id } = await batches.import({ kind: 'path', path })
  const { columns } = await batches.detail(id)
  if (columns === null) throw new Error('no columns')
  await batches.answer(id, {}, { ...columns.defaults, operation: 'unscheduled_purchase' })
  await batches.keepMapping(id, name)
  await batches.discard(id)
}

async function runCommand(desk: CommandDesk, change: Change): Promise<CommandEnd> {
  const {
    file = 'november.csv',
    account = 'T12345678',
    mapping = 'nettleie',
    name = '2026-11 nettleie'
  } = change
  const { release = [total], out = 'result.csv', more = [], on = () => undefined } = change
  const usual = ['--account', account, '--mapping', mapping, '--name', name, '--out', out]
  const read = readBatchOptions([file, ...usual, ...release.flatMap((each) => ['--release', each]), ...more])
  if (read.kind !== 'batch') throw new Error(JSON.stringify(read))
  const stop = new StopRequest()
  const events: CommandEvent[] = []
  const command = new BatchCommand({
    services: {
      ledger: desk.ledger,
      batches: desk.asCommand(),
      batchRuns: desk.allRuns,
      reconciler: desk.reconciler,
      accounts: {
        prove: async () => {
          if (desk.refuses !== null) throw desk.refuses
        }
      }
    },
    options: read.options,
    folder: desk.ledger.folder,
    words: (await readPageWords('en')).file,
    stop,
    say: (happened) => {
      const event = commandEvent.parse({ ...happened, at: new Date(desk.now).toISOString() })
      events.push(event)
      on(event, () => stop.ask())
    },
    clock: () => desk.now,
    pause: async (ms) => {
      desk.now += ms
      await new Promise((resolve) => setImmediate(resolve))
    }
  })
  try {
    return { done: await command.run(), stop: null, events }
  } catch (error) {
    return { done: null, stop: stopOf(error), events }
  }
}
