import { describe, expect, it } from 'vitest'
import { batchReasons } from '../../../../shared/batch'
import { problemField, rowProblemCode } from '../../../../shared/batch-problem'
import { batchStage } from '../../../../shared/batch-view'
import { encodings } from '../../../../shared/charge-file'
import { languages } from '../../../../shared/languages'
import { bundles } from '../translator'

describe.each(languages)('charge files in %s', (language) => {
  const { batch, files } = bundles[language]
  const sentences = (texts: Readonly<Record<string, string>> | undefined): string[] =>
    Object.values(texts ?? {}).filter((text) => !/^\p{L}.*\.$/u.test(text))

  it('says of every problem what it is and what mends it', () => {
    expect(Object.keys(batch.problem).sort()).toEqual([...rowProblemCode.options].sort())
    const mends = Object.values(batch.problem).map(({ mend }) => mend)
    expect(mends.filter((text) => !/^\p{L}.*\.$/u.test(text))).toEqual([])
  })

  it('says of every reason to stop what happened, what it means for the money and what to do next', () => {
    expect(Object.keys(batch.reason).sort()).toEqual([...batchReasons].sort())
    expect(Object.values(batch.reason).flatMap(sentences)).toEqual([])
  })

  it('names every field, stage and encoding', () => {
    expect(Object.keys(batch.field).sort()).toEqual([...problemField.options].sort())
    expect(Object.keys(batch.stage).sort()).toEqual([...batchStage.options].sort())
    expect(Object.keys(files.reading.encodings).sort()).toEqual([...encodings].sort())
  })

  it('calls a charge what the vocabulary calls it', () => {
    if (language !== 'nb') return
    const texts = JSON.stringify([batch, files]).match(/"[^"]*"/g) ?? []
    expect(texts.filter((text) => /\b(?:et|flere|mange|nytt) trekk\b|\btrekkene\b/i.test(text))).toEqual([])
  })
})
