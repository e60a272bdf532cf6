import { formatMoney } from '../../shared/money'
import { useLocale } from '../hooks/use-language'
import classes from './MoneyText.module.css'

interface MoneyTextProps {
  /** Whole minor units. */
  readonly amount: number
  readonly currency: string
  /** `strong` for the amount that a screen is about. */
  readonly weight?: 'normal' | 'strong'
}

/** An amount of money with its currency, in figures of equal width that line up in columns and never wrap. */
export function MoneyText({ amount, currency, weight = 'normal' }: MoneyTextProps) {
  const locale = useLocale()
  return (
    <span className={classes['root']} data-weight={weight}>
      {formatMoney(amount, currency, locale)}
    </span>
  )
}
