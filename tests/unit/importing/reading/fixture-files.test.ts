import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readableEncodings, refusedEncodings } from '../../../fixtures/charge-files/expected/encodings'
import { programExports } from '../../../fixtures/charge-files/expected/exports'
import { readableForms, refusedForms } from '../../../fixtures/charge-files/expected/forms'
import { readableHeaders, refusedHeaders } from '../../../fixtures/charge-files/expected/headers'
import { notChargeFiles } from '../../../fixtures/charge-files/expected/not-charge-files'
import { workbooks } from '../../../fixtures/charge-files/expected/workbooks'
import { readBeginning, readFile } from '../../../../electron/importing/reading/read-file'
import { understood } from '../../../../shared/charge-file'
import { fixture, fixtureFolder, recordsIn, refusalOf } from './fixtures'

const readable = [...readableEncodings, ...readableForms, ...readableHeaders, ...programExports, ...workbooks]
const refused = [...refusedEncodings, ...refusedForms, ...refusedHeaders, ...notChargeFiles]

const titled = <T extends { file: string; choices?: object }>(each: T): T & { title: string } => ({
  ...each,
  title: each.choices ? `${each.file} with ${JSON.stringify(each.choices)}` : each.file
})

describe.each(readable.map(titled))('$title', (file) => {
  it('is read as it stands', async () => {
    const table = await readFile(fixture(file.file), file.choices ?? {})
    expect(table.understood).toMatchObject(file.understood)
    expect(table.header).toEqual(file.header)
    expect(table.records).toEqual(recordsIn(file))
  })

  it('is understood in words that pages know', async () => {
    const table = await readFile(fixture(file.file), file.choices ?? {})
    expect(understood.parse(table.understood)).toEqual(table.understood)
  })

  it('begins as it is', async () => {
    const table = await readFile(fixture(file.file), file.choices ?? {})
    expect(await readBeginning(fixture(file.file), file.choices ?? {})).toEqual({ table, complete: true })
  })
})

describe.each(refused.map(titled))('$title', ({ file, choices, code, details }) => {
  it(`is refused: ${code}`, async () => {
    const refusal = await refusalOf(() => readFile(fixture(file), choices ?? {}))
    expect(refusal).toEqual({ code, details: details ?? refusal.details })
  })

  it('is refused at the first look', async () => {
    expect((await refusalOf(() => readBeginning(fixture(file), choices ?? {}))).code).toBe(code)
  })
})

describe('the charge files of the fixtures', () => {
  it('are all expected to say something', () => {
    const expected = new Set([...readable, ...refused].map(({ file }) => file))
    const present = readdirSync(fixtureFolder).filter((name) => name !== 'expected')
    expect(present.filter((name) => !expected.has(name))).toEqual([])
  })
})
