const quote = 34
const lineFeed = 10
const carriageReturn = 13
const space = 32
const tab = 9
const noBreakSpace = 160

/**
 * Where the records of a delimited text begin and end, one after the other. It keeps no cells: Papa Parse makes those,
 * and both must agree on how many there are. What Papa Parse cannot tell is told here: the line of the file, the row of
 * a spreadsheet, and where quotes can be read in two ways.
 *
 * The fields are those of the record that `advance` has come to. Lines without any character are passed over, but
 * counted. A line ends with CRLF, LF or CR, in any mixture.
 */
export class RecordScan {
  /** Offsets in the text: of its first character, behind its last one, and behind its line end. */
  start = 0
  end = 0
  next: number
  /** The line of the file at which it begins, and its row in a spreadsheet, both from 1. */
  line = 0
  row = 0
  fields = 0
  /** Characters of its longest field, quotes inside still doubled. */
  longest = 0
  /** Whether its quotes can be read in two ways. */
  broken = false
  /** The line of a quote that is never closed, or only lines further down and badly; else 0. */
  openQuote = 0

  readonly #text: string
  readonly #delimiter: number
  readonly #length: number
  #line: number
  #row = 1

  /**
   * @param delimiter one character
   * @param from the offset at which row 1 begins
   * @param firstLine the line of the file that is there
   */
  constructor(text: string, delimiter: string, from: number, firstLine: number) {
    this.#text = text
    this.#delimiter = delimiter.charCodeAt(0)
    this.#length = text.length
    this.#line = firstLine
    this.next = from
  }

  /** Goes on to the next record. @returns false where there is none */
  advance(): boolean {
    let at = this.#afterEmptyLines()
    if (at >= this.#length) return false
    this.start = at
    this.line = this.#line
    this.row = this.#row++
    this.fields = 1
    this.longest = 0
    this.broken = false
    this.openQuote = 0
    for (;;) {
      const begin = at
      at = this.#text.charCodeAt(at) === quote ? this.#afterQuoted(at) : this.#afterPlain(at)
      if (at - begin > this.longest) this.longest = at - begin
      if (this.#text.charCodeAt(at) !== this.#delimiter) break
      this.fields += 1
      at += 1
    }
    this.end = at
    this.next = this.#afterLineEnd(at)
    return true
  }

  #afterEmptyLines(): number {
    let at = this.next
    for (;;) {
      const behind = this.#afterLineEnd(at)
      if (behind === at) return at
      this.#row += 1
      at = behind
    }
  }

  /** Behind the line end that stands here, which is counted; the same place where none does. */
  #afterLineEnd(at: number): number {
    const code = this.#text.charCodeAt(at)
    if (code !== lineFeed && code !== carriageReturn) return at
    this.#line += 1
    return code === carriageReturn && this.#text.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1
  }

  #afterPlain(from: number): number {
    const text = this.#text
    const length = this.#length
    const delimiter = this.#delimiter
    let at = from
    while (at < length) {
      const code = text.charCodeAt(at)
      if (code === delimiter || code === lineFeed || code === carriageReturn) break
      at += 1
    }
    // Some programs take a quote behind blanks for an opening one, others for text.
    const first = text.charCodeAt(from)
    if (first === space || first === tab || first === noBreakSpace) {
      const begin = this.#afterBlanks(from)
      if (begin < at && text.charCodeAt(begin) === quote) this.broken = true
    }
    return at
  }

  /**
   * Behind a quoted field: at the delimiter, at the line end, or at the end of the text. Where text follows the closing
   * quote, the field goes on to a quote that is followed as it should be, while others would end it at the first one. On
   * one line both come to the same record, and only its cells are in doubt. Over several lines a quote is likely to be
   * missing, and whole records to be swallowed.
   */
  #afterQuoted(from: number): number {
    const text = this.#text
    const length = this.#length
    const opened = this.#line
    let closedBadly = false
    let at = from + 1
    while (at < length) {
      const code = text.charCodeAt(at)
      if (code === lineFeed || code === carriageReturn) {
        at = this.#afterLineEnd(at)
        continue
      }
      if (code === quote) {
        if (text.charCodeAt(at + 1) === quote) {
          at += 2
          continue
        }
        const behind = this.#afterBlanks(at + 1)
        if (this.#endsField(behind)) return this.#judged(behind, closedBadly, opened)
        closedBadly = true
      }
      at += 1
    }
    this.openQuote ||= opened
    return length
  }

  #judged(behind: number, closedBadly: boolean, opened: number): number {
    if (closedBadly) {
      this.broken = true
      if (this.#line > opened) this.openQuote ||= opened
    }
    return behind
  }

  #afterBlanks(from: number): number {
    let at = from
    for (;;) {
      const code = this.#text.charCodeAt(at)
      if (code === this.#delimiter || (code !== space && code !== tab && code !== noBreakSpace)) return at
      at += 1
    }
  }

  #endsField(at: number): boolean {
    if (at >= this.#length) return true
    const code = this.#text.charCodeAt(at)
    return code === this.#delimiter || code === lineFeed || code === carriageReturn
  }
}
