import { Button } from '@mantine/core'
import { IconInfoCircle, IconSearch } from '@tabler/icons-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { lookedAtOnce, type FindQuery, type FoundList, type FoundRow } from '../../../shared/find'
import type { Result } from '../../../shared/result'
import { api } from '../../api'
import { EmptyState } from '../../components/EmptyState'
import { isAnySet } from '../../components/filters/filters'
import { DataGrid, type GridHandle } from '../../components/grid/DataGrid'
import { ListView } from '../../components/grid/ListView'
import { Notice } from '../../components/Notice'
import { ScreenHeader } from '../../components/ScreenHeader'
import { TimeText } from '../../components/TimeText'
import { useWindowedList } from '../../hooks/use-windowed-list'
import { useStatus } from '../../stores/app-store'
import classes from './Find.module.css'
import { askedNow, noFilters, readFilters } from './find-filters'
import { FindFilterBar } from './FindFilterBar'
import { FoundPanel } from './FoundPanel'
import { useFoundColumns } from './use-found-columns'

interface FindScreenProps {
  /** What is looked for at once. */
  readonly search: string
}

const idOf = ({ transactionId }: FoundRow): string => transactionId

/** Dintero's transactions, also those that were made elsewhere. Rows keep their place until Dintero is asked again. */
export function FindScreen({ search }: FindScreenProps) {
  const { t } = useTranslation(['find', 'common'])
  const currency = useStatus().activeAccount?.settings.defaultCurrency ?? 'NOK'
  const [typed, setTyped] = useState({ ...noFilters, search })
  const [asked, setAsked] = useState(() => askedNow(readFilters(typed, currency).filters, Date.now()))
  const [looked, setLooked] = useState<Omit<FoundList, 'rows'> | null>(null)
  const [open, setOpen] = useState<FoundRow | null>(null)
  const read = readFilters(typed, currency)

  const ask = useCallback(async (query: FindQuery): Promise<Result<FoundList>> => {
    const answer = await api.findTransactions(query)
    if (answer.ok) setLooked(answer.value)
    return answer
  }, [])
  const list = useWindowedList(
    ask,
    idOf,
    useMemo(() => asked, [asked])
  )
  const total = useStore(list, (state) => state.total)
  const atLeast = useStore(list, (state) => state.atLeast)
  const outdated = useStore(list, (state) => state.outdated)
  const columns = useFoundColumns()
  const grid = useRef<GridHandle>(null)

  const askAnew = (filters = read.filters): void => {
    setOpen(null)
    setAsked(askedNow(filters, Date.now()))
  }
  const clear = (): void => {
    setTyped(noFilters)
    askAnew(readFilters(noFilters, currency).filters)
  }
  const close = (): void => {
    setOpen(null)
    grid.current?.focus()
  }
  const isFiltered = isAnySet(typed)
  return (
    <div className={classes['root']}>
      <ScreenHeader title={t('title')} summary={t('summary')} />
      <FindFilterBar
        typed={typed}
        read={read}
        currency={currency}
        onChange={(change) => setTyped((before) => ({ ...before, ...change }))}
        onAsk={() => askAnew()}
        onClear={isFiltered ? clear : null}
      />
      <p className={classes['found']} role="status">
        {total === null || outdated ? (
          ' '
        ) : (
          <>
            {t(atLeast ? 'countAtLeast' : 'count', { count: total })}
            {asked.lastFour !== '' && looked !== null && (
              <> {t('lookedThrough', { count: looked.lookedAt })}</>
            )}
            {looked?.end === 'bound' && (
              <>
                {looked.backTo !== null && (
                  <>
                    {' '}
                    {t('backTo')} <TimeText at={looked.backTo} />.
                  </>
                )}{' '}
                {t('bound')}{' '}
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => setAsked((before) => ({ ...before, lookAt: before.lookAt + lookedAtOnce }))}
                >
                  {t('further')}
                </Button>
              </>
            )}
          </>
        )}
      </p>
      {looked?.end === 'repeats' && (
        <Notice tone="caution" icon={IconInfoCircle} title={t('title')}>
          {t('repeats')}
        </Notice>
      )}
      <ListView
        list={list}
        detailIs="long"
        empty={
          <EmptyState icon={<IconSearch />} title={isFiltered ? t('none') : t('empty')}>
            {isFiltered ? t('noneHint') : t('emptyHint')}
          </EmptyState>
        }
        detail={
          open && (
            <FoundPanel
              key={open.transactionId}
              row={open}
              onClose={close}
              onAdopted={(cardId) => list.replace({ ...open, adoption: 'stored', cardId })}
            />
          )
        }
      >
        <DataGrid
          ref={grid}
          list={list}
          columns={columns}
          label={t('list')}
          chosen={open?.transactionId ?? null}
          onChoose={setOpen}
        />
      </ListView>
    </div>
  )
}
