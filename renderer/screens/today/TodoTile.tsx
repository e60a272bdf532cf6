import type { Icon } from '@tabler/icons-react'
import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { CurrencySum } from '../../../shared/batch'
import type { ChargeFace } from '../../../shared/charge'
import { MoneyText } from '../../components/MoneyText'
import { useLocale } from '../../hooks/use-language'
import classes from './TodoTile.module.css'

interface TodoTileProps {
  readonly icon: Icon
  /** The face of what is counted, while there is any. */
  readonly face: ChargeFace
  readonly title: string
  readonly count: number
  readonly sums: readonly CurrencySum[]
  /** One line more: since when, or what comes next. */
  readonly hint: ReactNode
  readonly onOpen: () => void
}

/** Currencies that have a line of their own; of more, the rest is behind the tile. */
const mostSums = 3

/** One figure of what there is to do, as a button to the list behind it. */
export function TodoTile({ icon: Mark, face, title, count, sums, hint, onOpen }: TodoTileProps) {
  const locale = useLocale()
  return (
    <li>
      <button
        type="button"
        className={classes['root']}
        data-face={count > 0 ? face : 'ready'}
        data-empty={count === 0}
        onClick={onOpen}
      >
        <span className={classes['title']}>
          <Mark size={17} aria-hidden />
          <span>{title}</span>
          <IconChevronRight className={classes['arrow']} size={16} aria-hidden />
        </span>
        <span className={classes['count']}>{new Intl.NumberFormat(locale).format(count)}</span>
        {sums.slice(0, mostSums).map(({ currency, amount }) => (
          <span key={currency} className={classes['sum']}>
            <MoneyText amount={amount} currency={currency} />
          </span>
        ))}
        <span className={classes['hint']}>{hint}</span>
      </button>
    </li>
  )
}
