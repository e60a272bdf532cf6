import type { AccessTokenBody } from './wire'

/** An access token, or whatever says why there is none. */
export type TokenAnswer<F> =
  { readonly kind: 'token'; readonly token: string; readonly expiresAt: number } | F

interface Token {
  readonly kind: 'token'
  readonly token: string
  /** ms since 1970 UTC */
  readonly renewAt: number
  readonly expiresAt: number
}

/**
 * Keeps one account's access token in memory. It is renewed at half its life, as Dintero's own Node SDK does
 * (docs/dintero.md 2), and however many callers wait there is one request in flight. A failure is handed to those who
 * waited for it and then forgotten.
 */
export class AccessTokens<F extends { readonly kind: 'failed' }> {
  readonly #request: () => Promise<AccessTokenBody | F>
  readonly #clock: () => number
  #cached: Token | null = null
  #flight: Promise<TokenAnswer<F>> | null = null

  /** @param request fetches a new token; may reject when the credentials cannot be read */
  constructor(request: () => Promise<AccessTokenBody | F>, clock: () => number) {
    this.#request = request
    this.#clock = clock
  }

  /** A token that is good for a request now. Rejects only as the constructor's `request` does. */
  async get(): Promise<TokenAnswer<F>> {
    const cached = this.#cached
    return cached !== null && this.#clock() < cached.renewAt ? cached : (this.#flight ?? this.#fly())
  }

  /** A token other than `refused`, which Dintero answered with 401. */
  async renew(refused: string): Promise<TokenAnswer<F>> {
    if (this.#cached?.token === refused) this.#cached = null
    return this.get()
  }

  /** A token fetched after this call, whatever is cached or in flight: the only proof of new credentials. */
  async prove(): Promise<TokenAnswer<F>> {
    return this.#fly()
  }

  #fly(): Promise<TokenAnswer<F>> {
    const flight = this.#fetch().then(
      (answer) => {
        if (this.#land(flight) && answer.kind === 'token') this.#cached = answer
        return answer
      },
      (error: unknown) => {
        this.#land(flight)
        throw error
      }
    )
    this.#flight = flight
    return flight
  }

  /** Ends a flight. @returns false when a newer one has taken its place, whose token is the one to keep */
  #land(flight: Promise<TokenAnswer<F>>): boolean {
    if (this.#flight !== flight) return false
    this.#flight = null
    return true
  }

  async #fetch(): Promise<Token | F> {
    const fetchedAt = this.#clock()
    const body = await this.#request()
    if ('kind' in body) return body
    const life = body.expiresIn * 1000
    return { kind: 'token', token: body.token, renewAt: fetchedAt + life / 2, expiresAt: fetchedAt + life }
  }
}
