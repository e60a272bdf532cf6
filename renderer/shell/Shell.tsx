import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../shared/ipc'
import { useNavigation } from '../stores/navigation'
import { DropZone } from './DropZone'
import { EnvironmentBand } from './EnvironmentBand'
import { FileNews } from './FileNews'
import { Palette } from './Palette'
import { ScreenOutlet } from './ScreenOutlet'
import classes from './Shell.module.css'
import { ShortcutList } from './ShortcutList'
import { Sidebar } from './Sidebar'
import { TopBar } from './TopBar'
import { useWindowKeys } from './use-window-keys'
import { WindowNotices } from './WindowNotices'

/** The window around every screen: environment, way about, account, commands, keys. */
export function Shell({ status }: { readonly status: AppStatus }) {
  const { t } = useTranslation()
  const [helpShown, setHelpShown] = useState(false)
  const help = useCallback(() => setHelpShown(true), [])
  const screen = useNavigation((state) => state.screen)
  const visit = useNavigation((state) => state.visit)
  useWindowKeys(help)
  useWindowTitle(status)

  return (
    <div className={classes['root']}>
      <a className={classes['skip']} href="#content">
        {t('nav.skip')}
      </a>
      <EnvironmentBand status={status} />
      <Sidebar
        unresolvedCount={status.unresolvedCount}
        version={status.version}
        open={status.accounts.length > 0}
      />
      <TopBar status={status} onHelp={help} />
      <main
        id="content"
        className={classes['content']}
        aria-label={t('regions.content')}
        data-region
        tabIndex={-1}
      >
        <WindowNotices status={status} />
        <ScreenOutlet key={`${status.activeAccount?.id} ${visit}`} screen={screen} />
      </main>
      {status.activeAccount && (
        <>
          <DropZone />
          <FileNews key={status.activeAccount.id} />
        </>
      )}
      <Palette status={status} onHelp={help} />
      <ShortcutList opened={helpShown} onClose={() => setHelpShown(false)} />
    </div>
  )
}

function useWindowTitle(status: AppStatus): void {
  const { t } = useTranslation()
  const account = status.activeAccount
  const environment = account && t(`environment.${account.environment}`)
  const simulated = status.simulated && account?.environment !== 'training'
  const title = account
    ? t('app.title', {
        account: account.name,
        environment: simulated ? t('app.simulated', { environment }) : environment
      })
    : t('app.titleFirstRun')
  useEffect(() => {
    document.title = title
  }, [title])
}
