import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LinkDetail } from '../../../shared/link'
import { mayBePaid } from '../../../shared/link-state'
import { formatMoney } from '../../../shared/money'
import { shownPhone } from '../../../shared/phone'
import { useLocale } from '../../hooks/use-language'
import { useNavigation } from '../../stores/navigation'
import { AlarmBox } from '../AlarmBox'
import { useCardWords } from '../card-words'
import outcome from '../ChargeOutcome.module.css'
import { RelativeTime } from '../RelativeTime'
import { TimeText } from '../TimeText'
import { LinkBadge } from './LinkBadge'
import { LinkNextSteps } from './LinkNextSteps'
import { LinkSharing } from './LinkSharing'
import { linkHeadlineKey, linkMoneyKey } from './link-words'

interface LinkOutcomeProps {
  readonly link: LinkDetail
  readonly onChange: (link: LinkDetail) => void
}

/** Where a link stands, what it means for the money, and what to do next: the same words wherever a link is shown. */
export function LinkOutcome({ link, onChange }: LinkOutcomeProps) {
  const { t } = useTranslation(['links', 'charge'])
  const locale = useLocale()
  const words = useCardWords()
  const money = link.amount === null ? '' : formatMoney(link.amount, link.currency, locale)
  const facts = { money, customer: words.name(link), card: words.ending(link.card ?? link) }
  return (
    <div className={outcome['root']}>
      <div aria-live="polite" data-testid="link-state" data-state={link.state}>
        <LinkBadge link={link} size="lg" />
        <p className={outcome['headline']}>{t(linkHeadlineKey(link), facts)}</p>
        {link.state === 'declined' && link.decline && (
          <p className={outcome['reason']}>{t(`charge:decline.${link.decline.reason}`)}</p>
        )}
        <p>{t(linkMoneyKey(link), facts)}</p>
        <Sms link={link} />
        <Times link={link} />
      </div>
      {link.alarms.map((alarm) => (
        <AlarmBox key={alarm.id} alarm={alarm} about={{ ...link, kind: 'link' }} />
      ))}
      {link.actions.give && link.url !== null && (
        <LinkSharing link={link} url={link.url} onChange={onChange} />
      )}
      <LinkNextSteps link={link} onChange={onChange} />
      <InPlaceOf link={link} />
      {link.problem !== null && (
        <details className={outcome['said']} open={link.state === 'not_made'}>
          <summary>{t('charge:result.said')}</summary>
          <p lang="en" translate="no">
            {link.problem}
          </p>
        </details>
      )}
    </div>
  )
}

/** What became of Dintero's own message; nothing where none was asked for, or where it does not matter any more. */
function Sms({ link }: { readonly link: LinkDetail }) {
  const { t } = useTranslation('links')
  const { sms, smsStatus, state } = link
  if (!sms || state === 'asking' || state === 'lost' || !mayBePaid(link)) return null
  return (
    <p className={outcome['quiet']} data-testid="link-sms">
      {t(`sms.${smsStatus ?? 'unsaid'}`, { phone: shownPhone(link.phone) })}
    </p>
  )
}

/** Until when it can be used, and when Trekk asks again by itself. */
function Times({ link }: { readonly link: LinkDetail }) {
  const { t } = useTranslation('links')
  const { expiresAt, nextLookupAt, state } = link
  if (!mayBePaid({ state, sms: true })) return null
  const mayBeUsed = mayBePaid(link)
  return (
    <>
      {mayBeUsed && expiresAt === null && <p className={outcome['quiet']}>{t('expiresUnsaid')}</p>}
      {mayBeUsed && expiresAt !== null && (
        <p className={outcome['quiet']}>
          <RelativeTime at={expiresAt} within={(time) => t('expires', { time })} /> ·{' '}
          <TimeText at={expiresAt} />
        </p>
      )}
      {nextLookupAt !== null && (
        <p className={outcome['quiet']}>
          <RelativeTime at={nextLookupAt} within={(time) => t('next', { time })} />
        </p>
      )}
    </>
  )
}

/** The way to the declined charge that a link stands for. */
function InPlaceOf({ link }: { readonly link: LinkDetail }) {
  const { t } = useTranslation('links')
  const go = useNavigation((state) => state.go)
  const { chargeId } = link
  if (chargeId === null) return null
  return (
    <p className={outcome['quiet']}>
      {t('inPlaceOf')}{' '}
      <Button size="compact-xs" variant="default" onClick={() => go({ name: 'history', chargeId })}>
        {t('action.openCharge')}
      </Button>
    </p>
  )
}
