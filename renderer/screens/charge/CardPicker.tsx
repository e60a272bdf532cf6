import { Button, Input } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardView } from '../../../shared/card'
import { CardSearchField } from '../../components/card-search/CardSearchField'
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
    return (
      <CardSearchField
        onChoose={onChoose}
        onLeave={(query) => query !== '' && onLeaveUnchosen()}
        onAdd={onAdd}
        problem={problem}
        takeFocus={cleared}
        isScreensOwn
      />
    )
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
