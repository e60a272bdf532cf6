import { Button, SegmentedControl } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconArrowLeft, IconListDetails, IconScale } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PayoutLine } from '../../../shared/payout'
import { api } from '../../api'
import { EmptyState } from '../../components/EmptyState'
import { ErrorNotice } from '../../components/ErrorNotice'
import { DataGrid } from '../../components/grid/DataGrid'
import { ListView } from '../../components/grid/ListView'
import { Loading } from '../../components/Loading'
import { ScreenHeader } from '../../components/ScreenHeader'
import { TimeText } from '../../components/TimeText'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLoad } from '../../hooks/use-load'
import { useWindowedList } from '../../hooks/use-windowed-list'
import { isDialogOpen } from '../../open-dialog'
import { AgreementBadge } from './AgreementBadge'
import { LinePanel } from './LinePanel'
import classes from './Payouts.module.css'
import { PayoutSums } from './PayoutSums'
import { ReadingNotices } from './ReadingNotices'
import { useLineColumns } from './use-line-columns'
import type { Payouts } from './use-payouts'
import { useProviderWords } from './use-provider-words'

interface PayoutViewProps {
  readonly payoutId: string
  readonly payouts: Payouts
  readonly onBack: () => void
}

const keyOf = ({ key }: PayoutLine): string => key

/** One payout: what it says, what its lines come to, and line by line what does not agree. */
export function PayoutView({ payoutId, payouts, onBack }: PayoutViewProps) {
  const { t } = useTranslation(['payouts', 'common'])
  const providerWords = useProviderWords()
  const payout = useLoad(useCallback(() => api.getPayout({ payoutId }), [payoutId]))
  const [differing, setDiffering] = useState(false)
  const [open, setOpen] = useState<PayoutLine | null>(null)
  const list = useWindowedList(
    api.listPayoutLines,
    keyOf,
    useMemo(() => ({ payoutId, differing }), [payoutId, differing])
  )
  const columns = useLineColumns()
  useApiEvent('payoutsChanged', () => {
    payout.reload()
    list.refresh()
  })
  useHotkeys([['Escape', () => open === null && !isDialogOpen() && onBack()]], [])

  const { value } = payout
  const { isReading, compare } = payouts
  const isUnread = value?.agreement === 'unread'
  // A payout that is opened is what somebody wants to see: what it is made of is asked for at once.
  const begun = useRef(false)
  useEffect(() => {
    if (!isUnread || isReading || begun.current) return
    begun.current = true
    compare(payoutId)
  }, [isUnread, isReading, compare, payoutId])
  return (
    <div className={classes['root']}>
      <ScreenHeader
        title={value === null ? t('title') : t('payout.title', { provider: providerWords(value.provider) })}
        summary={
          value && (
            <span className={classes['facts']}>
              {value.settledAt === null ? t('undated') : <TimeText at={value.settledAt} form="full" />}
              <AgreementBadge {...value} />
            </span>
          )
        }
      >
        <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onBack}>
          {t('payout.back')}
        </Button>
        <Button
          leftSection={<IconScale size={16} aria-hidden />}
          aria-disabled={isReading}
          {...(isReading && { 'data-disabled': true })}
          onClick={() => !isReading && compare(payoutId)}
        >
          {t('payout.compare')}
        </Button>
      </ScreenHeader>
      {payout.error && <ErrorNotice during="noCharge" error={payout.error} onRetry={payout.reload} />}
      <ReadingNotices payouts={payouts} onAgain={() => compare(payoutId)} />
      {value === null ? (
        payout.loading && <Loading />
      ) : (
        <>
          <PayoutSums payout={value} />
          {!isUnread && (
            <div className={classes['which']}>
              <h2>{t('payout.lines')}</h2>
              <SegmentedControl
                size="xs"
                aria-label={t('payout.which')}
                transitionDuration={0}
                value={differing ? 'differing' : 'all'}
                data={[
                  { value: 'all', label: t('payout.all', { count: value.lines ?? 0 }) },
                  { value: 'differing', label: t('payout.differing') }
                ]}
                onChange={(which) => setDiffering(which === 'differing')}
              />
            </div>
          )}
          {!isUnread && (
            <ListView
              list={list}
              detailIs="short"
              detail={open && <LinePanel line={open} onClose={() => setOpen(null)} />}
              empty={
                <EmptyState
                  icon={<IconListDetails />}
                  title={differing ? t('payout.noneDiffering') : t('payout.noLines')}
                >
                  {differing ? undefined : t('payout.noLinesHint')}
                </EmptyState>
              }
            >
              <DataGrid
                list={list}
                columns={columns}
                label={t('payout.lines')}
                chosen={open?.key ?? null}
                onChoose={setOpen}
              />
            </ListView>
          )}
        </>
      )}
    </div>
  )
}
