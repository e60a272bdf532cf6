import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeldPayment } from '../../../shared/transaction-detail'
import { useCardWords } from '../../components/card-words'
import { FaceBadge } from '../../components/FaceBadge'
import type { GridColumn } from '../../components/grid/GridRow'
import { MoneyText } from '../../components/MoneyText'
import { RelativeTime } from '../../components/RelativeTime'
import { useNow } from '../../hooks/use-now'
import classes from './HeldScreen.module.css'
import { faceOfHeld, heldStanding } from './held-standing'

/** What is shown of a payment that waits to be captured. */
export function useHeldColumns(): readonly GridColumn<HeldPayment>[] {
  const { t } = useTranslation('payment')
  const words = useCardWords()
  return useMemo(
    () => [
      {
        name: 'state',
        heading: t('held.column.state'),
        width: '10.5rem',
        cell: (payment) => <Standing payment={payment} />
      },
      {
        name: 'left',
        heading: t('held.column.left'),
        width: '8rem',
        align: 'end',
        cell: ({ left, currency }) =>
          left === null ? (
            <span className={classes['notRead']}>{t('held.notRead')}</span>
          ) : (
            <MoneyText amount={left} currency={currency} />
          )
      },
      { name: 'customer', heading: t('held.column.customer'), width: '7rem', grow: 1.4, cell: words.name },
      {
        name: 'card',
        heading: t('held.column.card'),
        width: '10.5rem',
        grow: 0.6,
        only: 'wider',
        cell: words.ending
      },
      {
        name: 'reference',
        heading: t('held.column.reference'),
        width: '9rem',
        grow: 0.8,
        only: 'widest',
        cell: ({ merchantReference }) => merchantReference
      },
      {
        name: 'since',
        heading: t('held.column.since'),
        width: '7rem',
        align: 'end',
        cell: ({ heldSince }) => <RelativeTime at={heldSince} />
      },
      {
        name: 'lapses',
        heading: t('held.column.lapses'),
        width: '7rem',
        align: 'end',
        only: 'wide',
        cell: ({ lapsesAt }) => <RelativeTime at={lapsesAt} />
      }
    ],
    [t, words]
  )
}

function Standing({ payment }: { readonly payment: HeldPayment }) {
  const { t } = useTranslation('payment')
  const standing = heldStanding(payment, useNow(60_000))
  return (
    <FaceBadge
      face={faceOfHeld[standing]}
      word={t(`held.state.${standing}`)}
      meaning={t(`held.meaning.${standing}`)}
      size="md"
    />
  )
}
