import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { countPlaywright } from '../../tooling/test-reports.mjs'

const folder = mkdtempSync(join(tmpdir(), 'trekk-report-'))
afterAll(() => rmSync(folder, { recursive: true }))

const tried = (status: string, annotations: readonly object[] = [], later: readonly object[] = []) => ({
  status,
  annotations,
  results: [{ annotations: later }]
})

it('the skipped tests of a report are named with their reasons, however deep they lie', () => {
  const path = join(folder, 'e2e.json')
  const why = { type: 'skip', description: 'no such disk\nhere' }
  const inner = {
    title: 'a full disk',
    specs: [{ title: 'at the start', tests: [tried('skipped', [], [why])] }]
  }
  const outer = {
    title: 'faults.spec.ts',
    specs: [
      { title: 'fine', tests: [tried('expected')] },
      { title: 'left out', tests: [tried('skipped')] },
      { title: 'elsewhere', tests: [tried('skipped', [{ type: 'skip', description: 'only on Linux' }])] }
    ],
    suites: [inner]
  }
  const stats = { expected: 1, flaky: 2, unexpected: 3, skipped: 3 }
  writeFileSync(path, JSON.stringify({ stats, suites: [outer] }))
  expect(countPlaywright(path)).toEqual({
    passed: 3,
    flaky: 2,
    failed: 3,
    skipped: 3,
    untried: [
      'faults.spec.ts › left out: no reason given',
      'faults.spec.ts › elsewhere: only on Linux',
      'faults.spec.ts › a full disk › at the start: no such disk here'
    ]
  })
})

it('there are no counts where there is no report', () => {
  expect(countPlaywright(join(folder, 'missing.json'))).toBeUndefined()
})
