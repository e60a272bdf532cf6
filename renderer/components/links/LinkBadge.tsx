import { useTranslation } from 'react-i18next'
import type { LinkRow } from '../../../shared/link'
import { faceOfLink, linkStandingOf } from '../../../shared/link-standing'
import { FaceBadge } from '../FaceBadge'
import { linkWordKey } from './link-words'

interface LinkBadgeProps {
  readonly link: Pick<LinkRow, 'kind' | 'state' | 'transactionStatus' | 'amount' | 'captured'>
  readonly size?: 'md' | 'lg'
}

/** Where a payment link stands, with the faces of charges. */
export function LinkBadge({ link, size = 'md' }: LinkBadgeProps) {
  const { t } = useTranslation(['links', 'common'])
  const word = t(linkWordKey(link))
  return <FaceBadge face={faceOfLink(linkStandingOf(link))} word={word} meaning={word} size={size} />
}
