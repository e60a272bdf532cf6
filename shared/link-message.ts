import type { LinkKind } from './link'
import { formatMoney } from './money'

/** The languages a customer can be written to in; more than the interface has, as these are sentences for customers. */
export const messageLanguages = ['nb', 'sv', 'da', 'fi', 'en'] as const
export type MessageLanguage = (typeof messageLanguages)[number]

/** How dates and money are written in each. */
export const messageLocales: Readonly<Record<MessageLanguage, string>> = {
  nb: 'nb-NO',
  sv: 'sv-SE',
  da: 'da-DK',
  fi: 'fi-FI',
  en: 'en-GB'
}

/** What a message is about. `amount` in minor units, null where nothing is paid; `expiresAt` in ms since 1970 UTC. */
export interface MessageFacts {
  readonly kind: LinkKind
  readonly merchant: string
  readonly amount: number | null
  readonly currency: string
  readonly expiresAt: number | null
  readonly url: string
}

interface Sentences {
  readonly pay: (merchant: string, money: string) => string
  readonly store: (merchant: string) => string
  readonly until: (time: string) => string
}

const sentences: Readonly<Record<MessageLanguage, Sentences>> = {
  nb: {
    pay: (merchant, money) =>
      `Hei! Her er betalingslenken fra ${merchant} på ${money}. Bekreft betalingen her:`,
    store: (merchant) => `Hei! Lagre kortet ditt hos ${merchant} her. Du betaler ikke noe nå:`,
    until: (time) => `Lenken gjelder til ${time}.`
  },
  sv: {
    pay: (merchant, money) =>
      `Hej! Här är betalningslänken från ${merchant} på ${money}. Bekräfta betalningen här:`,
    store: (merchant) => `Hej! Spara ditt kort hos ${merchant} här. Du betalar ingenting nu:`,
    until: (time) => `Länken gäller till ${time}.`
  },
  da: {
    pay: (merchant, money) =>
      `Hej! Her er betalingslinket fra ${merchant} på ${money}. Bekræft betalingen her:`,
    store: (merchant) => `Hej! Gem dit kort hos ${merchant} her. Du betaler ikke noget nu:`,
    until: (time) => `Linket gælder til ${time}.`
  },
  fi: {
    pay: (merchant, money) => `Hei! Tässä on maksulinkki: ${merchant}, ${money}. Vahvista maksu täällä:`,
    store: (merchant) => `Hei! Tallenna korttisi täällä (${merchant}). Et maksa nyt mitään:`,
    until: (time) => `Linkki on voimassa ${time} asti.`
  },
  en: {
    pay: (merchant, money) =>
      `Hello! Here is the payment link from ${merchant} for ${money}. Confirm the payment here:`,
    store: (merchant) => `Hello! Store your card with ${merchant} here. You pay nothing now:`,
    until: (time) => `The link is valid until ${time}.`
  }
}

/** A ready message to a customer with their link, in their language. Plain text: it is pasted wherever they are written to. */
export function linkMessage(facts: MessageFacts, language: MessageLanguage): string {
  const { kind, merchant, amount, currency, expiresAt, url } = facts
  const { pay, store, until } = sentences[language]
  const locale = messageLocales[language]
  const first =
    kind === 'payment' && amount !== null
      ? pay(merchant, formatMoney(amount, currency, locale))
      : store(merchant)
  const time =
    expiresAt === null
      ? []
      : [until(new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(expiresAt))]
  return [first, url, ...time].join('\n')
}
