import { describe, expect, it } from 'vitest'
import { auditActions } from '../../../../shared/audit'
import { chargeStates } from '../../../../shared/charge'
import { languages } from '../../../../shared/languages'
import { errorCodes, fieldProblem } from '../../../../shared/result'
import { bundles } from '../translator'

/** Every text of a bundle by its dotted key. */
function texts(bundle: unknown, path = ''): Map<string, string> {
  if (typeof bundle === 'string') return new Map([[path, bundle]])
  if (typeof bundle !== 'object' || bundle === null) throw new TypeError(`${path} is neither text nor group`)
  return new Map(
    Object.entries(bundle).flatMap(([key, value]) => [...texts(value, path ? `${path}.${key}` : key)])
  )
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? '').sort()
}

const english = texts(bundles.en)

/** What of a text is the language's own: figures and names that are filled in are not. */
function wordsOf(text: string): readonly string[] {
  return text.replace(/\{\{.*?\}\}/g, '').match(/\p{L}+/gu) ?? []
}

describe.each(languages.filter((each) => each !== 'en'))('%s', (language) => {
  it('leaves no sentence in English', () => {
    const same = [...texts(bundles[language])].filter(
      ([key, text]) => english.get(key) === text && wordsOf(text).length > 2
    )
    expect(same).toEqual([])
  })
})

describe.each(languages)('%s', (language) => {
  const bundle = texts(bundles[language])

  it('has the keys that English has', () => {
    expect([...bundle.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('has the same placeholders in each text', () => {
    const names = (words: Map<string, string>) =>
      Object.fromEntries([...words].map(([key, text]) => [key, placeholders(text)]))
    expect(names(bundle)).toEqual(names(english))
  })

  it('leaves nothing empty', () => {
    expect([...bundle].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('has both plural forms wherever there is one', () => {
    const stems = [...bundle.keys()].filter((key) => key.endsWith('_one')).map((key) => key.slice(0, -4))
    expect(stems.length).toBeGreaterThan(0)
    expect(stems.filter((stem) => !bundle.has(`${stem}_other`))).toEqual([])
  })

  it.each(errorCodes)('says what %s is, what it means for the money and what to do next', (code) => {
    const parts = ['what', 'money', 'next'].map((part) => bundle.get(`errors.${code}.${part}`) ?? '')
    expect(parts.filter((text) => !/^\p{L}.*\.$/u.test(text))).toEqual([])
  })

  it('has words for every field problem, charge state and audit action', () => {
    const wanted = [
      ...fieldProblem.shape.problem.options.map((problem) => `errors.field.${problem}`),
      ...chargeStates.flatMap((state) => [`common.state.${state}`, `common.stateMeaning.${state}`]),
      ...auditActions.map((action) => `audit.action.${action}`)
    ]
    expect(wanted.filter((key) => !bundle.has(key))).toEqual([])
  })
})
