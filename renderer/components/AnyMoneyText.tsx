import { isCurrency } from '../../shared/money'
import { MoneyText } from './MoneyText'
import classes from './MoneyText.module.css'

interface AnyMoneyTextProps {
  /** Whole minor units; null where nobody said it. */
  readonly amount: number | null
  readonly currency: string | null
  readonly weight?: 'normal' | 'strong'
}

/**
 * Money as Dintero says it, in whatever currency. Of one that Trekk does not know nobody may say how many decimals it has,
 * so its minor units are shown as they are.
 */
export function AnyMoneyText({ amount, currency, weight = 'normal' }: AnyMoneyTextProps) {
  if (amount === null) return '–'
  if (currency !== null && isCurrency(currency))
    return <MoneyText amount={amount} currency={currency} weight={weight} />
  return (
    <span className={classes['root']} data-weight={weight}>
      {[amount, currency].join(' ').trim()}
    </span>
  )
}
