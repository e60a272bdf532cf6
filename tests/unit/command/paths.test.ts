import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkPaths } from '../../../electron/command/paths'
import { stopOf } from '../../../electron/command/stop'

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trekk paths '))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'in.csv'), 'x')
  return folder
}

function whyNot(folder: string, file: string, out: string): string {
  try {
    checkPaths(file, out, folder)
  } catch (error) {
    return stopOf(error).code
  }
  return 'nothing'
}

describe('the files of a command', () => {
  it('are found from where it was typed', () => {
    const folder = aFolder()
    mkdirSync(join(folder, 'results'))
    expect(checkPaths('in.csv', 'results/out.csv', folder)).toEqual({
      file: join(folder, 'in.csv'),
      out: join(folder, 'results', 'out.csv'),
      outExists: false
    })
    writeFileSync(join(folder, 'out.csv'), 'x')
    expect(checkPaths('in.csv', 'out.csv', folder).outExists).toBe(true)
  })

  it('are never one and the same, by whatever name', () => {
    const folder = aFolder()
    linkSync(join(folder, 'in.csv'), join(folder, 'hard.csv'))
    symlinkSync(join(folder, 'in.csv'), join(folder, 'soft.csv'))
    symlinkSync(folder, join(folder, 'round'))
    writeFileSync(join(folder, 'out.csv.unfinished'), 'x')
    const names = ['in.csv', './in.csv', 'hard.csv', 'soft.csv', 'round/in.csv']
    expect(names.map((out) => whyNot(folder, 'in.csv', out))).toEqual(names.map(() => 'out_is_file'))
    expect(whyNot(folder, 'soft.csv', 'in.csv')).toBe('out_is_file')
    expect(whyNot(folder, 'out.csv.unfinished', 'out.csv')).toBe('out_is_file')
  })

  it('must be there, or have a room', () => {
    const folder = aFolder()
    symlinkSync(join(folder, 'nothing'), join(folder, 'dangling.csv'))
    expect(whyNot(folder, 'none.csv', 'out.csv')).toBe('file_unreadable')
    expect(whyNot(folder, '.', 'out.csv')).toBe('file_unreadable')
    expect(whyNot(folder, 'in.csv', 'no/out.csv')).toBe('out_no_folder')
    expect(whyNot(folder, 'in.csv', 'in.csv/out.csv')).toBe('out_no_folder')
    expect(whyNot(folder, 'in.csv', '.')).toBe('out_unwritable')
    expect(whyNot(folder, 'in.csv', 'dangling.csv')).toBe('out_unwritable')
  })

  it.skipIf(process.getuid?.() === 0)('must be writable', () => {
    const folder = aFolder()
    mkdirSync(join(folder, 'locked'))
    chmodSync(join(folder, 'locked'), 0o500)
    expect(whyNot(folder, 'in.csv', 'locked/out.csv')).toBe('out_unwritable')
  })
})
