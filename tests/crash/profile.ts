import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { defaultAccountSettings } from '../../electron/accounts/defaults'
import { tokenFingerprint } from '../../electron/accounts/token-seals'
import { ledgerFile, openLedger } from '../../electron/ledger/ledger'
import { openConnection } from '../../electron/ledger/sqlite/connection'
import { SessionStore } from '../../electron/secrets/session-store'
import { TokenCipher } from '../../electron/secrets/token-cipher'
import { createSimulator, type NewToken, type Simulator } from '../../electron/simulator/simulator'
import { chargeState } from '../../shared/charge'

export const accountId = 'T12345678'
/** ms since 1970 UTC: when every trial begins. */
export const start = Date.UTC(2026, 4, 20, 9, 0, 0)
export const client = { clientId: 'crash-client', clientSecret: randomBytes(24).toString('hex') }
export const tokenKey = randomBytes(32).toString('base64')

/** One card of each gateway, so that three charges at once do not meet one another's retry rules. */
const cards = [
  ['card-1', 'dintero_psp', 'visa', '476173******0416'],
  ['card-2', 'payex', 'mastercard', '541306******0093'],
  ['card-3', 'bambora', 'visa', '415421******0007']
] as const
export const cardIds = cards.map(([id]) => id)

const tokens: readonly (NewToken & { readonly id: string })[] = cards.map(
  ([id, provider, brand, maskedPan]) => ({
    id,
    accountId,
    provider,
    tokenKind: 'payment_token',
    token: randomBytes(24).toString('hex'),
    brand,
    maskedPan,
    expiry: '12/2029'
  })
)

/** What must never be found in a profile folder, besides the access tokens each trial collects. */
export const secrets: readonly string[] = [client.clientSecret, tokenKey, ...tokens.map(({ token }) => token)]

/** Tells a simulator of the client and the cards. @returns the token ids, in the order of the cards */
export function introduce(simulator: Simulator): string[] {
  simulator.addClient({ accountId, ...client })
  return tokens.map(({ id: _id, ...token }) => simulator.addToken(token))
}

/** A temporary folder with a profile to copy: one account, three cards, no charges. */
export class Profiles {
  readonly #root = mkdtempSync(join(tmpdir(), 'trekk-crash-'))
  #made = 0

  async prepare(): Promise<void> {
    const tokenIds = introduce(createSimulator())
    const keychain = new SessionStore()
    await keychain.set('token-key', tokenKey)
    const cipher = new TokenCipher(keychain, () => Promise.resolve(true))
    const folder = join(this.#root, 'template')
    mkdirSync(folder)
    const ledger = await openLedger({ folder, clock: () => start })
    const { clientId } = client
    const account = { id: accountId, name: 'Nordlys AS', clientId, secretHome: 'keychain' } as const
    await ledger.accounts.insert({ ...account, settings: defaultAccountSettings, createdAt: start })
    await ledger.desk.setActiveAccount(accountId)
    for (const [index, { id, token, provider, tokenKind, brand, maskedPan, expiry }] of tokens.entries()) {
      await ledger.cards.insert({
        ...{ id, accountId, provider, tokenKind, brand, maskedPan, expiry, addedAt: start },
        sealedToken: Buffer.from(await cipher.seal(token, { accountId, cardId: id }), 'base64'),
        tokenFingerprint: tokenFingerprint(accountId, token),
        tokenId: tokenIds[index] ?? null,
        ...{ lastFour: maskedPan.slice(-4), customerName: 'Kari Nordmann', customerNumber: 'K-1' },
        ...{ email: 'kari@example.com', phone: '', reference: 'member-77' }
      })
    }
    await ledger.close()
  }

  /** A fresh copy of the profile, and a file beside it for the simulator's memory. */
  copy(): { folder: string; truthPath: string } {
    this.#made += 1
    const folder = join(this.#root, String(this.#made))
    cpSync(join(this.#root, 'template'), folder, { recursive: true })
    return { folder, truthPath: join(this.#root, `${this.#made}.jsonl`) }
  }

  discard({ folder, truthPath }: { folder: string; truthPath: string }): void {
    rmSync(folder, { recursive: true, force: true })
    rmSync(truthPath, { force: true })
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true })
  }
}

const chargeRow = z.object({
  merchant_reference: z.string(),
  amount: z.number(),
  currency: z.string(),
  state: chargeState,
  transaction_id: z.string().nullable(),
  transaction_status: z.string().nullable(),
  next_lookup_at: z.number().nullable(),
  alarms: z.string().nullable()
})
export type LedgerRow = z.infer<typeof chargeRow>

const withAlarms = `select charges.*, (select group_concat(kind, ' ') from alarms where charge_id = charges.id) as alarms
  from charges order by id`

/** The ledger as it lies on disk, past all of the program's own code. */
export function readLedger(folder: string): { charges: LedgerRow[]; dump: string } {
  const connection = openConnection(join(folder, ledgerFile))
  const all = (query: string): unknown[] => connection.prepare(query).all()
  try {
    const charges = all(withAlarms)
    const rest = [
      'charge_events order by id',
      'audit order by sequence',
      'cards order by id',
      'accounts',
      'alarms'
    ]
    return {
      charges: z.array(chargeRow).parse(charges),
      dump: [charges, ...rest.map((each) => all(`select * from ${each}`))]
        .map((rows) => JSON.stringify(rows))
        .join('\n')
    }
  } finally {
    connection.close()
  }
}

/** The files of a profile that hold one of these texts. */
export function filesWith(folder: string, texts: Iterable<string>): string[] {
  const needles = [...texts].map((text) => Buffer.from(text))
  return readdirSync(folder).filter((name) => {
    const bytes = readFileSync(join(folder, name))
    return needles.some((needle) => bytes.includes(needle))
  })
}
