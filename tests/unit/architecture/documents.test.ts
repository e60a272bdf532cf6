import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { filesIn, project } from './tree'

const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  ...filesIn('docs').filter((file) => file.endsWith('.md'))
].map((file) => ({ file, text: readFileSync(join(project, file), 'utf8') }))

const { scripts, dependencies, devDependencies } = z
  .object({
    scripts: z.record(z.string(), z.string()),
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string())
  })
  .parse(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')))

/** What stands between single backticks, and the lines between fences. */
function codeOf(text: string): string[] {
  const fenced = /^```[^\n]*\n(.*?)^```/gms
  const blocks = [...text.matchAll(fenced)].map(([, lines = '']) => lines)
  const spans = [...text.replace(fenced, '').matchAll(/`([^`]+)`/g)].map(([, span = '']) => span)
  return [...blocks, ...spans]
}

/** The words of a piece of code that can only be paths of this project: not Dintero's, which begin with a slash. */
function pathsOf(code: string): string[] {
  const words = code.split(/[\s"'()[\],;|]+/)
  const isPath = (word: string): boolean => /^[\w.-]+(?:\/[\w.-]+)+\/?$/.test(word)
  const isFile = (word: string): boolean => /^[\w.-]+\.(?:md|mjs|ts|tsx)$/.test(word)
  return words.filter((word) => isPath(word) || isFile(word))
}

/** A heading as the address of its section. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}

function slugsIn(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugOf(heading))
}

describe.each(documents)('$file', ({ file, text }) => {
  it('links to what exists', () => {
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
    const broken = targets.filter((target) => {
      if (/^[a-z]+:/.test(target)) return false
      const [path = '', section] = target.split('#')
      const full = path === '' ? join(project, file) : join(project, dirname(file), path)
      return !existsSync(full) || (section !== undefined && !slugsIn(full).includes(section))
    })
    expect(broken).toEqual([])
  })

  it('names paths that exist, from the root of the project', () => {
    const gone = codeOf(text)
      .flatMap(pathsOf)
      .filter((path) => !existsSync(join(project, path)))
    expect(gone).toEqual([])
  })

  it('names commands that exist', () => {
    const commands = codeOf(text).flatMap((code) => [...code.matchAll(/\bnp(?:m (?:run )?|x )([\w:-]+)/g)])
    const known = [...Object.keys(scripts), ...Object.keys(dependencies), ...Object.keys(devDependencies)]
    expect(commands.map(([, name = '']) => name).filter((name) => !known.includes(name))).toEqual([])
  })

  it('names what is in the files that it says it is in', () => {
    const plain = text.replace(/\s+/g, ' ')
    const named = [...plain.matchAll(/`(\w+)` (?:of|in) `([\w./-]+\.(?:ts|tsx|sql))`/g)]
    const missing = named.filter(([, name = '', path = '']) => {
      const full = join(project, path)
      return !existsSync(full) || !new RegExp(`\\b${name}\\b`).test(readFileSync(full, 'utf8'))
    })
    expect(missing.map(([said]) => said)).toEqual([])
  })
})

describe('the decisions', () => {
  const files = filesIn('docs/decisions')
    .map((file) => file.slice('docs/decisions/'.length))
    .filter((name) => name !== 'README.md')
    .sort()
  const read = (name: string): string => readFileSync(join(project, 'docs/decisions', name), 'utf8')

  it('are numbered in their order, dated and short', () => {
    expect(files.length).toBeGreaterThan(0)
    for (const [index, name] of files.entries()) {
      const number = index + 1
      expect(name).toMatch(new RegExp(`^${String(number).padStart(4, '0')}-[a-z0-9-]+\\.md$`))
      expect(read(name)).toMatch(new RegExp(`^# ${number}\\. .+\n\n20\\d\\d-\\d\\d-\\d\\d\n`))
      expect(read(name).split('\n').length).toBeLessThanOrEqual(26)
    }
  })

  it('are all in the list', () => {
    expect(files.filter((name) => !read('README.md').includes(`](${name})`))).toEqual([])
  })
})
