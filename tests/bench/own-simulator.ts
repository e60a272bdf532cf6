import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { benchAccount, benchClient } from './services'

const simulatorScript = fileURLToPath(new URL('simulator-process.ts', import.meta.url))

export interface OwnSimulator {
  /** Ends in `/v1`. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * Starts a simulator in a process of its own, so that it takes no time from what is measured.
 * @param latency ms until a charge is answered, for as many `charges`; further ones are answered at once
 */
export async function startSimulator({
  latency,
  charges,
  cards
}: {
  readonly latency: number
  readonly charges: number
  readonly cards: number
}): Promise<OwnSimulator> {
  const { clientId, clientSecret } = benchClient
  const given = [benchAccount, clientId, clientSecret, String(latency), String(charges), String(cards)]
  const child = spawn(process.execPath, ['--import', 'tsx', simulatorScript, ...given], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  const ended = once(child, 'exit')
  for await (const url of createInterface({ input: child.stdout })) {
    return {
      url: `${url}/v1`,
      async stop() {
        child.stdin.end()
        await ended
      }
    }
  }
  throw new Error('The simulator ended at once')
}
