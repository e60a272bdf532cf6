import type { CommandWords } from './words'

const environments = {
  production: 'production, real money',
  test: 'test, no real money',
  training: 'training, no money'
} as const

export const english: CommandWords = {
  usage: `Usage: trekk                     open the window
       trekk batch FILE ...      charge a file without the window: trekk batch --help
       trekk --version           print the version
       trekk --help              print this
`,
  batchHelp: `Usage: trekk batch FILE --account ID --mapping NAME --name NAME
                   --release TOTAL --out FILE [options]

Charges a file to its end without a window, and without anybody to ask: whatever a
person would be asked ends it before anything is charged. The same command again goes
on where it stood, and never charges a row twice.

  FILE               the charge file, CSV or .xlsx
  --account ID       the account to charge with, such as T12345678
  --mapping NAME     how the file is read: “Keep the columns” in the window
  --name NAME        what the file is called. References are made of it, so each
                     period has another: "2026-11 nettleie"
  --release TOTAL    what the file comes to: "128450.00 NOK". Once for each currency
  --out FILE         where the result is written: the file, and what became of each row

  --real-money       needed for an account in production, and refused for any other
  --first N          so many rows go first, and the rest only when Dintero has decided
                     on each of them and the bank took one: 3 unless said
  --accept CODE      lets a warning pass, such as card_expired, or same_file for a file
                     that was charged before under another name. May be repeated
  --json             one JSON object a line, instead of words
  --help             this

Exit codes: 0 all charged; 1 some not charged, see the result; 2 not understood;
3 some unknown, the same command later asks again; 10 to 15 nothing was charged;
20 and 21 paused; 30 to 34 not possible now; 40 charged, but the result was not
written; 70 an error of Trekk's own. All of them: docs/command.md
`,
  noCommand: (word) => `there is no command "${word}"`,
  problem: ({ kind, text }) =>
    ({
      unknown: `not understood: ${text}`,
      twice: `${text} is said twice`,
      missing: `${text} is missing`,
      no_file: 'no file is said',
      many_files: `one file at a time; what is this: ${text}`,
      stdin:
        'a file is read from the disk, not from the standard input: it must be known again when it goes on',
      account: `"${text}" is no account id: T or P and eight digits`,
      name: `"${text}" is no name for a file: up to 100 characters, no card numbers`,
      total: `"${text}" is no total: write it with its currency, such as "128450.00 NOK"`,
      total_ambiguous: `"${text}" can be read two ways: write all decimals, such as "1234.00 NOK"`,
      total_twice: `the total in ${text} is said twice`,
      first: `"${text}" is no number of rows between 0 and 100`,
      accept: `"${text}" is no warning that can be let pass`
    })[kind],
  started: ({ name, account, environment, simulated }) =>
    `${name}: ${account}, ${environments[environment]}${simulated ? ', simulated' : ''}`,
  read: (rows, sums) => `Read and checked: ${rows} rows, ${sums}`,
  released: (sums) => `Released: ${sums}`,
  resumed: ({ charged, released }) => `Goes on where it stood: ${charged} of ${released} charged`,
  progress: ({ charged, released, declined, refused, unknown, left_out: leftOut }) =>
    [
      `${charged} of ${released} charged`,
      declined > 0 && `${declined} declined`,
      refused > 0 && `${refused} refused`,
      leftOut > 0 && `${leftOut} left out`,
      unknown > 0 && `${unknown} without an answer`
    ]
      .filter(Boolean)
      .join(', '),
  stopping: 'Stopping: nothing more leaves, and what is on its way is waited for.',
  saved: (out) => `Result: ${out}`,
  rowProblem: (rows, what, samples) => `${rows === 1 ? '1 row' : `${rows} rows`}: ${what} (${samples})`,
  sample: (row, seen) => (seen === '' ? `row ${row}` : `row ${row}: ${seen}`),
  stop: {
    out_is_file: () =>
      'The result would be written over the file itself. Nothing was charged. Choose another --out.',
    out_no_folder: ({ folder }) =>
      `There is no folder ${folder} for the result. Nothing was charged. Make it, or choose another --out.`,
    out_unwritable: ({ out }) =>
      `The result cannot be written at ${out}. Nothing was charged. Choose another --out.`,
    out_exists: ({ out }) =>
      `There is a file at ${out} already that is not this result as Trekk wrote it. Nothing was charged now. Move it, or choose another --out.`,
    out_ending: ({ ending }) =>
      `The result comes in the form of the file: the name of --out must ${ending === 'xlsx' ? 'end in .xlsx' : 'not end in .xlsx'}. Nothing was charged.`,
    real_money_missing: ({ accountId }) =>
      `${accountId} charges real money. Nothing was charged. Say --real-money if that is meant.`,
    real_money_without: ({ accountId }) =>
      `--real-money is said, and ${accountId} is no account in production. Nothing was charged. Which of the two is meant?`,
    name_used: ({ name, fileName, releasedAt }) =>
      `A file was released as “${name}” before, with other content: ${fileName}, ${releasedAt}. Nothing was charged. Give this one another name.`,
    released_by_person: ({ name, releasedAt }) =>
      `A person released this file as “${name}” in the window, ${releasedAt}. Nothing was charged now. Go on with it there.`,
    called_off: ({ name }) =>
      `Somebody called “${name}” off for good. Nothing was charged now. What is left of it is another file, under another name.`,
    same_file: ({ name, releasedAt }) =>
      `This very file was released before as “${name}”, ${releasedAt}. Nothing was charged. If it is meant once more, say --accept same_file.`,
    questions: ({ questions }) =>
      `Something is asked about the columns that nothing in the file settles: ${questions}. Nothing was charged. Open the file in Trekk, answer, and keep its columns anew.`,
    rows: () =>
      'Rows need a person before they may be charged. Nothing was charged. Mend them in the file, or read it in the window.',
    nothing_to_charge: () => 'No row of the file is to be charged. Nothing was charged.',
    second_person: ({ accountId }) =>
      `${accountId} asks for a second person before such a file is released. Nothing was charged. Release it in the window, or change the rule there.`,
    not_asked: ({ end }) =>
      `Dintero could not be asked to the end what was charged elsewhere: ${end}. Nothing was charged. Try again, or say --accept not_asked to charge without.`,
    totals_differ: ({ said, found }) =>
      `The total is another. Said: ${said}. In the file: ${found}. Nothing was charged now.`,
    stopped: () => 'Stopped before the next charge.',
    first_unknown: () =>
      'Of the first rows some have no answer yet. The rest waits. Nobody needs to guess: Trekk keeps asking Dintero.',
    first_not_charged: () => 'The first rows were not charged as they should be. The rest waits for a person.'
  },
  unwritten:
    'What became of every row is in Trekk, and nothing is lost. The same command writes the result again.',
  sameCommand: 'The same command goes on where it stood.',
  inWindow: 'Open Trekk, look at the file, and go on there or stop it for good.',
  done: ({ charged, released }) => `Done: ${charged} of ${released} charged.`,
  exit: (code) => `Exit code ${code}.`
}
