import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundRow } from '../../../shared/find'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { useAction } from '../../hooks/use-action'
import { useNavigation } from '../../stores/navigation'
import classes from './Find.module.css'

interface AdoptCardProps {
  readonly row: FoundRow
  readonly onAdopted: (cardId: string) => void
}

/** Stores the card of a transaction: main fetches its token and seals it. Why that cannot be is said. */
export function AdoptCard({ row, onAdopted }: AdoptCardProps) {
  const { t } = useTranslation('find')
  const go = useNavigation((state) => state.go)
  const [storedAs, setStoredAs] = useState<string | null>(null)
  const adopt = useAction(api.addCardFromTransaction)
  const { transactionId, adoption } = row
  const press = async (): Promise<void> => {
    const contact = { customerName: '', customerNumber: '', email: '', phone: '' }
    const answer = await adopt.run({ transactionId, ...contact })
    if (!answer?.ok) return
    setStoredAs(answer.value.id)
    onAdopted(answer.value.id)
  }
  const known = adopt.error?.code === 'card_exists' ? adopt.error.details?.['cardId'] : undefined
  const cardId = storedAs ?? (typeof known === 'string' ? known : adoption === 'stored' ? row.cardId : null)
  return (
    <section aria-label={t('adopt.title')} className={classes['adopt']}>
      <h3>{t('adopt.title')}</h3>
      <p role="status">
        {storedAs !== null ? t('adopt.done') : cardId !== null ? t('adopt.stored') : t(`adopt.${adoption}`)}
      </p>
      {adopt.error && cardId === null && <ErrorNotice during="noCharge" error={adopt.error} />}
      {cardId !== null ? (
        <Button size="xs" variant="default" onClick={() => go({ name: 'charge', cardId })}>
          {t('adopt.charge')}
        </Button>
      ) : (
        adoption !== 'not_chargeable' && (
          <Button
            size="xs"
            variant="default"
            aria-disabled={adopt.busy}
            {...(adopt.busy && { 'data-disabled': true })}
            onClick={() => void press()}
          >
            {t('adopt.do')}
          </Button>
        )
      )}
    </section>
  )
}
