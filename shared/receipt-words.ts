import type { Environment } from './account'
import type { Brand } from './card'
import type { MessageLanguage } from './link-message'

/** What became of the money, as a customer is told it. `part_captured` and `part_refunded` know no amount of the part. */
export const receiptKinds = [
  'reserved',
  'paid',
  'partly_paid',
  'part_paid',
  'partly_refunded',
  'part_refunded',
  'refunded',
  'released',
  'not_charged'
] as const
export type ReceiptKind = (typeof receiptKinds)[number]

interface Amounts {
  /** What was asked for. */
  readonly all: string
  /** What was taken, or given back, of it. */
  readonly part: string
}

/** The sentences of a receipt in one language: for customers, so no word of ours or of Dintero's. */
export interface ReceiptWords {
  readonly titles: Readonly<Record<'paid' | 'reserved' | 'refunded' | 'not_charged', string>>
  readonly sentences: Readonly<Record<ReceiptKind, (amounts: Amounts) => string>>
  readonly amount: string
  /** What was taken, where it is a part. */
  readonly charged: string
  readonly vat: (rate: string) => string
  readonly vatInAll: string
  readonly card: string
  readonly brands: Readonly<Record<Brand, string>>
  readonly date: string
  readonly reference: string
  readonly transaction: string
  readonly lines: string
  /** Until when it is true. */
  readonly asOf: (time: string) => string
  /** On top of every receipt of an account that moves no money: Dintero's test, and our practice without Dintero. */
  readonly tests: Readonly<Record<Exclude<Environment, 'production'>, string>>
}

const brands = { visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express' } as const

export const receiptWords: Readonly<Record<MessageLanguage, ReceiptWords>> = {
  nb: {
    titles: {
      paid: 'Betalingsbekreftelse',
      reserved: 'Reservert beløp',
      refunded: 'Bekreftelse på refusjon',
      not_charged: 'Kortet er ikke belastet'
    },
    sentences: {
      reserved: ({ all }) => `${all} er reservert på kortet ditt. Beløpet er ikke belastet ennå.`,
      paid: ({ all }) => `${all} er belastet kortet ditt.`,
      partly_paid: ({ all, part }) => `${part} av ${all} er belastet kortet ditt.`,
      part_paid: ({ all }) => `En del av ${all} er belastet kortet ditt.`,
      partly_refunded: ({ all, part }) => `${part} av ${all} er refundert til kortet ditt.`,
      part_refunded: ({ all }) => `En del av ${all} er refundert til kortet ditt.`,
      refunded: ({ all }) =>
        `${all} er refundert til kortet ditt. Det kan ta noen dager før banken viser beløpet.`,
      released: ({ all }) => `Reservasjonen på ${all} er kansellert. Ingenting er belastet.`,
      not_charged: ({ all }) => `Betalingen på ${all} gikk ikke gjennom. Kortet ditt er ikke belastet.`
    },
    amount: 'Beløp',
    charged: 'Belastet',
    vat: (rate) => `Herav mva. ${rate}`,
    vatInAll: 'Herav mva.',
    card: 'Kort',
    brands: { ...brands, other: 'Betalingskort' },
    date: 'Dato',
    reference: 'Referanse',
    transaction: 'Transaksjon',
    lines: 'Hva betalingen gjelder',
    asOf: (time) => `Status per ${time}.`,
    tests: {
      test: 'TEST: Ingen ekte penger er flyttet.',
      training: 'ØVELSE: Dette er ingen betaling. Ingen ekte penger er flyttet.'
    }
  },
  sv: {
    titles: {
      paid: 'Betalningsbekräftelse',
      reserved: 'Reserverat belopp',
      refunded: 'Bekräftelse på återbetalning',
      not_charged: 'Kortet har inte debiterats'
    },
    sentences: {
      reserved: ({ all }) => `${all} är reserverat på ditt kort. Beloppet har inte debiterats ännu.`,
      paid: ({ all }) => `${all} har debiterats ditt kort.`,
      partly_paid: ({ all, part }) => `${part} av ${all} har debiterats ditt kort.`,
      part_paid: ({ all }) => `En del av ${all} har debiterats ditt kort.`,
      partly_refunded: ({ all, part }) => `${part} av ${all} har återbetalats till ditt kort.`,
      part_refunded: ({ all }) => `En del av ${all} har återbetalats till ditt kort.`,
      refunded: ({ all }) =>
        `${all} har återbetalats till ditt kort. Det kan ta några dagar innan banken visar beloppet.`,
      released: ({ all }) => `Reservationen på ${all} har hävts. Ingenting har debiterats.`,
      not_charged: ({ all }) => `Betalningen på ${all} gick inte igenom. Ditt kort har inte debiterats.`
    },
    amount: 'Belopp',
    charged: 'Debiterat',
    vat: (rate) => `Varav moms ${rate}`,
    vatInAll: 'Varav moms',
    card: 'Kort',
    brands: { ...brands, other: 'Betalkort' },
    date: 'Datum',
    reference: 'Referens',
    transaction: 'Transaktion',
    lines: 'Vad betalningen gäller',
    asOf: (time) => `Status per ${time}.`,
    tests: {
      test: 'TEST: Inga riktiga pengar har flyttats.',
      training: 'ÖVNING: Detta är ingen betalning. Inga riktiga pengar har flyttats.'
    }
  },
  da: {
    titles: {
      paid: 'Betalingsbekræftelse',
      reserved: 'Reserveret beløb',
      refunded: 'Bekræftelse på refundering',
      not_charged: 'Kortet er ikke debiteret'
    },
    sentences: {
      reserved: ({ all }) => `${all} er reserveret på dit kort. Beløbet er ikke debiteret endnu.`,
      paid: ({ all }) => `${all} er debiteret dit kort.`,
      partly_paid: ({ all, part }) => `${part} af ${all} er debiteret dit kort.`,
      part_paid: ({ all }) => `En del af ${all} er debiteret dit kort.`,
      partly_refunded: ({ all, part }) => `${part} af ${all} er refunderet til dit kort.`,
      part_refunded: ({ all }) => `En del af ${all} er refunderet til dit kort.`,
      refunded: ({ all }) =>
        `${all} er refunderet til dit kort. Der kan gå nogle dage, før banken viser beløbet.`,
      released: ({ all }) => `Reservationen på ${all} er annulleret. Der er ikke debiteret noget.`,
      not_charged: ({ all }) => `Betalingen på ${all} gik ikke igennem. Dit kort er ikke debiteret.`
    },
    amount: 'Beløb',
    charged: 'Debiteret',
    vat: (rate) => `Heraf moms ${rate}`,
    vatInAll: 'Heraf moms',
    card: 'Kort',
    brands: { ...brands, other: 'Betalingskort' },
    date: 'Dato',
    reference: 'Reference',
    transaction: 'Transaktion',
    lines: 'Hvad betalingen gælder',
    asOf: (time) => `Status pr. ${time}.`,
    tests: {
      test: 'TEST: Der er ikke flyttet rigtige penge.',
      training: 'ØVELSE: Dette er ikke en betaling. Der er ikke flyttet rigtige penge.'
    }
  },
  fi: {
    titles: {
      paid: 'Maksuvahvistus',
      reserved: 'Katevaraus',
      refunded: 'Hyvitysvahvistus',
      not_charged: 'Korttia ei ole veloitettu'
    },
    sentences: {
      reserved: ({ all }) => `Kortiltasi on varattu ${all}. Summaa ei ole vielä veloitettu.`,
      paid: ({ all }) => `Kortiltasi on veloitettu ${all}.`,
      partly_paid: ({ all, part }) => `Kortiltasi on veloitettu ${part}, kun koko summa on ${all}.`,
      part_paid: ({ all }) => `Kortiltasi on veloitettu osa summasta ${all}.`,
      partly_refunded: ({ all, part }) => `Kortillesi on palautettu ${part}, kun koko summa on ${all}.`,
      part_refunded: ({ all }) => `Kortillesi on palautettu osa summasta ${all}.`,
      refunded: ({ all }) =>
        `Kortillesi on palautettu ${all}. Voi kestää muutaman päivän, ennen kuin pankki näyttää summan.`,
      released: ({ all }) => `Katevaraus ${all} on purettu. Mitään ei ole veloitettu.`,
      not_charged: ({ all }) => `Maksu ${all} ei mennyt läpi. Kortiltasi ei ole veloitettu mitään.`
    },
    amount: 'Summa',
    charged: 'Veloitettu',
    vat: (rate) => `Josta alv ${rate}`,
    vatInAll: 'Josta alv',
    card: 'Kortti',
    brands: { ...brands, other: 'Maksukortti' },
    date: 'Päivämäärä',
    reference: 'Viite',
    transaction: 'Tapahtuma',
    lines: 'Mistä maksetaan',
    asOf: (time) => `Tilanne ${time}.`,
    tests: {
      test: 'TESTI: Oikeaa rahaa ei ole siirretty.',
      training: 'HARJOITUS: Tämä ei ole maksu. Oikeaa rahaa ei ole siirretty.'
    }
  },
  en: {
    titles: {
      paid: 'Payment confirmation',
      reserved: 'Amount reserved',
      refunded: 'Refund confirmation',
      not_charged: 'Your card was not charged'
    },
    sentences: {
      reserved: ({ all }) => `${all} is reserved on your card. It has not been charged yet.`,
      paid: ({ all }) => `${all} has been charged to your card.`,
      partly_paid: ({ all, part }) => `${part} of ${all} has been charged to your card.`,
      part_paid: ({ all }) => `A part of ${all} has been charged to your card.`,
      partly_refunded: ({ all, part }) => `${part} of ${all} has been refunded to your card.`,
      part_refunded: ({ all }) => `A part of ${all} has been refunded to your card.`,
      refunded: ({ all }) =>
        `${all} has been refunded to your card. It may take some days until your bank shows it.`,
      released: ({ all }) => `The reservation of ${all} has been cancelled. Nothing has been charged.`,
      not_charged: ({ all }) => `The payment of ${all} did not go through. Your card has not been charged.`
    },
    amount: 'Amount',
    charged: 'Charged',
    vat: (rate) => `Of which VAT ${rate}`,
    vatInAll: 'Of which VAT',
    card: 'Card',
    brands: { ...brands, other: 'Payment card' },
    date: 'Date',
    reference: 'Reference',
    transaction: 'Transaction',
    lines: 'What it is for',
    asOf: (time) => `As of ${time}.`,
    tests: {
      test: 'TEST: No real money has moved.',
      training: 'PRACTICE: This is not a payment. No real money has moved.'
    }
  }
}
