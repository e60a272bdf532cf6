import { describe, expect, it } from 'vitest'
import { spokenFacts } from '../../../../../renderer/screens/audit/spoken-facts'
import type { AuditEntry } from '../../../../../shared/audit'
import type { Language } from '../../../../../shared/languages'
import { translatorFor } from '../../translator'

async function saidIn(language: Language, facts: AuditEntry['facts']): Promise<string[]> {
  const { audit } = await translatorFor(language)
  const entry: AuditEntry = {
    sequence: 1,
    at: 0,
    osUser: 'kari',
    operator: 'Kari',
    accountId: 'T12345678',
    action: 'batch_released',
    requestId: 'request-1',
    subject: 'Nettleie',
    facts,
    hash: 'a'.repeat(64)
  }
  return spokenFacts(audit, entry).map(({ what, said }) => `${what}: ${said}`)
}

describe('the entry of a release', () => {
  it('says in words whether Dintero was asked before it', async () => {
    expect(await saidIn('en', { paymentsAsked: 'asked', cardsAsked: 'not_asked' })).toEqual([
      'Payments made elsewhere: Dintero was asked before the release.',
      'The cards: Dintero was not asked about the cards before the release, or not lately.'
    ])
    expect(await saidIn('nb', { paymentsAsked: 'asked_in_part', cardsAsked: 'asked_in_part' })).toEqual([
      'Betalinger gjort andre steder: Dintero ble spurt før godkjenningen, men ikke til ende.',
      'Kortene: Dintero ble spurt om noen av kortene før godkjenningen.'
    ])
  })

  it('says nothing of what an earlier Trekk did not write', async () => {
    expect(await saidIn('en', { charges: 3 })).toEqual([])
    expect(await saidIn('en', { paymentsAsked: 'perhaps' })).toEqual([])
  })
})
