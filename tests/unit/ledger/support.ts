import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { onTestFinished } from 'vitest'
import type { AccountRecord } from '../../../electron/ledger/accounts'
import type { NewCard } from '../../../electron/ledger/card-record'
import type { NewModification } from '../../../electron/ledger/modification-record'
import type { NewCharge } from '../../../electron/ledger/charge-record'
import type { NewLink } from '../../../electron/ledger/link-record'
import { ledgerFile, openLedger, type Ledger, type LedgerOptions } from '../../../electron/ledger/ledger'
import { newCharge } from '../../support/new-charge'
import { putNewLedger } from '../../support/new-ledger'

export const accountId = 'T12345678'
export const start = Date.UTC(2026, 4, 20, 9, 0, 0)

/** A folder of its own for the running test, removed after it. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trekk-ledger-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export async function openTestLedger(
  options: Partial<LedgerOptions> = {}
): Promise<Ledger & { folder: string }> {
  const folder = options.folder ?? tempFolder()
  if (options.folder === undefined && options.migrations === undefined) await putNewLedger(folder)
  const ledger = await openLedger({ clock: () => start, ...options, folder })
  onTestFinished(() => ledger.close())
  return { ...ledger, folder }
}

/** The ledger's file through another connection, past all of the app's own code. */
export function rawDatabase(folder: string): DatabaseSyncInstance {
  const database = new DatabaseSync(join(folder, ledgerFile), { timeout: 1_000 })
  onTestFinished(() => {
    if (database.isOpen) database.close()
  })
  return database
}

export const anAccount: AccountRecord = {
  id: accountId,
  name: 'Nordlys AS',
  clientId: 'client-1',
  secretHome: 'keychain',
  settings: {
    country: 'NO',
    defaultCurrency: 'NOK',
    callbackUrl: '',
    returnUrl: 'https://shop.example/thanks',
    profileId: 'default',
    autoCapture: true,
    limits: {}
  },
  createdAt: start
}

export function aCard(change: Partial<NewCard> = {}): NewCard {
  const id = change.id ?? 'card-1'
  return {
    id,
    accountId,
    provider: 'dintero_psp',
    tokenKind: 'payment_token',
    sealedToken: Uint8Array.of(1, 2, 3),
    tokenFingerprint: `fingerprint-${id}`,
    tokenId: null,
    brand: 'visa',
    lastFour: '0416',
    expiry: '12/2029',
    maskedPan: '476173******0416',
    customerName: 'Øystein Ødegård',
    customerNumber: 'K-1001',
    email: 'oystein@example.no',
    phone: '+47 900 12 345',
    reference: 'member-77',
    addedAt: start,
    ...change
  }
}

export function aCharge(change: Partial<NewCharge> = {}): NewCharge {
  return newCharge({ id: 'charge-1', accountId, cardId: 'card-1', createdAt: start, ...change })
}

export function aLink(change: Partial<NewLink> = {}): NewLink {
  return {
    id: 'link-1',
    accountId,
    source: 'person',
    kind: 'payment',
    cardId: 'card-1',
    chargeId: null,
    provider: 'dintero_psp',
    brand: 'visa',
    lastFour: '0416',
    customerName: 'Øystein Ødegård',
    customerNumber: 'K-1001',
    amount: 129_990,
    currency: 'NOK',
    merchantReference: 'link-17',
    lines: [],
    vatAmount: 0,
    email: 'oystein@example.no',
    phone: '+4790012345',
    capture: 'profile',
    filled: true,
    sms: false,
    operator: 'Kari',
    osUser: 'kari',
    requestId: 'request-1',
    duplicateReason: null,
    createdAt: start,
    expiresAt: null,
    clockSkew: 0,
    ...change
  }
}

export function aModification(change: Partial<NewModification> = {}): NewModification {
  return {
    id: 'modification-1',
    accountId,
    source: 'person',
    kind: 'refund',
    transactionId: 'T12345678.tx-1',
    chargeId: null,
    linkId: null,
    amount: 40_000,
    currency: 'NOK',
    merchantReference: 'order-17',
    customerName: 'Øystein Ødegård',
    reason: 'Returned',
    repeatReason: null,
    reference: `R-${change.id ?? 'modification-1'}`,
    seen: null,
    operator: 'Kari',
    osUser: 'kari',
    requestId: 'request-1',
    createdAt: start,
    clockSkew: null,
    ...change
  }
}

/** A ledger with one account in use and one card. */
export async function ledgerWithCard(
  options: Partial<LedgerOptions> = {}
): Promise<Ledger & { folder: string }> {
  const ledger = await openTestLedger(options)
  await ledger.write(async ({ accounts, cards, desk }) => {
    await accounts.insert(anAccount)
    await desk.setActiveAccount(accountId)
    await cards.insert(aCard())
  })
  return ledger
}
