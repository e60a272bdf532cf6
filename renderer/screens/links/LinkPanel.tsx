import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { DetailPanel } from '../../components/grid/DetailPanel'
import { LinkFacts } from '../../components/links/LinkFacts'
import { LinkOutcome } from '../../components/links/LinkOutcome'
import { LinkTimeline } from '../../components/links/LinkTimeline'
import { Loading } from '../../components/Loading'
import { PaymentSection } from '../../components/payment/PaymentSection'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLoad } from '../../hooks/use-load'

interface LinkPanelProps {
  readonly linkId: string
  readonly onClose: () => void
}

/** One link with everything there is about it. It keeps itself up to date while it is open. */
export function LinkPanel({ linkId, onClose }: LinkPanelProps) {
  const { t } = useTranslation('links')
  const link = useLoad(useCallback(() => api.getLink({ linkId }), [linkId]))
  useApiEvent('linksChanged', ({ rows }) => {
    if (rows.some(({ id }) => id === linkId)) link.reload()
  })
  useApiEvent('modificationsChanged', ({ rows }) => {
    if (rows.some((each) => each.linkId === linkId)) link.reload()
  })
  const { value, error, loading } = link
  return (
    <DetailPanel
      label={t('detail.title', { reference: value?.merchantReference ?? '' })}
      title={value?.merchantReference ?? null}
      onClose={onClose}
    >
      {error && <ErrorNotice error={error} onRetry={link.reload} />}
      {!value && loading && <Loading />}
      {value && (
        <>
          <LinkOutcome link={value} onChange={link.replace} />
          {value.kind === 'payment' && value.state === 'paid' && value.transactionId !== null && (
            <PaymentSection transactionId={value.transactionId} status={value.transactionStatus} />
          )}
          <LinkFacts link={value} extent="all" />
          <LinkTimeline link={value} />
        </>
      )}
    </DetailPanel>
  )
}
