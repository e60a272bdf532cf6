import { join } from 'node:path'
import { openLedger, ledgerFile, type Ledger } from '../../electron/ledger/ledger'
import { openConnection } from '../../electron/ledger/sqlite/connection'
import { client } from './dintero'

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
  for (let number = 1; number <= charges; number += 1) await writeCharge(ledger, number, number === charges)
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

async function writeCharge(ledger: Ledger, number: number, isLost: boolean): Promise<void> {
  const at = Date.now()
  const id = `charge-${number}`
  await ledger.write(async ({ charges }) => {
    const intent = await charges.createIntent(
      {
        id,
        accountId: client.accountId,
        cardId: usedCard.id,
        source: 'person',
        provider: 'dintero_psp',
        brand: 'visa',
        lastFour: '0416',
        customerName: 'Kari Nordmann',
        operation: 'unscheduled_purchase',
        amount: 10_000 + number,
        currency: 'NOK',
        merchantReference: `earlier-${number}`,
        lines: [],
        vatAmount: 0,
        email: '',
        phone: '',
        autoCapture: true,
        operator: 'Kari',
        osUser: 'kari',
        requestId: `request-${number}`,
        duplicateReason: null,
        retryOf: null,
        ownReference: false,
        createdAt: at
      },
      [`stored:${usedCard.id}`]
    )
    const sent = await charges.markSent(intent, at, 'sent', null)
    if (isLost) return
    const facts = { transactionId: `transaction-${number}`, transactionStatus: 'CAPTURED' }
    await charges.record(sent, { at, kind: 'answered', note: '', state: 'succeeded', facts })
  })
}
