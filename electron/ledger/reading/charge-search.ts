import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely'
import type { Schema } from '../schema'
import { contains } from '../sqlite/words'

/** Letters a term must have to be looked for anywhere in a word: what the index is made of. */
const wholeTerm = 3
/** A term of two letters is looked for where words begin. */
const wordTerm = 2

/** The text that is indexed: every field and every word of it begins after a sign that no term has. */
export function indexedText(haystack: string): string {
  return `\n${haystack}`
}

/** Whether a charge has a term, as SQL. */
export function hasTerm(where: ExpressionBuilder<Schema, 'charges'>, term: string): Expression<SqlBool> {
  if (term.length !== wordTerm) return contains('haystack', term)
  const text = sql<string>`char(10) || haystack`
  return where.or([contains(text, ` ${term}`), contains(text, `\n${term}`)])
}

/**
 * The terms as a question to the index (https://www.sqlite.org/fts5.html#the_trigram_tokenizer). It may find more than is
 * meant, as it knows the letters by threes and not their order: whoever asks looks at the text as well.
 * @returns null when all terms are too short for it
 */
export function matchOf(terms: readonly string[]): string | null {
  const parts = terms.flatMap((term) => {
    if (term.length === wordTerm) return [`(${quoted(` ${term}`)} OR ${quoted(`\n${term}`)})`]
    return threes(term).map(quoted)
  })
  return parts.length === 0 ? null : [...new Set(parts)].join(' AND ')
}

function threes(term: string): string[] {
  const letters = Array.from(term)
  return letters.length < wholeTerm
    ? []
    : Array.from({ length: letters.length - 2 }, (_, at) => letters.slice(at, at + wholeTerm).join(''))
}

/** A string of FTS5: in double quotes, with those inside it doubled. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
