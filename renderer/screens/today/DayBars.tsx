import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './DayBars.module.css'

/** One day of the chart. Amounts in minor units. */
export interface DayBar {
  /** When it began, ms since 1970 UTC. */
  readonly from: number
  readonly amount: number
  readonly declinedAmount: number
  /** Everything about it in one sentence. */
  readonly said: string
}

interface DayBarsProps {
  readonly bars: readonly DayBar[]
  readonly label: string
}

const height = 84
const step = 24
const width = 9
/** Whatever was more than nothing is seen. */
const least = 2

/**
 * Days as pairs of bars: charged is solid, declined is hatched, so that neither needs its colour to be told. The same
 * figures stand in a table for whoever cannot see bars.
 */
export function DayBars({ bars, label }: DayBarsProps) {
  const { t } = useTranslation('today')
  const hatch = useId()
  const most = Math.max(1, ...bars.flatMap(({ amount, declinedAmount }) => [amount, declinedAmount]))
  const tall = (amount: number): number => (amount === 0 ? 0 : Math.max(least, (amount / most) * height))
  return (
    <figure className={classes['root']}>
      <svg
        viewBox={`0 0 ${bars.length * step} ${height + 18}`}
        className={classes['chart']}
        role="img"
        aria-label={label}
      >
        <defs>
          <pattern
            id={hatch}
            width="4"
            height="4"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="4" height="4" className={classes['ground']} />
            <rect width="2" height="4" className={classes['line']} />
          </pattern>
        </defs>
        <line
          x1="0"
          x2={bars.length * step}
          y1={height + 0.5}
          y2={height + 0.5}
          className={classes['axis']}
        />
        {bars.map(({ from, amount, declinedAmount, said }, index) => (
          <g key={from} transform={`translate(${index * step} 0)`} data-today={index === bars.length - 1}>
            <title>{said}</title>
            <rect width={step} height={height + 18} className={classes['hit']} />
            <rect
              x={step / 2 - width}
              y={height - tall(amount)}
              width={width - 1}
              height={tall(amount)}
              className={classes['charged']}
            />
            <rect
              x={step / 2}
              y={height - tall(declinedAmount)}
              width={width - 1}
              height={tall(declinedAmount)}
              fill={`url(#${hatch})`}
              className={classes['declined']}
            />
            <text x={step / 2} y={height + 13} className={classes['day']}>
              {new Date(from).getDate()}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className={classes['legend']}>
        <span>
          <i className={classes['solid']} aria-hidden />
          {t('charged.charged')}
        </span>
        <span>
          <i className={classes['hatched']} aria-hidden />
          {t('charged.declined')}
        </span>
      </figcaption>
      <ul className="visually-hidden">
        {bars.map(({ from, said }) => (
          <li key={from}>{said}</li>
        ))}
      </ul>
    </figure>
  )
}
