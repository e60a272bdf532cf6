import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountView } from '../../../shared/account'
import { api } from '../../api'
import { EnvironmentBadge } from '../../components/EnvironmentBadge'
import { Panel } from '../../components/Panel'
import { useAccountActions } from '../../hooks/use-account-actions'
import { useLoad } from '../../hooks/use-load'
import { useNavigation } from '../../stores/navigation'
import { RemoveAccountDialog } from './RemoveAccountDialog'
import { RenameAccountDialog } from './RenameAccountDialog'
import classes from './SettingsScreen.module.css'

interface AccountsPanelProps {
  readonly accounts: readonly AccountView[]
  readonly activeId: string | null
}

type Asked = { readonly about: AccountView; readonly what: 'rename' | 'remove' } | null

/** All accounts, and what can be done with each. */
export function AccountsPanel({ accounts, activeId }: AccountsPanelProps) {
  const { t } = useTranslation('settings')
  const [asked, setAsked] = useState<Asked>(null)
  const go = useNavigation((state) => state.go)
  const { switchTo, train } = useAccountActions()
  const hasTraining = accounts.some((account) => account.environment === 'training')

  return (
    <Panel
      title={t('accounts.title')}
      actions={
        <div className={classes['accountActions']}>
          {!hasTraining && (
            <Button size="xs" variant="default" onClick={() => void train()}>
              {t('accounts.train')}
            </Button>
          )}
          <Button size="xs" onClick={() => go({ name: 'connect' })}>
            {t('accounts.connect')}
          </Button>
        </div>
      }
    >
      <ul className={classes['accounts']}>
        {accounts.map((account) => (
          <AccountItem
            key={account.id}
            account={account}
            active={account.id === activeId}
            onSwitch={() => void switchTo(account.id)}
            onReconnect={() => go({ name: 'connect', accountId: account.id })}
            onRename={() => setAsked({ about: account, what: 'rename' })}
            onRemove={() => setAsked({ about: account, what: 'remove' })}
          />
        ))}
      </ul>
      {asked?.what === 'rename' && (
        <RenameAccountDialog account={asked.about} onClose={() => setAsked(null)} />
      )}
      {asked?.what === 'remove' && (
        <RemoveAccountDialog account={asked.about} onClose={() => setAsked(null)} />
      )}
    </Panel>
  )
}

interface AccountItemProps {
  readonly account: AccountView
  readonly active: boolean
  readonly onSwitch: () => void
  readonly onReconnect: () => void
  readonly onRename: () => void
  readonly onRemove: () => void
}

function AccountItem({ account, active, onSwitch, onReconnect, onRename, onRemove }: AccountItemProps) {
  const { t } = useTranslation('settings')
  const { name } = account
  const training = account.environment === 'training'
  return (
    <li className={classes['account']}>
      <div className={classes['accountWords']}>
        <div className={classes['accountName']}>
          <EnvironmentBadge environment={account.environment} />
          {name}
          {active && (
            <span className={classes['inUse']}>
              <IconCheck size={14} aria-hidden />
              {t('accounts.active')}
            </span>
          )}
        </div>
        <div className={classes['accountFacts']}>
          <span>{account.id}</span>
          <CardCount accountId={account.id} />
          {!training && <span>{t('accounts.clientId', { id: account.clientId })}</span>}
          {!training && account.connected && <span>{t(`accounts.${account.secretHome}`)}</span>}
          {!account.connected && (
            <span className={classes['gone']}>
              <IconAlertTriangle size={14} aria-hidden />
              {t('accounts.disconnected')}
            </span>
          )}
        </div>
      </div>
      <div className={classes['accountActions']}>
        {!account.connected && !training && (
          <Button size="xs" onClick={onReconnect} aria-label={t('accounts.reconnectNamed', { name })}>
            {t('accounts.reconnect')}
          </Button>
        )}
        {!active && (
          <Button
            size="xs"
            variant="default"
            onClick={onSwitch}
            aria-label={t('accounts.switchNamed', { name })}
          >
            {t('accounts.switch')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          onClick={onRename}
          aria-label={t('accounts.renameNamed', { name })}
        >
          {t('accounts.rename')}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={onRemove}
          aria-label={t('accounts.removeNamed', { name })}
        >
          {t('accounts.remove')}
        </Button>
      </div>
    </li>
  )
}

/** Nothing until it is known: the line has other facts, and this one comes in a moment. */
function CardCount({ accountId }: { readonly accountId: string }) {
  const { t } = useTranslation('settings')
  const { value } = useLoad(useCallback(() => api.countCards({ accountId }), [accountId]))
  return value === null ? null : <span>{t('accounts.cards', { count: value })}</span>
}
