import ky, { HTTPError } from 'ky'
import type { Answer } from '../../shared/outcome'
import { TrekkError } from '../../shared/result'
import type { Transaction } from '../../shared/transaction'
import { AccessTokens } from './access-token'
import { parseCardToken, parseCardTokens } from './card-token'
import { defaultTimeouts } from './client-options'
import type { DinteroClientOptions, Timeouts } from './client-options'
import type {
  CancelAnswer,
  CardToken,
  CredentialProof,
  Dintero,
  Failed,
  LinkAnswer,
  Lookup,
  Session,
  TransactionFilter,
  TransactionWithTokens
} from './dintero'
import { failed, isTokenError, isUnauthorised, lost, toAnswer } from './exchange'
import type { Exchange } from './exchange'
import { failureError } from './failure-error'
import { httpDateOf, retryAfterOf, within } from './http'
import { cardTokensQuery, listQuery } from './list-query'
import { networkFailure } from './network-failure'
import { readResponse, type ReadResponse } from './read-response'
import { redactor } from './redact'
import type { Redactor } from './redact'
import type { SessionsPayBody, SessionsProfileBody } from './requests'
import {
  parseAccessToken,
  parseError,
  parseJson,
  parseLink,
  parseSession,
  parseTransaction,
  parseTransactions,
  parseTransactionWithTokens
} from './wire'
import type { AccessTokenBody } from './wire'
import { pageSize, readWholeList } from './whole-list'

type TokenFailure = Extract<CredentialProof, { kind: 'failed' }>

/** A read told to wait longer than this is given up and the wait passed on. ms */
const longestWait = 5_000

/** Dintero over HTTP, for one account; see the interface for what each method promises. */
export class DinteroClient implements Dintero {
  readonly #options: DinteroClientOptions
  readonly #timeouts: Timeouts
  readonly #tokens: AccessTokens<TokenFailure>
  #clockSkew: number | null = null

  constructor(options: DinteroClientOptions) {
    this.#options = options
    this.#timeouts = { ...defaultTimeouts, ...options.timeouts }
    this.#tokens = new AccessTokens(() => this.#requestToken(), options.clock)
  }

  async proveCredentials(): Promise<CredentialProof> {
    const answer = await this.#tokens.prove()
    return answer.kind === 'token' ? { kind: 'proved', expiresAt: answer.expiresAt } : answer
  }

  async pay(body: SessionsPayBody): Promise<Answer> {
    let mayHaveLeft = false
    try {
      const exchange = await this.#authorised(isTokenError, async (token) => {
        mayHaveLeft = true
        const answer = await this.#charge(token, body)
        mayHaveLeft = !isTokenError(answer)
        return answer
      })
      if (exchange.kind !== 'failed') return toAnswer(exchange)
      const reason = `no access token: ${exchange.reason}, ${exchange.message}`
      return { kind: 'not_connected', reason, code: failureError(exchange).code }
    } catch (error) {
      // The credentials could not be read, so nothing was sent; or we have a bug, and then nobody knows.
      const reason = redactor(secretsIn(body))(error instanceof Error ? error.message : 'unknown failure')
      if (mayHaveLeft) return { kind: 'no_answer', reason }
      const code = error instanceof TrekkError ? error.code : 'internal'
      return { kind: 'not_connected', reason: `no access token: ${reason}`, code }
    }
  }

  async createLink(body: SessionsProfileBody): Promise<LinkAnswer> {
    const { checkout } = this.#options.baseUrls
    const exchange = await this.#authorised(isTokenError, (token) =>
      this.#post(`${checkout}/sessions-profile`, body, {
        headers: { ...this.#systemHeaders(), Authorization: `Bearer ${token}` },
        timeout: this.#timeouts.link,
        redact: redactor([token, ...secretsIn(body)])
      })
    )
    if (exchange.kind === 'failed') return exchange
    if (exchange.kind === 'lost') return lost(exchange.failure)
    const link = exchange.status === 200 ? parseLink(exchange.body) : null
    // Dintero's links are HTTPS; only a simulator on this machine may differ.
    if (link !== null && (link.url.startsWith('https:') || checkout.startsWith('http:')))
      return { kind: 'created', ...link }
    const failure = failed(exchange)
    const refused = exchange.status >= 400 && exchange.status < 500 && failure.reason === 'server'
    return refused ? { ...failure, reason: 'refused' } : failure
  }

  clockSkew(): number | null {
    return this.#clockSkew
  }

  async cancelSession(id: string): Promise<CancelAnswer> {
    const { checkout } = this.#options.baseUrls
    const exchange = await this.#authorised(isTokenError, (token) =>
      this.#post(
        `${checkout}/sessions/${encodeURIComponent(id)}/cancel`,
        {},
        {
          headers: { ...this.#systemHeaders(), Authorization: `Bearer ${token}` },
          timeout: this.#timeouts.link,
          redact: redactor([token])
        }
      )
    )
    if (exchange.kind === 'failed') return exchange
    if (exchange.kind === 'lost') return lost(exchange.failure)
    if (exchange.status === 200) return { kind: 'cancelled' }
    const failure = failed(exchange)
    const refused = exchange.status >= 400 && exchange.status < 500 && failure.reason === 'server'
    return refused ? { kind: 'refused', message: failure.message } : failure
  }

  async getSession(id: string): Promise<Lookup<Session>> {
    return this.#find(`/sessions/${encodeURIComponent(id)}`, parseSession)
  }

  async getTransaction(id: string): Promise<Lookup<Transaction>> {
    return this.#find(`/transactions/${encodeURIComponent(id)}`, parseTransaction)
  }

  async getTransactionToken(id: string): Promise<Lookup<TransactionWithTokens>> {
    const includes = 'includes=card.payment_token&includes=card.recurrence_token'
    return this.#find(`/transactions/${encodeURIComponent(id)}?${includes}`, parseTransactionWithTokens)
  }

  async listTransactions(filter: TransactionFilter): Promise<Lookup<Transaction[]>> {
    return readWholeList((after) => this.pageOfTransactions(filter, after), filter.atMost)
  }

  async pageOfTransactions(filter: TransactionFilter, after: string | null): Promise<Lookup<Transaction[]>> {
    return this.#find(`/transactions?${listQuery(filter, pageSize, after)}`, parseTransactions)
  }

  async pageOfCardTokens(after: string | null): Promise<Lookup<CardToken[]>> {
    return this.#find(`/card-tokens?${cardTokensQuery(pageSize, after)}`, parseCardTokens)
  }

  async getCardToken(id: string): Promise<Lookup<CardToken>> {
    return this.#find(`/card-tokens/${encodeURIComponent(id)}`, parseCardToken)
  }

  /** The one request that moves money. No repetition, no redirect, no second thought. */
  #charge(token: string, body: SessionsPayBody): Promise<Exchange> {
    return this.#post(`${this.#options.baseUrls.checkout}/sessions/pay`, body, {
      headers: {
        ...this.#systemHeaders(),
        // A merchant reference that any session has already is refused with 400: the guard against charging twice.
        'Dintero-Feature-Toggles': 'strict-merchant-reference',
        Authorization: `Bearer ${token}`
      },
      timeout: this.#timeouts.charge,
      redact: redactor([token, ...secretsIn(body)])
    })
  }

  /** Sends with an access token and, when that was refused and nothing else, once more with a new one. */
  async #authorised(
    wasRefused: (exchange: Exchange) => boolean,
    send: (token: string) => Promise<Exchange>
  ): Promise<Exchange | Failed> {
    const first = await this.#tokens.get()
    if (first.kind === 'failed') return withoutToken(first)
    const exchange = await send(first.token)
    if (!wasRefused(exchange)) return exchange
    const second = await this.#tokens.renew(first.token)
    return second.kind === 'failed' ? withoutToken(second) : send(second.token)
  }

  async #find<T>(path: string, parse: (body: unknown, redact: Redactor) => T | null): Promise<Lookup<T>> {
    const exchange = await this.#authorised(isUnauthorised, (token) => this.#get(path, token))
    if (exchange.kind === 'failed') return exchange
    if (exchange.kind === 'lost') return lost(exchange.failure)
    if (exchange.status === 404 && parseError(exchange.body, exchange.redact).fromDintero)
      return { kind: 'not_found' }
    const value = exchange.status === 200 ? parse(exchange.body, exchange.redact) : null
    return value === null ? failed(exchange) : { kind: 'found', value }
  }

  async #requestToken(): Promise<AccessTokenBody | TokenFailure> {
    const { accountId, baseUrls, credentials } = this.#options
    const { clientId, clientSecret } = await credentials()
    const basic = Buffer.from(`${clientId}:${clientSecret}`, 'utf8').toString('base64')
    const exchange = await this.#post(
      `${baseUrls.api}/accounts/${accountId}/auth/token`,
      // The audience is always the public address, wherever the request goes (docs/dintero.md 2).
      { grant_type: 'client_credentials', audience: `https://api.dintero.com/v1/accounts/${accountId}` },
      {
        headers: { Authorization: `Basic ${basic}` },
        timeout: this.#timeouts.token,
        redact: redactor([clientSecret, basic])
      }
    )
    if (exchange.kind === 'lost') return lost(exchange.failure)
    const token = exchange.status === 200 ? parseAccessToken(exchange.body) : null
    if (token !== null) return token
    const failure = failed(exchange)
    // Which status a foreign account gets is not documented, so its words decide (docs/dintero.md 2).
    const aboutAccount = /audience|account|\b[ao]id\b/i.test(failure.message)
    const noSuchAccount =
      exchange.status === 404 || ((exchange.status === 400 || exchange.status === 403) && aboutAccount)
    if (noSuchAccount) return { ...failure, reason: 'account_unknown' }
    return exchange.status === 400 ? { ...failure, reason: 'unauthorised' } : failure
  }

  #systemHeaders(): Record<string, string> {
    return { 'Dintero-System-Name': 'Trekk', 'Dintero-System-Version': this.#options.version }
  }

  async #post(
    url: string,
    body: object,
    options: { headers: Record<string, string>; timeout: number; redact: Redactor }
  ): Promise<Exchange> {
    return this.#exchange('POST', url, options.redact, () =>
      within(options.timeout, async (signal) => {
        const response = await ky.post(url, {
          json: body,
          headers: { Accept: 'application/json', ...options.headers },
          retry: 0,
          redirect: 'error',
          timeout: false,
          throwHttpErrors: false,
          signal,
          ...this.#fetch()
        })
        return readResponse(response)
      })
    )
  }

  async #get(path: string, token: string): Promise<Exchange> {
    const { read, attempt, retryDelay } = this.#timeouts
    const url = `${this.#options.baseUrls.checkout}${path}`
    return this.#exchange('GET', url, redactor([token]), () =>
      within(read, async (signal) => {
        const response = await ky.get(url, {
          headers: { Accept: 'application/json', Authorization: `Bearer ${token}` },
          retry: {
            limit: 2,
            statusCodes: [408, 429, 500, 502, 503, 504],
            afterStatusCodes: [429, 503],
            maxRetryAfter: longestWait,
            delay: (count) => retryDelay * 2 ** (count - 1),
            jitter: (delay) => delay * (0.5 + Math.random()),
            retryOnTimeout: true,
            shouldRetry: ({ error }) => (this.#mustWaitLong(error) ? false : undefined)
          },
          redirect: 'error',
          timeout: attempt,
          totalTimeout: read,
          signal,
          ...this.#fetch()
        })
        return readResponse(response)
      })
    )
  }

  #fetch(): { fetch?: typeof globalThis.fetch } {
    return this.#options.fetch === undefined ? {} : { fetch: this.#options.fetch }
  }

  #mustWaitLong(error: Error): boolean {
    if (!(error instanceof HTTPError)) return false
    return (retryAfterOf(error.response.headers, this.#options.clock()) ?? 0) > longestWait
  }

  /** The `Date` was written between sending and receiving, and its second began half a second before, on average. */
  #noteClock(headers: Headers, sentAt: number, receivedAt: number): void {
    const date = httpDateOf(headers.get('date'))
    if (date === null) return
    this.#clockSkew = Math.round(date + 500 - (sentAt + receivedAt) / 2)
    this.#options.onClockSkew?.(this.#clockSkew)
  }

  /** Turns whatever happened on the wire into a value, and tells the log: method, path without its query, status, time. */
  async #exchange(
    method: string,
    url: string,
    redact: Redactor,
    send: () => Promise<ReadResponse>
  ): Promise<Exchange> {
    const { clock, log } = this.#options
    const startedAt = clock()
    const told = (outcome: string | number): void =>
      log?.info('dintero', { method, path: new URL(url).pathname, outcome, ms: clock() - startedAt })
    try {
      const { status, headers, body } = await send().catch(httpErrorAsAnswer)
      told(status)
      this.#noteClock(headers, startedAt, clock())
      return { kind: 'answered', status, body, redact, retryAfter: retryAfterOf(headers, clock()) }
    } catch (error) {
      const failure = networkFailure(error)
      const clean = { kind: failure.kind, reason: redact(failure.reason) }
      told(`${clean.kind}: ${clean.reason}`)
      return { kind: 'lost', failure: clean }
    }
  }
}

/** To everyone but the person connecting an account, an account that is not there is one we may not use. */
function withoutToken(failure: TokenFailure): Failed {
  return { ...failure, reason: failure.reason === 'account_unknown' ? 'unauthorised' : failure.reason }
}

/** ky throws for a read's error statuses, because it repeats only what was thrown; by then it has read the body. */
function httpErrorAsAnswer(error: unknown): ReadResponse {
  if (!(error instanceof HTTPError)) throw error
  const { response, data } = error
  return {
    status: response.status,
    headers: response.headers,
    body: typeof data === 'string' ? parseJson(data) : data
  }
}

function secretsIn(body: SessionsPayBody | SessionsProfileBody): string[] {
  const { tokens } = 'session' in body ? body.session.customer : body.customer
  return Object.values(tokens).flatMap((kinds) => Object.values(kinds))
}
