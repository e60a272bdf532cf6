import { Button, Combobox, Input, TextInput, useCombobox } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardView } from '../../../shared/card'
import { useCardSearch, type CardSearch } from '../../hooks/use-card-search'
import { CardLine } from '../../components/CardLine'
import classes from './CardPicker.module.css'
import { useCardWords } from '../../components/card-words'

interface CardPickerProps {
  readonly card: CardView | null
  readonly onChoose: (card: CardView) => void
  readonly onClear: () => void
  /** The search field was left with a text in it that is no card yet. */
  readonly onLeaveUnchosen: () => void
  readonly onAdd: () => void
  readonly problem: string | null
}

/** Finds and holds the card to charge. A chosen card takes the place of the search field. */
export function CardPicker(props: CardPickerProps) {
  const { card, onChoose, onClear, onLeaveUnchosen, onAdd, problem } = props
  // After "choose another" the search field takes focus, which it otherwise gets from the screen.
  const [cleared, setCleared] = useState(false)
  if (!card) {
    const search = { onChoose, onLeaveUnchosen, onAdd, problem }
    return <CardSearchField {...search} takeFocus={cleared} />
  }
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
  const kind =
    problem === null && trouble?.kind === 'expired' ? 'warning' : says === null ? 'nothing' : 'trouble'
  return (
    <div role="group" aria-labelledby={`${id}-label`} aria-describedby={says ? `${id}-says` : undefined}>
      <Input.Label component="div" id={`${id}-label`}>
        {t('card.label')}
      </Input.Label>
      <div className={classes['chosen']} data-says={kind} data-testid="chosen-card">
        <CardLine card={card} />
        <Button size="xs" variant="default" aria-label={t('card.changeCard')} onClick={onClear}>
          {t('card.change')}
        </Button>
      </div>
      {says && (
        <Input.Error id={`${id}-says`} className={classes['says']} data-says={kind}>
          {says}
        </Input.Error>
      )}
    </div>
  )
}

interface SearchFieldProps extends Omit<CardPickerProps, 'card' | 'onClear'> {
  readonly takeFocus: boolean
}

function CardSearchField({ onChoose, onLeaveUnchosen, onAdd, problem, takeFocus }: SearchFieldProps) {
  const { t } = useTranslation('charge')
  const [query, setQuery] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const search = useCardSearch(query.trim(), 20)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { selectFirstOption, resetSelectedOption } = combobox
  const { query: answered, cards } = search
  // Until the newest text is answered, the list is that of an older one: nothing may be taken from it.
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

  const choose = (cardId: string): void => {
    const card = isCurrent && search.cards?.find(({ id }) => id === cardId)
    if (card) onChoose(card)
  }
  // Ctrl+Enter goes to the charge button: it never takes a card on the way.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (!isCurrent || event.ctrlKey || event.metaKey)) resetSelectedOption()
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
          onKeyDown={onKeyDown}
          onBlur={() => {
            combobox.closeDropdown()
            if (query.trim() !== '') onLeaveUnchosen()
          }}
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
