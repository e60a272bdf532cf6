import { Button } from '@mantine/core'
import { IconCreditCard, IconLink, IconPlus, IconSearch } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { CardView } from '../../../shared/card'
import { api } from '../../api'
import { AddCardDialog } from '../../components/add-card/AddCardDialog'
import { EnrolCardDialog } from '../../components/enrol-card/EnrolCardDialog'
import { EmptyState } from '../../components/EmptyState'
import { ExportButton } from '../../components/exports/ExportButton'
import { FilterBar } from '../../components/filters/FilterBar'
import { searchedText } from '../../components/filters/filters'
import { SearchField } from '../../components/filters/SearchField'
import { DataGrid, type GridHandle } from '../../components/grid/DataGrid'
import { ListView } from '../../components/grid/ListView'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useApiEvent } from '../../hooks/use-api-event'
import { useWindowedList } from '../../hooks/use-windowed-list'
import { CardDetail } from './CardDetail'
import classes from './CardsScreen.module.css'
import { useCardColumns } from './use-card-columns'

const idOf = ({ id }: CardView): string => id

interface CardsScreenProps {
  /** With the dialog open in which a customer is asked to store a card. */
  readonly enrol: { readonly like: string | null } | null
}

/** The stored cards: find one, see how it stands, charge it, remove it, add another. */
export function CardsScreen({ enrol }: CardsScreenProps) {
  const { t } = useTranslation(['cards', 'links', 'common'])
  const [typed, setTyped] = useState('')
  const query = searchedText(typed)
  const list = useWindowedList(
    api.listCards,
    idOf,
    useMemo(() => ({ query }), [query])
  )
  const total = useStore(list, (state) => state.total)
  const atLeast = useStore(list, (state) => state.atLeast)
  const [adding, setAdding] = useState(false)
  const [enrolling, setEnrolling] = useState(enrol)
  const [opened, setOpened] = useState<CardView | null>(null)
  // As the list has it now; one that is not in it, having just been added or filtered out, as it was opened.
  const open = useStore(list, () => opened && (list.row(list.indexOf(opened.id)) ?? opened))
  const columns = useCardColumns()
  const grid = useRef<GridHandle>(null)
  const searchField = useRef<HTMLInputElement>(null)

  // What is charged comes to the top, and may be barred now; a link may have brought a card.
  useApiEvent('chargesChanged', () => list.refresh())
  useApiEvent('linksChanged', () => list.refresh())
  const close = (): void => {
    setOpened(null)
    grid.current?.focus()
  }
  const addButton = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t('add.submit')}
    </Button>
  )
  const enrolButton = (
    <Button
      variant="default"
      leftSection={<IconLink size={16} aria-hidden />}
      onClick={() => setEnrolling({ like: null })}
    >
      {t('links:enrol.title')}
    </Button>
  )
  const isSearched = typed !== ''
  const hasNone = total === 0 && !isSearched
  return (
    <div className={classes['root']}>
      <ScreenHeader title={t('title')}>
        <ExportButton order={{ list: 'cards', query }} total={total} atLeast={atLeast} />
        {!hasNone && (
          <>
            {enrolButton}
            {addButton}
          </>
        )}
      </ScreenHeader>
      <FilterBar
        count={total === null ? '' : t(atLeast ? 'foundAtLeast' : 'found', { count: total })}
        onClear={null}
      >
        <SearchField
          ref={searchField}
          label={t('search')}
          placeholder={t('searchPlaceholder')}
          value={typed}
          takesFocus
          onChange={setTyped}
        />
      </FilterBar>
      <ListView
        list={list}
        detailIs="short"
        empty={
          isSearched ? (
            <EmptyState icon={<IconSearch />} title={t('none', { query })} action={addButton}>
              {t('noneHint')}
            </EmptyState>
          ) : (
            <EmptyState icon={<IconCreditCard />} title={t('empty')} action={addButton}>
              {t('emptyHint')}
            </EmptyState>
          )
        }
        detail={
          open && (
            <CardDetail
              key={open.id}
              card={open}
              onClose={close}
              onRemoved={() => {
                setOpened(null)
                list.reload()
                searchField.current?.focus()
              }}
            />
          )
        }
      >
        <DataGrid
          ref={grid}
          list={list}
          columns={columns}
          label={t('list')}
          chosen={open?.id ?? null}
          onChoose={setOpened}
        />
      </ListView>
      <EnrolCardDialog
        opened={enrolling !== null}
        like={enrolling?.like ?? null}
        onClose={() => setEnrolling(null)}
      />
      <AddCardDialog
        opened={adding}
        onClose={() => setAdding(false)}
        onAdded={(card) => {
          setOpened(card)
          list.reload()
        }}
      />
    </div>
  )
}
