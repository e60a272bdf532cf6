import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconKeyboard, IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../shared/ipc'
import { Keys } from './Keys'
import { AccountSwitcher } from './AccountSwitcher'
import classes from './TopBar.module.css'
import { palette } from './palette-store'

interface TopBarProps {
  readonly status: AppStatus
  readonly onHelp: () => void
}

/** Whose money this is, and the way to every command. */
export function TopBar({ status, onHelp }: TopBarProps) {
  const { t } = useTranslation()
  return (
    <header className={classes['root']} aria-label={t('regions.account')} data-region tabIndex={-1}>
      <div className={classes['account']}>
        <AccountSwitcher status={status} />
      </div>
      <UnstyledButton className={classes['palette']} onClick={() => palette.open()}>
        <IconSearch size={15} aria-hidden />
        <span className={classes['words']}>{t('palette.open')}</span>
        <span aria-hidden>
          <Keys keys="mod+K" />
        </span>
      </UnstyledButton>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label={t('shortcuts.title')}
        title={`${t('shortcuts.title')} (F1)`}
        onClick={onHelp}
      >
        <IconKeyboard size={19} stroke={1.6} aria-hidden />
      </ActionIcon>
    </header>
  )
}
