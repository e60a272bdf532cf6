import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const project = fileURLToPath(new URL('../../../', import.meta.url))

/** Imports that must be refused, file by file, and beside them some that must not. */
const refused: readonly (readonly [file: string, imported: string])[] = [
  ['shared/money.ts', 'react'],
  ['shared/money.ts', 'node:fs'],
  ['shared/money.ts', '../electron/log'],
  ['renderer/api.ts', 'electron'],
  ['renderer/screens/charge/draft.ts', 'node:path'],
  ['renderer/screens/charge/draft.ts', '../../../electron/log'],
  ['electron/main.ts', 'ky'],
  ['electron/main.ts', 'keytar'],
  ['electron/main.ts', 'kysely'],
  ['electron/preload.ts', 'zod'],
  ['electron/preload.ts', '../shared/ipc'],
  ['electron/handlers.ts', 'electron'],
  ['electron/charging/sending.ts', 'electron'],
  ['electron/charging/sending.ts', 'ky'],
  ['electron/charging/sending.ts', '../simulator/simulator'],
  ['electron/charging/sending.ts', '../accounts/card-service'],
  ['electron/charging/sending.ts', '../handlers'],
  ['electron/accounts/card-service.ts', '../charging/sending'],
  ['electron/ledger/charges.ts', '../charging/sending'],
  ['electron/ledger/charges.ts', '../dintero/client'],
  ['electron/dintero/wire.ts', 'ky'],
  ['electron/dintero/client.ts', '../ledger/charges'],
  ['electron/secrets/token-cipher.ts', 'keytar'],
  ['electron/secrets/token-cipher.ts', '../ledger/cards'],
  ['electron/simulator/decide.ts', '../../electron/charging/sending'],
  ['electron/simulator/decide.ts', '../dintero/wire'],
  ['electron/simulator/contract.ts', '../../shared/statuses']
]

const allowed: readonly (readonly [file: string, imported: string])[] = [
  ['shared/money.ts', 'zod'],
  ['shared/phone.ts', 'libphonenumber-js/min'],
  ['shared/money.ts', './charge'],
  ['renderer/screens/charge/draft.ts', '../../../shared/money'],
  ['electron/dintero/client.ts', 'ky'],
  ['electron/secrets/keytar-store.ts', 'keytar'],
  ['electron/ledger/charges.ts', 'kysely'],
  ['electron/charging/sending.ts', '../ledger/charges'],
  ['electron/accounts/training.ts', '../simulator/simulator'],
  ['electron/preload.ts', '../shared/ipc-names']
]

describe('the import fences', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trekk-fence-'))
  let complaints = new Set<string>()

  beforeAll(async () => {
    copyFileSync(join(project, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    const byFile = new Map<string, string[]>()
    for (const [file, imported] of [...refused, ...allowed])
      byFile.set(file, [...(byFile.get(file) ?? []), imported])
    for (const [file, imports] of byFile) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(
        join(folder, file),
        imports.map((from, index) => `import { a${index} } from '${from}'\n`).join('')
      )
    }
    complaints = await restrictedImports(folder)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(refused)('refuse that %s imports %s', (file, imported) => {
    expect(complaints).toContain(`${file} ${imported}`)
  })

  it.each(allowed)('let %s import %s', (file, imported) => {
    expect(complaints).not.toContain(`${file} ${imported}`)
  })
})

/** Runs the project's own lint rules over a folder. @returns each refused import as `file imported` */
function restrictedImports(folder: string): Promise<Set<string>> {
  const oxlint = join(project, 'node_modules', 'oxlint', 'bin', 'oxlint')
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [oxlint, '--format=unix', '.'], { cwd: folder }, (_failed, output) => {
      const found = [...output.matchAll(/^(.+?):\d+:\d+: '([^']+)' import is restricted/gm)]
      if (found.length === 0) reject(new Error(`No complaint at all: ${output}`))
      else resolve(new Set(found.map(([, file, imported]) => `${file?.replaceAll('\\', '/')} ${imported}`)))
    })
  })
}
