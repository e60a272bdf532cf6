import { describe, expect, it } from 'vitest'
import { DeadlineError, networkFailure } from '../../../electron/dintero/network-failure'

function system(code: string, syscall?: string): Error {
  return Object.assign(new Error(`${syscall ?? ''} ${code}`), {
    code,
    ...(syscall !== undefined && { syscall })
  })
}

function fetchFailed(cause: unknown): Error {
  return new TypeError('fetch failed', { cause })
}

function kyFailed(cause: unknown): Error {
  return Object.assign(new Error('Request failed due to a network error', { cause: fetchFailed(cause) }), {
    name: 'NetworkError'
  })
}

describe('what never left this machine', () => {
  it.each([
    system('ENOTFOUND', 'getaddrinfo'),
    system('EAI_AGAIN', 'getaddrinfo'),
    system('ECONNREFUSED', 'connect'),
    system('EHOSTUNREACH', 'connect'),
    system('ENETUNREACH', 'connect'),
    system('ETIMEDOUT', 'connect'),
    system('UND_ERR_CONNECT_TIMEOUT'),
    system('CERT_HAS_EXPIRED'),
    system('DEPTH_ZERO_SELF_SIGNED_CERT'),
    system('ERR_TLS_CERT_ALTNAME_INVALID'),
    new AggregateError([system('ECONNREFUSED', 'connect'), system('ENETUNREACH', 'connect')])
  ])('%s', (cause) => {
    expect(networkFailure(kyFailed(cause)).kind).toBe('not_connected')
    expect(networkFailure(fetchFailed(cause)).kind).toBe('not_connected')
  })
})

describe('what may have been received', () => {
  it.each([
    system('ECONNRESET', 'read'),
    system('EPIPE', 'write'),
    system('EHOSTUNREACH', 'read'),
    system('ENETUNREACH', 'write'),
    system('ECONNREFUSED', 'read'),
    system('ETIMEDOUT', 'read'),
    system('ECONNREFUSED'),
    system('UND_ERR_SOCKET'),
    system('UND_ERR_HEADERS_TIMEOUT'),
    system('UND_ERR_BODY_TIMEOUT'),
    system('ERR_SSL_WRONG_VERSION_NUMBER'),
    system('EPROTO', 'write'),
    new AggregateError([system('ECONNREFUSED', 'connect'), system('ECONNRESET', 'read')]),
    new AggregateError([]),
    new Error('unexpected redirect'),
    'a string',
    undefined
  ])('%s', (cause) => {
    expect(networkFailure(kyFailed(cause)).kind).toBe('no_answer')
    expect(networkFailure(cause).kind).toBe('no_answer')
  })

  it('our own deadline and an abort', () => {
    expect(networkFailure(new DeadlineError(5)).kind).toBe('timeout')
    expect(networkFailure(new DOMException('x', 'AbortError')).kind).toBe('no_answer')
  })

  it('a ring of causes', () => {
    const error = new Error('ring')
    error.cause = error
    expect(networkFailure(error).kind).toBe('no_answer')
  })
})
