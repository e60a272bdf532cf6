import { Checkbox, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Confirmation } from '../../../shared/review'
import { longest } from '../../../shared/fields'
import { formatMoney } from '../../../shared/money'
import { AmountField } from '../../components/AmountField'
import { useFoundWords } from '../../components/found-words'
import { useLocale } from '../../hooks/use-language'
import { answerProblem, type Answered } from './answers'
import { showsAtOnce } from '../../field-problems'
import { EarlierCharge, EarlierLink } from './Earlier'
import classes from './ReviewColumn.module.css'
import type { Reviewed } from './submit'
import { chargeStore, useCharge } from './use-charge'
import { useProblemWords } from '../../hooks/use-problem-words'

interface ConfirmationsProps {
  readonly kind: Reviewed['kind']
  readonly review: Answered
}

/** The extra steps that the risk of what is reviewed asks for; usually there are none. */
export function Confirmations({ kind, review }: ConfirmationsProps) {
  const { t } = useTranslation('charge')
  const answers = useCharge((state) => state.answers)
  const touched = useCharge((state) => state.touched)
  const words = useProblemWords()
  const locale = useLocale()
  const { answer, touch } = chargeStore.getState()
  const isLink = kind === 'link'

  return (
    <fieldset className={classes['confirm']}>
      <legend>{isLink ? t('review.confirmLink') : t('review.confirm')}</legend>
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
                <Earlier {...confirmation} />
                <Textarea
                  label={isLink ? t('confirm.reasonLink') : t('confirm.reason')}
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

type Repeated = Omit<Extract<Confirmation, { kind: 'duplicate_reason' }>, 'kind'>

function Earlier({ earlier, paidByLink, elsewhere }: Repeated) {
  const { t } = useTranslation('charge')
  const words = useFoundWords()
  return (
    <>
      <p className={classes['strong']} style={{ margin: 0 }}>
        {t('confirm.duplicate')}
      </p>
      {earlier.map((charge) => (
        <EarlierCharge key={charge.id} charge={charge} />
      ))}
      {paidByLink.length > 0 && <p className={classes['small']}>{t('confirm.byLink')}</p>}
      {paidByLink.map((link) => (
        <EarlierLink key={link.id} link={link} />
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
