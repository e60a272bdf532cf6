import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '../../../shared/audit'
import { TimeText } from '../../components/TimeText'
import { AuditDetail } from './AuditDetail'
import classes from './AuditScreen.module.css'
import { factsText } from './facts'
import type { AuditWindow } from './use-audit-window'

/** Must be what `.row` in the style sheet measures, px. */
const rowHeight = 34
const rowsPerPage = 12

interface AuditTableProps {
  readonly trail: AuditWindow
  readonly total: number
  /** The sequence number of an entry to go to. */
  readonly wanted: number | null
}

/**
 * The entries, newest first, as a grid of which only what is in view exists. Arrow keys, Page Up and Down, Home and
 * End move through it (ARIA grid pattern); the entry chosen is shown in full beside it.
 */
export function AuditTable({ trail, total, wanted }: AuditTableProps) {
  const { t } = useTranslation('audit')
  const scroller = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState(0)
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // The heading row lies over the top of the list.
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
    overscan: 12
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const { show, entryAt } = trail
  useEffect(() => show(first, last))

  const choose = useCallback(
    (index: number) => {
      const next = Math.max(0, Math.min(total - 1, index))
      setChosen(next)
      virtual.scrollToIndex(next)
    },
    [total, virtual]
  )
  const newest = entryAt(0)?.sequence
  useEffect(() => {
    if (wanted !== null && newest !== undefined) choose(newest - wanted)
  }, [wanted, newest, choose])

  const onKeyDown = (event: KeyboardEvent): void => {
    const target: Readonly<Record<string, number>> = {
      ArrowDown: chosen + 1,
      ArrowUp: chosen - 1,
      PageDown: chosen + rowsPerPage,
      PageUp: chosen - rowsPerPage,
      Home: 0,
      End: total - 1
    }
    const index = target[event.key]
    if (index === undefined) return
    event.preventDefault()
    choose(index)
  }
  const entry = entryAt(chosen)

  return (
    <div className={classes['split']}>
      <div
        ref={scroller}
        className={classes['table']}
        role="grid"
        tabIndex={0}
        aria-label={t('table')}
        aria-rowcount={total + 1}
        aria-activedescendant={`audit-row-${chosen}`}
        onKeyDown={onKeyDown}
      >
        <div role="row" aria-rowindex={1} className={classes['headRow']}>
          {(['number', 'when', 'who', 'what', 'subject', 'facts'] as const).map((column) => (
            <span key={column} role="columnheader">
              {t(column)}
            </span>
          ))}
        </div>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="rowgroup">
          {items.map(({ index, start }) => (
            <Row
              key={index}
              index={index}
              start={start - rowHeight}
              entry={entryAt(index)}
              chosen={index === chosen}
              onChoose={() => setChosen(index)}
            />
          ))}
        </div>
      </div>
      {entry && <AuditDetail entry={entry} />}
    </div>
  )
}

interface RowProps {
  readonly index: number
  /** px from the top of the list */
  readonly start: number
  readonly entry: AuditEntry | undefined
  readonly chosen: boolean
  readonly onChoose: () => void
}

function Row({ index, start, entry, chosen, onChoose }: RowProps) {
  const { t } = useTranslation(['audit', 'common'])
  return (
    <div
      id={`audit-row-${index}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={classes['row']}
      style={{ transform: `translateY(${start}px)` }}
      onMouseDown={onChoose}
    >
      <span role="gridcell" className={classes['number']}>
        {entry?.sequence}
      </span>
      <span role="gridcell">{entry ? <TimeText at={entry.at} /> : t('common:loading')}</span>
      <span role="gridcell">{entry && (entry.operator || entry.osUser)}</span>
      <span role="gridcell">{entry && t(`action.${entry.action}`)}</span>
      <span role="gridcell">{entry?.subject}</span>
      <span role="gridcell" className={classes['facts']}>
        {entry && factsText(entry.facts)}
      </span>
    </div>
  )
}
