import { describe, expect, it } from 'vitest'
import { accountSettings, type AccountSettings } from '../../../shared/account'
import { currencies } from '../../../shared/money'
import { defaultAccountSettings, defaultLimits, limitsOf } from '../../../electron/accounts/defaults'
import { checkedSettings } from '../../../electron/accounts/settings-check'
import { settingsChanges } from '../../../electron/accounts/settings-changes'

const kept: AccountSettings = {
  country: 'NO',
  defaultCurrency: 'NOK',
  callbackUrl: '',
  returnUrl: '',
  profileId: 'default',
  autoCapture: true,
  limits: {}
}

const limits = { confirmAbove: 10, perCharge: 10, perDay: 10 }

describe('settings that may be kept', () => {
  it.each<Partial<AccountSettings>>([
    {},
    { callbackUrl: 'https://shop.example/cb?method=POST', returnUrl: 'https://shop.example' },
    { limits: { NOK: limits, ISK: { confirmAbove: 0, perCharge: 0, perDay: 0 } } }
  ])('%j', (change) => {
    expect(checkedSettings({ ...kept, ...change })).toEqual({ ...kept, ...change })
  })

  it.each<[Partial<AccountSettings>, string, string]>([
    [{ callbackUrl: 'http://shop.example' }, 'callbackUrl', 'malformed'],
    [{ callbackUrl: 'shop.example' }, 'callbackUrl', 'malformed'],
    [{ callbackUrl: 'https://localhost/cb' }, 'callbackUrl', 'malformed'],
    [{ callbackUrl: 'https://LOCALHOST.:8443' }, 'callbackUrl', 'malformed'],
    [{ callbackUrl: 'https://a.localhost' }, 'callbackUrl', 'malformed'],
    [{ callbackUrl: 'https://127.1/cb' }, 'callbackUrl', 'malformed'],
    [{ callbackUrl: 'https://[::1]/cb' }, 'callbackUrl', 'malformed'],
    [{ returnUrl: 'https://user:word@shop.example' }, 'returnUrl', 'malformed'],
    [{ returnUrl: 'javascript:alert(1)' }, 'returnUrl', 'malformed'],
    [{ profileId: ' ' }, 'profileId', 'missing'],
    [{ profileId: 'a\u0000b' }, 'profileId', 'control_characters'],
    [{ defaultCurrency: 'XYZ' }, 'defaultCurrency', 'wrong_currency'],
    [{ limits: { XYZ: limits } }, 'limits.XYZ', 'wrong_currency'],
    [{ limits: { NOK: { ...limits, perCharge: 9 } } }, 'limits.NOK.perCharge', 'too_small'],
    [{ limits: { NOK: { ...limits, perDay: 9 } } }, 'limits.NOK.perDay', 'too_small']
  ])('not %j', (change, field, problem) => {
    expect(() => checkedSettings({ ...kept, ...change })).toThrow(
      expect.objectContaining({ code: 'invalid_input', fields: [{ field, problem }] })
    )
  })
})

describe('settings kept before there was a country', () => {
  it('are Norwegian', () => {
    const { country: _country, ...older } = kept
    expect(accountSettings.parse(JSON.parse(JSON.stringify(older)))).toEqual(kept)
    expect(accountSettings.safeParse({ ...kept, country: 'no' }).success).toBe(false)
  })
})

describe('built-in limits', () => {
  it('are there and consistent for every currency', () => {
    for (const currency of Object.keys(currencies)) {
      const { confirmAbove, perCharge, perDay } = defaultLimits(currency)
      expect(0 < confirmAbove && confirmAbove < perCharge && perCharge < perDay).toBe(true)
    }
    expect(checkedSettings(defaultAccountSettings)).toEqual(defaultAccountSettings)
    expect(() => defaultLimits('XYZ')).toThrow(RangeError)
  })

  it('are in minor units, and give way to the account’s own', () => {
    expect(limitsOf(kept, 'NOK')).toEqual({ confirmAbove: 500_000, perCharge: 5_000_000, perDay: 50_000_000 })
    expect(limitsOf(kept, 'ISK').confirmAbove).toBe(70_000)
    expect(limitsOf({ ...kept, limits: { NOK: limits } }, 'NOK')).toEqual(limits)
  })
})

describe('what changed', () => {
  it('is nothing for equal settings, nor for limits equal to the built-in ones', () => {
    expect(settingsChanges(kept, { ...kept, limits: { NOK: defaultLimits('NOK') } })).toEqual([])
  })

  it('is told by field, and for limits by currency', () => {
    const after = { ...kept, autoCapture: false, limits: { SEK: limits, EUR: limits } }
    expect(settingsChanges(kept, after)).toEqual([
      { action: 'account_settings_changed', facts: { autoCaptureBefore: true, autoCaptureAfter: false } },
      {
        action: 'limits_changed',
        facts: expect.objectContaining({ currency: 'EUR', perDayBefore: 5_000_000 })
      },
      { action: 'limits_changed', facts: expect.objectContaining({ currency: 'SEK', perDayAfter: 10 }) }
    ])
  })
})
