import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import type { OrderLine } from '../../shared/charge'
import { CopyButton } from './CopyButton'
import classes from './Facts.module.css'
import { MoneyText } from './MoneyText'

/** What is known of a charge or a link: names and what is said of each. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={classes['root']}>{children}</dl>
}

/** One of them. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** An id that is copied by a press. */
export function Copyable({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <span className={classes['copyable']}>
      <span className={classes['id']}>{text}</span>
      <CopyButton text={text} what={what} />
    </span>
  )
}

interface OrderFactProps {
  readonly order: {
    readonly lines: readonly OrderLine[]
    readonly vatAmount: number
    readonly currency: string
  }
}

/** What is paid for, line by line; nothing where that was not said. */
export function OrderFact({ order: { lines, vatAmount, currency } }: OrderFactProps) {
  const { t } = useTranslation('charge')
  if (lines.length === 0) return null
  return (
    <Fact name={t('lines.title')}>
      <ul className={classes['lines']}>
        {lines.map((line, index) => (
          <li key={index}>
            <span>
              {line.quantity} × {line.description}
            </span>
            <MoneyText amount={line.amount} currency={currency} />
          </li>
        ))}
        <li className={classes['vat']}>
          <span>{t('review.vat')}</span>
          <MoneyText amount={vatAmount} currency={currency} />
        </li>
      </ul>
    </Fact>
  )
}
