import { Button } from '@mantine/core'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChargeFace } from '../../../shared/charge'
import type { FoundRow } from '../../../shared/find'
import { foundOperation } from '../../../shared/find'
import type { TransactionDetail, TransactionDetailEvent } from '../../../shared/transaction-detail'
import { api } from '../../api'
import { AnyMoneyText } from '../../components/AnyMoneyText'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Copyable, Fact, Facts } from '../../components/Facts'
import { useFoundWords } from '../../components/found-words'
import { DetailPanel } from '../../components/grid/DetailPanel'
import { Loading } from '../../components/Loading'
import { Timeline } from '../../components/Timeline'
import { TimeText } from '../../components/TimeText'
import { useLocale } from '../../hooks/use-language'
import { useLoad } from '../../hooks/use-load'
import { formatMoney, isCurrency } from '../../../shared/money'
import { useNavigation } from '../../stores/navigation'
import { AdoptCard } from './AdoptCard'
import classes from './Find.module.css'
import { usePaidWith } from './use-paid-with'

interface FoundPanelProps {
  readonly row: FoundRow
  readonly onClose: () => void
  /** Its card was stored. */
  readonly onAdopted: (cardId: string) => void
}

/** One transaction as Dintero has it now: whose it is, what became of it, and its card. */
export function FoundPanel({ row, onClose, onAdopted }: FoundPanelProps) {
  const { t } = useTranslation('find')
  const go = useNavigation((state) => state.go)
  const { transactionId, owner, ownId } = row
  const { value, error, loading, reload } = useLoad(
    useCallback(() => api.getTransactionDetail({ transactionId }), [transactionId])
  )
  const title = row.merchantReference ?? t('noReference')
  return (
    <DetailPanel label={t('detail.title', { reference: title })} title={title} onClose={onClose}>
      <p>
        <strong className={classes['owner']} data-owner={owner}>
          {t(`owner.${owner}`)}
        </strong>
        <br />
        {t(`ownerMeaning.${owner}`)}
      </p>
      {ownId !== null && (
        <Button
          size="xs"
          onClick={() =>
            go(owner === 'link' ? { name: 'links', linkId: ownId } : { name: 'history', chargeId: ownId })
          }
        >
          {owner === 'link' ? t('detail.openLink') : t('detail.openCharge')}
        </Button>
      )}
      <FoundFacts row={row} detail={value} />
      <AdoptCard row={row} onAdopted={onAdopted} />
      {error && <ErrorNotice during="noCharge" error={error} onRetry={reload} />}
      {value === null && loading && <Loading />}
      {value !== null && <Events events={value.events} currency={value.currency} />}
    </DetailPanel>
  )
}

interface FoundFactsProps {
  readonly row: FoundRow
  /** Null while it is being read. */
  readonly detail: TransactionDetail | null
}

/** What the list said of it, made new by what Dintero says now. */
function FoundFacts({ row, detail }: FoundFactsProps) {
  const { t } = useTranslation('find')
  const words = useFoundWords()
  const paidWith = usePaidWith()
  const { amount, currency } = detail ?? row
  const operation = foundOperation.safeParse(row.operation).data
  return (
    <Facts>
      <Fact name={t('column.amount')}>
        <AnyMoneyText amount={amount} currency={currency} weight="strong" />
      </Fact>
      <Fact name={t('detail.status')}>{words.status((detail ?? row).status)}</Fact>
      {detail !== null && (
        <>
          <Fact name={t('detail.captured')}>
            {detail.money === null ? (
              t('detail.unreadable')
            ) : (
              <AnyMoneyText amount={detail.money.captured} currency={currency} />
            )}
          </Fact>
          {detail.money !== null && detail.money.refunded > 0 && (
            <Fact name={t('detail.refunded')}>
              <AnyMoneyText amount={detail.money.refunded} currency={currency} />
            </Fact>
          )}
        </>
      )}
      <Fact name={t('column.customer')}>{row.customerName ?? t('noCustomer')}</Fact>
      {row.email !== null && <Fact name={t('detail.email')}>{row.email}</Fact>}
      {row.phone !== null && <Fact name={t('detail.phone')}>{row.phone}</Fact>}
      <Fact name={t('column.card')}>{paidWith(row)}</Fact>
      <Fact name={t('detail.kind')}>
        {operation === undefined ? (row.operation ?? t('detail.customerPaid')) : t(`operations.${operation}`)}
      </Fact>
      <Fact name={t('detail.transaction')}>
        <Copyable text={row.transactionId} what={t('detail.transaction')} />
      </Fact>
      {row.createdAt !== null && (
        <Fact name={t('detail.created')}>
          <TimeText at={row.createdAt} form="full" />
        </Fact>
      )}
    </Facts>
  )
}

interface EventsProps {
  readonly events: readonly TransactionDetailEvent[]
  readonly currency: string | null
}

/** What happened to it, as Dintero wrote it down. One without a time cannot be placed, and is left to Backoffice. */
function Events({ events, currency }: EventsProps) {
  const { t } = useTranslation('find')
  const locale = useLocale()
  const entries = events.flatMap((event) => {
    const { kind, name, at, amount, success, by, decline } = event
    if (at === null) return []
    const money =
      amount === null || currency === null || !isCurrency(currency)
        ? []
        : [formatMoney(amount, currency, locale)]
    const what = [t(`event.${kind}`, { name }), ...money, ...(success === false ? [t('detail.failed')] : [])]
    const note = [by ?? '', decline?.message ?? ''].filter((each) => each !== '').join(': ')
    return [{ face: faceOf(event), what: what.join(', '), at, note }]
  })
  return <Timeline title={t('detail.events')} entries={entries} />
}

function faceOf({ kind, success }: TransactionDetailEvent): ChargeFace {
  if (success === false) return 'declined'
  if (success === null) return 'unknown'
  if (kind === 'refund' || kind === 'void') return 'returned'
  return kind.startsWith('initiate') ? 'sent' : 'succeeded'
}
