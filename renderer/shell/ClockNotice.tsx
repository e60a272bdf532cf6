import { IconClockExclamation } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../components/Notice'
import { useLocale } from '../hooks/use-language'
import { spanText } from '../time-format'

/** A clock that is off by less than this misleads nobody, ms. */
const tolerable = 2 * 60_000

/** Says by how much this computer's clock is wrong, as seen by Dintero's. @param skew Dintero's minus ours, ms */
export function ClockNotice({ skew }: { readonly skew: number | null }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (skew === null || Math.abs(skew) < tolerable) return null
  const span = spanText(Math.abs(skew), locale)
  return (
    <div role="status" data-testid="clock-notice">
      <Notice tone="caution" icon={IconClockExclamation} title={t('notice.clock.title')}>
        {skew < 0 ? t('notice.clock.ahead', { span }) : t('notice.clock.behind', { span })}
      </Notice>
    </div>
  )
}
