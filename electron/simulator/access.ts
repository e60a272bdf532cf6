import { createHash, timingSafeEqual } from 'node:crypto'
import { refusal, json } from './reply'
import { checkTokenRequest } from './validate'
import type { IdSource } from './ids'
import type { ApiClient } from './records'
import type { Reply } from './reply'

/** What a call may do. Most accept two scopes; those about stored cards only one (docs/dintero.md 2 and 11). */
export type Need = 'read' | 'write' | 'admin' | 'settlements'

const accepted: Readonly<Record<Need, readonly string[]>> = {
  read: ['admin:checkout', 'read:checkout'],
  write: ['admin:checkout', 'write:checkout'],
  admin: ['admin:checkout'],
  settlements: [
    'read:settlements',
    'admin:settlements',
    'read:reports',
    'admin:reports',
    'read:billing',
    'admin:billing'
  ]
}

/** Who calls: an API client, for its account. */
export interface Caller {
  readonly accountId: string
  readonly clientId: string
}

interface Grant extends Caller {
  readonly scopes: readonly string[]
  /** ms since 1970 UTC */
  readonly expiresAt: number
}

export type Access = ({ readonly ok: true } & Caller) | { readonly ok: false; readonly reply: Reply }

interface Options {
  readonly clock: () => number
  readonly ids: IdSource
  readonly lifetimeSeconds: number
}

/** API clients and the access tokens they were given. Tokens are opaque, live in memory and end. */
export class AccessControl {
  readonly #options: Options
  readonly #clients = new Map<string, ApiClient>()
  readonly #grants = new Map<string, Grant>()

  constructor(options: Options) {
    this.#options = options
  }

  addClient(client: ApiClient): void {
    this.#clients.set(clientKey(client.accountId, client.clientId), client)
  }

  /** Ends every access token, as if its time were over. */
  expireAll(): void {
    this.#grants.clear()
  }

  /** Answers `POST /v1/accounts/{accountId}/auth/token`. An unknown account is refused like a wrong secret. */
  issue(accountId: string, authorization: string | undefined, body: unknown): Reply {
    const client = this.#clientOf(accountId, authorization)
    if (!client) return refusal(401, 'Unknown client or wrong secret')
    const audience = checkTokenRequest(body)
    if (!audience.ok) return refusal(400, audience.message)
    if (audience.value !== `https://api.dintero.com/v1/accounts/${accountId}`) {
      return refusal(403, 'The audience is not a grant of the client')
    }
    const { clock, ids, lifetimeSeconds } = this.#options
    this.#forgetEnded()
    const token = ids.text(43)
    const { clientId, scopes } = client
    this.#grants.set(token, { accountId, clientId, scopes, expiresAt: clock() + lifetimeSeconds * 1000 })
    return json(200, { access_token: token, token_type: 'Bearer', expires_in: lifetimeSeconds })
  }

  /** Whether a call may pass: 401 for a token that is unknown or has ended, 403 for one without the scope. */
  check(authorization: string | undefined, need: Need): Access {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
    const grant = token === undefined ? undefined : this.#grants.get(token)
    if (!grant || this.#options.clock() >= grant.expiresAt) {
      return { ok: false, reply: refusal(401, 'Access forbidden, invalid JWT') }
    }
    if (!grant.scopes.some((scope) => accepted[need].includes(scope))) {
      return { ok: false, reply: refusal(403, `Requires one of the scopes ${accepted[need].join(', ')}`) }
    }
    return { ok: true, accountId: grant.accountId, clientId: grant.clientId }
  }

  #clientOf(accountId: string, authorization: string | undefined): ApiClient | null {
    const encoded = /^Basic (\S+)$/i.exec(authorization ?? '')?.[1]
    if (encoded === undefined) return null
    const [clientId = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
    const client = this.#clients.get(clientKey(accountId, clientId))
    return client && sameSecret(client.clientSecret, secret.join(':')) ? client : null
  }

  #forgetEnded(): void {
    const now = this.#options.clock()
    for (const [token, { expiresAt }] of this.#grants) if (now >= expiresAt) this.#grants.delete(token)
  }
}

const clientKey = (accountId: string, clientId: string): string => `${accountId} ${clientId}`

function sameSecret(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}
