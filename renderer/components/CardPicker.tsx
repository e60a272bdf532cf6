import { Button, Combobox, Input, TextInput, useCombobox } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardView } from '../../shared/card'
import { useCardSearch, type CardSearch } from '../hooks/use-card-search'
import { CardLine } from './CardLine'
import classes from './CardPicker.module.css'
import { useCardWords } from './card-words'

interface CardPickerProps {
  readonly card: CardView | null
  readonly onChoose: (card: CardView) => void
  readonly onClear: () => void
  readonly onAdd: () => void
  readonly problem: string | null
}

/** Finds and holds the card to charge. A chosen card takes the place of the search field. */
export function CardPicker(props: CardPickerProps) {
  const { card, onChoose, onClear, onAdd, problem } = props
  // After "choose another" the search field takes focus, which it otherwise gets from the screen.
  const [cleared, setCleared] = useState(false)
  if (!card)
    return <CardSearchField onChoose={onChoose} onAdd={onAdd} problem={problem} takeFocus={cleared} />
  const clear = (): void => {
    setCleared(true)
    onClear()
  }
  return <ChosenCard card={card} onClear={clear} problem={problem} />
}

function ChosenCard({
  card,
  onClear,
  problem
}: {
  card: CardView
  onClear: () => void
  problem: string | null
}) {
  const { t } = useTranslation('charge')
  const trouble = useCardWords().trouble(card)
  const id = useId()
  const says = problem ?? trouble?.long ?? null
  return (
    <div role="group" aria-labelledby={`${id}-label`} aria-describedby={says ? `${id}-says` : undefined}>
      <Input.Label component="div" id={`${id}-label`}>
        {t('card.label')}
      </Input.Label>
      <div className={classes['chosen']} data-trouble={says !== null} data-testid="chosen-card">
        <CardLine card={card} />
        <Button size="xs" variant="default" aria-label={t('card.changeCard')} onClick={onClear}>
          {t('card.change')}
        </Button>
      </div>
      {says && (
        <Input.Error id={`${id}-says`} className={classes['says']}>
          {says}
        </Input.Error>
      )}
    </div>
  )
}

interface SearchFieldProps {
  readonly onChoose: (card: CardView) => void
  readonly onAdd: () => void
  readonly problem: string | null
  readonly takeFocus: boolean
}

function CardSearchField({ onChoose, onAdd, problem, takeFocus }: SearchFieldProps) {
  const { t } = useTranslation('charge')
  const [query, setQuery] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const search = useCardSearch(query.trim(), 20)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { selectFirstOption } = combobox
  const { query: answered, cards } = search

  useEffect(() => {
    if (takeFocus) field.current?.focus()
  }, [takeFocus])
  // Enter takes the best match: the first option is always marked once something was typed.
  useEffect(() => {
    if (answered !== '' && cards !== null) selectFirstOption()
  }, [answered, cards, selectFirstOption])

  const choose = (cardId: string): void => {
    const card = search.cards?.find(({ id }) => id === cardId)
    if (card) onChoose(card)
  }
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={field}
          label={t('card.label')}
          placeholder={t('card.placeholder')}
          value={query}
          error={problem}
          leftSection={<IconSearch size={16} aria-hidden />}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          data-screen-search
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            combobox.openDropdown()
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown className={classes['dropdown']}>
        <Found search={search} onAdd={onAdd} />
      </Combobox.Dropdown>
      <span className="visually-hidden" role="status">
        {search.cards && answered !== '' ? t('card.found', { count: search.cards.length }) : ''}
      </span>
    </Combobox>
  )
}

function Found({ search, onAdd }: { readonly search: CardSearch; readonly onAdd: () => void }) {
  const { t } = useTranslation(['charge', 'errors'])
  const cards = search.cards ?? []
  if (search.error) return <div className={classes['note']}>{t(`errors:${search.error.code}.what`)}</div>
  if (search.cards === null) return <div className={classes['note']}>{t('card.searching')}</div>
  if (cards.length === 0) {
    return (
      <div className={classes['none']}>
        {search.query === '' ? t('card.noneYet') : t('card.none', { query: search.query })}
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
