import type { ChargeRow } from '../../../shared/charge'
import type { LinkRow } from '../../../shared/link'
import { LinkBadge } from '../../components/links/LinkBadge'
import { MoneyText } from '../../components/MoneyText'
import { StateBadge } from '../../components/StateBadge'
import { TimeText } from '../../components/TimeText'
import classes from './ReviewColumn.module.css'

/** An earlier charge in one line, as it is told beside a new one. */
export function EarlierCharge({ charge }: { readonly charge: ChargeRow }) {
  return (
    <p className={classes['earlier']}>
      <StateBadge charge={charge} />
      <MoneyText amount={charge.amount} currency={charge.currency} />
      <TimeText at={charge.createdAt} />
      <span>{charge.merchantReference}</span>
    </p>
  )
}

/** The same of a payment link. */
export function EarlierLink({ link }: { readonly link: LinkRow }) {
  return (
    <p className={classes['earlier']} data-testid="earlier-link">
      <LinkBadge link={link} />
      {link.amount !== null && <MoneyText amount={link.amount} currency={link.currency} />}
      <TimeText at={link.createdAt} />
      <span>{link.merchantReference}</span>
    </p>
  )
}
