import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChargeRow } from '../../../shared/charge'
import type { CustomerView } from '../../../shared/customer'
import type { LinkRow } from '../../../shared/link'
import type { ModificationRow } from '../../../shared/modification'
import { LinkBadge } from '../../components/links/LinkBadge'
import { MoneyText } from '../../components/MoneyText'
import { Panel } from '../../components/Panel'
import { RelativeTime } from '../../components/RelativeTime'
import { StateBadge } from '../../components/StateBadge'
import { useNavigation, type Screen } from '../../stores/navigation'
import classes from './CustomerScreen.module.css'

/** What has not ended: nobody may promise this customer anything of it yet. Nothing where there is none. */
export function OpenPanel({ customer: { open } }: { readonly customer: CustomerView }) {
  const { t } = useTranslation('customer')
  const { charges, links, held, heldLinks, modifications } = open
  const count = charges.length + links.length + held.length + heldLinks.length + modifications.length
  if (count === 0) return <p className={classes['settled']}>{t('open.none')}</p>
  return (
    <Panel title={t('open.title')} className={classes['open']}>
      <ul className={classes['lines']}>
        {charges.map((charge) => (
          <OpenCharge key={charge.id} charge={charge} says={t('open.charge')} />
        ))}
        {modifications.map((modification) => (
          <OpenModification key={modification.id} modification={modification} />
        ))}
        {links.map((link) => (
          <OpenLink key={link.id} link={link} says={t('open.link')} />
        ))}
        {held.map((charge) => (
          <OpenCharge key={charge.id} charge={charge} says={t('open.held')} />
        ))}
        {heldLinks.map((link) => (
          <OpenLink key={link.id} link={link} says={t('open.held')} />
        ))}
      </ul>
    </Panel>
  )
}

function OpenCharge({ charge, says }: { readonly charge: ChargeRow; readonly says: string }) {
  return (
    <Line
      badge={<StateBadge charge={charge} />}
      says={says}
      amount={charge.amount}
      currency={charge.currency}
      reference={charge.merchantReference}
      at={charge.createdAt}
      screen={{ name: 'history', chargeId: charge.id }}
    />
  )
}

function OpenLink({ link, says }: { readonly link: LinkRow; readonly says: string }) {
  return (
    <Line
      badge={<LinkBadge link={link} />}
      says={says}
      amount={link.amount}
      currency={link.currency}
      reference={link.merchantReference}
      at={link.createdAt}
      screen={{ name: 'links', linkId: link.id }}
    />
  )
}

function OpenModification({ modification }: { readonly modification: ModificationRow }) {
  const { t } = useTranslation('customer')
  const { chargeId, linkId, kind, amount, currency, merchantReference, createdAt } = modification
  return (
    <Line
      badge={<strong>{t(`open.kind.${kind}`)}</strong>}
      says={t('open.modification')}
      amount={amount}
      currency={currency}
      reference={merchantReference}
      at={createdAt}
      screen={
        linkId === null
          ? { name: 'history', ...(chargeId !== null && { chargeId }) }
          : { name: 'links', linkId }
      }
    />
  )
}

interface LineProps {
  readonly badge: ReactNode
  readonly says: string
  readonly amount: number | null
  readonly currency: string
  readonly reference: string
  /** ms since 1970 UTC */
  readonly at: number
  readonly screen: Screen
}

function Line({ badge, says, amount, currency, reference, at, screen }: LineProps) {
  const { t } = useTranslation(['customer', 'common'])
  const go = useNavigation((state) => state.go)
  return (
    <li className={classes['line']}>
      <span className={classes['badge']}>{badge}</span>
      <span className={classes['says']}>
        {says} <span className={classes['quiet']}>{reference}</span>
      </span>
      <span className={classes['quiet']}>
        <RelativeTime at={at} />
      </span>
      <span className={classes['money']}>
        {amount !== null && <MoneyText amount={amount} currency={currency} />}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('showNamed', { reference })}
        onClick={() => go(screen)}
      >
        {t('common:action.open')}
      </Button>
    </li>
  )
}
