import { useTranslation } from 'react-i18next'
import { formatMoney, isCurrency } from '../../../shared/money'
import type { TransactionDetailEvent } from '../../../shared/transaction-detail'
import { useLocale } from '../../hooks/use-language'
import { Timeline } from '../Timeline'
import { faceOfEvent } from './modification-words'

interface PaymentEventsProps {
  readonly events: readonly TransactionDetailEvent[]
  /** The payment's currency; null where Dintero names none. */
  readonly currency: string | null
}

/** Everything that happened to a payment, as Dintero lists it: by whom, how much, and whether it was done. */
export function PaymentEvents({ events, currency }: PaymentEventsProps) {
  const { t } = useTranslation(['payment', 'charge'])
  const locale = useLocale()
  if (events.length === 0) return null
  const moneyOf = (amount: number): string =>
    currency !== null && isCurrency(currency)
      ? formatMoney(amount, currency, locale)
      : `${amount} ${currency ?? ''}`.trim()
  const whatOf = ({ kind, name, amount, success }: TransactionDetailEvent): string => {
    const event = t(`event.${kind}`, { name })
    const what =
      amount === null || amount === 0 ? event : t('event.withMoney', { event, money: moneyOf(amount) })
    return success === false ? t('event.failed', { what }) : what
  }
  const entries = events.map((event) => ({
    face: faceOfEvent(event),
    what: whatOf(event),
    at: event.at,
    note: [
      event.decline === null ? null : t(`charge:decline.${event.decline.reason}`),
      event.decline?.message,
      event.modificationId === null ? event.by : t('event.fromHere'),
      event.reference
    ]
      .filter((each) => each)
      .join(' · ')
  }))
  return <Timeline title={t('event.title')} entries={entries} />
}
