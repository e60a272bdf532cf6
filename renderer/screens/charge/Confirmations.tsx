import { Checkbox, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ChargeReview, Confirmation } from '../../../shared/charge'
import { longest } from '../../../shared/fields'
import { formatMoney } from '../../../shared/money'
import { AmountField } from '../../components/AmountField'
import { useFoundWords } from '../../components/found-words'
import { MoneyText } from '../../components/MoneyText'
import { StateBadge } from '../../components/StateBadge'
import { TimeText } from '../../components/TimeText'
import { useLocale } from '../../hooks/use-language'
import { answerProblem } from './answers'
import { showsAtOnce } from '../../field-problems'
import classes from './ReviewColumn.module.css'
import { chargeStore, useCharge } from './use-charge'
import { useProblemWords } from '../../hooks/use-problem-words'

/** The extra steps that this charge's risk asks for; a normal charge has none. */
export function Confirmations({ review }: { readonly review: ChargeReview }) {
  const { t } = useTranslation('charge')
  const answers = useCharge((state) => state.answers)
  const touched = useCharge((state) => state.touched)
  const words = useProblemWords()
  const locale = useLocale()
  const { answer, touch } = chargeStore.getState()

  return (
    <fieldset className={classes['confirm']}>
      <legend>{t('review.confirm')}</legend>
      {review.confirmations.map((confirmation) => {
        const problem = answerProblem(confirmation, review, answers)
        const shown = problem !== null && problem !== 'mismatch' && showsAtOnce(problem)
        switch (confirmation.kind) {
          case 'type_amount': {
            const late = touched.has('typedAmount') && answers.typedAmount !== ''
            return (
              <div key="type_amount">
                <AmountField
                  label={t('confirm.typeAmount')}
                  value={answers.typedAmount}
                  currency={review.currency}
                  description={t('confirm.typeAmountHint', {
                    money: formatMoney(review.amount, review.currency, locale)
                  })}
                  problem={problem !== null && (shown || late) ? words('amount', problem) : null}
                  onChange={(typedAmount) => answer({ typedAmount })}
                  onBlur={() => touch('typedAmount')}
                />
              </div>
            )
          }
          case 'duplicate_reason': {
            const late = touched.has('reason')
            return (
              <div key="duplicate_reason">
                <Earlier earlier={confirmation.earlier} elsewhere={confirmation.elsewhere} />
                <Textarea
                  label={t('confirm.reason')}
                  description={t('confirm.reasonHint')}
                  inputWrapperOrder={['label', 'input', 'error', 'description']}
                  value={answers.reason}
                  rows={2}
                  maxLength={longest.reason}
                  error={problem !== null && (shown || late) ? words('reason', problem) : null}
                  onChange={(event) => answer({ reason: event.currentTarget.value })}
                  onBlur={() => touch('reason')}
                />
              </div>
            )
          }
          case 'real_money':
            return (
              <Checkbox
                key="real_money"
                label={t('confirm.realMoney')}
                checked={answers.realMoney}
                onChange={(event) => answer({ realMoney: event.currentTarget.checked })}
              />
            )
        }
      })}
    </fieldset>
  )
}

type Repeated = Pick<Extract<Confirmation, { kind: 'duplicate_reason' }>, 'earlier' | 'elsewhere'>

function Earlier({ earlier, elsewhere }: Repeated) {
  const { t } = useTranslation('charge')
  const words = useFoundWords()
  return (
    <>
      <p className={classes['strong']} style={{ margin: 0 }}>
        {t('confirm.duplicate')}
      </p>
      {earlier.map((charge) => (
        <p key={charge.id} className={classes['earlier']}>
          <StateBadge charge={charge} />
          <MoneyText amount={charge.amount} currency={charge.currency} />
          <TimeText at={charge.createdAt} />
          <span>{charge.merchantReference}</span>
        </p>
      ))}
      {elsewhere.map((found, index) => (
        <p key={found.transactionId ?? index} className={classes['earlier']} data-testid="elsewhere">
          <span>{words.one(found)}</span>
          <span className={classes['small']}>{t('confirm.elsewhere')}</span>
        </p>
      ))}
    </>
  )
}
