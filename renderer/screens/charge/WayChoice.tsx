import { Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type CardView, type Operation } from '../../../shared/card'
import { Choice } from './Choice'
import classes from './Choices.module.css'
import type { Way } from './draft'
import { chargeStore } from './use-charge'

/** The kinds of charge before a card says which of them it allows. */
const anyOperation: readonly Operation[] = ['unscheduled_purchase', 'recurring_purchase']

interface WayChoiceProps {
  /** Null while none is chosen; then every way is offered. */
  readonly card: CardView | null
  readonly chosen: Way | null
  readonly problem: string | null
}

/** Whether the card is charged, and as which kind of charge, or the customer is asked to pay by a link. */
export function WayChoice({ card, chosen, problem }: WayChoiceProps) {
  const { t } = useTranslation('charge')
  const allowed = card === null ? anyOperation : card.operations
  const hints: Readonly<Record<Operation, string>> = {
    recurring_purchase: t('operation.recurringHint'),
    unscheduled_purchase: t('operation.unscheduledHint')
  }
  const ways: readonly Way[] = [...allowed, 'link']
  const choose = (value: string): void => {
    const way = ways.find((each) => each === value)
    if (way !== undefined) chargeStore.getState().edit({ way })
  }
  return (
    <Radio.Group label={t('way.label')} value={chosen} error={problem} onChange={choose}>
      <div className={classes['choices']}>
        {allowed.map((each) => (
          <Choice
            key={each}
            value={each}
            title={t(`operation.${each}`)}
            hint={hints[each]}
            wide={allowed.length === 1}
          />
        ))}
        <Choice value="link" title={t('operation.link')} hint={t('operation.linkHint')} wide />
      </div>
      {allowed.length < 2 && (
        <p className={classes['note']}>{allowed.length === 1 ? t('operation.only') : t('operation.none')}</p>
      )}
    </Radio.Group>
  )
}
