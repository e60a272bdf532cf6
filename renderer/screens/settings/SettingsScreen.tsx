import { useTranslation } from 'react-i18next'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useStatus } from '../../stores/app-store'
import { AccountSettingsForm } from './AccountSettingsForm'
import { AccountsPanel } from './AccountsPanel'
import { ApprovalPanel } from './approval/ApprovalPanel'
import { AppSettingsPanel } from './AppSettingsPanel'
import { MappingsPanel } from './MappingsPanel'
import classes from './SettingsScreen.module.css'

/** Accounts, how the account in use charges, and Trekk itself. */
export function SettingsScreen() {
  const { t } = useTranslation('settings')
  const status = useStatus()
  const active = status.activeAccount
  return (
    <>
      <ScreenHeader title={t('title')} />
      <div className={classes['panels']}>
        <AccountsPanel accounts={status.accounts} activeId={active?.id ?? null} />
        {active && <AccountSettingsForm key={active.id} account={active} />}
        {active && <ApprovalPanel key={`approval ${active.id}`} account={active} />}
        <MappingsPanel />
        <AppSettingsPanel osUser={status.osUser} />
      </div>
    </>
  )
}
