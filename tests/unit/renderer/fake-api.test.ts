import { describe, expect, it } from 'vitest'
import { everyCharge } from '../../../shared/charge'
import { callNames } from '../../../shared/ipc-names'
import { TrekkError } from '../../../shared/result'
import { createFakeApi } from '../../support/fake-api'
import { defaultWorld, handlersOver } from '../../support/fake-world'

const fake = (changes: Partial<ReturnType<typeof handlersOver>> = {}) =>
  createFakeApi({ ...handlersOver(defaultWorld()), ...changes })

describe('the double of window.api', () => {
  it('has every call of the registry', () => {
    expect(Object.keys(fake().api).sort()).toEqual([...callNames, 'on'].sort())
  })

  it('answers with a world that fits the schemas', async () => {
    const { api } = fake()
    const page = { search: '', offset: 0, limit: 1000, from: null, to: null }
    const answers = [
      await api.getStatus(),
      await api.searchCards({ query: '', limit: 200 }),
      await api.listCharges({ ...everyCharge, offset: 0, limit: 1000 }),
      await api.listUnresolved(),
      await api.listAudit({ ...page, actions: [] })
    ]
    expect(answers.filter(({ ok }) => !ok)).toEqual([])
  })

  it('refuses what main would refuse', async () => {
    const answer = await fake().api.switchAccount({ accountId: 'X1' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
  })

  it('cannot say what main could not', async () => {
    const { api } = fake({ verifyAudit: () => ({ entries: 1.5, intact: true, firstBroken: null }) })
    await expect(api.verifyAudit()).rejects.toThrow(/entries/)
  })

  it('turns a TrekkError into a failed result', async () => {
    const { api } = fake({
      verifyAudit: () => {
        throw new TrekkError('storage_failed', 'disk')
      }
    })
    expect(await api.verifyAudit()).toEqual({ ok: false, error: { code: 'storage_failed', message: 'disk' } })
  })

  it('brings events until the listener has enough', () => {
    const { api, emit } = fake()
    const heard: boolean[] = []
    const stop = api.on('keychainWaiting', ({ waiting }) => heard.push(waiting))
    emit('keychainWaiting', { waiting: true })
    stop()
    emit('keychainWaiting', { waiting: false })
    expect(heard).toEqual([true])
  })
})
