import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ModificationRow } from '../../../shared/modification'
import type { Unresolved } from '../../../shared/tray'
import { useCardWords } from '../../components/card-words'
import { ModificationItem } from '../../components/payment/ModificationItem'
import { useNavigation, type Screen } from '../../stores/navigation'
import classes from './UnresolvedScreen.module.css'

interface ModificationListProps {
  readonly unresolved: Unresolved
  readonly onChanged: () => void
}

/** Captures, voids and refunds nobody knows the end of. Until one has ended, nothing else can be done to its payment. */
export function ModificationList({ unresolved: { modifications }, onChanged }: ModificationListProps) {
  const { t } = useTranslation('unresolved')
  if (modifications.length === 0) return null
  return (
    <section className={classes['changes']} aria-label={t('modifications')}>
      <h2>{t('modificationCount', { count: modifications.length })}</h2>
      <ul>
        {modifications.map((modification) => (
          <ModificationItem key={modification.id} modification={modification} onChanged={onChanged}>
            <Whose modification={modification} />
          </ModificationItem>
        ))}
      </ul>
    </section>
  )
}

function Whose({ modification }: { readonly modification: ModificationRow }) {
  const { t } = useTranslation('unresolved')
  const words = useCardWords()
  const go = useNavigation((state) => state.go)
  const { merchantReference: reference } = modification
  const screen = screenOf(modification)
  return (
    <p className={classes['whose']}>
      <span>{words.name(modification)}</span>
      <span>{reference}</span>
      {screen !== null && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('openPaymentNamed', { reference })}
          onClick={() => go(screen)}
        >
          {t('openPayment')}
        </Button>
      )}
    </p>
  )
}

/** Null for a payment that was made elsewhere. */
function screenOf({ chargeId, linkId }: ModificationRow): Screen | null {
  if (linkId !== null) return { name: 'links', linkId }
  return chargeId === null ? null : { name: 'history', chargeId }
}
