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
import { ReceiptButton } from '../../components/receipts/ReceiptButton'
import { useApiEvent } from '../../hooks/use-api-event'
import type { Walk } from '../../hooks/use-list-walk'
import { useLoad } from '../../hooks/use-load'
import { ChargeTimeline } from './ChargeTimeline'
import { PaidOut } from './PaidOut'
import classes from './HistoryScreen.module.css'

interface ChargePanelProps {
  readonly chargeId: string
  /** See `DetailPanel`. */
  readonly opening: number
  readonly walk: Walk
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

/**
 * One charge with everything there is about it. It keeps itself up to date while it is open, and stays itself when its
 * neighbours are gone to, so that the focus stays on their buttons.
 */
export function ChargePanel({ chargeId, opening, walk, onClose, onOpen }: ChargePanelProps) {
  const { t } = useTranslation('history')
  const charge = useLoad(useCallback(() => api.getCharge({ chargeId }), [chargeId]))
  useApiEvent('chargesChanged', ({ rows }) => {
    if (rows.some(({ id }) => id === chargeId)) charge.reload()
  })
  useApiEvent('modificationsChanged', ({ rows }) => {
    if (rows.some((each) => each.chargeId === chargeId)) charge.reload()
  })
  const { error, loading } = charge
  // What is shown must be the charge that was asked for, also when that cannot be read.
  const value = charge.value?.id === chargeId ? charge.value : null
  const first = value?.retryOf ?? null
  return (
    <DetailPanel
      label={t('detail.title', { reference: value?.merchantReference ?? '' })}
      title={value?.merchantReference ?? null}
      opening={opening}
      walk={walk}
      onClose={onClose}
    >
      {error && <ErrorNotice error={error} onRetry={charge.reload} />}
      {!value && loading && <Loading />}
      {value && (
        <div key={value.id}>
          <ChargeOutcome
            charge={value}
            onChange={charge.replace}
            more={<ReceiptButton of={{ kind: 'charge', id: value.id }} offer={value.receipt} />}
          />
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
          {value.transactionId !== null && value.state === 'succeeded' && <PaidOut chargeId={chargeId} />}
          <ChargeTimeline events={value.timeline} />
        </div>
      )}
    </DetailPanel>
  )
}
