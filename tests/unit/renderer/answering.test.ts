import { describe, expect, it } from 'vitest'
import { answering } from '../../../renderer/answering'
import type { Result } from '../../../shared/result'

const gone = { ok: false, error: { code: 'internal', message: 'gone' } }

interface Calls {
  read(input: { id: string }): Promise<Result<string>>
  on(name: string): () => string
}

function calls(read: Calls['read']): Calls {
  return answering<Calls>({ read, on: (name) => () => name })
}

describe('a call to main', () => {
  it('answers as main does, and is given what was asked', async () => {
    const refused: Result<string> = { ok: false, error: { code: 'not_found', message: 'no such card' } }
    const made = calls(({ id }) => Promise.resolve(id === 'a' ? { ok: true, value: id } : refused))
    expect(await made.read({ id: 'a' })).toEqual({ ok: true, value: 'a' })
    expect(await made.read({ id: 'b' })).toEqual(refused)
  })

  it('answers with a failure when it does not come back, and when it could not even be made', async () => {
    const lost = calls(() => Promise.reject(new Error('gone')))
    const unmade = calls(() => {
      throw new Error('gone')
    })
    expect(await lost.read({ id: 'a' })).toEqual(gone)
    expect(await unmade.read({ id: 'a' })).toEqual(gone)
  })

  it('leaves listening as it is', () => {
    expect(calls(() => Promise.reject(new Error('gone'))).on('closing')()).toBe('closing')
  })
})
