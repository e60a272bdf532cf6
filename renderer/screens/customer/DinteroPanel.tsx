import { Button } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerView } from '../../../shared/customer'
import type { DinteroCard, DinteroCards } from '../../../shared/dintero-card'
import { api } from '../../api'
import { useCardWords } from '../../components/card-words'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Panel } from '../../components/Panel'
import { useAction } from '../../hooks/use-action'
import { isKnown } from './CardsPanel'
import classes from './CustomerScreen.module.css'

interface DinteroPanelProps {
  readonly customer: CustomerView
  readonly onChange: () => void
}

/** The cards Dintero has under a customer's number. It is asked by a press, and by nothing else. */
export function DinteroPanel({ customer, onChange }: DinteroPanelProps) {
  const { t } = useTranslation('customer')
  const { customerNumber } = customer
  const [list, setList] = useState<DinteroCards | null>(null)
  const asking = useAction(useCallback(() => api.listDinteroCards({ customerNumber }), [customerNumber]))
  const ask = async (): Promise<void> => {
    const answer = await asking.run()
    if (answer?.ok) setList(answer.value)
  }
  return (
    <Panel
      title={t('dintero.title')}
      actions={
        <Button size="compact-sm" variant="default" loading={asking.busy} onClick={() => void ask()}>
          {t(list === null ? 'dintero.ask' : 'dintero.again')}
        </Button>
      }
    >
      {asking.error && <ErrorNotice during="noCharge" error={asking.error} />}
      <div role="status">
        {list === null && <p className={classes['none']}>{t('dintero.lead', { number: customerNumber })}</p>}
        {list?.allowed === false && <p className={classes['doubt']}>{t('dintero.notAllowed')}</p>}
        {list?.allowed === true && list.cards.length === 0 && (
          <p className={classes['none']}>{t('dintero.none', { number: customerNumber })}</p>
        )}
      </div>
      {list !== null && list.cards.length > 0 && (
        <ul className={classes['lines']}>
          {list.cards.map((card) => (
            <Listed
              key={card.tokenId}
              card={card}
              customer={customer}
              onAdopted={() => {
                void ask()
                onChange()
              }}
            />
          ))}
        </ul>
      )}
      {list?.more && <p className={classes['note']}>{t('dintero.more')}</p>}
    </Panel>
  )
}

interface ListedProps {
  readonly card: DinteroCard
  readonly customer: CustomerView
  readonly onAdopted: () => void
}

function Listed({ card, customer, onAdopted }: ListedProps) {
  const { t } = useTranslation(['customer', 'common'])
  const words = useCardWords()
  const adopting = useAction(api.adoptCard)
  const { name: customerName, customerNumber, email, phone } = customer
  const adopt = async (): Promise<void> => {
    const { tokenId } = card
    const answer = await adopting.run({ tokenId, customerName, customerNumber, email, phone })
    if (answer?.ok) onAdopted()
  }
  const { status, expiry, kind, adoption } = card
  const facts = [
    isKnown(status) ? t(`dintero.status.${status}`) : (status ?? t('dintero.noStatus')),
    expiry ?? '',
    kind === null ? '' : t(`common:tokenKind.${kind}`)
  ].filter((each) => each !== '')
  const ending = words.ending(card)
  return (
    <li className={classes['listed']}>
      <span className={classes['says']}>
        {ending} <span className={classes['quiet']}>{facts.join(' · ')}</span>
      </span>
      {adoption === 'token' || adoption === 'transaction' ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={adopting.busy}
          aria-label={t('dintero.adoptNamed', { card: ending })}
          onClick={() => void adopt()}
        >
          {t('dintero.adopt')}
        </Button>
      ) : (
        <span className={classes['quiet']}>{t(`dintero.adoption.${adoption}`)}</span>
      )}
      {adopting.error && <ErrorNotice during="noCharge" error={adopting.error} />}
    </li>
  )
}
