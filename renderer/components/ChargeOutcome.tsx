import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isUnresolved, type ChargeDetail } from '../../shared/charge'
import { linkGroupOf } from '../../shared/link-standing'
import { formatMoney } from '../../shared/money'
import { standingOf } from '../../shared/standing'
import { useLocale } from '../hooks/use-language'
import { useNavigation } from '../stores/navigation'
import { fullTime } from '../time-format'
import { AlarmBox } from './AlarmBox'
import { ChargeNextSteps } from './ChargeNextSteps'
import classes from './ChargeOutcome.module.css'
import { FoundTransactions } from './FoundTransactions'
import { headlineKey, moneyKey } from './outcome-words'
import { LinkOfCharge } from './LinkOfCharge'
import { RelativeTime } from './RelativeTime'
import { StateBadge } from './StateBadge'

interface ChargeOutcomeProps {
  readonly charge: ChargeDetail
  readonly onChange: (charge: ChargeDetail) => void
  /** What else there is to do with it where it is shown. */
  readonly more?: ReactNode
}

/** What happened, what it means for the money, and what to do next: the same words wherever a charge is shown. */
export function ChargeOutcome({ charge, onChange, more }: ChargeOutcomeProps) {
  const { t } = useTranslation('charge')
  const go = useNavigation((state) => state.go)
  const locale = useLocale()
  const money = formatMoney(charge.amount, charge.currency, locale)
  const { retriedBy } = charge
  const standing = standingOf(charge)
  return (
    <div className={classes['root']}>
      <div aria-live="polite" data-testid="result-state" data-state={charge.state}>
        <StateBadge charge={charge} size="lg" />
        <p className={classes['headline']}>{t(headlineKey(charge), { money })}</p>
        {standing === 'declined' && charge.decline && (
          <p className={classes['reason']}>{t(`decline.${charge.decline.reason}`)}</p>
        )}
        <p>{t(moneyKey(charge))}</p>
        {standing === 'refused' && <p>{t('money.refusedNext')}</p>}
        {standing === 'not_sent' && charge.actions.resend && <p>{t('money.notSentNext')}</p>}
        {standing === 'declined' && <Advice charge={charge} locale={locale} />}
        {charge.closed && (
          <p className={classes['quiet']}>
            {t('closedBy', { name: charge.closed.by, reason: charge.closed.reason })}
          </p>
        )}
        <Waiting charge={charge} />
      </div>
      {charge.alarms.map((alarm) => (
        <AlarmBox key={alarm.id} alarm={alarm} about={{ kind: 'charge', ...charge }} />
      ))}
      {/* Beside the charge's own transaction the rest matters to alarms, which say it better. */}
      {isUnresolved(charge.state) && <FoundTransactions found={charge.found} />}
      <ChargeNextSteps charge={charge} onChange={onChange} more={more} />
      {charge.link !== null && <LinkOfCharge link={charge.link} />}
      {retriedBy !== null && (
        <p className={classes['quiet']}>
          {t('result.retried')}{' '}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => go({ name: 'history', chargeId: retriedBy })}
          >
            {t('action.openRetry')}
          </Button>
        </p>
      )}
      <Said charge={charge} />
    </div>
  )
}

function Advice({ charge, locale }: { readonly charge: ChargeDetail; readonly locale: string }) {
  const { t } = useTranslation('charge')
  if (!charge.decline || charge.retriedBy !== null) return null
  // While the customer may pay by a link, or has, that says what to do, and what not.
  if (charge.link !== null && linkGroupOf(charge.link.state) !== 'over') return null
  const { kind, notBefore } = charge.decline.retry
  const from = charge.actions.retryNotBefore ?? notBefore
  // The card's budget or a later attempt may forbid what the bank would allow.
  if (!charge.actions.retry && (kind === 'now' || kind === 'after' || kind === 'unsaid')) {
    return <p>{t('advice.closed')}</p>
  }
  if (kind === 'after' && from === null) return <p>{t('advice.unsaid')}</p>
  return <p>{t(`advice.${kind}`, { time: from === null ? '' : fullTime(from, locale) })}</p>
}

/** For charges that are unresolved: what Trekk has done and will do by itself. */
function Waiting({ charge }: { readonly charge: ChargeDetail }) {
  const { t } = useTranslation('charge')
  const { nextLookupAt, emptyLookups } = charge
  return (
    <>
      {emptyLookups > 0 && isUnresolved(charge.state) && (
        <p className={classes['quiet']}>{t('result.emptyLookups', { count: emptyLookups })}</p>
      )}
      {nextLookupAt !== null && isAwaited(charge) && (
        <p className={classes['quiet']}>
          <RelativeTime at={nextLookupAt} within={(time) => t('result.nextLookup', { time })} />
        </p>
      )}
    </>
  )
}

/** Whether a person waits for what Dintero says next; of an ended charge it is asked about now and then, unseen. */
function isAwaited(charge: ChargeDetail): boolean {
  const standing = standingOf(charge)
  const captures = standing === 'held' && charge.autoCapture && !charge.captureOverdue
  return isUnresolved(charge.state) || captures || standing === 'undecided_again'
}

/** Dintero's own words, in English, for support. */
function Said({ charge }: { readonly charge: ChargeDetail }) {
  const { t } = useTranslation('charge')
  const codes = [...(charge.decline?.types ?? []), charge.decline?.resultCode].filter(Boolean).join(', ')
  const words = [charge.decline?.message, codes, charge.problem].filter((each) => each)
  if (words.length === 0) return null
  return (
    <details className={classes['said']} open={charge.state === 'refused'}>
      <summary>
        {charge.state === 'unknown' || charge.state === 'not_sent' ? t('result.details') : t('result.said')}
      </summary>
      {words.map((each) => (
        <p key={each} lang="en" translate="no">
          {each}
        </p>
      ))}
    </details>
  )
}
