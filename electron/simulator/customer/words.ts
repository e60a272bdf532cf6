/** The languages of the customer's pages, which go by the browser and not by the app. */
export type Language = 'en' | 'nb'

type CardId = 'good' | 'short' | 'confirm' | 'expiring'

/** What the customer's pages say. */
export interface Words {
  readonly simulated: string
  readonly payment: string
  readonly toPay: string
  readonly reference: string
  readonly payWith: string
  readonly storedCard: string
  readonly anotherCard: string
  readonly expires: (expiry: string) => string
  readonly code: string
  readonly codeHint: string
  readonly codeWrong: string
  readonly choose: string
  readonly pay: (money: string) => string
  readonly decline: string
  readonly cancel: string
  readonly storing: string
  readonly storingWhat: string
  readonly whichCard: string
  readonly store: string
  readonly refuse: string
  /** What a simulated card does when it is paid with here, by its id. */
  readonly pays: Readonly<Record<CardId, string>>
  /** What it does once it is stored. */
  readonly stores: Readonly<Record<CardId, string>>
  readonly paid: string
  readonly declined: string
  readonly cancelled: string
  readonly stored: string
  readonly refused: string
  readonly expired: string
  readonly unknown: string
  readonly next: string
  readonly nextNot: string
  /** Between thousands, and before the minor unit. */
  readonly thousands: string
  readonly point: string
}

const english: Words = {
  simulated: 'This is a simulated payment page of Trekk: no money moves and no card is charged.',
  payment: 'Payment',
  toPay: 'To pay',
  reference: 'Reference',
  payWith: 'Pay with',
  storedCard: 'Your stored card',
  anotherCard: 'Another card',
  expires: (expiry) => `expires ${expiry}`,
  code: 'Security code (CVC)',
  codeHint: 'Any three digits will do here.',
  codeWrong: 'Type the three digits on the back of the card.',
  choose: 'Choose a card.',
  pay: (money) => `Pay ${money}`,
  decline: 'Let the bank decline',
  cancel: 'Cancel',
  storing: 'Store a card',
  storingWhat: 'No money is reserved or charged now. The card can be charged later, as you have agreed.',
  whichCard: 'Card to store',
  store: 'Store this card',
  refuse: 'Store no card',
  pays: {
    good: 'pays as usual',
    short: 'declined, for lack of funds',
    confirm: 'the bank asks the customer, who confirms',
    expiring: 'pays, until next month'
  },
  stores: {
    good: 'pays as usual',
    short: 'declined when it is charged, for lack of funds',
    confirm: 'the bank wants the customer when it is charged',
    expiring: 'pays, until next month'
  },
  paid: 'The payment was approved.',
  declined: 'The payment was declined.',
  cancelled: 'This payment was cancelled.',
  stored: 'The card is stored.',
  refused: 'No card was stored.',
  expired: 'This link has expired.',
  unknown: 'There is no such payment.',
  next: 'The customer would now be sent to',
  nextNot: 'Nothing is opened: training stays on this computer.',
  thousands: ',',
  point: '.'
}

const norwegian: Words = {
  simulated: 'Dette er en simulert betalingsside i Trekk: ingen penger flyttes, og ingen kort belastes.',
  payment: 'Betaling',
  toPay: 'Å betale',
  reference: 'Referanse',
  payWith: 'Betal med',
  storedCard: 'Det lagrede kortet ditt',
  anotherCard: 'Et annet kort',
  expires: (expiry) => `utløper ${expiry}`,
  code: 'Sikkerhetskode (CVC)',
  codeHint: 'Her holder det med tre vilkårlige sifre.',
  codeWrong: 'Skriv de tre sifrene på baksiden av kortet.',
  choose: 'Velg et kort.',
  pay: (money) => `Betal ${money}`,
  decline: 'La banken avvise',
  cancel: 'Avbryt',
  storing: 'Lagre et kort',
  storingWhat: 'Ingen penger reserveres eller belastes nå. Kortet kan belastes senere, slik det er avtalt.',
  whichCard: 'Kort som lagres',
  store: 'Lagre dette kortet',
  refuse: 'Ikke lagre noe kort',
  pays: {
    good: 'betaler som vanlig',
    short: 'avvises, uten dekning',
    confirm: 'banken spør kunden, som bekrefter',
    expiring: 'betaler, til neste måned'
  },
  stores: {
    good: 'betaler som vanlig',
    short: 'avvises når det belastes, uten dekning',
    confirm: 'banken vil ha med kunden når det belastes',
    expiring: 'betaler, til neste måned'
  },
  paid: 'Betalingen ble godkjent.',
  declined: 'Betalingen ble avvist.',
  cancelled: 'Denne betalingen ble avbrutt.',
  stored: 'Kortet er lagret.',
  refused: 'Ingen kort ble lagret.',
  expired: 'Denne lenken er utløpt.',
  unknown: 'Betalingen finnes ikke.',
  next: 'Nå ville kunden blitt sendt til',
  nextNot: 'Ingenting åpnes: opplæringen blir på denne maskinen.',
  thousands: '\u00A0',
  point: ','
}

export const words: Readonly<Record<Language, Words>> = { en: english, nb: norwegian }

const languages: Readonly<Record<string, Language>> = { en: 'en', nb: 'nb', no: 'nb', nn: 'nb' }

/**
 * The language a browser prefers, of those there are; English where it names none of them (RFC 9110, 12.5.4).
 * @param header `Accept-Language`
 */
export function languageOf(header: string | undefined): Language {
  const ranked = (header ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
      const quality = parameters.find((each) => each.startsWith('q='))?.slice(2)
      return { primary: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
  return ranked.flatMap(({ primary }) => languages[primary] ?? [])[0] ?? 'en'
}

/** Money by moving the decimal point in the text; no floating point. @param amount minor units */
export function readableMoney(amount: number, currency: string, { thousands, point }: Words): string {
  const style = new Intl.NumberFormat('en', { style: 'currency', currency })
  const decimals = style.resolvedOptions().maximumFractionDigits ?? 2
  const digits = String(amount).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals).replaceAll(/\B(?=(?:\d{3})+$)/g, thousands)
  return decimals === 0 ? `${whole} ${currency}` : `${whole}${point}${digits.slice(-decimals)} ${currency}`
}
