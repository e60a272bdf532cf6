import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardView } from '../../../shared/card'
import { useCardWords } from '../../components/card-words'
import type { GridColumn } from '../../components/grid/GridRow'
import { TimeText } from '../../components/TimeText'
import classes from './CardsScreen.module.css'

/** What is shown of a card in the list. */
export function useCardColumns(): readonly GridColumn<CardView>[] {
  const { t } = useTranslation(['cards', 'charge', 'common'])
  const words = useCardWords()
  return useMemo(() => {
    const provider = (card: CardView): string => {
      const name = t(`common:provider.${card.provider}`)
      const [kind] = card.tokenKinds
      // A card that takes only one kind of charge says which.
      return card.operations.length === 1 && kind !== undefined
        ? `${name} ${t(`charge:card.use.${kind}`)}`
        : name
    }
    return [
      {
        name: 'customer',
        heading: t('column.customer'),
        width: '8rem',
        grow: 1.6,
        cell: words.name
      },
      {
        name: 'number',
        heading: t('column.number'),
        width: '6rem',
        grow: 0.4,
        only: 'wide',
        cell: ({ customerNumber }) => customerNumber
      },
      { name: 'card', heading: t('column.card'), width: '10.5rem', grow: 0.6, cell: words.ending },
      {
        name: 'provider',
        heading: t('column.provider'),
        width: '8rem',
        grow: 1,
        only: 'widest',
        cell: provider
      },
      {
        name: 'expiry',
        heading: t('column.expiry'),
        width: '4.75rem',
        only: 'wider',
        cell: ({ expiry }) => expiry ?? t('common:none')
      },
      {
        name: 'lastCharged',
        heading: t('column.lastCharged'),
        width: '8rem',
        only: 'wide',
        cell: ({ lastChargedAt }) =>
          lastChargedAt === null ? t('detail.never') : <TimeText at={lastChargedAt} />
      },
      {
        name: 'state',
        heading: t('column.state'),
        width: '11rem',
        grow: 0.2,
        cell: (card) => {
          const trouble = words.trouble(card)
          return (
            <span className={classes['state']} data-kind={trouble?.kind} title={trouble?.long}>
              {trouble?.short ?? t('chargeable')}
            </span>
          )
        }
      }
    ]
  }, [t, words])
}
