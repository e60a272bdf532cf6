/** px; `.row` in the style sheet measures the same. */
export const rowHeight = 36

/**
 * The height that rows take up at most, px. Chromium cuts an element off at 33,554,428 px, less than a million rows
 * are high, so the rows of a longer list are scrolled at a scale.
 */
export const tallest = 16_000_000

/** Which rows are in view, and how they are placed. */
export interface RowsInView {
  readonly first: number
  readonly last: number
  /** What the place of each row is short of `index * rowHeight`, px: nothing where there is no scale. */
  readonly shift: number
}

/** The height of the element that is scrolled, px. */
export function scrolledHeight(count: number): number {
  return Math.min(count * rowHeight, tallest)
}

/** How far the rows move while the scroll bar moves by one px. @param height of the view, px */
function scaleOf(count: number, height: number): number {
  const whole = count * rowHeight
  return whole <= tallest ? 1 : (whole - height) / (tallest - height)
}

/**
 * The rows that a scroll position shows, the ones cut at the edges too.
 * @param scrollTop, height of the view, px
 */
export function rowsInView(scrollTop: number, height: number, count: number): RowsInView {
  const offset = scrollTop * scaleOf(count, height)
  const last = Math.ceil((offset + height) / rowHeight) - 1
  return {
    first: Math.max(0, Math.min(Math.floor(offset / rowHeight), count - 1)),
    last: Math.min(last, count - 1),
    shift: offset - scrollTop
  }
}

/** The scroll position that shows a whole row and is nearest to the one there is, px. */
export function positionToShow(index: number, scrollTop: number, height: number, count: number): number {
  const scale = scaleOf(count, height)
  const top = index * rowHeight
  const offset = Math.min(Math.max(scrollTop * scale, top + rowHeight - height), top)
  return offset / scale
}

/**
 * The scroll position from which the view shows what it showed, after rows have come in (or gone) above it, px.
 * @param offset how far above the view the first row was, px
 * @param count how many rows there are now
 */
export function positionMoved(by: number, offset: number, height: number, count: number): number {
  return (offset + by * rowHeight) / scaleOf(count, height)
}
