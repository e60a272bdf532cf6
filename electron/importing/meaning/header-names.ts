import type { FileField } from '../../../shared/charge-file'

/*
 * What people and their systems call the columns of a charge file, in English, Norwegian, Swedish and Danish. Accents,
 * capitals and punctuation do not matter (`headerKey`), so each name is here once, the way it is read.
 */

/** The names in a list that is written with commas. */
function listed(names: string): readonly string[] {
  return names.split(',').map((name) => name.trim())
}

const namesOfFields: Readonly<Partial<Record<FileField, string>>> = {
  token: `
    token, payment token, card token, recurrence token, recurring token, token id, betalingstoken,
    korttoken, kort token, betalningstoken, gjentakelsestoken
  `,
  customer_number: `
    customer number, customer no, customer nr, customer id, cust no, client number, client id,
    debtor number, debtor no, member number, member no, member id, kundenummer, kundenr, kunde nr,
    kunde nummer, kundeid, kunde id, medlemsnummer, medlemsnr, kundnummer, kundnr, kund nr,
    kund nummer, kundid, kund id, debitornummer, debitornr, debitor nr, kundnr org nr,
    ekstern kunde id, external customer id
  `,
  earlier_transaction: `
    transaction id, transaction, earlier transaction, original transaction, initial transaction,
    dintero transaction, dintero transaction id, transaction no, tidligere transaksjon, transaksjons id,
    transaksjonsid, transaksjon, transaktions id, transaktionsid, transaktion, tidigare transaktion,
    tidligere transaktion
  `,
  card_reference: `
    card reference, card ref, card id, stored card, kortreferanse, kort referanse, kort ref, kortreferens,
    kort referens, kortreference, kort reference, kort id, kortid
  `,
  last_four: `
    last four, last 4, last4, last four digits, last 4 digits, card last4, card last 4, card last four,
    masked pan, masked card, masked card number, siste fire, siste 4, siste fire sifre, siste 4 sifre,
    maskert kortnummer, sista fyra, sista 4, sista fyra siffrorna, sista fyra siffror, maskerat kortnummer,
    sidste fire, sidste 4, sidste fire cifre, sidste 4 cifre, maskeret kortnummer
  `,
  customer_name: `
    customer name, name, full name, company, company name, customer company name, card holder,
    cardholder, cardholder name, debtor name, member name, client name, invoice recipient, kundenavn,
    kunde navn, navn, fullt navn, firmanavn, firma, kortholder, fakturamottaker, debitornavn, kundnamn,
    kund namn, namn, företag, företagsnamn, kortinnehavare, kortindehaver, virksomhed, virksomhedsnavn,
    fakturamottagare
  `,
  provider: `
    provider, card gateway, gateway, payment provider, psp, acquirer, payment product type, kortinnløser,
    innløser, betalingsleverandør, kortinlösare, inlösare, betalleverantör, kortindløser, indløser,
    betalingsudbyder
  `,
  operation: `
    operation, payment operation, kind of charge, charge type, type of charge, purchase type,
    belastningstype, type belastning, kjøpstype, typ av debitering, debiteringstyp, köptyp,
    type debitering, debiteringstype, købstype
  `,
  amount: `
    amount, total, total amount, gross, gross amount, amount incl vat, amount including vat,
    balance, saldo, total incl vat, sum incl vat, amount due, amount to pay, amount to charge, to pay, sum,
    payment amount, charge amount, invoice amount, order amount, outstanding, balance due, open amount,
    remaining amount, amount outstanding, invoice total, amount inc vat, beløp, belop, totalbeløp,
    totalt, totalsum, brutto, bruttobeløp, beløp inkl mva, beløp ink mva, beløp inklusive mva,
    beløp med mva, sum inkl mva, total inkl mva, å betale, til betaling, fakturabeløp, fakturasum,
    restbeløp, rest beløp, utestående, trekkbeløp, ordrebeløp, beløp å trekke, beløp å belaste,
    utestående beløp, restsaldo, gjenstående, belopp, totalbelopp, summa, belopp inkl moms,
    belopp inklusive moms, belopp ink moms, summa inkl moms, total inkl moms, att betala,
    fakturabelopp, restbelopp, kvar att betala, bruttobelopp, utestående belopp, fakturasumma, beløb,
    beloeb, totalbeløb, beløb inkl moms, beløb inklusive moms, at betale, i alt, fakturabeløb,
    restbeløb, bruttobeløb, udestående, udestående beløb, sum inkl moms
  `,
  currency: `
    currency, currency code, payment currency, invoice currency, order currency, curr, valuta, valutakode,
    valuta kode, valutakod, valuta kod, fakturavaluta, myntenhet
  `,
  vat_rate: `
    vat rate, vat %, % vat, vat percent, vat percentage, tax rate, tax %, mva sats, mva %, mvasats,
    mva prosent, momssats, moms %, moms sats, moms procent, momsprocent, momspct, moms pct, avgiftssats
  `,
  description: `
    description, order text, text, item, item description, payment description, product, product name,
    invoice text, order line description, line description, statement descriptor, beskrivelse, ordretekst,
    fakturatekst, tekst, varetekst, produkt, produktnavn, vare, ordrelinje beskrivelse, varenavn, gjelder,
    beskrivning, ordertext, benämning, artikel, artikelnamn, produktnamn, avser, gælder
  `,
  merchant_reference: `
    merchant reference, order reference, order ref, order number, order no, order nr, order id,
    invoice number, invoice no, invoice nr, invoice id, invoice, payment reference, ordrereferanse,
    ordre referanse, ordrenummer, ordrenr, ordre nr, ordreid, ordre id, fakturanummer, fakturanr,
    faktura nr, faktura nummer, faktura, bilagsnr, bilagsnummer, betalingsreferanse, orderreferens,
    ordernummer, ordernr, orderid, betalningsreferens, ordrereference, fakturareference, fakturareferanse,
    fakturareferens, betalingsreference
  `,
  kid: `
    kid, kid nummer, kidnummer, kid nr, kidnr, kid number, kid no, kundeidentifikasjon, ocr, ocr nummer,
    ocrnummer, ocr nr, ocr number, ocr kid, kid ocr
  `,
  email: `
    email, e mail, email address, e mail address, customer email, customer e mail, mail, invoice email,
    contact email, epost, e post, epostadresse, e postadresse, e post adresse, kundens e post,
    kundens e postadresse, faktura e post, epostadress, e postadress, e post adress, mejl, mailadresse,
    e mailadresse, e mail adresse, kundens e mail
  `,
  phone: `
    phone, phone number, phone no, telephone, mobile, mobile phone, mobile number, cell, customer phone,
    customer phone number, cell phone, telefon, telefonnummer, telefonnr, tlf, tlf nr, tlfnr, mobil,
    mobilnummer, mobilnr, mobiltelefon, mobil nr, mobil telefon, telefon1, telefon 1, tel, telnr, tel nr
  `,
  auto_capture: `
    auto capture, autocapture, automatic capture, capture at once, capture, captured at once,
    automatisk trekk, trekk med en gang, automatisk capture, dra direkt, automatisk dragning,
    hæv med det samme, automatisk hævning
  `,
  ignored: `
    date, invoice date, due date, due, created, created utc, charge date, payment charge date, order date,
    payment date, expiry, expires, expiry date, status, card brand, brand, dato, fakturadato, forfall,
    forfallsdato, forfaller, ordredato, betalingsdato, utløper, datum, fakturadatum, förfallodatum,
    förfallodag, förfaller, orderdatum, betaldatum, forfaldsdato, forfaldsdag, forfalder, kortutsteder,
    korttype, korttyp, first name, given name, last name, family name, surname, customer given name,
    customer family name, fornavn, etternavn, förnamn, efternamn, efternavn, address, street, city,
    postal code, zip, country, adresse, postnr, postnummer, poststed, sted, land, adress, postort, ort, by,
    organization no, organization number, org nr, orgnr, organisasjonsnummer, organisationsnummer, cvr,
    cvr nr, personnummer, fødselsnummer, amount excl vat, amount excluding vat, net, net amount,
    vat amount, tax, tax amount, amount refunded, converted amount refunded, fee, discount, quantity,
    count, order line count, beløp eks mva, beløp ekskl mva, beløp eksl mva, netto, nettobeløp, mva beløp,
    mvabeløp, antall, rabatt, ordrelinje antall, belopp exkl moms, nettobelopp, momsbelopp, antal,
    beløb ekskl moms, beløb eks moms, nettobeløb, momsbeløb, rabat, order line vat code, mva kode,
    momskode, momskod, vat code, ordrelinje mva kode, mandate id, comment, comments, kommentar,
    kommentarer, notat, note, notes, merknad, anteckning, bemærkning
  `
}

/**
 * Names that mean one field and nothing else. The states of result files are under headers of Trekk's own alone
 * (`own-columns.ts`).
 */
export const fieldNames: ReadonlyMap<FileField, readonly string[]> = new Map(
  (Object.keys(namesOfFields) as FileField[]).map((field) => [field, listed(namesOfFields[field] ?? '')])
)

const doubtful: readonly { readonly names: string; readonly candidates: readonly FileField[] }[] = [
  {
    names: `
      reference, ref, referanse, ref nr, reference number, reference no, referansenummer, referansenr,
      referens, referensnummer, our reference, your reference, vår referanse, deres referanse,
      vår referens, er referens, ekstern referanse, external reference, referencenummer, vores reference,
      deres reference, ert ordernummer, customer reference
    `,
    candidates: ['merchant_reference', 'card_reference', 'customer_number', 'ignored']
  },
  {
    names: `
      id, number, no, nr, nummer, key, nøkkel, external id, ekstern id, subscription id
    `,
    candidates: ['customer_number', 'merchant_reference', 'card_reference', 'earlier_transaction', 'ignored']
  },
  {
    names: `
      subscription, abonnement, abonnementsnr, abonnement id, abonnemang, avtale, avtalenr, avtal
    `,
    candidates: [
      'operation',
      'customer_number',
      'card_reference',
      'merchant_reference',
      'description',
      'ignored'
    ]
  },
  {
    names: `
      customer, kunde, kund, member, medlem, debitor, debtor, client, klient
    `,
    candidates: ['customer_number', 'customer_name', 'ignored']
  },
  {
    names: `
      card, kort, kortnr, kortnummer, card number, card no, card nr, kort nr, kort nummer
    `,
    candidates: ['last_four', 'card_reference', 'token', 'ignored']
  },
  {
    names: `
      type, typ, kind, transaksjonstype, transaction type, betalingstype, payment type
    `,
    candidates: ['operation', 'provider', 'ignored']
  },
  {
    names: `
      price, unit price, order line unit price, pris, enhetspris, ordrelinje enhetspris, stykkpris,
      stykpris, à pris, a pris, enhedspris, value, verdi, värde, værdi, fee amount, gebyr,
      converted amount, debet, debit, kredit, credit, paid, betalt, innbetalt, betald
    `,
    candidates: ['amount', 'ignored']
  },
  {
    names: `
      converted currency, basisvaluta, base currency
    `,
    candidates: ['currency', 'ignored']
  },
  {
    names: `
      vat, mva, moms, merverdiavgift
    `,
    candidates: ['vat_rate', 'ignored']
  },
  {
    names: `
      message, melding, meddelande, besked, meddelelse, purpose, formål, title, tittel, titel
    `,
    candidates: ['description', 'ignored']
  },
  {
    names: `
      contact, kontakt, kontaktperson
    `,
    candidates: ['customer_name', 'email', 'phone', 'ignored']
  }
]

/** Names that may mean several fields: which of them is asked. */
export const doubtfulNames: readonly {
  readonly names: readonly string[]
  readonly candidates: readonly FileField[]
}[] = doubtful.map(({ names, candidates }) => ({ names: listed(names), candidates }))

/** Headers that can only mean full card numbers. Such a column may never be taken for anything else. */
export const cardNumberNames: readonly string[] = listed(`
  card number, card no, cardnumber, pan, credit card, credit card number, full card number, kortnummer,
  kortnr, kort nr, kredittkort, kredittkortnummer, kreditkort, kreditkortsnummer
`)
