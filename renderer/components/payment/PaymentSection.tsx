import { ActionIcon } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLoad } from '../../hooks/use-load'
import { ErrorNotice } from '../ErrorNotice'
import { Loading } from '../Loading'
import { PaymentAtDintero } from './PaymentAtDintero'
import classes from './Payment.module.css'

/** Somebody who only passes by on the way down a list asks Dintero nothing, ms. */
const restFirst = 300

interface PaymentSectionProps {
  readonly transactionId: string
  /** As the ledger has it; what changes there is read anew here. */
  readonly status: string | null
}

/** A payment as Dintero has it now: its money, what may be done to it, what was done, and every event. */
export function PaymentSection({ transactionId, status }: PaymentSectionProps) {
  const { t } = useTranslation('payment')
  const [rests, setRests] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setRests(true), restFirst)
    return () => clearTimeout(timer)
  }, [])
  return (
    <section className={classes['root']} aria-label={t('title')}>
      {rests ? (
        <Read transactionId={transactionId} status={status} />
      ) : (
        <h3 className={classes['title']}>{t('title')}</h3>
      )}
    </section>
  )
}

function Read({ transactionId, status }: PaymentSectionProps) {
  const { t } = useTranslation('payment')
  const load = useLoad(useCallback(() => api.getTransactionDetail({ transactionId }), [transactionId]))
  const { value, error, loading, reload } = load
  useApiEvent('modificationsChanged', ({ rows }) => {
    if (rows.some((row) => row.transactionId === transactionId)) reload()
  })
  const seen = useRef(status)
  useEffect(() => {
    if (seen.current === status) return
    seen.current = status
    reload()
  }, [status, reload])
  return (
    <>
      <div className={classes['head']}>
        <h3 className={classes['title']}>{t('title')}</h3>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('reload')}
          title={t('reload')}
          loading={loading && value !== null}
          onClick={reload}
        >
          <IconRefresh size={16} aria-hidden />
        </ActionIcon>
      </div>
      {error && <ErrorNotice error={error} during="modification" money={t('notRead')} onRetry={reload} />}
      {value === null && loading && <Loading label={t('loading')} />}
      {value && <PaymentAtDintero detail={value} onChanged={reload} />}
    </>
  )
}
