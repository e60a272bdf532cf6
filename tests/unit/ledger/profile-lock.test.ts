import { existsSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { takeProfileLock } from '../../../electron/ledger/sqlite/profile-lock'
import { tempFolder } from './support'

const holder = `
  import { DatabaseSync } from '@photostructure/sqlite'
  const lock = new DatabaseSync(process.argv[1])
  lock.exec('BEGIN EXCLUSIVE')
  console.log('held')
  setInterval(() => lock.isTransaction, 1000)
`

describe('the lock on a profile', () => {
  it('is held by one, and free again when released', () => {
    const folder = tempFolder()
    const lock = takeProfileLock(folder)
    expect(() => takeProfileLock(folder)).toThrow(expect.objectContaining({ code: 'profile_in_use' }))
    lock.release()
    takeProfileLock(folder).release()
  })

  it('does not outlive a process that is killed', async () => {
    const folder = tempFolder()
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', holder, join(folder, 'profile.lock')],
      {
        stdio: ['ignore', 'pipe', 'inherit']
      }
    )
    await once(child.stdout, 'data')
    expect(() => takeProfileLock(folder)).toThrow(expect.objectContaining({ code: 'profile_in_use' }))
    child.kill('SIGKILL')
    await once(child, 'exit')
    takeProfileLock(folder).release()
  })

  it('makes a folder that is not there', () => {
    const folder = join(tempFolder(), 'missing', 'too')
    takeProfileLock(folder).release()
    expect(existsSync(folder)).toBe(true)
  })

  it('says so when the folder cannot be made', () => {
    const file = join(tempFolder(), 'a-file')
    writeFileSync(file, '')
    expect(() => takeProfileLock(join(file, 'profile'))).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^storage_/) })
    )
  })
})
