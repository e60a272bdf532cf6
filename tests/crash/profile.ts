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
import { createSimulator, type Simulator } from '../../electron/simulator/simulator'
import { chargeState } from '../../shared/charge'
import { accountId, client, start, tokenKey } from './account'
import { beginningOfMany, fewCards, manyCards, mixedCards, type StoredCard } from './cards'

/** What must never be found in a profile folder, besides the access tokens each trial collects. */
export const secrets: readonly string[] = [
  client.clientSecret,
  tokenKey,
  beginningOfMany,
  ...[...fewCards, ...mixedCards].map(({ token }) => token.token)
]

/** Tells a simulator of the client and the cards. @returns the token ids, in the order of the cards */
export function introduce(simulator: Simulator, cards = fewCards): string[] {
  simulator.addClient({ accountId, ...client })
  return cards.map(({ token }) => simulator.addToken(token))
}

/** Where a trial keeps a profile, and beside it the simulator's memory. */
export interface Place {
  readonly folder: string
  readonly truthPath: string
}

/** The cards of each profile: few, for batches many, and for mixed lives those of some customers. */
const profiles = { 'few-cards': fewCards, 'many-cards': manyCards, 'mixed-cards': mixedCards } as const

/** Temporary folders with profiles to copy: one account, no charges, and cards. */
export class Profiles {
  readonly #root = mkdtempSync(join(tmpdir(), 'trekk-crash-'))
  #made = 0

  async prepare(): Promise<void> {
    for (const [name, cards] of Object.entries(profiles)) await writeProfile(join(this.#root, name), cards)
  }

  /** A fresh copy of a profile, and a file beside it for the simulator's memory. */
  copy(of: keyof typeof profiles = 'few-cards'): Place {
    const place = this.#newPlace()
    cpSync(join(this.#root, of), place.folder, { recursive: true })
    return place
  }

  /** A copy of a profile that is in use, as it lies on disk while no program runs on it. */
  backUp(folder: string): Place {
    const place = this.#newPlace()
    cpSync(folder, place.folder, { recursive: true })
    return place
  }

  discard({ folder, truthPath }: Place): void {
    rmSync(folder, { recursive: true, force: true })
    rmSync(truthPath, { force: true })
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true })
  }

  #newPlace(): Place {
    this.#made += 1
    return {
      folder: join(this.#root, String(this.#made)),
      truthPath: join(this.#root, `${this.#made}.jsonl`)
    }
  }
}

async function writeProfile(folder: string, stored: readonly StoredCard[]): Promise<void> {
  const tokenIds = introduce(createSimulator(), stored)
  const keychain = new SessionStore()
  await keychain.set('token-key', tokenKey)
  const cipher = new TokenCipher(keychain, () => Promise.resolve(true))
  mkdirSync(folder)
  const ledger = await openLedger({ folder, clock: () => start })
  const account = {
    id: accountId,
    name: 'Nordlys AS',
    clientId: client.clientId,
    secretHome: 'keychain'
  } as const
  const settings = { ...defaultAccountSettings, returnUrl: 'https://example.com/paid' }
  await ledger.accounts.insert({ ...account, settings, createdAt: start })
  await ledger.desk.setActiveAccount(accountId)
  const sealed = await Promise.all(
    stored.map(({ id, token }) => cipher.seal(token.token, { accountId, cardId: id }))
  )
  await ledger.write(({ cards }) =>
    cards.insertMany(
      stored.map(({ id, token, ...customer }, index) => ({
        ...{ id, accountId, provider: token.provider, tokenKind: token.tokenKind, brand: token.brand },
        ...{ maskedPan: token.maskedPan, expiry: token.expiry, addedAt: start },
        sealedToken: Buffer.from(sealed[index] ?? '', 'base64'),
        tokenFingerprint: tokenFingerprint(accountId, token.token),
        tokenId: tokenIds[index] ?? null,
        lastFour: token.maskedPan.slice(-4),
        ...{ ...customer, phone: '', reference: `member-${index + 77}` }
      }))
    )
  )
  await ledger.close()
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

/** The files of a profile that hold one of these texts, also those in folders of it. */
export function filesWith(folder: string, texts: Iterable<string>): string[] {
  const needles = [...texts].map((text) => Buffer.from(text))
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => {
      const bytes = readFileSync(path)
      return needles.some((needle) => bytes.includes(needle))
    })
}
