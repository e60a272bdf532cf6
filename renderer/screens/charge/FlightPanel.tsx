import { Loader } from '@mantine/core'
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Flight } from './charge-state'
import classes from './ReviewColumn.module.css'

type StepState = 'done' | 'now' | 'todo'

/** Saved and sent are one write: the request leaves the moment it is on disk. */
const reached: Readonly<Record<Flight['step'], number>> = { saving: 0, sent: 2 }

/** The life of a charge or a link between the press and the answer, from what the ledger has written. */
export function FlightPanel({ flight }: { readonly flight: Flight }) {
  const { t } = useTranslation('charge')
  const isLink = flight.kind === 'link'
  const steps = [t('flight.saved'), isLink ? t('flight.asked') : t('flight.sent'), t('flight.waiting')]
  const at = reached[flight.step]
  return (
    <div role="status" data-testid="flight">
      <ol className={classes['steps']}>
        {steps.map((step, index) => {
          const state: StepState = index < at ? 'done' : index === at ? 'now' : 'todo'
          return (
            <li key={step} className={classes['step']} data-step={state}>
              {state === 'done' && <IconCircleCheckFilled size={16} aria-hidden />}
              {state === 'now' && <Loader size={16} aria-hidden />}
              {state === 'todo' && <IconCircle size={16} aria-hidden />}
              {step}
              <span className="visually-hidden">, {t(`flight.${state}`)}</span>
            </li>
          )
        })}
      </ol>
      {at > 0 && <p className={classes['small']}>{isLink ? t('flight.safeLink') : t('flight.safe')}</p>}
    </div>
  )
}
