import { describe, expect, it } from 'vitest'
import { endpoints } from '../../../electron/dintero/endpoints'

describe('endpoints', () => {
  it.each([undefined, '', '  '])('is Dintero without an override: %j', (override) => {
    expect(endpoints(override)).toStrictEqual({
      checkout: 'https://checkout.dintero.com/v1',
      api: 'https://api.dintero.com/v1',
      simulated: false
    })
  })

  it.each([
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010/v1'],
    ['http://127.0.0.1:4010/', 'http://127.0.0.1:4010/v1'],
    ['http://127.0.0.1:4010/v1', 'http://127.0.0.1:4010/v1'],
    ['http://127.0.0.1:4010/v1/', 'http://127.0.0.1:4010/v1'],
    [' https://localhost:8443/v1 ', 'https://localhost:8443/v1'],
    ['http://[::1]:9', 'http://[::1]:9/v1'],
    ['http://127.9.8.7', 'http://127.9.8.7/v1'],
    ['http://0x7f.1:80', 'http://127.0.0.1/v1']
  ])('sends everything to %s', (override, base) => {
    expect(endpoints(override)).toStrictEqual({ checkout: base, api: base, simulated: true })
  })

  it.each([
    'http://192.168.0.1',
    'http://0.0.0.0',
    'http://10.127.0.0.1.example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://127.0.0.1@evil.example',
    'http://evil.example/127.0.0.1',
    'http://[::2]',
    'http://[::ffff:127.0.0.1]',
    'http://user:secret@127.0.0.1',
    'http://127.0.0.1/v2',
    'http://127.0.0.1/v1/accounts',
    'http://127.0.0.1/v1?to=evil',
    'http://127.0.0.1/#x',
    'file:///v1',
    'ftp://127.0.0.1',
    'checkout.dintero.com',
    'not a url'
  ])('refuses %s without repeating it', (override) => {
    expect(() => endpoints(override)).toThrow(RangeError)
    expect(() => endpoints(override)).not.toThrow(/secret|evil/)
  })
})
