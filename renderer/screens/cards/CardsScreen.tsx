import { Button, TextInput } from '@mantine/core'
import { IconCreditCard, IconPlus, IconSearch } from '@tabler/icons-react'
import { useCallback, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardView } from '../../../shared/card'
import { CardLine } from '../../components/CardLine'
import { EmptyState } from '../../components/EmptyState'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Loading } from '../../components/Loading'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useCardSearch } from '../../hooks/use-card-search'
import { AddCardDialog } from '../../components/add-card/AddCardDialog'
import { CardDetail } from './CardDetail'
import classes from './CardsScreen.module.css'

const mostShown = 200

/** The stored cards: find one, see how it stands, charge it, remove it, add another. */
export function CardsScreen() {
  const { t } = useTranslation(['cards', 'common'])
  const [query, setQuery] = useState('')
  const [version, setVersion] = useState(0)
  const [adding, setAdding] = useState(false)
  const [chosen, setChosen] = useState<CardView | null>(null)
  const search = useCardSearch(query.trim(), mostShown, version)
  const searchField = useRef<HTMLInputElement>(null)
  const reload = useCallback(() => setVersion((before) => before + 1), [])

  const addButton = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t('add.submit')}
    </Button>
  )
  const empty = search.cards?.length === 0 && search.query === ''
  return (
    <div className={classes['root']}>
      <ScreenHeader title={t('title')}>{!empty && addButton}</ScreenHeader>
      {search.error && <ErrorNotice error={search.error} onRetry={reload} />}
      {search.cards === null && !search.error && <Loading />}
      {empty && (
        <EmptyState icon={<IconCreditCard />} title={t('empty')} action={addButton}>
          {t('emptyHint')}
        </EmptyState>
      )}
      {search.cards !== null && !empty && (
        <div className={classes['columns']}>
          <div className={classes['list']}>
            <TextInput
              ref={searchField}
              aria-label={t('search')}
              placeholder={t('searchPlaceholder')}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={query}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
              data-screen-search
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
            <p className={classes['count']} role="status">
              {search.more
                ? t('more', { count: search.cards.length })
                : t('found', { count: search.cards.length })}
            </p>
            {search.cards.length === 0 ? (
              <EmptyState icon={<IconSearch />} title={t('none', { query: search.query })} action={addButton}>
                {t('noneHint')}
              </EmptyState>
            ) : (
              <CardList cards={search.cards} chosen={chosen} onChoose={setChosen} />
            )}
          </div>
          <CardDetail
            card={chosen}
            onRemoved={() => {
              setChosen(null)
              reload()
              searchField.current?.focus()
            }}
          />
        </div>
      )}
      <AddCardDialog
        opened={adding}
        onClose={() => setAdding(false)}
        onAdded={(card) => {
          setChosen(card)
          reload()
        }}
      />
    </div>
  )
}

interface CardListProps {
  readonly cards: readonly CardView[]
  readonly chosen: CardView | null
  readonly onChoose: (card: CardView) => void
}

/** A list with one tab stop; the arrow keys choose. */
function CardList({ cards, chosen, onChoose }: CardListProps) {
  const { t } = useTranslation('cards')
  const list = useRef<HTMLDivElement>(null)
  const at = Math.max(
    0,
    cards.findIndex(({ id }) => id === chosen?.id)
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: cards.length - 1
    }
    const wanted = steps[event.key]
    if (wanted === undefined) return
    event.preventDefault()
    const next = Math.min(Math.max(wanted, 0), cards.length - 1)
    const card = cards[next]
    if (!card) return
    onChoose(card)
    list.current?.querySelectorAll<HTMLElement>('[role="option"]')[next]?.focus()
  }
  return (
    <div
      ref={list}
      className={classes['cards']}
      role="listbox"
      tabIndex={-1}
      aria-label={t('list')}
      onKeyDown={onKeyDown}
    >
      {cards.map((card, index) => (
        <div
          key={card.id}
          role="option"
          aria-selected={card.id === chosen?.id}
          tabIndex={index === at ? 0 : -1}
          className={classes['card']}
          onClick={() => onChoose(card)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return
            event.preventDefault()
            onChoose(card)
          }}
        >
          <CardLine card={card} />
        </div>
      ))}
    </div>
  )
}
