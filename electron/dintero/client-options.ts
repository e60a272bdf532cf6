export interface Credentials {
  readonly clientId: string
  readonly clientSecret: string
}

/** All in ms. Each covers the body of the answer too. */
export interface Timeouts {
  readonly charge: number
  readonly modification: number
  readonly link: number
  readonly token: number
  /** One read with all its repetitions, and one attempt of it. */
  readonly read: number
  readonly attempt: number
  /** Before the first repetition of a read; doubles, with jitter. */
  readonly retryDelay: number
}

export interface ClientLog {
  info(message: string, facts?: Readonly<Record<string, string | number>>): void
}

export interface DinteroClientOptions {
  readonly accountId: string
  readonly baseUrls: { readonly checkout: string; readonly api: string }
  /** Reads the secret anew for each access token, so it is not kept here. Its rejections reach the caller of a read. */
  readonly credentials: () => Promise<Credentials>
  /** ms since 1970 UTC */
  readonly clock: () => number
  /** Trekk's own version, told to Dintero. */
  readonly version: string
  readonly log?: ClientLog
  /** Called with Dintero's clock minus this machine's, ms, at every answer that tells it. */
  readonly onClockSkew?: (skew: number) => void
  readonly timeouts?: Partial<Timeouts>
  /** Node's own unless told. Never Chromium's: it silently sends a POST again when a reused connection drops. */
  readonly fetch?: typeof globalThis.fetch
}

/**
 * Longer than any charge, capture or refund is known to take: a time-out leaves an unknown outcome, so it is the last resort
 * (docs/dintero.md 7).
 */
export const defaultTimeouts: Timeouts = {
  charge: 90_000,
  modification: 90_000,
  link: 30_000,
  token: 15_000,
  read: 20_000,
  attempt: 8_000,
  retryDelay: 300
}
