import { Button } from '@mantine/core'
import { useCallback, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerView, CustomerWindow } from '../../../shared/customer'
import type { ListPage } from '../../../shared/list'
import type { Result } from '../../../shared/result'
import { api } from '../../api'
import { useCardWords } from '../../components/card-words'
import { ErrorNotice } from '../../components/ErrorNotice'
import { LinkBadge } from '../../components/links/LinkBadge'
import { Loading } from '../../components/Loading'
import { MoneyText } from '../../components/MoneyText'
import { Panel } from '../../components/Panel'
import { StateBadge } from '../../components/StateBadge'
import { TimeText } from '../../components/TimeText'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLoad } from '../../hooks/use-load'
import { useNavigation, type Screen } from '../../stores/navigation'
import classes from './CustomerScreen.module.css'

const shownAtFirst = 8
const shownMore = 50
/** No more are asked for at once. */
const mostShown = 1_000

interface PanelProps {
  readonly customer: CustomerView
}

/** A customer's charges, those tried last first. */
export function ChargesPanel({ customer }: PanelProps) {
  const { t } = useTranslation('customer')
  const words = useCardWords()
  return (
    <RowsPanel
      customer={customer}
      title={t('charges.title', { count: customer.charges })}
      none={t('charges.none')}
      ask={api.listCustomerCharges}
      renderRow={(charge) => (
        <Row
          key={charge.id}
          badge={<StateBadge charge={charge} />}
          amount={charge.amount}
          currency={charge.currency}
          says={words.ending(charge)}
          reference={charge.merchantReference}
          at={charge.createdAt}
          screen={{ name: 'history', chargeId: charge.id }}
        />
      )}
    />
  )
}

/** A customer's payment links and enrolments, the newest first. */
export function LinksPanel({ customer }: PanelProps) {
  const { t } = useTranslation(['customer', 'links'])
  return (
    <RowsPanel
      customer={customer}
      title={t('links.title', { count: customer.links })}
      none={t('links.none')}
      ask={api.listCustomerLinks}
      renderRow={(link) => (
        <Row
          key={link.id}
          badge={<LinkBadge link={link} />}
          amount={link.amount}
          currency={link.currency}
          says={t(`links:kinds.${link.kind}`)}
          reference={link.merchantReference}
          at={link.createdAt}
          screen={{ name: 'links', linkId: link.id }}
        />
      )}
    />
  )
}

interface RowsPanelProps<Item> extends PanelProps {
  readonly title: string
  readonly none: string
  readonly ask: (window: CustomerWindow) => Promise<Result<ListPage<Item>>>
  readonly renderRow: (item: Item) => ReactNode
}

function RowsPanel<Item>({ customer: { of }, title, none, ask, renderRow }: RowsPanelProps<Item>) {
  const { t } = useTranslation('common')
  const [limit, setLimit] = useState(shownAtFirst)
  const page = useLoad(useCallback(() => ask({ of, offset: 0, limit }), [ask, of, limit]))
  useApiEvent('chargesChanged', page.reload)
  useApiEvent('linksChanged', page.reload)
  const { value, error } = page
  const isMore = value !== null && (value.total > value.rows.length || value.atLeast)
  return (
    <Panel title={title}>
      {error && <ErrorNotice during="noCharge" error={error} onRetry={page.reload} />}
      {value === null && !error && <Loading />}
      {value?.rows.length === 0 && <p className={classes['none']}>{none}</p>}
      {value !== null && value.rows.length > 0 && (
        <ul className={classes['lines']}>{value.rows.map(renderRow)}</ul>
      )}
      {isMore && limit < mostShown && (
        <Button
          mt="xs"
          size="compact-sm"
          variant="subtle"
          onClick={() => setLimit((before) => Math.min(before + shownMore, mostShown))}
        >
          {t('action.showMore')}
        </Button>
      )}
    </Panel>
  )
}

interface RowProps {
  readonly badge: ReactNode
  readonly amount: number | null
  readonly currency: string
  readonly says: string
  readonly reference: string
  /** ms since 1970 UTC */
  readonly at: number
  readonly screen: Screen
}

function Row({ badge, amount, currency, says, reference, at, screen }: RowProps) {
  const go = useNavigation((state) => state.go)
  return (
    <li>
      <button type="button" className={classes['row']} onClick={() => go(screen)}>
        <span className={classes['badge']}>{badge}</span>
        <span className={classes['says']}>
          {reference} <span className={classes['quiet']}>{says}</span>
        </span>
        <span className={classes['quiet']}>
          <TimeText at={at} />
        </span>
        <span className={classes['money']}>
          {amount !== null && <MoneyText amount={amount} currency={currency} />}
        </span>
      </button>
    </li>
  )
}
