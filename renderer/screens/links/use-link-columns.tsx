import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LinkRow } from '../../../shared/link'
import { mayBePaid } from '../../../shared/link-state'
import { useCardWords } from '../../components/card-words'
import type { GridColumn } from '../../components/grid/GridRow'
import { LinkBadge } from '../../components/links/LinkBadge'
import { MoneyText } from '../../components/MoneyText'
import { RelativeTime } from '../../components/RelativeTime'
import { TimeText } from '../../components/TimeText'

/** What is shown of a link in the list. */
export function useLinkColumns(): readonly GridColumn<LinkRow>[] {
  const { t } = useTranslation('links')
  const words = useCardWords()
  return useMemo(
    () => [
      {
        name: 'state',
        heading: t('column.state'),
        width: '8.5rem',
        cell: (link) => <LinkBadge link={link} />
      },
      {
        name: 'amount',
        heading: t('column.amount'),
        width: '8.5rem',
        align: 'end',
        cell: ({ amount, currency }) =>
          amount === null ? t('noAmount') : <MoneyText amount={amount} currency={currency} />
      },
      {
        name: 'customer',
        heading: t('column.customer'),
        width: '7rem',
        grow: 1.4,
        cell: words.name
      },
      {
        name: 'card',
        heading: t('column.card'),
        width: '10.5rem',
        grow: 0.6,
        only: 'wider',
        cell: (link) => (link.lastFour === '' && link.brand === 'other' ? t('noAmount') : words.ending(link))
      },
      {
        name: 'kind',
        heading: t('column.kind'),
        width: '8.5rem',
        only: 'widest',
        cell: ({ kind }) => t(`kinds.${kind}`)
      },
      {
        name: 'created',
        heading: t('column.created'),
        width: '8rem',
        align: 'end',
        only: 'wider',
        cell: ({ createdAt }) => <TimeText at={createdAt} />
      },
      {
        name: 'expires',
        heading: t('column.expires'),
        width: '8rem',
        align: 'end',
        only: 'wide',
        cell: (link) => <Expires link={link} />
      }
    ],
    [t, words]
  )
}

/** Until when it can be paid; nothing where it cannot, which the state says. */
function Expires({ link }: { readonly link: LinkRow }) {
  const { t } = useTranslation('links')
  if (!mayBePaid(link)) return null
  return link.expiresAt === null ? t('byDintero') : <RelativeTime at={link.expiresAt} />
}
