/**
 * How a start without a window ends; docs/command.md 4 tells what scripts may rely on. What begins with 1 has charged
 * nothing; after what begins with 2 or 3 the same command goes on where it stood, once what is said is seen to.
 */
export const exitCodes = {
  /** Every row is charged, or there was nothing but words to say. */
  done: 0,
  /** Every row has its end, and some were not charged: the result says which and why. */
  some_not_charged: 1,
  not_understood: 2,
  /** Every row has left, and of some nobody knows what became. */
  some_unknown: 3,

  /** The file, its columns or its rows need a person. */
  file: 10,
  totals: 11,
  /** The name, or the very file, was released before. */
  used: 12,
  account: 13,
  mapping: 14,
  /** Nothing can be written where `--out` says. */
  out: 15,

  /** Somebody stopped it, or the day's limit: it goes on when it is started again. */
  paused: 20,
  /** A person must look, in the window, before it goes on. */
  person: 21,

  /** The window, or another command, has the same data open. */
  in_use: 30,
  keychain: 31,
  disk: 32,
  network: 33,
  /** Dintero refuses the account's credentials. */
  access: 34,

  /** All is charged as 0, 1 and 3 say, and the result could not be written. */
  result_unwritten: 40,
  program: 70
} as const

export type Outcome = keyof typeof exitCodes
