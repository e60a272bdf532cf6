import { tokenKindsIssued } from './contract'
import { scramble, seededUuid } from './ids'
import type { Brand, Provider, TokenKind } from './contract'
import type { CardBehaviour } from './decide'
import type { NewToken } from './simulator'

/** A stored card of a customer who does not exist. */
export interface TrainingCard {
  readonly provider: Provider
  readonly tokenKind: TokenKind
  readonly token: string
  readonly brand: Brand
  readonly maskedPan: string
  /** `MM/YYYY` */
  readonly expiry: string
  readonly customerName: string
  readonly customerNumber: string
  readonly email: string
  readonly phone: string
  readonly reference: string
  readonly behaviour: CardBehaviour
}

type Country = 'NO' | 'SE' | 'DK' | 'FI' | 'IS'
type TrainingBrand = 'visa' | 'mastercard'

/** `mailbox` is the e-mail address up to the at sign; `months` from now to the month on the card, negative has expired. */
type Row = readonly [
  name: string,
  mailbox: string,
  country: Country,
  provider: Provider,
  brand: TrainingBrand,
  lastFour: string,
  months: number,
  behaviour?: CardBehaviour
]

const rows: readonly Row[] = [
  ['Ingrid Solberg', 'ingrid.solberg', 'NO', 'payex', 'visa', '0416', 26],
  ['Bjørn Ødegård', 'bjorn.odegard', 'NO', 'payex', 'mastercard', '7731', 14],
  ['Åse Kjærstad', 'ase.kjaerstad', 'NO', 'payex', 'visa', '2098', 0],
  ['Nils-Petter Østby', 'nils-petter.ostby', 'NO', 'payex', 'visa', '5540', 9, 'insufficient_funds'],
  ['Grethe Bråthen', 'grethe.brathen', 'NO', 'payex', 'mastercard', '1187', -2],
  ['Håkon Lærdal', 'hakon.laerdal', 'NO', 'payex', 'visa', '9024', 31, 'do_not_retry'],
  ['Solveig Tråsdahl', 'solveig.trasdahl', 'NO', 'payex', 'mastercard', '3365', 18, 'modifications_required'],
  ['Linnea Sjöström', 'linnea.sjostrom', 'SE', 'payex', 'visa', '6712', 22],
  ['Göran Åkesson', 'goran.akesson', 'SE', 'payex', 'mastercard', '4459', 35],
  ['Märta Björklund', 'marta.bjorklund', 'SE', 'payex', 'visa', '8803', 11, 'stolen_card'],
  ['Søren Kjærgaard', 'soren.kjaergaard', 'DK', 'payex', 'visa', '1276', 40],
  ['Päivi Hämäläinen', 'paivi.hamalainen', 'FI', 'payex', 'mastercard', '9948', 28],
  ['Guðrún Þórðardóttir', 'gudrun.thordardottir', 'IS', 'payex', 'visa', '3051', 17],
  ['Fjordlys Eiendomsdrift AS', 'faktura.fjordlys', 'NO', 'payex', 'mastercard', '6620', 33],
  ['Marte Haugen', 'marte.haugen', 'NO', 'bambora', 'visa', '7114', 20],
  ['Øyvind Sætre', 'oyvind.saetre', 'NO', 'bambora', 'mastercard', '2847', 7],
  ['Tor Arne Nygård', 'tor.arne.nygard', 'NO', 'bambora', 'visa', '5093', 1],
  ['Kari Mæland', 'kari.maeland', 'NO', 'bambora', 'mastercard', '8376', 16, 'restricted_card'],
  ['Elin Öberg', 'elin.oberg', 'SE', 'bambora', 'visa', '1608', 24],
  ['Åke Lindström', 'ake.lindstrom', 'SE', 'bambora', 'mastercard', '4932', -5],
  ['Ebba Nyström', 'ebba.nystrom', 'SE', 'bambora', 'visa', '7285', 38, 'issuer_unavailable'],
  ['Mette Østergaard', 'mette.ostergaard', 'DK', 'bambora', 'mastercard', '3519', 12],
  ['Jørgen Nørgård', 'jorgen.norgard', 'DK', 'bambora', 'visa', '6041', 29, 'suspected_fraud'],
  ['Anne-Sofie Sæby', 'anne-sofie.saeby', 'DK', 'bambora', 'visa', '9467', 43],
  ['Väinö Mäkinen', 'vaino.makinen', 'FI', 'bambora', 'mastercard', '2753', 19, 'daily_limit'],
  ['Aino Räsänen', 'aino.rasanen', 'FI', 'bambora', 'visa', '5890', 10],
  ['Hafþór Sigurðsson', 'hafthor.sigurdsson', 'IS', 'bambora', 'mastercard', '1124', 32],
  ['Sigrid Aasen', 'sigrid.aasen', 'NO', 'dintero_psp', 'visa', '8357', 36],
  ['Pål Gjøvåg', 'pal.gjovag', 'NO', 'dintero_psp', 'mastercard', '4681', 15],
  ['Thea Rønning', 'thea.ronning', 'NO', 'dintero_psp', 'visa', '0972', 27, 'insufficient_funds'],
  ['Jon Skjæveland', 'jon.skjaeveland', 'NO', 'dintero_psp', 'mastercard', '7206', -1],
  ['Aud Kvåle', 'aud.kvale', 'NO', 'dintero_psp', 'visa', '3498', 21, 'closed_account'],
  ['Vilde Strøm', 'vilde.strom', 'NO', 'dintero_psp', 'mastercard', '6135', 13, 'modifications_required'],
  ['Per-Olof Hägg', 'per-olof.hagg', 'SE', 'dintero_psp', 'visa', '9713', 34],
  ['Åsa Söderqvist', 'asa.soderqvist', 'SE', 'dintero_psp', 'mastercard', '2460', 8, 'do_not_retry'],
  ['Sjur Frøystein', 'sjur.froystein', 'NO', 'dintero_psp', 'visa', '5829', 41, 'stolen_card'],
  ['Kåre Brønnøy', 'kare.bronnoy', 'NO', 'dintero_psp', 'mastercard', '1546', 2, 'monthly_limit'],
  ['Ólafur Ægisson', 'olafur.aegisson', 'IS', 'dintero_psp', 'visa', '8694', 25],
  ['Tuuli Köykkä', 'tuuli.koykka', 'FI', 'dintero_psp', 'mastercard', '4017', 30],
  [
    'Maria Fredrikke Wilhelmine von Æresund-Løvenskjold Bjørnstjerne Håkonsdatter Skjærgårdsvik',
    'maria.aeresund',
    'NO',
    'dintero_psp',
    'visa',
    '7362',
    23
  ],
  [
    'Brødrene Sørensen & Søn Skibsværft A/S',
    'regnskab.sorensen',
    'DK',
    'dintero_psp',
    'mastercard',
    '3280',
    37
  ]
]

/** Numbers nobody has: no subscriber number in these countries begins with three zeros. */
const callingCodes: Readonly<Record<Country, string>> = {
  NO: '+47 0000',
  SE: '+46 00 0000',
  DK: '+45 0000',
  FI: '+358 00 0000',
  IS: '+354 000'
}

const mailDomains = ['example.com', 'example.org', 'example.net'] as const

/** The first six digits of the gateways' own test cards (docs/dintero.md 5.3 and 10). */
export const firstSix: Readonly<Record<Provider, Readonly<Record<TrainingBrand, string>>>> = {
  payex: { visa: '476173', mastercard: '541306' },
  bambora: { visa: '415421', mastercard: '515623' },
  dintero_psp: { visa: '400000', mastercard: '520000' }
}

/**
 * Whether captures of a card always fail, so that this can be practised: those of one bambora customer, whose charges
 * go well. An automatic capture goes well too.
 */
export function failsInCapture({
  provider,
  maskedPan
}: Pick<TrainingCard, 'provider' | 'maskedPan'>): boolean {
  return provider === 'bambora' && maskedPan === `${firstSix.bambora.mastercard}******1124`
}

/**
 * The customers of the training account with their cards. Payex customers have both kinds of token for one card.
 * Expiry follows the clock, so that a card about to expire always is; everything else is the same every time.
 * @param now ms since 1970 UTC
 */
export function trainingCards(now: number): TrainingCard[] {
  return rows.flatMap(
    ([name, mailbox, country, provider, brand, lastFour, months, behaviour = 'approve'], index) => {
      const number = String(10_001 + index * 37)
      const card = {
        provider,
        brand,
        maskedPan: `${firstSix[provider][brand]}******${lastFour}`,
        expiry: monthsFrom(now, months),
        customerName: name,
        customerNumber: number,
        email: `${mailbox}@${mailDomains[index % mailDomains.length] ?? 'example.com'}`,
        phone: `${callingCodes[country]} ${String(index + 1).padStart(4, '0')}`,
        behaviour
      }
      return tokenKindsIssued(provider).map((tokenKind) => ({
        ...card,
        tokenKind,
        token: trainingToken(provider, tokenKind, number),
        reference: `${tokenKind === 'recurrence_token' ? 'ABO' : 'ORDRE'}-${number}`
      }))
    }
  )
}

/**
 * The same cards as the simulator must know them.
 * @param now ms since 1970 UTC
 */
export function trainingTokens(accountId: string, now: number): NewToken[] {
  return trainingCards(now).map(({ provider, tokenKind, token, brand, maskedPan, expiry, behaviour }) => ({
    accountId,
    provider,
    tokenKind,
    token,
    brand,
    maskedPan,
    expiry,
    behaviour
  }))
}

/** Tokens in the forms the gateways use: UUIDs at Swedbank Pay, long random text elsewhere. */
function trainingToken(provider: Provider, kind: TokenKind, number: string): string {
  const seed = `training ${provider} ${kind} ${number}`
  return provider === 'payex' ? seededUuid(seed) : scramble(seed, 40)
}

/** The month that is so many after this one, as `MM/YYYY`. @param now ms since 1970 UTC */
export function monthsFrom(now: number, months: number): string {
  const date = new Date(now)
  const month = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1))
  return `${String(month.getUTCMonth() + 1).padStart(2, '0')}/${month.getUTCFullYear()}`
}
