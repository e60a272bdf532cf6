import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WholeFile, writeWhole } from '../../../electron/disk/whole-file'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'trekk-write-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const bytes = Buffer.from('new')
const isPosix = process.platform !== 'win32'

/** Who may read a file; where a system has no such thing, what is wanted. */
function modeOf(path: string, wanted: number): number {
  return isPosix ? statSync(path).mode & 0o777 : wanted
}

describe('a file that is saved', () => {
  it('is there whole, for its owner alone, and nothing beside it', () => {
    const place = folder()
    writeWhole(join(place, 'result.csv'), bytes)
    expect(readFileSync(join(place, 'result.csv'), 'utf8')).toBe('new')
    expect(modeOf(join(place, 'result.csv'), 0o600)).toBe(0o600)
    expect(readdirSync(place)).toEqual(['result.csv'])
  })

  it('takes the place of one that is there, and whoever could read that one can read this one', () => {
    const place = folder()
    const path = join(place, 'result.csv')
    writeFileSync(path, 'a longer old one')
    chmodSync(path, 0o640)
    writeFileSync(`${path}.unfinished`, 'what an earlier try has left, longer than the new one')
    writeWhole(path, bytes)
    expect(readFileSync(path, 'utf8')).toBe('new')
    expect(modeOf(path, 0o640)).toBe(0o640)
    expect(readdirSync(place)).toEqual(['result.csv'])
  })

  it('leaves the one that is there as it was where it cannot be written', () => {
    const place = folder()
    const path = join(place, 'result.csv')
    writeFileSync(path, 'old')
    // Nothing can be written beside it: something is in the way.
    mkdirSync(join(`${path}.unfinished`, 'in the way'), { recursive: true })
    expect(() => writeWhole(path, bytes)).toThrow(expect.objectContaining({ code: 'file_unwritable' }))
    expect(readFileSync(path, 'utf8')).toBe('old')
  })

  it('does not replace what may not be written over', () => {
    const path = join(folder(), 'result.csv')
    writeFileSync(path, 'old')
    chmodSync(path, 0o444)
    expect(() => writeWhole(path, bytes)).toThrow(expect.objectContaining({ code: 'file_unwritable' }))
    expect(readFileSync(path, 'utf8')).toBe('old')
    chmodSync(path, 0o600)
  })

  it('is refused where there is no such folder, and where a folder or a file stands in its way', () => {
    const place = folder()
    mkdirSync(join(place, 'result.csv'))
    writeFileSync(join(place, 'file'), '')
    for (const path of ['result.csv', join('nowhere', 'result.csv'), join('file', 'result.csv')])
      expect(() => writeWhole(join(place, path), bytes)).toThrow(
        expect.objectContaining({ code: 'file_unwritable' })
      )
    expect(readdirSync(place).toSorted()).toEqual(['file', 'result.csv'])
  })

  it.runIf(isPosix)('is written to where a link leads, and the link stays', () => {
    const place = folder()
    const path = join(place, 'link.csv')
    writeFileSync(join(place, 'far.csv'), 'old')
    symlinkSync(join(place, 'far.csv'), path)
    writeWhole(path, bytes)
    expect(lstatSync(path).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(place, 'far.csv'), 'utf8')).toBe('new')
    symlinkSync(join(place, 'gone.csv'), join(place, 'dead.csv'))
    expect(() => writeWhole(join(place, 'dead.csv'), bytes)).toThrow(
      expect.objectContaining({ code: 'file_unwritable' })
    )
    // Nor is anything written through what stands where the unfinished one is written.
    symlinkSync(join(place, 'far.csv'), join(place, 'own.csv.unfinished'))
    writeWhole(join(place, 'own.csv'), Buffer.from('own'))
    expect(readFileSync(join(place, 'far.csv'), 'utf8')).toBe('new')
  })

  it.runIf(isPosix)('does not take the place of what is no file', () => {
    const pipe = join(folder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    expect(() => writeWhole(pipe, bytes)).toThrow(expect.objectContaining({ code: 'file_unwritable' }))
    expect(lstatSync(pipe).isFIFO()).toBe(true)
  })
})

describe('a file that is written piece by piece', () => {
  it('is where it goes only once it is kept, whole', async () => {
    const place = folder()
    const path = join(place, 'charges.csv')
    writeFileSync(path, 'what was there')
    chmodSync(path, 0o640)
    const file = await WholeFile.begin(path)
    await file.write(Buffer.from('one;'))
    await file.write(Buffer.from('two'))
    await file.end()
    expect(readFileSync(path, 'utf8')).toBe('what was there')
    file.keep()
    expect(readFileSync(path, 'utf8')).toBe('one;two')
    expect(modeOf(path, 0o640)).toBe(0o640)
    expect(readdirSync(place)).toEqual(['charges.csv'])
  })

  it('leaves nothing when it is given up, however far it has come', async () => {
    const place = folder()
    const path = join(place, 'charges.csv')
    writeFileSync(path, 'what was there')
    const begun = await WholeFile.begin(path)
    await begun.write(bytes)
    await begun.drop()
    const ended = await WholeFile.begin(path)
    await ended.write(bytes)
    await ended.end()
    await ended.drop()
    expect(readFileSync(path, 'utf8')).toBe('what was there')
    expect(readdirSync(place)).toEqual(['charges.csv'])
  })

  it('is refused where it cannot be, before anything is written', async () => {
    const place = folder()
    mkdirSync(join(place, 'folder'))
    writeFileSync(join(place, 'fixed'), 'old')
    chmodSync(join(place, 'fixed'), 0o444)
    for (const path of ['folder', 'fixed', join('nowhere', 'charges.csv')])
      await expect(WholeFile.begin(join(place, path))).rejects.toMatchObject({ code: 'file_unwritable' })
    expect(readdirSync(place).toSorted()).toEqual(['fixed', 'folder'])
  })

  it('says so when it cannot be put where it goes, and is gone', async () => {
    const place = folder()
    const path = join(place, 'charges.csv')
    const file = await WholeFile.begin(path)
    await file.write(bytes)
    await file.end()
    // A folder has come there meanwhile.
    mkdirSync(join(path, 'in the way'), { recursive: true })
    expect(() => file.keep()).toThrow(expect.objectContaining({ code: 'file_unwritable' }))
    expect(readdirSync(place)).toEqual(['charges.csv'])
  })
})
