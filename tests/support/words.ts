import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Language } from '../../shared/languages'

/** Every wording of a language: `charge:button.now` to its text. */
export type Words = ReadonlyMap<string, string>

/** The page's own wording, read from its files. */
export function wordsOf(language: Language): Words {
  const folder = new URL(`../../renderer/locales/${language}/`, import.meta.url)
  const pairs = readdirSync(fileURLToPath(folder)).flatMap((file) => {
    const content: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
    return leaves(content, '').map(([key, text]) => [`${file.replace('.json', '')}:${key}`, text] as const)
  })
  return new Map(pairs)
}

/** @throws Error for a key that is not there, so that a renamed wording is noticed */
export function said(words: Words, key: string): string {
  const text = words.get(key)
  if (text === undefined) throw new Error(`No wording ${key}`)
  return text
}

function leaves(node: unknown, path: string): [key: string, text: string][] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, child]) => leaves(child, path === '' ? key : `${path}.${key}`))
}

/**
 * What a wording may look like once its gaps are filled, in any number. For tests that look for what a button is for,
 * and not for how it is put.
 * @throws Error for a key that is not there
 */
export function saidAs(words: Words, key: string): RegExp {
  const texts = [key, `${key}_one`, `${key}_other`].flatMap((each) => words.get(each) ?? [])
  if (texts.length === 0) throw new Error(`No wording ${key}`)
  const shapes = texts.map((text) =>
    text
      .split(/\{\{.*?\}\}/)
      .map(literally)
      .join('.+')
  )
  return new RegExp(`^(?:${shapes.join('|')})$`)
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
