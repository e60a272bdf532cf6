import { describe, expect, it } from 'vitest'
import { en } from '../../../renderer/locales/en'
import { nb } from '../../../renderer/locales/nb'
import { auditActions } from '../../../shared/audit'
import { chargeStates } from '../../../shared/charge'
import { errorCodes, fieldProblem } from '../../../shared/result'

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

const english = texts(en)
const norwegian = texts(nb)

describe('the two languages', () => {
  it('have the same keys', () => {
    expect([...norwegian.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('have the same placeholders in each text', () => {
    const names = (bundle: Map<string, string>) =>
      Object.fromEntries([...bundle].map(([key, text]) => [key, placeholders(text)]))
    expect(names(norwegian)).toEqual(names(english))
  })

  it('leave nothing empty', () => {
    const empty = [...english, ...norwegian].filter(([, text]) => text.trim() === '')
    expect(empty).toEqual([])
  })

  it('leave no sentence untranslated', () => {
    const words = (text: string) => text.replace(/\{\{.*?\}\}/g, '').match(/\p{L}+/gu) ?? []
    const sentences = [...english].filter(
      ([key, text]) => norwegian.get(key) === text && words(text).length > 2
    )
    expect(sentences).toEqual([])
  })

  it('have both plural forms wherever there is one', () => {
    const stems = [...english.keys()].filter((key) => key.endsWith('_one')).map((key) => key.slice(0, -4))
    expect(stems.length).toBeGreaterThan(0)
    expect(stems.filter((stem) => !english.has(`${stem}_other`))).toEqual([])
  })
})

describe.each([
  ['English', english],
  ['Norwegian', norwegian]
])('%s', (_, bundle) => {
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
