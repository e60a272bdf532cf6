import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { FlightPanel } from './FlightPanel'
import classes from './ReviewColumn.module.css'
import { ResultPanel } from './ResultPanel'
import { ReviewPanel } from './ReviewPanel'
import { useCharge } from './use-charge'
import type { ChargeHotkey } from './use-charge-hotkey'

interface ReviewColumnProps {
  readonly button: RefObject<HTMLButtonElement | null>
  readonly hotkey: ChargeHotkey
}

/** What will happen, what is happening, what happened: one place for all three. */
export function ReviewColumn({ button, hotkey }: ReviewColumnProps) {
  const { t } = useTranslation('charge')
  const flight = useCharge((state) => state.flight)
  const result = useCharge((state) => state.result)
  const title = result ? t('result.title') : t('review.title')
  return (
    <section className={classes['root']} aria-label={title} data-region tabIndex={-1}>
      {result ? (
        <ResultPanel result={result} />
      ) : (
        <>
          <ReviewPanel button={button} hotkey={hotkey} />
          {flight && <FlightPanel flight={flight} />}
        </>
      )}
    </section>
  )
}
