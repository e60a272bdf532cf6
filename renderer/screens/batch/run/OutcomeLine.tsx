import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BatchRow } from '../../../../shared/batch-view'
import { isCurrency } from '../../../../shared/money'
import { useCardWords } from '../../../components/card-words'
import { MoneyText } from '../../../components/MoneyText'
import { StateBadge } from '../../../components/StateBadge'
import { useNavigation } from '../../../stores/navigation'
import { asideWords } from '../aside-words'
import classes from './RunStage.module.css'

/** One row with what became of it, in short; it opens the charge in the history. */
export function OutcomeLine({ row }: { readonly row: BatchRow }) {
  const { t } = useTranslation(['files', 'batch', 'charge', 'errors'])
  const words = useCardWords()
  const go = useNavigation((state) => state.go)
  const { charge, card, amount, currency, setAside } = row
  const name = card ? words.name(card) : (row.texts.customer_name ?? '')
  return (
    <UnstyledButton
      className={classes['line']}
      disabled={charge === null}
      onClick={() => charge && go({ name: 'history', chargeId: charge.id })}
    >
      {charge ? <StateBadge charge={charge} /> : <span>{t('outcome.setAside')}</span>}
      <span className={classes['lineMoney']}>
        {amount !== null && currency !== null && isCurrency(currency) && (
          <MoneyText amount={amount} currency={currency} />
        )}
      </span>
      <span className={classes['lineName']} title={name}>
        {name}
      </span>
      <span className={classes['quiet']}>{t('row.title', { row: row.row })}</span>
      {charge?.declineReason && (
        <span className={classes['lineWhy']}>{t(`charge:decline.${charge.declineReason}`)}</span>
      )}
      {setAside !== null && <span className={classes['lineWhy']}>{asideWords(t, setAside)}</span>}
    </UnstyledButton>
  )
}
