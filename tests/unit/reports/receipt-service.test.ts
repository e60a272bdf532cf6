import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ReceiptService } from '../../../electron/reports/receipt-service'
import type { Ledger } from '../../../electron/ledger/ledger'
import type { Decline } from '../../../shared/charge'
import type { ReceiptSubject } from '../../../shared/receipt'
import { detailOf } from '../../../electron/charging/detail'
import { linkDetailOf } from '../../../electron/charging/links/detail'
import { TrekkError } from '../../../shared/result'
import {
  aCharge,
  aLink,
  aModification,
  anAccount,
  ledgerWithCard,
  start,
  tempFolder
} from '../ledger/support'

const decline: Decline = {
  reason: 'insufficient_funds',
  retry: { kind: 'unsaid', notBefore: null },
  message: 'No money',
  types: [],
  resultCode: null
}
const captured = { transactionId: 'T12345678.1', transactionStatus: 'CAPTURED', captured: 129_990 }

async function desk() {
  const ledger = await ledgerWithCard()
  await ledger.write(async ({ charges }) => {
    const answered = { at: start, kind: 'answered', note: '' } as const
    const sent = async (id: string) =>
      charges.markSent(
        await charges.createIntent(aCharge({ id, merchantReference: `order-${id}` }), []),
        start,
        'sent',
        null
      )
    await charges.record(await sent('paid'), { ...answered, state: 'succeeded', facts: captured })
    await charges.record(await sent('declined'), { ...answered, state: 'declined', facts: { decline } })
    await charges.record(await sent('unknown'), { ...answered, state: 'unknown' })
  })
  const folder = tempFolder()
  const copied: string[] = []
  const pages: string[] = []
  return {
    ledger,
    folder,
    copied,
    pages,
    receipts: new ReceiptService({ ledger, clock: () => start }),
    hands: {
      copy: (text: string) => copied.push(text),
      toPdf: async (page: string) => {
        pages.push(page)
        return Buffer.from('%PDF')
      },
      print: async (page: string) => {
        pages.push(page)
      },
      chooseFile: async (suggestion: string): Promise<string | null> => join(folder, suggestion)
    }
  }
}

const charge = (id: string): ReceiptSubject => ({ kind: 'charge', id })
const wish = (of: ReceiptSubject) => ({ of, language: 'en' }) as const

async function paidLink(ledger: Ledger): Promise<void> {
  await ledger.write(async ({ links }) => {
    const facts = { url: 'https://checkout.dintero.com/secret', sessionId: 'T12345678.session' }
    for (const id of ['paid', 'open', 'stored']) {
      const enrolment = id === 'stored' ? { kind: 'enrolment' as const, amount: null } : {}
      const link = await links.create(aLink({ id, merchantReference: `link-${id}`, ...enrolment }), [])
      const made = await links.record(link, { at: start, kind: 'answered', note: '', state: 'made', facts })
      if (id !== 'open')
        await links.record(made, { at: start, kind: 'asked', note: '', state: 'paid', facts: captured })
    }
  })
}

describe('a receipt of a charge', () => {
  it('is of what the ledger says, under the name of the account', async () => {
    const { receipts } = await desk()
    expect(await receipts.get(wish(charge('paid')))).toMatchObject({
      merchant: 'Nordlys AS',
      title: 'Payment confirmation',
      test: 'TEST: No real money has moved.'
    })
    expect((await receipts.get(wish(charge('declined')))).title).toBe('Your card was not charged')
  })

  it('is none while nobody knows, and none of another account', async () => {
    const { receipts, ledger } = await desk()
    await expect(receipts.get(wish(charge('unknown')))).rejects.toMatchObject({ code: 'receipt_not_yet' })
    await expect(receipts.get(wish(charge('gone')))).rejects.toMatchObject({ code: 'not_found' })
    await ledger.write(async ({ accounts, desk }) => {
      await accounts.insert({ ...anAccount, id: 'P12345678' })
      await desk.setActiveAccount('P12345678')
    })
    await expect(receipts.get(wish(charge('paid')))).rejects.toMatchObject({ code: 'other_account' })
  })

  it('is none while a capture, void or refund has not ended, and is there again after it', async () => {
    const { receipts, ledger } = await desk()
    const of = { transactionId: captured.transactionId, chargeId: 'paid' }
    const begun = await ledger.write(({ modifications }) => modifications.create(aModification(of)))
    await expect(receipts.get(wish(charge('paid')))).rejects.toMatchObject({ code: 'receipt_not_yet' })
    await ledger.write(({ modifications }) =>
      modifications.record(begun, { at: start, kind: 'answered', note: '', state: 'refused' })
    )
    expect((await receipts.get(wish(charge('paid')))).title).toBe('Payment confirmation')
  })

  it('is offered where it can be made and nowhere else, and waits for a capture, void or refund', async () => {
    const { receipts, ledger } = await desk()
    const offered = async (id: string) =>
      (
        await detailOf(ledger, await ledger.charges.require(id), {
          inFlight: false,
          unwritten: false,
          now: start
        })
      ).receipt
    expect(await offered('paid')).toEqual({ kind: 'receipt', waits: false })
    expect(await offered('unknown')).toBeNull()
    const of = { transactionId: captured.transactionId, chargeId: 'paid' }
    await ledger.write(({ modifications }) => modifications.create(aModification(of)))
    expect(await offered('paid')).toEqual({ kind: 'receipt', waits: true })
    await expect(receipts.get(wish(charge('paid')))).rejects.toMatchObject({ code: 'receipt_not_yet' })
  })

  it('leaves no file, and what was there as it was, where it cannot become a PDF', async () => {
    const { receipts, hands, folder } = await desk()
    const toPdf = async (): Promise<Uint8Array> => {
      throw new TrekkError('print_failed', 'the hidden window is gone')
    }
    const saving = receipts.save(wish(charge('paid')), { ...hands, toPdf })
    await expect(saving).rejects.toMatchObject({ code: 'print_failed' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('is copied as text, saved as a PDF and printed', async () => {
    const { receipts, hands, folder, copied, pages } = await desk()
    await receipts.copy(wish(charge('paid')), hands)
    expect(copied).toHaveLength(1)
    expect(copied[0]).toContain('Reference: order-paid')
    expect(await receipts.save(wish(charge('paid')), hands)).toEqual({
      fileName: 'Payment confirmation order-paid.pdf'
    })
    expect(readdirSync(folder)).toEqual(['Payment confirmation order-paid.pdf'])
    expect(readFileSync(join(folder, 'Payment confirmation order-paid.pdf'), 'utf8')).toBe('%PDF')
    await receipts.print(wish(charge('paid')), hands)
    expect(pages).toHaveLength(2)
    for (const page of pages) expect(page).toContain('<h1>Payment confirmation</h1>')
  })

  it('is not made when the dialog is closed', async () => {
    const { receipts, hands, folder, pages } = await desk()
    const closed = { ...hands, chooseFile: async () => null }
    await expect(receipts.save(wish(charge('paid')), closed)).rejects.toMatchObject({ code: 'cancelled' })
    expect([pages, readdirSync(folder)]).toEqual([[], []])
  })

  it('says what is so when it is saved, also where the money has moved while the dialog was open', async () => {
    const { receipts, hands, ledger, pages } = await desk()
    const chooseFile = async (suggestion: string): Promise<string | null> => {
      await ledger.write(async ({ charges }) => {
        const facts = { transactionStatus: 'REFUNDED', refunded: 129_990 }
        const before = await charges.require('paid')
        await charges.record(before, { at: start, kind: 'status_changed', note: '', facts })
      })
      return hands.chooseFile(suggestion)
    }
    await receipts.save(wish(charge('paid')), { ...hands, chooseFile })
    expect(pages[0]).toContain('<h1>Refund confirmation</h1>')
  })
})

describe('a receipt of a link', () => {
  it('is of a payment, and has no address in it', async () => {
    const { receipts, hands, ledger, copied } = await desk()
    await paidLink(ledger)
    const link = (id: string): ReceiptSubject => ({ kind: 'link', id })
    await receipts.copy(wish(link('paid')), hands)
    expect(copied[0]).toContain('has been charged to your card')
    expect(copied[0]).not.toContain('checkout.dintero.com')
    const offered = async (id: string) =>
      (await linkDetailOf(ledger, await ledger.links.require(id), { now: start, inFlight: false })).receipt
    expect(await offered('paid')).toEqual({ kind: 'receipt', waits: false })
    for (const id of ['open', 'stored']) expect(await offered(id)).toBeNull()
    for (const id of ['open', 'stored'])
      await expect(receipts.get(wish(link(id)))).rejects.toMatchObject({ code: 'receipt_not_yet' })
  })
})
