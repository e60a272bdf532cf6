import { Checkbox, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { longest } from '../../../shared/fields'
import type { ModificationConfirmation, ModificationReview } from '../../../shared/modification'
import { formatMoney } from '../../../shared/money'
import { useLocale } from '../../hooks/use-language'
import { useProblemWords } from '../../hooks/use-problem-words'
import { fullTime } from '../../time-format'
import { AmountField } from '../AmountField'
import classes from './Modification.module.css'
import type { Flow } from './modification-flow'
import { answerProblem } from './modification-form'

interface ModificationConfirmationsProps {
  readonly flow: Flow
  readonly review: ModificationReview
}

/** The extra steps that the risk of what is reviewed asks for. */
export function ModificationConfirmations({ flow, review }: ModificationConfirmationsProps) {
  const { t } = useTranslation(['payment', 'charge'])
  return (
    <fieldset className={classes['confirm']}>
      <legend>{t('confirm.title')}</legend>
      {review.confirmations.map((confirmation) => (
        <Confirmation key={confirmation.kind} flow={flow} review={review} confirmation={confirmation} />
      ))}
    </fieldset>
  )
}

interface ConfirmationProps extends ModificationConfirmationsProps {
  readonly confirmation: ModificationConfirmation
}

function Confirmation({ flow, review, confirmation }: ConfirmationProps) {
  const { t } = useTranslation(['payment', 'charge'])
  const locale = useLocale()
  const words = useProblemWords()
  const { answers, problems, answer } = useStore(flow)
  const problem = answerProblem(confirmation, review, answers)
  switch (confirmation.kind) {
    case 'type_amount': {
      const typed = answers.typedAmount !== '' && problem === 'mismatch' ? problem : problems['typedAmount']
      return (
        <AmountField
          label={t('charge:confirm.typeAmount')}
          value={answers.typedAmount}
          currency={review.currency}
          description={t('charge:confirm.typeAmountHint', {
            money: formatMoney(review.amount ?? 0, review.currency, locale)
          })}
          problem={typed === undefined ? null : words('amount', typed)}
          onChange={(typedAmount) => answer({ typedAmount })}
        />
      )
    }
    case 'repeats': {
      const shown = problems['repeatReason'] ?? (problem === 'card_number' ? problem : undefined)
      return (
        <div>
          <p className={classes['strong']}>
            {t(`confirm.repeats.${review.kind}`, { time: fullTime(confirmation.at, locale) })}
          </p>
          <Textarea
            label={t('confirm.repeatReason')}
            description={t('charge:confirm.reasonHint')}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            value={answers.repeatReason}
            rows={2}
            maxLength={longest.reason}
            error={shown !== undefined && words('reason', shown)}
            onChange={(event) => answer({ repeatReason: event.currentTarget.value })}
          />
        </div>
      )
    }
    case 'real_money':
      return (
        <Checkbox
          label={t(`confirm.realMoney.${review.kind}`)}
          checked={answers.realMoney}
          onChange={(event) => answer({ realMoney: event.currentTarget.checked })}
        />
      )
  }
}
