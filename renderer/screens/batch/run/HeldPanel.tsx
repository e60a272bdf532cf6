import { useTranslation } from 'react-i18next'
import { IconHourglass } from '@tabler/icons-react'
import type { RunView } from '../../../../shared/batch-view'
import { useNow } from '../../../hooks/use-now'
import { TimeText } from '../../../components/TimeText'
import classes from './RunStage.module.css'

/** Time as a clock that counts down. @param span ms */
export function countdown(span: number): string {
  const seconds = Math.max(0, Math.ceil(span / 1000))
  const two = (figure: number): string => String(figure).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** The time before anything leaves, in which the whole file can be called off. */
export function HeldPanel({ run }: { readonly run: RunView }) {
  const { t } = useTranslation('files')
  const now = useNow(250)
  return (
    <section className={classes['held']}>
      <IconHourglass size={22} aria-hidden />
      <span role="timer" className={classes['clock']} aria-label={t('held.left')}>
        {countdown(run.startsAt - now)}
      </span>
      <div>
        <strong>{t('held.title', { count: run.charges })}</strong>
        <p>
          {t('held.what')} <TimeText at={run.startsAt} form="full" />
        </p>
      </div>
    </section>
  )
}
