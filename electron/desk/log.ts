import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Our own few lines rather than a logging library: what makes this log fit to keep is that nothing reaches the
 * file before it went through `redact`, and that it is written at once, so the last line before a crash is there.
 */
export interface Log {
  info(message: string, facts?: Facts): void
  warn(message: string, facts?: Facts): void
  error(message: string, facts?: Facts): void
}

export type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>

const maxBytes = 2_000_000

const secretPatterns: readonly [RegExp, string][] = [
  [/\b(?:Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+/gi, '[authorization]'],
  [/\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+){0,2}/g, '[jwt]'],
  [
    /("?(?:client_secret|clientSecret|access_token|payment_token|recurrence_token|token)"?\s*[:=]\s*"?)[^"\s,}&]+/gi,
    '$1[secret]'
  ],
  [/\b\d(?:[ -]?\d){12,18}\b/g, '[digits]']
]

/** Removes whatever looks like a credential, a token or a card number from a text. */
export function redact(text: string): string {
  return secretPatterns.reduce((clean, [pattern, mark]) => clean.replace(pattern, mark), text)
}

/**
 * A log of one JSON object a line in `file`; at 2 MB it is moved to `file.1`, replacing the one before.
 * Writing never throws: a full disk must not keep an answer from being written.
 * @param now ms since 1970 UTC
 */
export function openLog(file: string, now: () => number): Log {
  try {
    mkdirSync(dirname(file), { recursive: true })
  } catch {
    // A read-only profile is reported by the ledger in the user's own words.
  }
  const write = (level: string, message: string, facts: Facts = {}): void => {
    const line = redact(JSON.stringify({ time: new Date(now()).toISOString(), level, message, ...facts }))
    try {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maxBytes) renameSync(file, `${file}.1`)
      appendFileSync(file, `${line}\n`, { mode: 0o600 })
    } catch {
      // See above: no log is better than no answer.
    }
  }
  return {
    info: (message, facts) => write('info', message, facts),
    warn: (message, facts) => write('warn', message, facts),
    error: (message, facts) => write('error', message, facts)
  }
}
