import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Keys } from './Keys'
import { Wordmark } from '../components/Wordmark'
import { useNavigation, type ScreenName } from '../stores/navigation'
import { destinations } from './destinations'
import { SidebarFile } from './SidebarFile'
import classes from './Sidebar.module.css'

interface SidebarProps {
  readonly unresolvedCount: number
  readonly version: string
  /** False before the first account: there is nowhere to go yet. */
  readonly open: boolean
}

/** The way between screens. What is unresolved is counted here, on every screen, until it is resolved. */
export function Sidebar({ unresolvedCount, version, open }: SidebarProps) {
  const { t } = useTranslation()
  const current = useNavigation((state) => state.screen.name)
  const go = useNavigation((state) => state.go)
  return (
    <nav className={classes['root']} aria-label={t('nav.label')} data-region tabIndex={-1}>
      <div className={classes['mark']}>
        <Wordmark />
      </div>
      <ul className={classes['list']} hidden={!open}>
        {destinations.map(({ name, icon: Mark, digit }) => (
          <li key={name}>
            <UnstyledButton
              className={classes['item']}
              aria-current={isAt(current, name) ? 'page' : undefined}
              aria-keyshortcuts={digit === null ? undefined : `Control+${digit}`}
              onClick={() => go({ name })}
            >
              <Mark size={18} stroke={1.75} aria-hidden />
              <span className={classes['label']}>{t(`nav.${name}`)}</span>
              {name === 'unresolved' && unresolvedCount > 0 && (
                <span className={classes['count']}>
                  <span aria-hidden>{unresolvedCount > 999 ? '999+' : unresolvedCount}</span>
                  <span className="visually-hidden">
                    {t('nav.unresolvedCount', { count: unresolvedCount })}
                  </span>
                </span>
              )}
              <span className={classes['keys']} aria-hidden>
                {digit !== null && <Keys keys={`mod+${digit}`} quiet />}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <SidebarFile />
      <span className={classes['version']}>
        {t('app.name')} {version}
      </span>
    </nav>
  )
}

/** One file is a place inside the files. */
function isAt(current: ScreenName, destination: ScreenName): boolean {
  return current === destination || (current === 'batch' && destination === 'files')
}
