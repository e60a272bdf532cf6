import { createSimulator, type Simulator } from '../../electron/simulator/simulator'

/** Credentials the simulator knows for the accounts of the tests; the secret is what the search for secrets looks for. */
export const client = {
  accountId: 'T11112222',
  clientId: 'client-of-the-tests',
  clientSecret: 'secret-c5f1e0a7d94b4c7e8f21-of-the-tests'
} as const

export interface RunningSimulator {
  readonly simulator: Simulator
  /** Base address for `TREKK_DINTERO_URL`. */
  readonly url: string
}

/** A Dintero that knows no account yet. */
export async function startDintero(): Promise<RunningSimulator> {
  const simulator = createSimulator({ httpControl: true })
  const { url } = await simulator.start()
  return { simulator, url: `${url}/v1` }
}

/** Makes the client of the tests known, for its own account or another. */
export function knowClient({ simulator }: RunningSimulator, accountId: string = client.accountId): void {
  simulator.addClient({ ...client, accountId, scopes: ['admin:checkout'] })
}
