import type { ModificationKind } from '../../shared/modification'
import type { ModificationAnswer } from '../../shared/modification-outcome'
import type { Answer, NoAnswer } from '../../shared/outcome'
import { TrekkError } from '../../shared/result'
import type { Transaction } from '../../shared/transaction'
import { AccessTokens } from './access-token'
import { parseCardToken, parseCardTokens, toDeleteAnswer } from './card-token'
import { defaultTimeouts } from './client-options'
import type { DinteroClientOptions, Timeouts } from './client-options'
import type {
  CancelAnswer,
  CardToken,
  CredentialProof,
  DeleteAnswer,
  Deletion,
  Dintero,
  Failed,
  LinkAnswer,
  Lookup,
  Session,
  SettlementFilter,
  SettlementPage,
  SettlementPlace,
  TransactionFilter,
  TransactionWithTokens
} from './dintero'
import type { EnrolmentBody } from './enrolment-body'
import { failed, isTokenError, isUnauthorised, lost, toAnswer } from './exchange'
import type { Exchange } from './exchange'
import { failureError } from './failure-error'
import { toLinkAnswer } from './link-answer'
import { cardTokensQuery, listQuery, settlementsQuery } from './list-query'
import { toModificationAnswer } from './modification-answer'
import type { ModificationBody } from './modification-bodies'
import { isPaymentPage } from './payment-page'
import { redactor } from './redact'
import type { Redactor } from './redact'
import type { CustomerTokens, SessionsPayBody, SessionsProfileBody } from './requests'
import { Transport } from './transport'
import { parseAccessToken, parseError, parseSession } from './wire'
import type { AccessTokenBody } from './wire'
import { parseSettlements } from './wire-settlement'
import { parseTransaction, parseTransactions, parseTransactionWithTokens } from './wire-transaction'
import { pageSize, readWholeList } from './whole-list'

/** Payouts asked for at a time; Dintero's most is 1,000 (docs/dintero.md 11). */
const settlementsAtOnce = 200

type TokenFailure = Extract<CredentialProof, { kind: 'failed' }>

/** Dintero over HTTP, for one account; see the interface for what each method promises. */
export class DinteroClient implements Dintero {
  readonly #options: DinteroClientOptions
  readonly #timeouts: Timeouts
  readonly #tokens: AccessTokens<TokenFailure>
  readonly #transport: Transport

  constructor(options: DinteroClientOptions) {
    this.#options = options
    this.#timeouts = { ...defaultTimeouts, ...options.timeouts }
    this.#transport = new Transport(options, this.#timeouts)
    this.#tokens = new AccessTokens(() => this.#requestToken(), options.clock)
  }

  async proveCredentials(): Promise<CredentialProof> {
    const answer = await this.#tokens.prove()
    return answer.kind === 'token' ? { kind: 'proved', expiresAt: answer.expiresAt } : answer
  }

  async pay(body: SessionsPayBody): Promise<Answer> {
    const secrets = tokensIn(body.session.customer.tokens)
    return this.#once(redactor(secrets), (token) => this.#charge(token, body), toAnswer)
  }

  async modify(
    kind: ModificationKind,
    transactionId: string,
    body: ModificationBody | null
  ): Promise<ModificationAnswer> {
    const url = `${this.#options.baseUrls.checkout}/transactions/${encodeURIComponent(transactionId)}/${kind}`
    const send = (token: string): Promise<Exchange> =>
      this.#transport.post(url, body, {
        headers: { ...this.#systemHeaders(), Authorization: `Bearer ${token}` },
        timeout: this.#timeouts.modification,
        redact: redactor([token])
      })
    return this.#once(redactor([]), send, toModificationAnswer)
  }

  async createLink(body: SessionsProfileBody): Promise<LinkAnswer> {
    return this.#makeLink('/sessions-profile', body, tokensIn(body.customer.tokens))
  }

  async createEnrolment(body: EnrolmentBody): Promise<LinkAnswer> {
    return this.#makeLink('/sessions/payment-token', body, [])
  }

  isPaymentPage(url: string): boolean {
    return isPaymentPage(url, this.#options.baseUrls.checkout)
  }

  clockSkew(): number | null {
    return this.#transport.clockSkew
  }

  async cancelSession(id: string): Promise<CancelAnswer> {
    const { checkout } = this.#options.baseUrls
    const exchange = await this.#authorised(isTokenError, (token) =>
      this.#transport.post(
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

  async pageOfSettlements(
    filter: SettlementFilter,
    after: SettlementPlace | null
  ): Promise<Lookup<SettlementPage>> {
    const { accountId, baseUrls } = this.#options
    const query = settlementsQuery(filter, settlementsAtOnce, after)
    return this.#find(
      `/accounts/${accountId}/settlements?${query}`,
      (body, redact) => parseSettlements(body, redact, settlementsAtOnce),
      baseUrls.api
    )
  }

  async pageOfCardTokens(after: string | null, customerId?: string): Promise<Lookup<CardToken[]>> {
    return this.#find(`/card-tokens?${cardTokensQuery(pageSize, after, customerId)}`, parseCardTokens)
  }

  async getCardToken(id: string): Promise<Lookup<CardToken>> {
    return this.#find(`/card-tokens/${encodeURIComponent(id)}`, parseCardToken)
  }

  async deleteCardToken(id: string, { reason, requestor }: Deletion): Promise<DeleteAnswer> {
    const url = `${this.#options.baseUrls.checkout}/card-tokens/${encodeURIComponent(id)}`
    const exchange = await this.#authorised(isTokenError, (token) =>
      this.#transport.delete(
        url,
        { reason, requestor },
        {
          headers: { ...this.#systemHeaders(), Authorization: `Bearer ${token}` },
          timeout: this.#timeouts.link,
          redact: redactor([token])
        }
      )
    )
    return toDeleteAnswer(exchange)
  }

  async #makeLink(path: string, body: object, secrets: readonly string[]): Promise<LinkAnswer> {
    const { checkout } = this.#options.baseUrls
    const exchange = await this.#authorised(isTokenError, (token) =>
      this.#transport.post(`${checkout}${path}`, body, {
        headers: { ...this.#systemHeaders(), Authorization: `Bearer ${token}` },
        timeout: this.#timeouts.link,
        redact: redactor([token, ...secrets])
      })
    )
    return toLinkAnswer(exchange)
  }

  /**
   * Sends a request that moves money, and says whatever becomes of it: nothing here rejects. It is sent a second time only
   * after Dintero's own error about the access token.
   */
  async #once<T>(
    redact: Redactor,
    send: (token: string) => Promise<Exchange>,
    read: (exchange: Exchange) => T
  ): Promise<T | NoAnswer> {
    let mayHaveLeft = false
    try {
      const exchange = await this.#authorised(isTokenError, async (token) => {
        mayHaveLeft = true
        const answer = await send(token)
        mayHaveLeft = !isTokenError(answer)
        return answer
      })
      if (exchange.kind !== 'failed') return read(exchange)
      const reason = `no access token: ${exchange.reason}, ${exchange.message}`
      return { kind: 'not_connected', reason, code: failureError(exchange).code }
    } catch (error) {
      // The credentials could not be read, so nothing was sent; or we have a bug, and then nobody knows.
      const reason = redact(error instanceof Error ? error.message : 'unknown failure')
      if (mayHaveLeft) return { kind: 'no_answer', reason }
      const code = error instanceof TrekkError ? error.code : 'internal'
      return { kind: 'not_connected', reason: `no access token: ${reason}`, code }
    }
  }

  /** The request that charges. No repetition, no redirect, no second thought. */
  #charge(token: string, body: SessionsPayBody): Promise<Exchange> {
    return this.#transport.post(`${this.#options.baseUrls.checkout}/sessions/pay`, body, {
      headers: {
        ...this.#systemHeaders(),
        // A merchant reference that any session has already is refused with 400: the guard against charging twice.
        'Dintero-Feature-Toggles': 'strict-merchant-reference',
        Authorization: `Bearer ${token}`
      },
      timeout: this.#timeouts.charge,
      redact: redactor([token, ...tokensIn(body.session.customer.tokens)])
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

  async #find<T>(
    path: string,
    parse: (body: unknown, redact: Redactor) => T | null,
    base = this.#options.baseUrls.checkout
  ): Promise<Lookup<T>> {
    const exchange = await this.#authorised(isUnauthorised, (token) =>
      this.#transport.get(`${base}${path}`, token)
    )
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
    const exchange = await this.#transport.post(
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
}

/** To everyone but the person connecting an account, an account that is not there is one we may not use. */
function withoutToken(failure: TokenFailure): Failed {
  return { ...failure, reason: failure.reason === 'account_unknown' ? 'unauthorised' : failure.reason }
}

function tokensIn(tokens: CustomerTokens = {}): string[] {
  return Object.values(tokens).flatMap((kinds) => Object.values(kinds))
}
