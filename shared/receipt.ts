import { z } from 'zod'
import type { Environment } from './account'
import type { Brand } from './card'
import type { OrderLine } from './charge'
import type { LinkStanding } from './link-standing'
import { messageLanguages, messageLocales, type MessageLanguage } from './link-message'
import { formatMoney } from './money'
import type { ReceiptOffer } from './receipt-offer'
import { receiptWords, type ReceiptKind, type ReceiptWords } from './receipt-words'
import type { Standing } from './standing'

/** What a receipt is of: a charge, or a payment link that was paid. */
export const receiptSubject = z.strictObject({
  kind: z.enum(['charge', 'link']),
  id: z.string().min(1).max(64)
})
export type ReceiptSubject = z.infer<typeof receiptSubject>

/** How a receipt is handed over. */
export const receiptWays = ['text', 'pdf', 'print'] as const

export const receiptWish = z.strictObject({
  of: receiptSubject,
  /** The customer's. */
  language: z.enum(messageLanguages)
})
export type ReceiptWish = z.infer<typeof receiptWish>

const row = z.object({ name: z.string(), value: z.string() })

/** A receipt in words, in the order in which it is read: the same for a page, a paper and a text. */
export const receipt = z.object({
  language: z.enum(messageLanguages),
  /** On top of it all where no money moves; null for a production account. */
  test: z.string().nullable(),
  merchant: z.string(),
  title: z.string(),
  sentence: z.string(),
  rows: z.array(row),
  /** What is paid for; empty where nobody said. */
  lines: z.object({ title: z.string(), rows: z.array(row) }).nullable(),
  asOf: z.string()
})
export type Receipt = z.infer<typeof receipt>

/** What a receipt is made of: nothing with which money could be moved. Amounts in minor units, times ms since 1970 UTC. */
export interface ReceiptFacts {
  readonly environment: Environment
  readonly merchant: string
  readonly standing: Standing | LinkStanding
  readonly amount: number
  readonly currency: string
  /** By Dintero's transaction when it was last read; null while it was not. */
  readonly captured: number | null
  readonly refunded: number | null
  readonly lines: readonly OrderLine[]
  readonly vatAmount: number
  readonly brand: Brand
  readonly lastFour: string
  readonly merchantReference: string
  readonly transactionId: string | null
  readonly createdAt: number
  /** When the receipt is made. */
  readonly now: number
}

/**
 * What a standing lets a customer be told; null while nobody knows what became of the money, or what was said is
 * contradicted. What was not sent may yet be, under the same reference, so it is nothing to be told either.
 */
export function receiptKindOf(standing: Standing | LinkStanding): ReceiptKind | null {
  switch (standing) {
    case 'held':
      return 'reserved'
    case 'captured':
      return 'paid'
    case 'partly_captured':
      return 'partly_paid'
    case 'partly_refunded':
    case 'partly_captured_refunded':
      return 'partly_refunded'
    case 'refunded':
      return 'refunded'
    case 'voided':
      return 'released'
    case 'declined':
    case 'refused':
      return 'not_charged'
    case 'intent':
    case 'sent':
    case 'pending':
    case 'unknown':
    case 'not_sent':
    case 'closed':
    case 'failed_after_all':
    case 'undecided_again':
    case 'unforeseen':
    case 'charged_after_all':
    case 'asking':
    case 'not_made':
    case 'lost':
    case 'made':
    case 'opened':
    case 'expired':
    case 'cancelled':
    case 'stored':
      return null
  }
}

/** By what is decided what is told. */
type MoneyFacts = Pick<ReceiptFacts, 'standing' | 'amount' | 'captured' | 'refunded'>

/**
 * What there is to give the customer, by the rules that `receiptOf` goes by.
 * @param isOpen whether a capture, void or refund of it has not ended
 * @returns null where there is nothing to be told
 */
export function receiptOfferOf(facts: MoneyFacts, isOpen: boolean): ReceiptOffer | null {
  const told = toldOf(facts)
  return told && { kind: told.kind === 'not_charged' ? 'notice' : 'receipt', waits: isOpen }
}

/** @returns null where there is nothing to be told, see `receiptKindOf`, or the amounts contradict what would be */
export function receiptOf(facts: ReceiptFacts, language: MessageLanguage): Receipt | null {
  const told = toldOf(facts)
  if (told === null) return null
  const { kind, part } = told
  const words = receiptWords[language]
  const locale = messageLocales[language]
  const money = (amount: number): string => formatMoney(amount, facts.currency, locale)
  const all = money(facts.amount)
  const time = (at: number): string =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(at)
  return {
    language,
    test: facts.environment === 'production' ? null : words.tests[facts.environment],
    merchant: facts.merchant,
    title: words.titles[titleOf(kind)],
    sentence: words.sentences[kind]({ all: money(told.all), part: part === null ? '' : money(part) }),
    rows: [
      { name: words.amount, value: all },
      ...(isPart(facts.captured, facts) ? [{ name: words.charged, value: money(facts.captured) }] : []),
      // That of the whole amount: nobody knows the VAT of a part, and what was never charged has none.
      ...(kind === 'paid' || kind === 'reserved' ? vatRows(facts, words, locale, money) : []),
      { name: words.card, value: cardText(facts, words) },
      { name: words.date, value: time(facts.createdAt) },
      { name: words.reference, value: facts.merchantReference },
      ...(facts.transactionId === null ? [] : [{ name: words.transaction, value: facts.transactionId }])
    ],
    lines:
      facts.lines.length === 0
        ? null
        : {
            title: words.lines,
            rows: facts.lines.map((line) => ({
              name: `${line.quantity} × ${line.description}`,
              value: money(line.amount)
            }))
          },
    asOf: words.asOf(time(facts.now))
  }
}

/** A receipt as plain text, for a ticket or an e-mail. */
export function receiptText({ test, merchant, title, sentence, rows, lines, asOf }: Receipt): string {
  const text = (all: readonly { readonly name: string; readonly value: string }[]): string[] =>
    all.map(({ name, value }) => `${name}: ${value}`)
  return [
    ...(test === null ? [] : [test, '']),
    title,
    merchant,
    '',
    sentence,
    '',
    ...text(rows),
    ...(lines === null ? [] : ['', `${lines.title}:`, ...text(lines.rows)]),
    '',
    asOf
  ].join('\n')
}

/** What is told: of which amount, and what was taken or given back of it; the part is null where nobody knows how much. */
interface Told {
  readonly kind: ReceiptKind
  readonly all: number
  readonly part: number | null
}

/** What the amounts leave of what the standing says. @returns null where they contradict each other */
function toldOf(facts: MoneyFacts): Told | null {
  const { standing, amount, captured } = facts
  const kind = receiptKindOf(standing)
  const whole = (known: ReceiptKind): Told => ({ kind: known, all: amount, part: null })
  switch (kind) {
    case null:
      return null
    case 'reserved':
    case 'not_charged':
      return (captured ?? 0) === 0 ? whole(kind) : null
    case 'released':
      return captured === 0 ? whole(kind) : null
    case 'paid':
      // Before captures were counted, what was captured was captured in whole.
      return captured === null || captured === amount ? whole(kind) : null
    case 'partly_paid':
    case 'part_paid':
      return isPart(captured, facts)
        ? { kind: 'partly_paid', all: amount, part: captured }
        : whole('part_paid')
    case 'refunded':
    case 'partly_refunded':
    case 'part_refunded':
      return toldOfRefund(kind, facts)
  }
}

function toldOfRefund(kind: ReceiptKind, facts: MoneyFacts): Told {
  const { standing, amount, captured, refunded } = facts
  if (kind === 'refunded') return { kind, all: isPart(refunded, facts) ? refunded : amount, part: null }
  const taken = isPart(captured, facts) ? captured : standing === 'partly_captured_refunded' ? null : amount
  if (taken !== null && refunded !== null && refunded > 0) {
    if (refunded < taken) return { kind: 'partly_refunded', all: taken, part: refunded }
    // All that was taken has gone back, and it was not all.
    if (refunded === taken && taken < amount) return { kind: 'refunded', all: taken, part: null }
  }
  return { kind: 'part_refunded', all: amount, part: null }
}

function isPart(of: number | null, { amount }: MoneyFacts): of is number {
  return of !== null && of > 0 && of < amount
}

function titleOf(kind: ReceiptKind): keyof ReceiptWords['titles'] {
  switch (kind) {
    case 'reserved':
      return 'reserved'
    case 'paid':
    case 'partly_paid':
    case 'part_paid':
      return 'paid'
    case 'refunded':
    case 'partly_refunded':
    case 'part_refunded':
      return 'refunded'
    case 'released':
    case 'not_charged':
      return 'not_charged'
  }
}

/** VAT by rate where the lines say so, else as a sum; none where there is none. */
function vatRows(
  { lines, vatAmount }: ReceiptFacts,
  words: ReceiptWords,
  locale: string,
  money: (amount: number) => string
): { name: string; value: string }[] {
  if (lines.length === 0) return vatAmount === 0 ? [] : [{ name: words.vatInAll, value: money(vatAmount) }]
  const byRate = new Map<number, number>()
  for (const line of lines) byRate.set(line.vatRate, (byRate.get(line.vatRate) ?? 0) + line.vatAmount)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  return [...byRate]
    .toSorted(([one], [other]) => other - one)
    .map(([rate, vat]) => ({ name: words.vat(percent.format(rate / 10_000)), value: money(vat) }))
}

function cardText({ brand, lastFour }: ReceiptFacts, { brands }: ReceiptWords): string {
  return lastFour === '' ? brands[brand] : `${brands[brand]} •••• ${lastFour}`
}
