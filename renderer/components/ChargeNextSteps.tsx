import { Button } from '@mantine/core'
import { IconLink, IconLock, IconRefresh, IconRepeat, IconSend2 } from '@tabler/icons-react'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChargeDetail } from '../../shared/charge'
import type { Result } from '../../shared/result'
import { api } from '../api'
import { useAction } from '../hooks/use-action'
import { useLocale } from '../hooks/use-language'
import { useNow } from '../hooks/use-now'
import { useNavigation } from '../stores/navigation'
import { relativeTime } from '../time-format'
import classes from './ChargeOutcome.module.css'
import { CloseChargeDialog } from './CloseChargeDialog'
import { ErrorFacts } from './ErrorFacts'

interface ChargeNextStepsProps {
  readonly charge: ChargeDetail
  readonly onChange: (charge: ChargeDetail) => void
  /** What else there is to do with it where it is shown. */
  readonly more?: ReactNode
}

/** The buttons for what may be done now. Which ones there are is the main process' decision, not the page's. */
export function ChargeNextSteps({ charge, onChange, more }: ChargeNextStepsProps) {
  const { t } = useTranslation(['charge', 'errors'])
  const { actions, id: chargeId } = charge
  const ask = useStep(api.askDintero, chargeId, onChange)
  const resend = useStep(api.resendCharge, chargeId, onChange)
  const go = useNavigation((state) => state.go)
  const [closing, setClosing] = useState(false)
  const busy = ask.busy || resend.busy
  const error = ask.error ?? resend.error
  const linkFirst =
    charge.decline?.retry.kind === 'with_customer' || charge.decline?.reason === 'customer_needed'

  return (
    <>
      <div className={classes['actions']}>
        {actions.ask && (
          <Button
            variant={charge.state === 'unknown' ? 'filled' : 'default'}
            leftSection={<IconRefresh size={16} aria-hidden />}
            disabled={busy}
            onClick={ask.press}
          >
            {ask.busy ? t('action.asking') : t('action.ask')}
          </Button>
        )}
        {actions.resend && (
          <Button
            variant={charge.state === 'unknown' ? 'default' : 'filled'}
            leftSection={<IconSend2 size={16} aria-hidden />}
            disabled={busy}
            onClick={resend.press}
          >
            {t('action.resend')}
          </Button>
        )}
        {waitsToResend(charge) && <ResendLater charge={charge} onChange={onChange} />}
        {actions.link && (
          <Button
            variant={linkFirst ? 'filled' : 'default'}
            leftSection={<IconLink size={16} aria-hidden />}
            disabled={busy}
            onClick={() => go({ name: 'charge', linkFor: chargeId })}
          >
            {t('action.link')}
          </Button>
        )}
        {more}
        {actions.retry && <RetryButton charge={charge} disabled={busy} />}
        {actions.close && (
          <Button
            variant="default"
            leftSection={<IconLock size={16} aria-hidden />}
            disabled={busy}
            onClick={() => setClosing(true)}
          >
            {t('action.close')}
          </Button>
        )}
      </div>
      {actions.close && (
        <CloseChargeDialog
          charge={charge}
          opened={closing}
          onClose={() => setClosing(false)}
          onChange={onChange}
        />
      )}
      {error && (
        <div className={classes['failed']} role="alert">
          <strong>{t('result.actionFailed')}</strong> {t(`errors:${error.code}.what`)} {t('result.unchanged')}
          <ErrorFacts error={error} />
        </div>
      )}
    </>
  )
}

/** Whether Dintero asked to wait before the same request is sent again. */
function waitsToResend({ state, actions }: ChargeDetail): boolean {
  return state === 'not_sent' && !actions.resend && actions.retryNotBefore !== null
}

/** Timers may fire a little early by the clock that decides, ms. */
const margin = 50
/** Longer waits overflow the timer; nobody leaves a result open for so long. */
const longestTimer = 2_000_000_000

/** Counts down until the charge may be sent again, then reads it anew, which offers it. */
function ResendLater({ charge, onChange }: ChargeNextStepsProps) {
  const { t } = useTranslation('charge')
  const locale = useLocale()
  const now = useNow(1_000)
  const { id: chargeId } = charge
  const from = charge.actions.retryNotBefore ?? 0

  useEffect(() => {
    const read = async (): Promise<void> => {
      const answer = await api.getCharge({ chargeId })
      if (answer.ok) onChange(answer.value)
    }
    const wait = Math.min(longestTimer, Math.max(0, from - Date.now()) + margin)
    const timer = setTimeout(() => void read(), wait)
    return () => clearTimeout(timer)
  }, [chargeId, from, onChange])
  return (
    <Button variant="default" leftSection={<IconSend2 size={16} aria-hidden />} disabled>
      {t('action.resendAt', { time: relativeTime(from, now, locale) })}
    </Button>
  )
}

function RetryButton({ charge, disabled }: { readonly charge: ChargeDetail; readonly disabled: boolean }) {
  const { t } = useTranslation('charge')
  const locale = useLocale()
  const go = useNavigation((state) => state.go)
  const now = useNow(1_000)
  const from = charge.actions.retryNotBefore
  const early = from !== null && from > now
  return (
    <Button
      variant="default"
      leftSection={<IconRepeat size={16} aria-hidden />}
      disabled={disabled || early}
      onClick={() => go({ name: 'charge', retryOf: charge.id })}
    >
      {early ? t('action.retryAt', { time: relativeTime(from, now, locale) }) : t('action.retry')}
    </Button>
  )
}

type ChargeCall = (input: { chargeId: string }) => Promise<Result<ChargeDetail>>

function useStep(call: ChargeCall, chargeId: string, onChange: (charge: ChargeDetail) => void) {
  const action = useAction(useCallback(() => call({ chargeId }), [call, chargeId]))
  const run = async (): Promise<void> => {
    const answer = await action.run()
    if (answer?.ok) onChange(answer.value)
  }
  return { busy: action.busy, error: action.error, press: () => void run() }
}
