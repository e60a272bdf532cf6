import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ChargedIn, TodayView } from '../../../shared/today'
import { formatMoney } from '../../../shared/money'
import { MoneyText } from '../../components/MoneyText'
import { Panel } from '../../components/Panel'
import { dayOf } from '../../days'
import { useLocale } from '../../hooks/use-language'
import { useNavigation } from '../../stores/navigation'
import { DayBars, type DayBar } from './DayBars'
import classes from './TodayScreen.module.css'

/** What was charged today and in the two weeks before, a block for each currency. */
export function ChargedPanel({ view }: { readonly view: TodayView }) {
  const { t } = useTranslation('today')
  const go = useNavigation((state) => state.go)
  const currencies = [
    ...new Set(view.days.flatMap(({ charged }) => charged.map(({ currency }) => currency)))
  ].toSorted()
  return (
    <Panel
      title={t('charged.title')}
      actions={
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => go({ name: 'history', shows: { from: dayOf(view.from) } })}
        >
          {t('charged.open')}
        </Button>
      }
    >
      {currencies.length === 0 && <p className={classes['quiet']}>{t('charged.none')}</p>}
      {currencies.map((currency) => (
        <CurrencyBlock key={currency} currency={currency} view={view} />
      ))}
    </Panel>
  )
}

function CurrencyBlock({ currency, view }: { readonly currency: string; readonly view: TodayView }) {
  const { t } = useTranslation('today')
  const locale = useLocale()
  const today = of(view.charged, currency)
  const bars = view.days.map(({ from, charged }): DayBar => {
    const day = of(charged, currency)
    return {
      from,
      amount: day.amount,
      declinedAmount: day.declinedAmount,
      said: t('charged.day', {
        day: new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }).format(
          from
        ),
        charged: formatMoney(day.amount, currency, locale),
        count: day.charged,
        declined: formatMoney(day.declinedAmount, currency, locale)
      })
    }
  })
  return (
    <div className={classes['currency']}>
      <dl className={classes['figures']}>
        <div>
          <dt>{t('charged.charged')}</dt>
          <dd data-strong>
            <MoneyText amount={today.amount} currency={currency} weight="strong" />
          </dd>
          <dd className={classes['quiet']}>{t('charged.count', { count: today.charged })}</dd>
        </div>
        <div>
          <dt>{t('charged.declined')}</dt>
          <dd>
            <MoneyText amount={today.declinedAmount} currency={currency} />
          </dd>
          <dd className={classes['quiet']}>{t('charged.count', { count: today.declined })}</dd>
        </div>
      </dl>
      <DayBars bars={bars} label={t('charged.chart', { currency })} />
    </div>
  )
}

function of(all: readonly ChargedIn[], currency: string): ChargedIn {
  const nothing = { currency, charged: 0, amount: 0, declined: 0, declinedAmount: 0 }
  return all.find((each) => each.currency === currency) ?? nothing
}
