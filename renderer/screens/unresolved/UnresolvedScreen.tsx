import { Button, Table } from '@mantine/core'
import { IconCircleCheck, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChargeDetail } from '../../../shared/charge'
import { standingOf } from '../../../shared/standing'
import type { Unresolved } from '../../../shared/tray'
import { api } from '../../api'
import { EnvironmentBadge } from '../../components/EnvironmentBadge'
import { EmptyState } from '../../components/EmptyState'
import { ErrorNotice } from '../../components/ErrorNotice'
import { ExportButton } from '../../components/exports/ExportButton'
import { Loading } from '../../components/Loading'
import { MoneyText } from '../../components/MoneyText'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLoad } from '../../hooks/use-load'
import { useStatus } from '../../stores/app-store'
import { AlarmList } from './AlarmList'
import { ModificationList } from './ModificationList'
import { OtherAccounts } from './OtherAccounts'
import { UnresolvedRow } from './UnresolvedRow'
import classes from './UnresolvedScreen.module.css'

/** Everything nobody may guess about: since when, how much, what happens next, and the one safe thing to do. */
export function UnresolvedScreen() {
  const { t } = useTranslation(['unresolved', 'common'])
  const load = useLoad(api.listUnresolved)
  const [answered, setAnswered] = useState<ChargeDetail | null>(null)
  useApiEvent('unresolvedChanged', load.replace)

  return (
    <>
      <ScreenHeader title={t('title')} summary={t('summary')}>
        <ExportButton order={{ list: 'unresolved' }} total={load.value?.total ?? null} />
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={load.reload}>
          {t('common:action.reload')}
        </Button>
      </ScreenHeader>
      <p className="visually-hidden" role="status">
        {answered &&
          t('answered', {
            reference: answered.merchantReference,
            state: t(`common:standing.${standingOf(answered)}`)
          })}
      </p>
      {load.error && <ErrorNotice error={load.error} onRetry={load.reload} />}
      {load.value && (
        <>
          <AlarmList unresolved={load.value} onRead={load.replace} />
          <Tray unresolved={load.value} onAsked={setAnswered} onChanged={load.reload} />
          <ModificationList unresolved={load.value} onChanged={load.reload} />
          <OtherAccounts others={load.value.others} />
        </>
      )}
      {!load.value && load.loading && <Loading />}
    </>
  )
}

interface TrayProps {
  readonly unresolved: Unresolved
  readonly onAsked: (charge: ChargeDetail) => void
  readonly onChanged: () => void
}

function Tray({ unresolved, onAsked, onChanged }: TrayProps) {
  const { t } = useTranslation('unresolved')
  const account = useStatus().accounts.find(({ id }) => id === unresolved.accountId)
  if (unresolved.total === 0) {
    if (unresolved.alarmCount + unresolved.modifications.length > 0) return null
    return (
      <div className={classes['sheet']}>
        <EmptyState icon={<IconCircleCheck />} title={t('empty')}>
          {t('emptyWhat')}
        </EmptyState>
      </div>
    )
  }
  return (
    <>
      <dl className={classes['stake']}>
        {account && (
          <div>
            <dt>{t('account')}</dt>
            <dd>
              {account.name} <EnvironmentBadge environment={account.environment} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('atStake')}</dt>
          <dd>
            {unresolved.atStake.map(({ currency, amount }) => (
              <MoneyText key={currency} amount={amount} currency={currency} weight="strong" />
            ))}
          </dd>
        </div>
        <div>
          <dt>{t('charges')}</dt>
          <dd>{t('count', { count: unresolved.total })}</dd>
        </div>
      </dl>
      <div className={classes['sheet']}>
        <Table verticalSpacing={8} horizontalSpacing="sm" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('state')}</Table.Th>
              <Table.Th>{t('since')}</Table.Th>
              <Table.Th>{t('customer')}</Table.Th>
              <Table.Th ta="right">{t('amount')}</Table.Th>
              <Table.Th>{t('next')}</Table.Th>
              <Table.Th>
                <span className="visually-hidden">{t('action')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {unresolved.charges.map((charge) => (
              <UnresolvedRow key={charge.id} charge={charge} onAsked={onAsked} onChanged={onChanged} />
            ))}
          </Table.Tbody>
        </Table>
        {unresolved.charges.length < unresolved.total && (
          <p className={classes['more']}>{t('shown', { count: unresolved.charges.length })}</p>
        )}
      </div>
    </>
  )
}
