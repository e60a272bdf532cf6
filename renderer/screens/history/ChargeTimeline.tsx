import { useTranslation } from 'react-i18next'
import { faceOf, type ChargeEvent } from '../../../shared/charge'
import { Timeline } from '../../components/Timeline'

/** A charge's life. The notes are Dintero's and ours. */
export function ChargeTimeline({ events }: { readonly events: readonly ChargeEvent[] }) {
  const { t } = useTranslation(['charge', 'common'])
  const entries = events.map(({ at, kind, state, note }) => ({
    face: faceOf[state],
    what: t('timeline.entry', { what: t(`timeline.${kind}`), state: t(`common:state.${state}`) }),
    at,
    note
  }))
  return <Timeline title={t('timeline.title')} entries={entries} />
}
