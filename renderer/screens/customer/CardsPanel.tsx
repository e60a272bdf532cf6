import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isDoubted, isGone, type CardView } from '../../../shared/card'
import type { CustomerCard, CustomerView } from '../../../shared/customer'
import type { CardRefresh } from '../../../shared/dintero-card'
import { api } from '../../api'
import { BudgetText } from '../../components/BudgetText'
import { CardLine } from '../../components/CardLine'
import { useCardWords } from '../../components/card-words'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Panel } from '../../components/Panel'
import { TimeText } from '../../components/TimeText'
import { useAction } from '../../hooks/use-action'
import { useNavigation } from '../../stores/navigation'
import classes from './CustomerScreen.module.css'
import { DeleteCardDialog } from './DeleteCardDialog'

interface CardsPanelProps {
  readonly customer: CustomerView
  readonly onChange: () => void
}

/** A customer's cards: how each stands, why it is theirs, and how often it may still be tried. */
export function CardsPanel({ customer, onChange }: CardsPanelProps) {
  const { t } = useTranslation('customer')
  const { cards, cardCount, removedCards, moreCards } = customer
  const [deleting, setDeleting] = useState<CardView | null>(null)
  return (
    <Panel title={t('cards.title', { count: cardCount })}>
      {cards.length === 0 && <p className={classes['none']}>{t('cards.none')}</p>}
      <ul className={classes['cards']}>
        {cards.map((each) => (
          <CardItem
            key={each.card.id}
            item={each}
            onChange={onChange}
            onDelete={() => setDeleting(each.card)}
          />
        ))}
      </ul>
      {cardCount > cards.length && (
        <p className={classes['note']}>{t('cards.shown', { shown: cards.length, count: cardCount })}</p>
      )}
      {removedCards > 0 && <p className={classes['note']}>{t('cards.removed', { count: removedCards })}</p>}
      {moreCards && <p className={classes['doubt']}>{t('cards.more')}</p>}
      <DeleteCardDialog card={deleting} onClose={() => setDeleting(null)} onDeleted={onChange} />
    </Panel>
  )
}

interface CardItemProps {
  readonly item: CustomerCard
  readonly onChange: () => void
  readonly onDelete: () => void
}

function CardItem({ item: { card, ties, budget }, onChange, onDelete }: CardItemProps) {
  const { t } = useTranslation(['customer', 'common'])
  const words = useCardWords()
  const go = useNavigation((state) => state.go)
  const refreshing = useAction(api.refreshCard)
  const [asked, setAsked] = useState<CardRefresh | null>(null)
  const ending = words.ending(card)
  const refresh = async (): Promise<void> => {
    const answer = await refreshing.run({ cardId: card.id })
    if (!answer?.ok) return
    setAsked(answer.value)
    onChange()
  }
  const why = ties.filter((tie) => tie !== 'itself').map((tie) => t(`tie.${tie}`))
  const isBlocked = card.blockedUntil !== null || card.operations.length === 0
  return (
    <li className={classes['card']}>
      <CardLine card={card} />
      <p className={classes['quiet']}>
        {t('cards.budget')} <BudgetText budget={budget} />
        {!ties.includes('itself') && <> · {t('cards.same', { what: why.join(', ') })}</>}
      </p>
      <AtDintero card={card} />
      {asked && !asked.allowed && <p className={classes['doubt']}>{t('dintero.notAllowed')}</p>}
      {asked?.tokens.some(({ outcome }) => outcome !== 'answered') && (
        <p className={classes['quiet']}>{t('cards.notListed')}</p>
      )}
      {refreshing.error && (
        <ErrorNotice during="noCharge" error={refreshing.error} onClose={refreshing.clear} />
      )}
      <div className={classes['actions']}>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBlocked}
          aria-label={t('cards.chargeNamed', { card: ending })}
          onClick={() => go({ name: 'charge', cardId: card.id })}
        >
          {t('cards.charge')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          loading={refreshing.busy}
          aria-label={t('cards.askNamed', { card: ending })}
          onClick={() => void refresh()}
        >
          {t('common:action.askDintero')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          aria-label={t('cards.deleteNamed', { card: ending })}
          onClick={onDelete}
        >
          {t('cards.delete')}
        </Button>
      </div>
    </li>
  )
}

/** What Dintero said of the card when it was last asked; nothing where it never was. */
function AtDintero({ card }: { readonly card: CardView }) {
  const { t } = useTranslation(['customer', 'common'])
  return card.atDintero.map(({ kind, status, expiry, askedAt }) => (
    <p key={kind} className={isGone(status) || isDoubted(status) ? classes['doubt'] : classes['quiet']}>
      {t('cards.atDintero', {
        token: t(`common:tokenKind.${kind}`),
        status: isKnown(status) ? t(`dintero.status.${status}`) : (status ?? t('dintero.noStatus'))
      })}
      {expiry !== null && <> {t('cards.tokenExpiry', { expiry })}</>} <TimeText at={askedAt} />
    </p>
  ))
}

const known = ['ACTIVE', 'INACTIVE', 'SUSPENDED', 'CANCELLED', 'DELETED'] as const

/** Whether Trekk has a word of its own for what Dintero says of a token. */
export function isKnown(status: string | null): status is (typeof known)[number] {
  return known.some((each) => each === status)
}
