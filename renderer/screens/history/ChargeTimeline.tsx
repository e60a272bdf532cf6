import { useTranslation } from 'react-i18next'
import { faceOf, type ChargeEvent } from '../../../shared/charge'
import classes from './ChargeTimeline.module.css'
import { TimeText } from '../../components/TimeText'

/** A charge's life as the ledger wrote it down, oldest first. The notes are Dintero's and ours, in English, for support. */
export function ChargeTimeline({ events }: { readonly events: readonly ChargeEvent[] }) {
  const { t } = useTranslation(['charge', 'common'])
  return (
    <section aria-label={t('timeline.title')}>
      <h3 className={classes['title']}>{t('timeline.title')}</h3>
      <ol className={classes['root']}>
        {events.map((event, index) => (
          <li key={index} className={classes['event']} data-face={faceOf[event.state]}>
            <span className={classes['what']}>
              {t('timeline.entry', {
                what: t(`timeline.${event.kind}`),
                state: t(`common:state.${event.state}`)
              })}
            </span>
            <TimeText at={event.at} form="full" />
            {event.note !== '' && <span className={classes['note']}>{event.note}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}
