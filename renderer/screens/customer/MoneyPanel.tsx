import { useTranslation } from 'react-i18next'
import type { CustomerSum, CustomerView } from '../../../shared/customer'
import { MoneyText } from '../../components/MoneyText'
import { Panel } from '../../components/Panel'
import { TimeText } from '../../components/TimeText'
import classes from './CustomerScreen.module.css'

/** What was charged to a customer and given back, of each currency. */
export function MoneyPanel({ customer }: { readonly customer: CustomerView }) {
  const { t } = useTranslation('customer')
  const { sums, charges, first, last } = customer
  return (
    <Panel title={t('money.title')}>
      {sums.length === 0 && <p className={classes['none']}>{t('money.none')}</p>}
      {sums.map((sum) => (
        <Sum key={sum.currency} sum={sum} />
      ))}
      {first !== null && last !== null && (
        <p className={classes['note']}>
          {t('money.count', { count: charges })} {t('money.last')} <TimeText at={last} />.{' '}
          {first !== last && (
            <>
              {t('money.first')} <TimeText at={first} />.
            </>
          )}
        </p>
      )}
    </Panel>
  )
}

function Sum({ sum: { currency, taken, returned, held, unread } }: { readonly sum: CustomerSum }) {
  const { t } = useTranslation('customer')
  return (
    <div className={classes['sum']}>
      <span className={classes['total']}>
        <MoneyText amount={taken - returned} currency={currency} weight="strong" />
      </span>
      <ul className={classes['parts']}>
        {returned > 0 && (
          <li>
            {t('money.taken')} <MoneyText amount={taken} currency={currency} />
          </li>
        )}
        {returned > 0 && (
          <li>
            {t('money.returned')} <MoneyText amount={returned} currency={currency} />
          </li>
        )}
        {held > 0 && (
          <li>
            {t('money.held')} <MoneyText amount={held} currency={currency} />
          </li>
        )}
        {unread > 0 && <li className={classes['doubt']}>{t('money.unread', { count: unread })}</li>}
      </ul>
    </div>
  )
}
