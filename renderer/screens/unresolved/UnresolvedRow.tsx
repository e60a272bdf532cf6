import { Anchor, Button, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ChargeDetail } from '../../../shared/charge'
import type { Unresolved } from '../../../shared/tray'
import { api } from '../../api'
import { CustomerName } from '../../components/CustomerName'
import { ErrorNotice } from '../../components/ErrorNotice'
import { MoneyText } from '../../components/MoneyText'
import { RelativeTime } from '../../components/RelativeTime'
import { StateBadge } from '../../components/StateBadge'
import { TimeText } from '../../components/TimeText'
import { useAction } from '../../hooks/use-action'
import { useNow } from '../../hooks/use-now'
import { useNavigation } from '../../stores/navigation'
import classes from './UnresolvedScreen.module.css'

interface UnresolvedRowProps {
  readonly charge: Unresolved['charges'][number]
  readonly onAsked: (charge: ChargeDetail) => void
  readonly onChanged: () => void
}

/** One unresolved charge. "Ask Dintero" is all there is to do with it here; nothing here can charge again. */
export function UnresolvedRow({ charge, onAsked, onChanged }: UnresolvedRowProps) {
  const { t } = useTranslation('unresolved')
  const go = useNavigation((state) => state.go)
  const asking = useAction(api.askDintero)
  const reference = charge.merchantReference

  const ask = async (): Promise<void> => {
    const answer = await asking.run({ chargeId: charge.id })
    if (!answer?.ok) return
    onAsked(answer.value)
    onChanged()
  }
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <StateBadge charge={charge} />
        </Table.Td>
        <Table.Td>
          <div>
            <TimeText at={charge.createdAt} />
          </div>
          <div className={classes['quiet']}>
            <RelativeTime at={charge.createdAt} />
          </div>
        </Table.Td>
        <Table.Td className={classes['customer']}>
          <div className={classes['name']}>
            <CustomerName of={{ kind: 'charge', id: charge.id }} customerName={charge.customerName} />
          </div>
          <Anchor
            component="button"
            type="button"
            className={classes['reference']}
            aria-label={t('openNamed', { reference })}
            onClick={() => go({ name: 'history', chargeId: charge.id })}
          >
            {reference}
          </Anchor>
        </Table.Td>
        <Table.Td ta="right">
          <MoneyText amount={charge.amount} currency={charge.currency} weight="strong" />
        </Table.Td>
        <Table.Td>
          <Next charge={charge} />
        </Table.Td>
        <Table.Td ta="right">
          <Button
            size="xs"
            variant={charge.state === 'unknown' ? 'filled' : 'default'}
            loading={asking.busy}
            aria-label={t('askNamed', { reference })}
            onClick={() => void ask()}
          >
            {t('ask')}
          </Button>
        </Table.Td>
      </Table.Tr>
      {asking.error && (
        <Table.Tr>
          <Table.Td colSpan={6}>
            <ErrorNotice error={asking.error} money={t('askFailed')} onClose={asking.clear} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  )
}

function Next({ charge }: { readonly charge: Unresolved['charges'][number] }) {
  const { t } = useTranslation('unresolved')
  const now = useNow(1_000)
  const { nextLookupAt, emptyLookups } = charge
  return (
    <>
      <div>
        {nextLookupAt === null && t('nextPerson')}
        {nextLookupAt !== null && nextLookupAt <= now && t('nextNow')}
        {nextLookupAt !== null && nextLookupAt > now && (
          <RelativeTime at={nextLookupAt} within={(time) => t('nextAsk', { time })} />
        )}
      </div>
      {emptyLookups > 0 && <div className={classes['quiet']}>{t('lookups', { count: emptyLookups })}</div>}
    </>
  )
}
