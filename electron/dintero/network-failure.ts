/**
 * What became of a request that ended without a complete answer.
 * - `not_connected`: no byte of it left this machine
 * - `timeout`, `no_answer`: it may have been received, and acted on
 */
export interface NetworkFailure {
  readonly kind: 'not_connected' | 'timeout' | 'no_answer'
  /** A short fact for support: the system's code and what it means. */
  readonly reason: string
}

/** Failures of finding or reaching the host, each only when the named system call failed: the same codes also come from an open connection. */
const beforeConnecting: Readonly<Record<string, readonly string[]>> = {
  getaddrinfo: ['ENOTFOUND', 'EAI_AGAIN'],
  connect: ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL']
}

/** Node's codes for a certificate it would not accept (Node, "TLS: X509 certificate error codes"); the handshake comes before any request. */
const certificateCodes: ReadonlySet<string> = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
  'CERT_NOT_YET_VALID',
  'CERT_HAS_EXPIRED',
  'CERT_CHAIN_TOO_LONG',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID'
])

/** Thrown by our own deadline, so that it can be told from an abort by the caller. */
export class DeadlineError extends Error {
  constructor(ms: number) {
    super(`no complete answer within ${ms} ms`)
    this.name = 'DeadlineError'
  }
}

/**
 * Reads what fetch and ky throw. Whatever is not known to have failed before connecting counts as `no_answer`: a
 * needless lookup costs seconds, a charge sent twice costs a customer's trust.
 */
export function networkFailure(thrown: unknown): NetworkFailure {
  const chain = causes(thrown)
  const names = chain.map((error) => error.name)
  if (names.includes('DeadlineError') || names.includes('TimeoutError'))
    return { kind: 'timeout', reason: 'no complete answer in time' }
  const root = chain.at(-1)
  if (root === undefined) return { kind: 'no_answer', reason: 'unknown failure' }
  if (neverConnected(root)) return { kind: 'not_connected', reason: codeOf(root) }
  if (names.includes('AbortError')) return { kind: 'no_answer', reason: 'given up while waiting' }
  return { kind: 'no_answer', reason: codeOf(root) || root.message }
}

/** The error and what caused it, outermost first; bounded, as a chain of causes may be a ring. */
function causes(thrown: unknown): Error[] {
  const chain: Error[] = []
  for (let error = thrown; error instanceof Error && chain.length < 10; error = error.cause) chain.push(error)
  return chain
}

/** Several addresses were tried when it is an AggregateError: then all of them must have failed before connecting. */
function neverConnected(error: Error): boolean {
  if (error instanceof AggregateError)
    return (
      error.errors.length > 0 && error.errors.every((each) => each instanceof Error && neverConnected(each))
    )
  const code = codeOf(error)
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || certificateCodes.has(code)) return true
  return beforeConnecting[textOf(error, 'syscall')]?.includes(code) ?? false
}

function codeOf(error: Error): string {
  return textOf(error, 'code')
}

function textOf(error: Error, property: 'code' | 'syscall'): string {
  const value: unknown = Reflect.get(error, property)
  return typeof value === 'string' ? value : ''
}
