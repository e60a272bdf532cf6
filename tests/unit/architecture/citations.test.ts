import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesIn, project } from './tree'

/** A page of docs/ and the sections named after it: one, several with commas and "and", or a span with "to". */
const citation = /docs\/([\w-]+)\.md((?:(?:,? |,? and |,? to )\d+(?:\.\d+)?)*)/g

interface Citation {
  readonly file: string
  readonly page: string
  readonly sections: readonly string[]
}

const comments = ['electron', 'renderer', 'shared', 'tests', 'docs']
  .flatMap(filesIn)
  .filter((file) => /\.(?:ts|tsx|mjs|css|md)$/.test(file))
  .map((file) => ({ file, text: inOneLine(readFileSync(join(project, file), 'utf8')) }))

/** A comment that goes on in the next line, without the marks between. */
function inOneLine(text: string): string {
  return text.replace(/\n\s*(?:\*|\/\/)? ?/g, ' ')
}

const citations: readonly Citation[] = comments.flatMap(({ file, text }) =>
  [...text.matchAll(citation)].map(([, page = '', sections = '']) => ({
    file,
    page,
    sections: sections.match(/\d+(?:\.\d+)?/g) ?? []
  }))
)

/** The numbers of a page's headings. */
function sectionsOf(page: string): ReadonlySet<string> {
  const path = join(project, 'docs', `${page}.md`)
  if (!existsSync(path)) return new Set()
  const headings = readFileSync(path, 'utf8').matchAll(/^#{2,} (\d+(?:\.\d+)?)\.? /gm)
  return new Set([...headings].map(([, number = '']) => number))
}

describe('the citations in comments', () => {
  it('are many', () => {
    expect(citations.filter(({ page }) => page === 'dintero').length).toBeGreaterThan(20)
  })

  it('name sections that exist', () => {
    const wrong = citations.flatMap(({ file, page, sections }) => {
      const known = sectionsOf(page)
      return sections.filter((each) => !known.has(each)).map((each) => `${file}: docs/${page}.md ${each}`)
    })
    expect(wrong).toEqual([])
  })

  it('name the section of a fact about Dintero, not only the page', () => {
    const wrong = citations.filter(
      ({ file, page, sections }) => page === 'dintero' && sections.length === 0 && !file.endsWith('.md')
    )
    expect(wrong).toEqual([])
  })

  it('name pages of this project', () => {
    const gone = citations.filter(({ page }) => !existsSync(join(project, 'docs', `${page}.md`)))
    expect(gone).toEqual([])
    expect(comments.filter(({ text }) => /dintero-api \d/.test(text)).map(({ file }) => file)).toEqual([])
  })
})
