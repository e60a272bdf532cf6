import { Button } from '@mantine/core'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChargeDetail } from '../../../shared/charge'
import { saysMoneyTaken } from '../../../shared/standing'
import { api } from '../../api'
import { ChargeFacts } from '../../components/ChargeFacts'
import { ChargeOutcome } from '../../components/ChargeOutcome'
import { ErrorNotice } from '../../components/ErrorNotice'
import { DetailPanel } from '../../components/grid/DetailPanel'
import { Loading } from '../../components/Loading'
import { PaymentSection } from '../../components/payment/PaymentSection'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLoad } from '../../hooks/use-load'
import { ChargeTimeline } from './ChargeTimeline'
import classes from './HistoryScreen.module.css'

interface ChargePanelProps {
  readonly chargeId: string
  readonly onClose: () => void
  readonly onOpen: (chargeId: string) => void
}

/** Whether there is, or was, money of it at Dintero. */
function hasPayment(charge: ChargeDetail): charge is ChargeDetail & { readonly transactionId: string } {
  return (
    charge.transactionId !== null &&
    (charge.state === 'succeeded' || saysMoneyTaken(charge.transactionStatus))
  )
}

/** One charge with everything there is about it. It keeps itself up to date while it is open. */
export function ChargePanel({ chargeId, onClose, onOpen }: ChargePanelProps) {
  const { t } = useTranslation('history')
  const charge = useLoad(useCallback(() => api.getCharge({ chargeId }), [chargeId]))
  useApiEvent('chargesChanged', ({ rows }) => {
    if (rows.some(({ id }) => id === chargeId)) charge.reload()
  })
  const { value, error, loading } = charge
  const first = value?.retryOf ?? null
  return (
    <DetailPanel
      label={t('detail.title', { reference: value?.merchantReference ?? '' })}
      title={value?.merchantReference ?? null}
      onClose={onClose}
    >
      {error && <ErrorNotice error={error} onRetry={charge.reload} />}
      {!value && loading && <Loading />}
      {value && (
        <>
          <ChargeOutcome charge={value} onChange={charge.replace} />
          {first !== null && (
            <p className={classes['attempt']}>
              {t('detail.attempt')}{' '}
              <Button size="compact-xs" variant="default" onClick={() => onOpen(first)}>
                {t('detail.openFirst')}
              </Button>
            </p>
          )}
          {hasPayment(value) && (
            <PaymentSection transactionId={value.transactionId} status={value.transactionStatus} />
          )}
          <ChargeFacts charge={value} extent="all" />
          <ChargeTimeline events={value.timeline} />
        </>
      )}
    </DetailPanel>
  )
}
