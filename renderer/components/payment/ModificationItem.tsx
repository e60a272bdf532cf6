import { Button } from '@mantine/core'
import { IconLock, IconRefresh } from '@tabler/icons-react'
import { useCallback, useState, type ReactNode, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { isModificationOpen, type ModificationRow } from '../../../shared/modification'
import { formatMoney } from '../../../shared/money'
import { api } from '../../api'
import { useAction } from '../../hooks/use-action'
import { useLocale } from '../../hooks/use-language'
import { ErrorNotice } from '../ErrorNotice'
import { FaceBadge } from '../FaceBadge'
import { RelativeTime } from '../RelativeTime'
import { TimeText } from '../TimeText'
import { CloseModificationDialog } from './CloseModificationDialog'
import { faceOfModification } from './modification-words'
import classes from './Payment.module.css'

interface ModificationItemProps {
  readonly modification: ModificationRow
  readonly onChanged: () => void
  readonly ref?: Ref<HTMLLIElement>
  /** Whose it is, where that is not said beside. */
  readonly children?: ReactNode
}

/** One capture, void or refund made from here: where it stands, what that means for the money, and what to do next. */
export function ModificationItem({ modification, onChanged, ref, children }: ModificationItemProps) {
  const { t } = useTranslation(['payment', 'charge'])
  const locale = useLocale()
  const [closing, setClosing] = useState(false)
  const { id: modificationId, kind, state, amount, currency } = modification
  const asking = useAction(useCallback(() => api.askModification({ modificationId }), [modificationId]))
  const isOpen = isModificationOpen(state)
  const what =
    amount === null ? t(`item.void`) : t(`item.${kind}`, { money: formatMoney(amount, currency, locale) })
  const ask = async (): Promise<void> => {
    const answer = await asking.run()
    if (answer?.ok) onChanged()
  }
  return (
    <li
      ref={ref ?? null}
      tabIndex={-1}
      className={classes['modification']}
      data-open={isOpen}
      data-testid="modification"
      data-kind={kind}
      data-state={state}
    >
      <div aria-live="polite">
        <div className={classes['modificationHead']}>
          <FaceBadge
            face={faceOfModification(modification)}
            word={t(`state.${state}`)}
            meaning={t(`meaning.${state}`)}
            size="md"
          />
          <strong>{what}</strong>
        </div>
        {children}
        <p>{state === 'succeeded' ? t(`succeeded.${kind}`) : t(`meaning.${state}`)}</p>
        {modification.declineReason !== null && <p>{t(`charge:decline.${modification.declineReason}`)}</p>}
      </div>
      <p className={classes['quiet']}>
        <TimeText at={modification.createdAt} />
        {modification.operator !== '' && <> · {modification.operator}</>}
        {modification.reason !== '' && <> · {modification.reason}</>}
      </p>
      {isOpen && modification.nextLookupAt !== null && (
        <p className={classes['quiet']}>
          <RelativeTime at={modification.nextLookupAt} within={(time) => t('nextLookup', { time })} />
        </p>
      )}
      {state !== 'succeeded' && modification.problem !== null && modification.problem !== '' && (
        <details className={classes['said']}>
          <summary>{t('charge:result.details')}</summary>
          <p lang="en" translate="no">
            {modification.problem}
          </p>
        </details>
      )}
      {isOpen && (
        <div className={classes['actions']}>
          <Button
            size="xs"
            variant={state === 'unknown' ? 'filled' : 'default'}
            leftSection={<IconRefresh size={14} aria-hidden />}
            loading={asking.busy}
            onClick={() => void ask()}
          >
            {t('charge:action.ask')}
          </Button>
          {modification.mayClose && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconLock size={14} aria-hidden />}
              onClick={() => setClosing(true)}
            >
              {t('closing.open')}
            </Button>
          )}
        </div>
      )}
      {asking.error && (
        <ErrorNotice
          error={asking.error}
          during="modification"
          money={t('askFailed')}
          onClose={asking.clear}
        />
      )}
      <CloseModificationDialog
        modification={modification}
        what={what}
        opened={closing}
        onClose={() => setClosing(false)}
        onClosed={onChanged}
      />
    </li>
  )
}
