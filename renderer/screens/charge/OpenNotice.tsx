import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ChargeReview, OpenCharge } from '../../../shared/charge'
import { api } from '../../api'
import { MoneyText } from '../../components/MoneyText'
import { StateBadge } from '../../components/StateBadge'
import { TimeText } from '../../components/TimeText'
import { useAction } from '../../hooks/use-action'
import { useNavigation } from '../../stores/navigation'
import classes from './ReviewColumn.module.css'
import { chargeStore } from './use-charge'

/** What else of this customer may yet take money. It does not stop the charge; it is there to be seen before it. */
export function OpenNotice({ open }: { readonly open: ChargeReview['open'] }) {
  const { t } = useTranslation('charge')
  if (open.length === 0) return null
  return (
    <div className={classes['notice']} role="alert" data-testid="open-notice">
      <p className={classes['strong']}>{t('review.open.title')}</p>
      {open.map((each) => (
        <Open key={`${each.kind} ${each.charge.id}`} open={each} />
      ))}
    </div>
  )
}

function Open({ open: { kind, charge } }: { readonly open: OpenCharge }) {
  const { t } = useTranslation('charge')
  const go = useNavigation((state) => state.go)
  const asking = useAction(api.askDintero)
  const ask = async (): Promise<void> => {
    await asking.run({ chargeId: charge.id })
    chargeStore.getState().checkAgain()
  }
  return (
    <>
      <p>{t(`review.open.${kind}`)}</p>
      <p className={classes['earlier']}>
        <StateBadge charge={charge} />
        <MoneyText amount={charge.amount} currency={charge.currency} />
        <TimeText at={charge.createdAt} />
        <span>{charge.merchantReference}</span>
      </p>
      <div className={classes['row']}>
        <Button size="xs" loading={asking.busy} onClick={() => void ask()}>
          {t('review.open.ask')}
        </Button>
        <Button size="xs" variant="default" onClick={() => go({ name: 'history', chargeId: charge.id })}>
          {t('review.open.show')}
        </Button>
      </div>
    </>
  )
}
