import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { mostFileBytes } from '../../../../shared/charge-file'
import { ReadFile } from '../../../../electron/batch/drafts/read-file'
import { defaultAccountSettings } from '../../../../electron/accounts/defaults'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'trekk-read-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const open = (path: string): Promise<ReadFile> =>
  ReadFile.open(
    { kind: 'path', path },
    {
      accountId: 'T12345678',
      settings: defaultAccountSettings,
      duplicateWindowHours: 24,
      remembered: {}
    }
  )

describe('what is dropped and no file', () => {
  it('is refused: a folder, and what is gone', async () => {
    const place = folder()
    mkdirSync(join(place, 'rows.csv'))
    for (const name of ['rows.csv', 'gone.csv'])
      await expect(open(join(place, name))).rejects.toMatchObject({ code: 'file_unreadable' })
  })

  it.runIf(process.platform !== 'win32')(
    'is never waited for: a pipe, and a device without end',
    async () => {
      const pipe = join(folder(), 'rows.csv')
      execFileSync('mkfifo', [pipe])
      for (const path of [pipe, '/dev/zero'])
        await expect(open(path)).rejects.toMatchObject({ code: 'file_unreadable' })
    }
  )

  it('is refused by its size before it is read', async () => {
    const path = join(folder(), 'rows.csv')
    writeFileSync(path, 'a;b\n')
    truncateSync(path, mostFileBytes + 1)
    await expect(open(path)).rejects.toMatchObject({
      code: 'file_refused',
      details: { refusal: 'too_large' }
    })
  })
})
