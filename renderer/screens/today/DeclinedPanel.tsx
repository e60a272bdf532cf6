import { Button, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TodayView } from '../../../shared/today'
import { Panel } from '../../components/Panel'
import { dayOf } from '../../days'
import { useLocale } from '../../hooks/use-language'
import { useNavigation } from '../../stores/navigation'
import classes from './TodayScreen.module.css'

/** Why today's declined charges were declined, the commonest first, each leading to them. */
export function DeclinedPanel({ view }: { readonly view: TodayView }) {
  const { t } = useTranslation(['today', 'charge'])
  const locale = useLocale()
  const go = useNavigation((state) => state.go)
  const { declined } = view
  const from = dayOf(view.from)
  const most = Math.max(1, ...declined.map(({ charges }) => charges))
  return (
    <Panel
      title={t('declined.title')}
      actions={
        declined.length > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => go({ name: 'history', shows: { state: 'declined', from } })}
          >
            {t('declined.open')}
          </Button>
        )
      }
    >
      {declined.length === 0 ? (
        <p className={classes['quiet']}>{t('declined.none')}</p>
      ) : (
        <ul className={classes['reasons']}>
          {declined.map(({ reason, charges }) => (
            <li key={reason}>
              <UnstyledButton
                className={classes['reason']}
                onClick={() => go({ name: 'history', shows: { state: 'declined', reason, from } })}
              >
                <span>{t(`charge:decline.${reason}`)}</span>
                <span className={classes['reasonBar']} aria-hidden>
                  <span style={{ width: `${(charges / most) * 100}%` }} />
                </span>
                <span className="tabular">{new Intl.NumberFormat(locale).format(charges)}</span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
