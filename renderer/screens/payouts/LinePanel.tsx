import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LineDifference, PayoutLine } from '../../../shared/payout'
import { AnyMoneyText } from '../../components/AnyMoneyText'
import { Copyable, Fact, Facts } from '../../components/Facts'
import { DetailPanel } from '../../components/grid/DetailPanel'
import { TimeText } from '../../components/TimeText'
import { useNavigation } from '../../stores/navigation'
import classes from './Payouts.module.css'

interface LinePanelProps {
  readonly line: PayoutLine
  readonly onClose: () => void
}

/** One line of a payout: whose it is, and what of it does not agree. */
export function LinePanel({ line, onClose }: LinePanelProps) {
  const { t } = useTranslation('payouts')
  const go = useNavigation((state) => state.go)
  const { owner, merchantReference, transactionId, currency } = line
  const title = merchantReference ?? t('line.noReference')
  return (
    <DetailPanel label={t('line.title', { reference: title })} title={title} onClose={onClose}>
      {line.differences.length === 0 ? (
        <p>{t('line.agrees')}</p>
      ) : (
        <ul className={classes['differences']}>
          {line.differences.map((difference) => (
            <DifferenceItem key={difference.kind} difference={difference} currency={currency} />
          ))}
        </ul>
      )}
      <Facts>
        {owner !== null && <Fact name={t('column.customer')}>{owner.customerName}</Fact>}
        {(['amount', 'capture', 'refund', 'fee'] as const).map((name) => (
          <Fact key={name} name={t(`column.${name}`)}>
            <AnyMoneyText amount={line[name]} currency={currency} />
          </Fact>
        ))}
        <Fact name={t('line.transaction')}>
          <Copyable text={transactionId} what={t('line.transaction')} />
        </Fact>
        {line.createdAt !== null && (
          <Fact name={t('line.created')}>
            <TimeText at={line.createdAt} form="full" />
          </Fact>
        )}
      </Facts>
      <div className={classes['actions']}>
        {owner?.kind === 'charge' && (
          <Button size="xs" onClick={() => go({ name: 'history', chargeId: owner.id })}>
            {t('line.openCharge')}
          </Button>
        )}
        {owner?.kind === 'link' && (
          <Button size="xs" onClick={() => go({ name: 'links', linkId: owner.id })}>
            {t('line.openLink')}
          </Button>
        )}
        {owner === null && (
          <Button size="xs" variant="default" onClick={() => go({ name: 'find', search: transactionId })}>
            {t('line.find')}
          </Button>
        )}
      </div>
    </DetailPanel>
  )
}

interface DifferenceItemProps {
  readonly difference: LineDifference
  readonly currency: string | null
}

/** What does not agree, what it means, and both sums where there are two. */
function DifferenceItem({ difference: { kind, here, there }, currency }: DifferenceItemProps) {
  const { t } = useTranslation('payouts')
  return (
    <li>
      <strong>{t(`difference.${kind}.short`)}</strong>
      <p>{t(`difference.${kind}.words`)}</p>
      {here !== null && there !== null && (
        <p>
          {t('difference.here')} <AnyMoneyText amount={here} currency={currency} />, {t('difference.there')}{' '}
          <AnyMoneyText amount={there} currency={currency} />
        </p>
      )}
    </li>
  )
}
