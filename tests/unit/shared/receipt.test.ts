import { describe, expect, it } from 'vitest'
import { linkStandings } from '../../../shared/link-standing'
import { messageLanguages } from '../../../shared/link-message'
import {
  receiptKindOf,
  receiptOf,
  receiptOfferOf,
  receiptText,
  type ReceiptFacts
} from '../../../shared/receipt'
import { receiptKinds, receiptWords } from '../../../shared/receipt-words'
import { faceOfStanding, standings } from '../../../shared/standing'

const facts: ReceiptFacts = {
  environment: 'production',
  merchant: 'Fjordlys Strøm',
  standing: 'captured',
  amount: 129_990,
  currency: 'NOK',
  captured: 129_990,
  refunded: 0,
  lines: [],
  vatAmount: 0,
  brand: 'visa',
  lastFour: '0416',
  merchantReference: 'ordre-88400',
  transactionId: 'P11223344.5uR0kZq8',
  createdAt: new Date('2026-11-22T11:12:30').getTime(),
  now: new Date('2026-11-30T09:05:00').getTime()
}
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')
const textOf = (
  change: Partial<ReceiptFacts>,
  language: (typeof messageLanguages)[number] = 'nb'
): string => {
  const made = receiptOf({ ...facts, ...change }, language)
  return made === null ? '' : plain(receiptText(made))
}

describe('the offer of a receipt', () => {
  it('is there exactly where one can be made, whatever stands and whatever was read', () => {
    for (const standing of [...standings, ...linkStandings])
      for (const captured of [null, 0, 40_000, 129_990])
        for (const refunded of [null, 0, 40_000, 129_990]) {
          const of = { ...facts, standing, captured, refunded }
          const offer = receiptOfferOf(of, false)
          expect(offer !== null, `${standing}, ${captured}, ${refunded}`).toBe(receiptOf(of, 'en') !== null)
          expect(offer?.kind === 'notice').toBe(offer !== null && ['declined', 'refused'].includes(standing))
        }
  })

  it('waits for a capture, void or refund, and is none while it waits for nothing that can be told', () => {
    expect(receiptOfferOf(facts, true)).toEqual({ kind: 'receipt', waits: true })
    expect(receiptOfferOf({ ...facts, standing: 'unknown' }, true)).toBeNull()
  })
})

describe('a receipt', () => {
  it('says what the customer has paid, to whom, when, with which card and under which ids', () => {
    expect(textOf({})).toBe(
      [
        'Betalingsbekreftelse',
        'Fjordlys Strøm',
        '',
        '1 299,90 kr er belastet kortet ditt.',
        '',
        'Beløp: 1 299,90 kr',
        'Kort: Visa •••• 0416',
        'Dato: 22. november 2026 kl. 11:12',
        'Referanse: ordre-88400',
        'Transaksjon: P11223344.5uR0kZq8',
        '',
        'Status per 30. november 2026 kl. 09:05.'
      ].join('\n')
    )
  })

  it('has its order lines, and their VAT added up by rate', () => {
    const line = { description: 'Nettleie', quantity: 2, amount: 100_000, vatRate: 2_500, vatAmount: 20_000 }
    const lines = [
      line,
      { ...line, description: 'Strøm', quantity: 1, amount: 25_000, vatAmount: 5_000 },
      { ...line, description: 'Avis', quantity: 1, amount: 4_990, vatRate: 1_550, vatAmount: 670 }
    ]
    const text = textOf({ lines, vatAmount: 25_670 })
    expect(text).toContain('Herav mva. 25 %: 250,00 kr\nHerav mva. 15,5 %: 6,70 kr\n')
    expect(text).toContain('\nHva betalingen gjelder:\n2 × Nettleie: 1 000,00 kr\n1 × Strøm: 250,00 kr\n')
    expect(textOf({ vatAmount: 25_670 })).toContain('Herav mva.: 256,70 kr')
  })

  it.each([
    ['held', { captured: 0 }, '1 299,90 kr er reservert på kortet ditt. Beløpet er ikke belastet ennå.'],
    ['partly_captured', { captured: 50_000 }, '500,00 kr av 1 299,90 kr er belastet kortet ditt.'],
    ['partly_captured', { captured: null }, 'En del av 1 299,90 kr er belastet kortet ditt.'],
    ['partly_refunded', { refunded: 10_000 }, '100,00 kr av 1 299,90 kr er refundert til kortet ditt.'],
    // What cannot be a part is not said to be one.
    ['partly_refunded', { refunded: 0 }, 'En del av 1 299,90 kr er refundert til kortet ditt.'],
    [
      'partly_captured_refunded',
      { refunded: 129_990 },
      'En del av 1 299,90 kr er refundert til kortet ditt.'
    ],
    [
      'partly_captured_refunded',
      { captured: 50_000, refunded: 10_000 },
      '100,00 kr av 500,00 kr er refundert til kortet ditt.'
    ],
    [
      'partly_captured_refunded',
      { captured: 50_000, refunded: 50_000 },
      '500,00 kr er refundert til kortet ditt. Det kan'
    ],
    [
      'partly_captured_refunded',
      { captured: null, refunded: 50_000 },
      'En del av 1 299,90 kr er refundert til kortet ditt.'
    ],
    ['refunded', { captured: 50_000, refunded: 50_000 }, '500,00 kr er refundert til kortet ditt. Det kan'],
    ['captured', { captured: null }, '1 299,90 kr er belastet kortet ditt.'],
    ['refunded', {}, '1 299,90 kr er refundert til kortet ditt.'],
    ['voided', { captured: 0 }, 'Reservasjonen på 1 299,90 kr er kansellert. Ingenting er belastet.'],
    [
      'declined',
      { captured: null },
      'Betalingen på 1 299,90 kr gikk ikke gjennom. Kortet ditt er ikke belastet.'
    ],
    ['refused', { captured: null }, 'Betalingen på 1 299,90 kr gikk ikke gjennom.']
  ] as const)('of what stands %s says so: %j', (standing, change, sentence) => {
    expect(textOf({ standing, ...change })).toContain(sentence)
  })

  it.each([
    ['held', { captured: 50_000 }],
    ['declined', { captured: 129_990 }],
    ['voided', { captured: 129_990 }],
    ['voided', { captured: null }],
    ['captured', { captured: 0 }],
    // Such a payment stands partly captured; see shared/standing.ts.
    ['captured', { captured: 50_000 }],
    ['voided', { captured: 50_000 }]
  ] as const)('is none where the amounts contradict that it stands %s: %j', (standing, change) => {
    expect(receiptOf({ ...facts, standing, ...change }, 'en')).toBeNull()
  })

  it('says what was charged and no VAT where it was a part', () => {
    const text = textOf({ standing: 'partly_captured', captured: 50_000, vatAmount: 25_998 })
    expect(text).toContain('Beløp: 1 299,90 kr\nBelastet: 500,00 kr\nKort')
    expect(text).not.toContain('mva')
  })

  it('of what was declined says no reason and no VAT', () => {
    const text = textOf({ standing: 'declined', captured: null, vatAmount: 100, transactionId: null })
    expect(text).toMatch(/^Kortet er ikke belastet\n/)
    expect(text).not.toContain('mva')
    expect(text).not.toContain('Transaksjon')
  })

  it('is there only where what became of the money is known and was not contradicted', () => {
    const none = [...standings, ...linkStandings].filter((standing) => receiptKindOf(standing) === null)
    for (const standing of none) expect(receiptOf({ ...facts, standing }, 'en')).toBeNull()
    const certain = standings.filter((standing) => receiptKindOf(standing) !== null)
    expect(
      certain.filter((standing) => ['unknown', 'sent', 'ready'].includes(faceOfStanding[standing]))
    ).toEqual([])
    expect(none).toContain('closed')
  })

  it('says of a test that no real money has moved, in every language', () => {
    for (const language of messageLanguages) {
      expect(receiptOf(facts, language)?.test).toBeNull()
      for (const environment of ['test', 'training'] as const)
        expect(textOf({ environment }, language).split('\n')[0]).toBe(
          receiptWords[language].tests[environment]
        )
      expect(new Set(Object.values(receiptWords[language].tests)).size).toBe(2)
    }
  })

  it('leaves out the digits of a card that nobody told', () => {
    expect(textOf({ lastFour: '', brand: 'other' })).toContain('Kort: Betalingskort\n')
  })
})

describe.each(messageLanguages)('the words of a receipt in %s', (language) => {
  it('differ for each thing that can be told, and say the amount', () => {
    const { sentences } = receiptWords[language]
    const said = receiptKinds.map((kind) => sentences[kind]({ all: 'ALL', part: 'PART' }))
    expect(new Set(said).size).toBe(receiptKinds.length)
    for (const sentence of said) expect(sentence).toContain('ALL')
    expect(said.filter((sentence) => sentence.includes('PART'))).toHaveLength(2)
  })

  it('write money and dates as the language does', () => {
    const text = textOf({ currency: 'EUR' }, language)
    const money = {
      nb: '1 299,90 €',
      sv: '1 299,90 €',
      da: '1.299,90 €',
      fi: '1 299,90 €',
      en: '€1,299.90'
    }
    expect(text).toContain(money[language])
    expect(text).toContain('2026')
  })
})
