import type { CommandWords } from './words'

const environments = {
  production: 'produksjon, ekte penger',
  test: 'test, ikke ekte penger',
  training: 'opplæring, ingen penger'
} as const

export const norwegian: CommandWords = {
  usage: `Bruk: trekk                     åpner vinduet
      trekk batch FIL ...       belaster en fil uten vinduet: trekk batch --help
      trekk --version           skriver versjonen
      trekk --help              skriver dette
`,
  batchHelp: `Bruk: trekk batch FIL --account ID --mapping NAVN --name NAVN
                  --release SUM --out FIL [valg]

Belaster en fil til den er ferdig, uten vindu og uten noen å spørre: Alt et menneske
ville blitt spurt om, avslutter kommandoen før noe er belastet. Samme kommando en gang
til fortsetter der den sto, og belaster aldri en rad to ganger.

  FIL                filen med belastninger, CSV eller .xlsx
  --account ID       kontoen det skal belastes med, for eksempel T12345678
  --mapping NAVN     hvordan filen leses: «Ta vare på kolonnene» i vinduet
  --name NAVN        hva filen heter. Referansene lages av det, så hver periode har
                     sitt eget: "2026-11 nettleie"
  --release SUM      hva filen kommer på: "128450,00 NOK". Én gang for hver valuta
  --out FIL          hvor resultatet skrives: filen, og hva det ble av hver rad

  --real-money       må sies for en konto i produksjon, og avvises for alle andre
  --first N          så mange rader går først, og resten bare når Dintero har avgjort
                     hver av dem og banken godtok én: 3 når ikke annet er sagt
  --accept KODE      lar en advarsel passere, for eksempel card_expired, eller
                     same_file for en fil som ble belastet før under et annet navn.
                     Kan gjentas
  --json             ett JSON-objekt per linje i stedet for ord
  --help             dette

Avslutningskoder: 0 alt belastet; 1 noe ikke belastet, se resultatet; 2 ikke forstått;
3 noe ukjent, samme kommando senere spør igjen; 10 til 15 ingenting ble belastet;
20 og 21 satt på pause; 30 til 34 ikke mulig nå; 40 belastet, men resultatet ble ikke
skrevet; 70 en feil i Trekk. Alle sammen: docs/command.md
`,
  noCommand: (word) => `det finnes ingen kommando «${word}»`,
  problem: ({ kind, text }) =>
    ({
      unknown: `ikke forstått: ${text}`,
      twice: `${text} er sagt to ganger`,
      missing: `${text} mangler`,
      no_file: 'ingen fil er sagt',
      many_files: `én fil om gangen; hva er dette: ${text}`,
      stdin:
        'filen leses fra disken, ikke fra standard inndata: Den må kunne kjennes igjen når den fortsetter',
      account: `«${text}» er ingen konto-ID: T eller P og åtte sifre`,
      name: `«${text}» er ikke et navn på en fil: opptil 100 tegn, ingen kortnumre`,
      total: `«${text}» er ingen sum: Skriv den med valutaen, for eksempel "128450,00 NOK"`,
      total_ambiguous: `«${text}» kan leses på to måter: Skriv alle desimalene, for eksempel "1234,00 NOK"`,
      total_twice: `summen i ${text} er sagt to ganger`,
      first: `«${text}» er ikke et antall rader mellom 0 og 100`,
      accept: `«${text}» er ingen advarsel som kan passere`
    })[kind],
  started: ({ name, account, environment, simulated }) =>
    `${name}: ${account}, ${environments[environment]}${simulated ? ', simulert' : ''}`,
  read: (rows, sums) => `Lest og kontrollert: ${rows} rader, ${sums}`,
  released: (sums) => `Godkjent: ${sums}`,
  resumed: ({ charged, released }) => `Fortsetter der den sto: ${charged} av ${released} belastet`,
  progress: ({ charged, released, declined, refused, unknown, left_out: leftOut }) =>
    [
      `${charged} av ${released} belastet`,
      declined > 0 && `${declined} avvist av banken`,
      refused > 0 && `${refused} avvist av Dintero`,
      leftOut > 0 && `${leftOut} utelatt`,
      unknown > 0 && `${unknown} uten svar`
    ]
      .filter(Boolean)
      .join(', '),
  stopping: 'Stopper: Ingenting mer sendes, og det som er underveis, ventes på.',
  saved: (out) => `Resultat: ${out}`,
  rowProblem: (rows, what, samples) => `${rows === 1 ? '1 rad' : `${rows} rader`}: ${what} (${samples})`,
  sample: (row, seen) => (seen === '' ? `rad ${row}` : `rad ${row}: ${seen}`),
  stop: {
    out_is_file: () =>
      'Resultatet ville blitt skrevet over selve filen. Ingenting ble belastet. Velg en annen --out.',
    out_no_folder: ({ folder }) =>
      `Det finnes ingen mappe ${folder} til resultatet. Ingenting ble belastet. Lag den, eller velg en annen --out.`,
    out_unwritable: ({ out }) =>
      `Resultatet kan ikke skrives til ${out}. Ingenting ble belastet. Velg en annen --out.`,
    out_exists: ({ out }) =>
      `Det ligger allerede en fil på ${out} som ikke er dette resultatet slik Trekk skrev det. Ingenting ble belastet nå. Flytt den, eller velg en annen --out.`,
    out_ending: ({ ending }) =>
      `Resultatet har samme form som filen: Navnet i --out må ${ending === 'xlsx' ? 'slutte på .xlsx' : 'ikke slutte på .xlsx'}. Ingenting ble belastet.`,
    real_money_missing: ({ accountId }) =>
      `${accountId} belaster ekte penger. Ingenting ble belastet. Si --real-money hvis det er meningen.`,
    real_money_without: ({ accountId }) =>
      `--real-money er sagt, og ${accountId} er ingen konto i produksjon. Ingenting ble belastet. Hva av de to er meningen?`,
    name_used: ({ name, fileName, releasedAt }) =>
      `En fil ble godkjent som «${name}» før, med annet innhold: ${fileName}, ${releasedAt}. Ingenting ble belastet. Gi denne et annet navn.`,
    released_by_person: ({ name, releasedAt }) =>
      `Noen frigav denne filen som «${name}» i vinduet, ${releasedAt}. Ingenting ble belastet nå. Fortsett med den der.`,
    called_off: ({ name }) =>
      `Noen har stoppet «${name}» for godt. Ingenting ble belastet nå. Det som er igjen, er en annen fil, under et annet navn.`,
    same_file: ({ name, releasedAt }) =>
      `Nøyaktig denne filen ble godkjent før som «${name}», ${releasedAt}. Ingenting ble belastet. Hvis den skal belastes en gang til, si --accept same_file.`,
    questions: ({ questions }) =>
      `Det spørres om noe i kolonnene som ingenting i filen avgjør: ${questions}. Ingenting ble belastet. Åpne filen i Trekk, svar, og ta vare på kolonnene på nytt.`,
    rows: () =>
      'Rader trenger et menneske før de kan belastes. Ingenting ble belastet. Rett dem i filen, eller les den inn i vinduet.',
    nothing_to_charge: () => 'Ingen rad i filen skal belastes. Ingenting ble belastet.',
    second_person: ({ accountId }) =>
      `${accountId} krever at en person til bekrefter før en slik fil godkjennes. Ingenting ble belastet. Godkjenn den i vinduet, eller endre regelen der.`,
    not_asked: ({ end }) =>
      `Dintero kunne ikke spørres til ende om hva som er belastet andre steder: ${end}. Ingenting ble belastet. Prøv igjen, eller si --accept not_asked for å belaste uten.`,
    totals_differ: ({ said, found }) =>
      `Summen er en annen. Sagt: ${said}. I filen: ${found}. Ingenting ble belastet nå.`,
    stopped: () => 'Stoppet før neste belastning.',
    first_unknown: () =>
      'Noen av de første radene har ikke svar ennå. Resten venter. Ingen trenger å gjette: Trekk fortsetter å spørre Dintero.',
    first_not_charged: () => 'De første radene ble ikke belastet som de skulle. Resten venter på et menneske.'
  },
  unwritten:
    'Hva det ble av hver rad, står i Trekk, og ingenting er tapt. Samme kommando skriver resultatet på nytt.',
  sameCommand: 'Samme kommando fortsetter der den sto.',
  inWindow: 'Åpne Trekk, se på filen, og fortsett der eller stopp den for godt.',
  done: ({ charged, released }) => `Ferdig: ${charged} av ${released} belastet.`,
  exit: (code) => `Avslutningskode ${code}.`
}
