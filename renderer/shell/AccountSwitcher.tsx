import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconPlus, IconSchool, IconSelector, IconSettings } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../shared/ipc'
import { EnvironmentBadge } from '../components/EnvironmentBadge'
import { useAccountActions } from '../hooks/use-account-actions'
import { useNavigation } from '../stores/navigation'
import classes from './AccountSwitcher.module.css'

/** The account in force, and the way to another. */
export function AccountSwitcher({ status }: { readonly status: AppStatus }) {
  const { t } = useTranslation()
  const go = useNavigation((state) => state.go)
  const { switchTo, train } = useAccountActions()
  const active = status.activeAccount
  if (!active) return null
  const hasTraining = status.accounts.some((account) => account.environment === 'training')
  return (
    <Menu position="bottom-start" width={340} shadow="md" loop withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={classes['target']}>
          <span className="visually-hidden">{t('account.switcher')}:</span>
          <EnvironmentBadge environment={active.environment} />
          <span className={classes['name']}>{active.name}</span>
          <span className={classes['id']}>{active.id}</span>
          <IconSelector size={15} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('account.switchTo')}</Menu.Label>
        {status.accounts.map((account) => (
          <Menu.Item
            key={account.id}
            aria-current={account.id === active.id || undefined}
            leftSection={
              account.id === active.id ? (
                <IconCheck size={15} aria-hidden />
              ) : (
                <span className={classes['noCheck']} />
              )
            }
            rightSection={<EnvironmentBadge environment={account.environment} />}
            onClick={() => void switchTo(account.id)}
          >
            <span className={classes['item']}>
              <span>{account.name}</span>
              <span className={classes['itemId']}>
                {account.id}
                {!account.connected && ` · ${t('account.disconnected')}`}
              </span>
            </span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={15} aria-hidden />} onClick={() => go({ name: 'connect' })}>
          {t('account.add')}
        </Menu.Item>
        {!hasTraining && (
          <Menu.Item leftSection={<IconSchool size={15} aria-hidden />} onClick={() => void train()}>
            {t('account.training')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconSettings size={15} aria-hidden />}
          onClick={() => go({ name: 'settings' })}
        >
          {t('account.manage')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
