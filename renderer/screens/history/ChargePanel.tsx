import { Button, CloseButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api'
import { ChargeFacts } from '../../components/ChargeFacts'
import { ChargeOutcome } from '../../components/ChargeOutcome'
import { ChargeTimeline } from './ChargeTimeline'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Loading } from '../../components/Loading'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLoad } from '../../hooks/use-load'
import classes from './HistoryScreen.module.css'

interface ChargePanelProps {
  readonly chargeId: string
  readonly onClose: () => void
  readonly onOpen: (chargeId: string) => void
}

/** One charge with everything there is about it. It keeps itself up to date while it is open. */
export function ChargePanel({ chargeId, onClose, onOpen }: ChargePanelProps) {
  const { t } = useTranslation('history')
  const charge = useLoad(useCallback(() => api.getCharge({ chargeId }), [chargeId]))
  const heading = useRef<HTMLHeadingElement>(null)
  useApiEvent('chargeChanged', (row) => {
    if (row.id === chargeId) charge.reload()
  })
  useHotkeys([['Escape', onClose]], [])
  const loaded = charge.value !== null
  useEffect(() => {
    if (loaded) heading.current?.focus()
  }, [loaded])

  const first = charge.value?.retryOf ?? null
  return (
    <aside
      className={classes['panel']}
      aria-label={t('detail.title', { reference: charge.value?.merchantReference ?? '' })}
      data-region
      tabIndex={-1}
    >
      <header className={classes['panelHead']}>
        <h2 ref={heading} tabIndex={-1}>
          {charge.value?.merchantReference ?? '\u00a0'}
        </h2>
        <CloseButton aria-label={t('detail.close')} onClick={onClose} />
      </header>
      {charge.error && <ErrorNotice error={charge.error} onRetry={charge.reload} />}
      {!charge.value && charge.loading && <Loading />}
      {charge.value && (
        <>
          <ChargeOutcome charge={charge.value} onChange={charge.replace} />
          {first !== null && (
            <p className={classes['attempt']}>
              {t('detail.attempt')}{' '}
              <Button size="compact-xs" variant="default" onClick={() => onOpen(first)}>
                {t('detail.openFirst')}
              </Button>
            </p>
          )}
          <ChargeFacts charge={charge.value} extent="all" />
          <ChargeTimeline events={charge.value.timeline} />
        </>
      )}
    </aside>
  )
}
