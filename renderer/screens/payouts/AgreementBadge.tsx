import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleDotted,
  type Icon
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Agreement } from '../../../shared/payout'
import classes from './Payouts.module.css'

const icons: Readonly<Record<Agreement, Icon>> = {
  unread: IconCircleDashed,
  partly: IconCircleDotted,
  agrees: IconCircleCheckFilled,
  differs: IconAlertTriangleFilled
}

interface AgreementBadgeProps {
  readonly agreement: Agreement
  /** How many things do not agree. */
  readonly differences: number | null
}

/** Whether a payout agrees with the ledger: icon, word and colour. */
export function AgreementBadge({ agreement, differences }: AgreementBadgeProps) {
  const { t } = useTranslation('payouts')
  const Mark = icons[agreement]
  return (
    <span
      className={classes['agreement']}
      data-agreement={agreement}
      title={t(`agreementMeaning.${agreement}`)}
    >
      <Mark size={15} aria-hidden />
      {agreement === 'differs' ? t('differences', { count: differences ?? 0 }) : t(`agreement.${agreement}`)}
    </span>
  )
}
