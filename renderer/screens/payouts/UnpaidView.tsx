import { Button } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconArrowLeft, IconCircleCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { payoutDays, type UnpaidPayment } from '../../../shared/payout'
import { api } from '../../api'
import { EmptyState } from '../../components/EmptyState'
import { DataGrid } from '../../components/grid/DataGrid'
import { ListView } from '../../components/grid/ListView'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useWindowedList } from '../../hooks/use-windowed-list'
import { isDialogOpen } from '../../open-dialog'
import { useNavigation } from '../../stores/navigation'
import classes from './Payouts.module.css'
import { ReadingNotices } from './ReadingNotices'
import type { Payouts } from './use-payouts'
import { useUnpaidColumns } from './use-unpaid-columns'

interface UnpaidViewProps {
  readonly payouts: Payouts
  readonly onBack: () => void
}

const idOf = ({ transactionId }: UnpaidPayment): string => transactionId

/** What was captured here a while ago and is in no payout, line by line. */
export function UnpaidView({ payouts, onBack }: UnpaidViewProps) {
  const { t } = useTranslation('payouts')
  const go = useNavigation((state) => state.go)
  const revision = payouts.view?.revision ?? 0
  const list = useWindowedList(
    ({ offset, limit }: { revision: number; offset: number; limit: number }) =>
      api.listUnpaid({ offset, limit }),
    idOf,
    useMemo(() => ({ revision }), [revision])
  )
  const columns = useUnpaidColumns()
  useHotkeys([['Escape', () => !isDialogOpen() && onBack()]], [])
  return (
    <div className={classes['root']}>
      <ScreenHeader title={t('unpaid.title')} summary={t('unpaid.summary', { days: payoutDays })}>
        <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onBack}>
          {t('payout.back')}
        </Button>
      </ScreenHeader>
      <ReadingNotices payouts={payouts} onAgain={() => payouts.compare(null)} />
      <ListView
        list={list}
        detailIs="short"
        detail={null}
        empty={<EmptyState icon={<IconCircleCheck />} title={t('unpaid.none')} />}
      >
        <DataGrid
          list={list}
          columns={columns}
          label={t('unpaid.title')}
          chosen={null}
          onChoose={({ owner }) =>
            go(
              owner.kind === 'charge'
                ? { name: 'history', chargeId: owner.id }
                : { name: 'links', linkId: owner.id }
            )
          }
        />
      </ListView>
    </div>
  )
}
