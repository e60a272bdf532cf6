import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { positionMoved, positionToShow, rowHeight, rowsInView, type RowsInView } from './rows-in-view'

interface RowsScroller extends RowsInView {
  readonly scroller: RefObject<HTMLDivElement | null>
  /** Scrolls no further than it takes to show a whole row. */
  readonly show: (index: number) => void
  /** Keeps in view what is in view, after so many rows have come in above it. */
  readonly follow: (rows: number) => void
  readonly toTop: () => void
  /** How many rows a page is. */
  readonly page: () => number
}

/** Which of so many rows are in view of a scrolling element. It renders when other rows are, not at every px. */
export function useRowsInView(count: number): RowsScroller {
  const scroller = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<RowsInView>({ first: 0, last: -1, shift: 0 })

  const look = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const now = rowsInView(element.scrollTop, element.clientHeight, count)
    setView((before) => (isSame(before, now) ? before : now))
  }, [count])

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    look()
    const resizes = new ResizeObserver(look)
    resizes.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      resizes.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [look])

  const scrollTo = useCallback(
    (position: (element: HTMLElement) => number) => {
      const element = scroller.current
      if (!element) return
      element.scrollTop = position(element)
      look()
    },
    [look]
  )
  const { shift } = view
  return {
    ...view,
    scroller,
    show: useCallback(
      (index) =>
        scrollTo(({ scrollTop, clientHeight }) => positionToShow(index, scrollTop, clientHeight, count)),
      [scrollTo, count]
    ),
    follow: useCallback(
      (rows) =>
        scrollTo(({ scrollTop, clientHeight }) =>
          // Who looks at the top sees what is new there.
          scrollTop === 0 ? 0 : positionMoved(rows, scrollTop + shift, clientHeight, count)
        ),
      [scrollTo, shift, count]
    ),
    toTop: useCallback(() => scrollTo(() => 0), [scrollTo]),
    page: useCallback(
      () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1),
      []
    )
  }
}

function isSame(one: RowsInView, other: RowsInView): boolean {
  return one.first === other.first && one.last === other.last && one.shift === other.shift
}
