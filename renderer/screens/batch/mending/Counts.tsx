import { useTranslation } from 'react-i18next'
import type { CheckView, RowFilter } from '../../../../shared/batch-view'
import { MoneyText } from '../../../components/MoneyText'
import classes from './MendingStage.module.css'

interface CountsProps {
  readonly check: CheckView
  readonly filter: RowFilter
  readonly onShow: (show: RowFilter['show']) => void
}

/** What the file comes to as it is now. Each count shows its rows. */
export function Counts({ check, filter, onShow }: CountsProps) {
  const { t } = useTranslation('files')
  const counts = [
    { show: 'problems', count: check.blocked + check.unexplained, tone: 'blocker' },
    { show: 'warnings', count: check.warned, tone: 'warning' },
    { show: 'skipped', count: check.skipped, tone: 'plain' },
    { show: 'done', count: check.done, tone: 'plain' }
  ] as const
  const pressed = (show: RowFilter['show']): boolean => filter.show === show && filter.code === null
  return (
    <div className={classes['counts']} role="group" aria-label={t('counts.label')}>
      <button
        type="button"
        className={classes['count']}
        aria-pressed={pressed('all')}
        onClick={() => onShow('all')}
      >
        <span>{t('counts.charges', { records: check.records })}</span>
        <strong className={classes['sums']}>
          {t('number', { count: check.charges })}
          {check.sums.map(({ currency, amount }) => (
            <MoneyText key={currency} amount={amount} currency={currency} />
          ))}
        </strong>
      </button>
      {counts.map(({ show, count, tone }) => (
        <button
          key={show}
          type="button"
          className={classes['count']}
          data-tone={count > 0 ? tone : 'plain'}
          aria-pressed={pressed(show)}
          onClick={() => onShow(show)}
        >
          <span>{t(`counts.${show}`)}</span>
          <strong>{t('number', { count })}</strong>
        </button>
      ))}
      <button
        type="button"
        className={classes['count']}
        aria-pressed={pressed('edited')}
        onClick={() => onShow('edited')}
      >
        <span>{t('counts.edited')}</span>
        <strong>{t('counts.show')}</strong>
      </button>
    </div>
  )
}
