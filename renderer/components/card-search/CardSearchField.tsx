import { Button, Combobox, TextInput, useCombobox } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardView } from '../../../shared/card'
import { useCardSearch, type CardSearch } from '../../hooks/use-card-search'
import { CardLine } from '../CardLine'
import classes from './CardSearchField.module.css'

interface CardSearchFieldProps {
  readonly onChoose: (card: CardView) => void
  /** The field was left. @param query the text that stands in it and is no card yet */
  readonly onLeave: (query: string) => void
  /** Escape, when no list is open. */
  readonly onCancel?: () => void
  /** Left out where a card cannot be added from. */
  readonly onAdd?: () => void
  readonly problem?: string | null
  readonly takeFocus: boolean
  /** The field that the screen begins with and that Ctrl+F goes to. */
  readonly isScreensOwn?: boolean
  /** Where its label is seen elsewhere, as over a column. */
  readonly isLabelHidden?: boolean
  readonly initial?: string
}

/** Finds a stored card by what is typed. */
export function CardSearchField(props: CardSearchFieldProps) {
  const { onChoose, onLeave, onCancel, onAdd, problem = null, takeFocus } = props
  const { isScreensOwn = false, isLabelHidden = false, initial = '' } = props
  const { t } = useTranslation('charge')
  const [query, setQuery] = useState(initial)
  const field = useRef<HTMLInputElement>(null)
  const search = useCardSearch(query.trim(), 20)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { selectFirstOption, resetSelectedOption } = combobox
  const { query: answered, cards } = search
  // Until the newest text is answered, the list is that of an older one: no key may take a card from it.
  const isCurrent = answered === query.trim() && search.error === null

  useEffect(() => {
    if (takeFocus) field.current?.focus()
  }, [takeFocus])
  // Enter takes the best match: the first option is always marked once something was typed. A mark on the list before
  // goes with that list, or it would stand for another card.
  useLayoutEffect(resetSelectedOption, [isCurrent, cards, resetSelectedOption])
  useEffect(() => {
    if (isCurrent && answered !== '' && cards !== null) selectFirstOption()
  }, [isCurrent, answered, cards, selectFirstOption])

  // Whoever clicks a card has read which one it is, whatever text the list belongs to.
  const choose = (cardId: string): void => {
    const card = cards?.find(({ id }) => id === cardId)
    if (card) onChoose(card)
  }
  // Ctrl+Enter goes to the charge button: it never takes a card on the way.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (!isCurrent || event.ctrlKey || event.metaKey)) resetSelectedOption()
    if (event.key === 'Escape' && !combobox.dropdownOpened) onCancel?.()
  }
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={field}
          {...(isLabelHidden ? { 'aria-label': t('card.label') } : { label: t('card.label') })}
          placeholder={t('card.placeholder')}
          value={query}
          error={problem}
          leftSection={<IconSearch size={16} aria-hidden />}
          autoComplete="off"
          spellCheck={false}
          {...(isScreensOwn && { 'data-autofocus': true, 'data-screen-search': true })}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            combobox.openDropdown()
          }}
          onClick={() => combobox.openDropdown()}
          onKeyDown={onKeyDown}
          onBlur={() => {
            combobox.closeDropdown()
            onLeave(query.trim())
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown className={classes['dropdown']}>
        <Found search={search} {...(onAdd && { onAdd })} />
      </Combobox.Dropdown>
      <span className="visually-hidden" role="status">
        {search.cards && answered !== '' ? t('card.found', { count: search.cards.length }) : ''}
      </span>
    </Combobox>
  )
}

function Found({ search, onAdd }: { readonly search: CardSearch; readonly onAdd?: () => void }) {
  const { t } = useTranslation(['charge', 'errors'])
  const cards = search.cards ?? []
  if (search.error) return <div className={classes['note']}>{t(`errors:${search.error.code}.what`)}</div>
  if (search.cards === null) return <div className={classes['note']}>{t('card.searching')}</div>
  if (cards.length === 0) {
    return (
      <div className={classes['none']}>
        {search.query === '' ? t('card.noneYet') : t('card.none', { query: search.query })}
        {onAdd && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            // The field keeps focus, so that the list does not close under the press.
            onMouseDown={(event) => event.preventDefault()}
            onClick={onAdd}
          >
            {t('card.add')}
          </Button>
        )}
      </div>
    )
  }
  return (
    <>
      {search.query === '' && <div className={classes['note']}>{t('card.recent')}</div>}
      <Combobox.Options className={classes['options']} aria-label={t('card.label')}>
        {cards.map((card) => (
          <Combobox.Option key={card.id} value={card.id} className={classes['option']}>
            <CardLine card={card} />
          </Combobox.Option>
        ))}
      </Combobox.Options>
      {search.more && <div className={classes['note']}>{t('card.more')}</div>}
    </>
  )
}
