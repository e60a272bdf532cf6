import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ChargeDetail } from '../../shared/charge'
import { linkGroupOf, faceOfLinkState } from '../../shared/link-standing'
import { useNavigation } from '../stores/navigation'
import classes from './ChargeOutcome.module.css'
import { FaceBadge } from './FaceBadge'

/** The newest payment link in place of a charge: where it stands, and the way to it. */
export function LinkOfCharge({ link }: { readonly link: NonNullable<ChargeDetail['link']> }) {
  const { t } = useTranslation('links')
  const go = useNavigation((state) => state.go)
  const word = t(`state.${link.state}`)
  const says = t(`ofCharge.${linkGroupOf(link.state)}`)
  return (
    <section className={classes['link']} aria-label={t('ofCharge.title')} data-testid="link-of-charge">
      <div className={classes['linkHead']}>
        <span className={classes['linkTitle']}>{t('ofCharge.title')}</span>
        <FaceBadge face={faceOfLinkState(link.state)} word={word} meaning={says} size="md" />
      </div>
      <p>{says}</p>
      <Button size="xs" variant="default" onClick={() => go({ name: 'links', linkId: link.id })}>
        {t('action.openLink')}
      </Button>
    </section>
  )
}
