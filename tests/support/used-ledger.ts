import { join } from 'node:path'
import { openLedger, ledgerFile, type Ledger, type LedgerTables } from '../../electron/ledger/ledger'
import { openConnection } from '../../electron/ledger/sqlite/connection'
import { client } from './dintero'
import { newCharge } from './new-charge'

/** The card of a ledger that `writeUsedLedger` made. */
export const usedCard = { id: 'card-1', token: 'token-of-card-1' } as const

/**
 * Writes the ledger of a desk that has worked for a while, without the app: an account, a card and so many charges,
 * the last of which was sent and never answered.
 * @param folder an empty profile
 */
export async function writeUsedLedger(folder: string, charges: number): Promise<void> {
  const ledger = await openLedger({ folder, clock: Date.now })
  await writeDesk(ledger)
  const of = { accountId: client.accountId, cardId: usedCard.id }
  for (let number = 1; number <= charges; number += 1) {
    const charge = { ...of, number, at: Date.now(), isLost: number === charges }
    await ledger.write((parts) => writeCharge(parts, charge))
  }
  await ledger.close()
}

/** Writes so many charges that succeeded, a minute apart and not today, into the ledger of an app that is not running. */
export async function writeCharges(
  folder: string,
  of: { readonly accountId: string; readonly cardId: string },
  count: number
): Promise<void> {
  const ledger = await openLedger({ folder, clock: Date.now })
  const newest = Date.now() - 48 * 3_600_000
  await ledger.write(async (parts) => {
    for (let number = 1; number <= count; number += 1)
      await writeCharge(parts, { ...of, number, at: newest - (count - number) * 60_000, isLost: false })
  })
  await ledger.close()
}

/**
 * Moves what is in the write-ahead log into the database, so that the log holds only what is committed from now on.
 * The app may have the ledger open.
 */
export function emptyWriteAheadLog(folder: string): void {
  const connection = openConnection(join(folder, ledgerFile))
  connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  connection.close()
}

/** Sizes in bytes of a log's header, a frame's header and a page, https://www.sqlite.org/fileformat.html#walformat. */
const wal = { header: 32, frameHeader: 24, page: 4096 } as const

/** Where each commit in a write-ahead log ends, in bytes. Only a commit's last frame tells the database's size. */
export function commitEnds(log: Buffer): number[] {
  const ends: number[] = []
  const frame = wal.frameHeader + wal.page
  for (let start = wal.header; start + frame <= log.length; start += frame) {
    if (log.readUInt32BE(start + 4) > 0) ends.push(start + frame)
  }
  return ends
}

async function writeDesk(ledger: Ledger): Promise<void> {
  const { accountId, clientId } = client
  const createdAt = Date.now()
  await ledger.write(async ({ accounts, cards, desk }) => {
    await accounts.insert({
      id: accountId,
      name: 'Fjordbutikken',
      clientId,
      secretHome: 'keychain',
      settings: {
        country: 'NO',
        defaultCurrency: 'NOK',
        callbackUrl: '',
        returnUrl: '',
        profileId: 'default',
        autoCapture: true,
        limits: {}
      },
      createdAt
    })
    await desk.setActiveAccount(accountId)
    await cards.insert({
      id: usedCard.id,
      accountId,
      provider: 'dintero_psp',
      tokenKind: 'payment_token',
      sealedToken: Uint8Array.of(1),
      tokenFingerprint: 'fingerprint',
      tokenId: null,
      brand: 'visa',
      lastFour: '0416',
      expiry: '12/2031',
      maskedPan: '476173******0416',
      customerName: 'Kari Nordmann',
      customerNumber: '',
      email: '',
      phone: '',
      reference: '',
      addedAt: createdAt
    })
  })
}

interface WrittenCharge {
  readonly accountId: string
  readonly cardId: string
  readonly number: number
  /** When it was made, ms since 1970 UTC. */
  readonly at: number
  /** Sent, and never answered. */
  readonly isLost: boolean
}

async function writeCharge(
  { charges }: LedgerTables,
  { accountId, cardId, number, at, isLost }: WrittenCharge
) {
  const intent = await charges.createIntent(
    newCharge({
      id: `charge-${number}`,
      accountId,
      cardId,
      createdAt: at,
      customerName: 'Kari Nordmann',
      amount: 10_000 + number,
      merchantReference: `earlier-${number}`,
      requestId: `request-${number}`
    }),
    [`stored:${cardId}`]
  )
  const sent = await charges.markSent(intent, at, 'sent', null)
  if (isLost) return
  const facts = { transactionId: `transaction-${number}`, transactionStatus: 'CAPTURED' }
  await charges.record(sent, { at, kind: 'answered', note: '', state: 'succeeded', facts })
}
