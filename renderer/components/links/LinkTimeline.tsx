import { useTranslation } from 'react-i18next'
import { givenHow, type LinkDetail, type LinkEvent } from '../../../shared/link'
import { faceOfLinkState } from '../../../shared/link-standing'
import { Timeline } from '../Timeline'

/** A link's life. The notes are Dintero's and ours. */
export function LinkTimeline({ link }: { readonly link: Pick<LinkDetail, 'kind' | 'timeline'> }) {
  const { t } = useTranslation(['links', 'charge'])
  const whatOf = ({ kind, note }: LinkEvent): string => {
    const how = kind === 'given' ? givenHow.safeParse(note).data : undefined
    return how === undefined ? t(`timeline.${kind}`) : t('timeline.givenHow', { how: t(`how.${how}`) })
  }
  const entries = link.timeline.map((event) => {
    const { at, state, kind, note } = event
    const word = state === 'paid' && link.kind === 'enrolment' ? t('standing.stored') : t(`state.${state}`)
    return {
      face: faceOfLinkState(state),
      // That it was shared or paid says which state it came to.
      what:
        kind === 'given' || kind === 'paid'
          ? whatOf(event)
          : t('charge:timeline.entry', { what: whatOf(event), state: word }),
      at,
      note: kind === 'given' ? '' : note
    }
  })
  return <Timeline title={t('timeline.title')} entries={entries} />
}
