import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Unresolved } from '../../../shared/tray'
import { EnvironmentBadge } from '../../components/EnvironmentBadge'
import { useAccountActions } from '../../hooks/use-account-actions'
import classes from './UnresolvedScreen.module.css'

/** Where else something is to be looked at. Only how many: money of other accounts is shown under their own band. */
export function OtherAccounts({ others }: { readonly others: Unresolved['others'] }) {
  const { t } = useTranslation('unresolved')
  const { switchTo, busy } = useAccountActions()
  if (others.length === 0) return null
  return (
    <section className={classes['others']} aria-label={t('others')} data-testid="other-accounts">
      <h2>{t('others')}</h2>
      <ul>
        {others.map(({ accountId, name, environment, charges, modifications, alarms }) => (
          <li key={accountId}>
            <EnvironmentBadge environment={environment} />
            <strong>{name}</strong>
            <span className={classes['quiet']}>{accountId}</span>
            <span>{t('othersWhat', { count: charges + modifications + alarms })}</span>
            <Button
              size="compact-sm"
              variant="default"
              disabled={busy}
              aria-label={t('switchToNamed', { name })}
              onClick={() => void switchTo(accountId, 'unresolved')}
            >
              {t('switchTo')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
