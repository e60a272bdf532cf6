import { useTranslation } from 'react-i18next'
import type { ChargeRow } from '../../shared/charge'
import { faceOfStanding, standingOf } from '../../shared/standing'
import { FaceBadge } from './FaceBadge'

interface StateBadgeProps {
  readonly charge: Pick<ChargeRow, 'state' | 'transactionStatus' | 'amount' | 'captured'>
  readonly size?: 'md' | 'lg'
}

/** Where a charge stands; the standing chooses the word. */
export function StateBadge({ charge, size = 'md' }: StateBadgeProps) {
  const { t } = useTranslation()
  const standing = standingOf(charge)
  return (
    <FaceBadge
      face={faceOfStanding[standing]}
      word={t(`standing.${standing}`)}
      meaning={t(`standingMeaning.${standing}`)}
      size={size}
    />
  )
}
