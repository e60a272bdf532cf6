import { basename } from 'node:path'
import { environmentOf } from '../../shared/account'
import { linkStandingOf } from '../../shared/link-standing'
import {
  receiptOf,
  receiptText,
  type Receipt,
  type ReceiptFacts,
  type ReceiptWish
} from '../../shared/receipt'
import { TrekkError } from '../../shared/result'
import { standingOf } from '../../shared/standing'
import { fileNameOf } from '../disk/file-name'
import { writeWhole } from '../disk/whole-file'
import type { ChargeRecord } from '../ledger/charge-record'
import type { Ledger } from '../ledger/ledger'
import type { LinkRecord } from '../ledger/link-record'
import { receiptPage } from './receipt-page'

export interface ReceiptParts {
  readonly ledger: Ledger
  /** ms since 1970 UTC */
  readonly clock: () => number
}

/** What only the shell can do with a receipt. */
export interface ReceiptHands {
  readonly copy: (text: string) => unknown
  /** @throws TrekkError `print_failed` */
  readonly toPdf: (page: string) => Promise<Uint8Array>
  /** Lets a person print it. @throws TrekkError `cancelled` when they do not; `print_failed` */
  readonly print: (page: string) => Promise<void>
  /** Asks a person where a file is to be saved; null when they closed the dialog. */
  readonly chooseFile: (suggestion: string) => Promise<string | null>
}

/** What became of one charge, or of a payment by link, in the customer's words: of the account in use, from its ledger. */
export class ReceiptService {
  readonly #parts: ReceiptParts

  constructor(parts: ReceiptParts) {
    this.#parts = parts
  }

  /**
   * @throws TrekkError `not_found`; `other_account`; `receipt_not_yet` while nothing certain can be told of it
   */
  async get({ of, language }: ReceiptWish): Promise<Receipt> {
    const facts = of.kind === 'charge' ? await this.#ofCharge(of.id) : await this.#ofLink(of.id)
    const receipt = receiptOf(facts, language)
    if (receipt === null) throw new TrekkError('receipt_not_yet', `nothing certain can be told of ${of.id}`)
    return receipt
  }

  /** Puts it on the clipboard as plain text. @throws TrekkError as `get` */
  async copy(wish: ReceiptWish, { copy }: Pick<ReceiptHands, 'copy'>): Promise<void> {
    copy(receiptText(await this.get(wish)))
  }

  /**
   * Saves it as a PDF where a person says.
   * @throws TrekkError as `get`; `cancelled`; `print_failed`; `file_unwritable`
   */
  async save(
    wish: ReceiptWish,
    { toPdf, chooseFile }: Pick<ReceiptHands, 'toPdf' | 'chooseFile'>
  ): Promise<{ fileName: string }> {
    const receipt = await this.get(wish)
    const path = await chooseFile(`${fileNameOf(`${receipt.title} ${await this.#referenceOf(wish)}`)}.pdf`)
    if (path === null) throw new TrekkError('cancelled', 'no file was chosen')
    // As it is now, and not when the dialog opened: the money may have moved meanwhile.
    writeWhole(path, await toPdf(receiptPage(await this.get(wish))))
    return { fileName: basename(path) }
  }

  /** Lets a person print it. @throws TrekkError as `get`; `cancelled`; `print_failed` */
  async print(wish: ReceiptWish, { print }: Pick<ReceiptHands, 'print'>): Promise<void> {
    await print(receiptPage(await this.get(wish)))
  }

  async #referenceOf({ of }: ReceiptWish): Promise<string> {
    const { charges, links } = this.#parts.ledger
    return (of.kind === 'charge' ? await charges.require(of.id) : await links.require(of.id))
      .merchantReference
  }

  async #ofCharge(id: string): Promise<ReceiptFacts> {
    const charge = await this.#parts.ledger.charges.require(id)
    await this.#refuseWhileOpen(charge)
    return { ...charge, ...(await this.#common(charge)), standing: standingOf(charge) }
  }

  async #ofLink(id: string): Promise<ReceiptFacts> {
    const link = await this.#parts.ledger.links.require(id)
    const { amount } = link
    // Only what was paid has a receipt: of a link that was not, nobody was ever charged.
    if (link.state !== 'paid' || amount === null)
      throw new TrekkError('receipt_not_yet', `nothing was paid by ${id}`)
    await this.#refuseWhileOpen(link)
    return { ...link, ...(await this.#common(link)), amount, standing: linkStandingOf(link) }
  }

  /**
   * While a capture, void or refund has not ended nobody knows what is true of the money next to it.
   * @throws TrekkError `receipt_not_yet`
   */
  async #refuseWhileOpen(payment: ChargeRecord | LinkRecord): Promise<void> {
    if (await this.#parts.ledger.modifications.isOpen(payment))
      throw new TrekkError('receipt_not_yet', `a capture, void or refund of ${payment.id} has not ended`)
  }

  async #common({
    accountId
  }: {
    readonly accountId: string
  }): Promise<Pick<ReceiptFacts, 'environment' | 'merchant' | 'now'>> {
    const { ledger, clock } = this.#parts
    if (accountId !== (await ledger.desk.activeAccount()))
      throw new TrekkError('other_account', `it belongs to ${accountId}`, { details: { accountId } })
    const account = await ledger.accounts.get(accountId)
    return { environment: environmentOf(accountId), merchant: account?.name ?? '', now: clock() }
  }
}
