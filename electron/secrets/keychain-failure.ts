import { KeychainError } from './secret-store'
import type { KeychainKind } from './secret-store'

/**
 * What the systems' own words mean. keytar passes on the text and drops the code, so the text is all there is; the
 * Linux ones were seen with libsecret 0.20 and gnome-keyring 42, macOS's are those of `SecCopyErrorMessageString`,
 * Windows's those of `FormatMessage` in English (in other languages they end as `unavailable`).
 */
const meanings: readonly (readonly [RegExp, KeychainKind])[] = [
  [/stub received bad data|too (?:large|long)/i, 'too_large'],
  [
    /not provided by any \.service files|autolaunch D-?Bus|could not connect|failed to load keytar/i,
    'missing'
  ],
  [/libsecret|no such interface|unknown or unsupported transport|cannot find module/i, 'missing'],
  [/\blocked\b|user interaction is not allowed|interaction required/i, 'locked'],
  [/dismiss|cancel|denied|not correct|not authori[sz]ed|declined|refused/i, 'denied']
]

/** A keychain error of the right kind for whatever keytar threw. The system's own text is kept: it names no secret. */
export function keychainFailure(thrown: unknown): KeychainError {
  if (thrown instanceof KeychainError) return thrown
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  const kind = meanings.find(([pattern]) => pattern.test(text))?.[1] ?? 'unavailable'
  return new KeychainError(kind, text.slice(0, 300), thrown)
}
