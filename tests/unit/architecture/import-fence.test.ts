import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { electronNames, globals, homes, places, properties } from '../../tooling/fences/table.mjs'
import { fenceCases } from './fence-cases'

const project = fileURLToPath(new URL('../../../', import.meta.url))
const fences = join('tests', 'tooling', 'fences')

type Case = readonly [file: string, code: string]

const refused = casesOf('refused')
const allowed = casesOf('allowed')

describe('the fences', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'trekk-fence-')))
  let complaints = new Set<string>()

  beforeAll(async () => {
    cpSync(join(project, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    cpSync(join(project, fences), join(folder, fences), { recursive: true })
    for (const [file, lines] of byFile([...refused, ...allowed])) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), lines.join('\n'))
    }
    complaints = await complaintsOf(folder, [])
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(refused)('refuse in %s: %s', (...each) => expect(complaints).toContain(lineOf(each)))

  it.each(allowed)('let pass in %s: %s', (...each) => expect(complaints).not.toContain(lineOf(each)))

  it('are each tried from both sides', () => {
    const spoken = (cases: readonly Case[], word: string): boolean =>
      cases.some(([, code]) => code.includes(word))
    for (const [name, home] of Object.entries({ ...homes, ...electronNames, ...globals, ...properties })) {
      const word = name.replace('*', '').split('.').at(-1) ?? ''
      expect(spoken(refused, word), `${name} refused`).toBe(true)
      expect(home.length === 0 || spoken(allowed, word), `${name} allowed`).toBe(true)
    }
    for (const place of Object.keys(places)) {
      const lies = ([file]: Case): boolean => file.startsWith(place.replace('/*', '/charge'))
      expect(refused.some(lies), `${place} refused`).toBe(true)
      expect(allowed.some(lies), `${place} allowed`).toBe(true)
    }
  })
})

function casesOf(side: 'refused' | 'allowed'): Case[] {
  return Object.entries(fenceCases).flatMap(([file, sides]) =>
    sides[side].map((each): Case => [file, /[ (]/.test(each) ? each : `import '${each}'`])
  )
}

/** Where a case stands in the folder that is linted, as `file:line`. */
function lineOf([file, code]: Case): string {
  const lines = byFile([...refused, ...allowed]).get(file) ?? []
  return `${file}:${lines.indexOf(code) + 1}`
}

function byFile(cases: readonly Case[]): Map<string, string[]> {
  const files = new Map<string, string[]>()
  for (const [file, code] of cases) files.set(file, [...(files.get(file) ?? []), code])
  return files
}

/** Runs the linter. @returns where its fences complain, each as `file:line` */
function complaintsOf(folder: string, args: readonly string[]): Promise<Set<string>> {
  const oxlint = join(project, 'node_modules', 'oxlint', 'bin', 'oxlint')
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [oxlint, '--format=unix', ...args], { cwd: folder }, (failed, output) => {
      const found = output.matchAll(/^(.+?:\d+):\d+: .* \[Error\/fences\(\w+\)\]$/gm)
      if (failed !== null && !/^\d+ problems?$/m.test(output)) reject(new Error(output, { cause: failed }))
      else resolve(new Set([...found].map(([, at = '']) => at.replaceAll('\\', '/'))))
    })
  })
}
