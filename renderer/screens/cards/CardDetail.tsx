import { Button, Group, Modal } from '@mantine/core'
import { IconCreditCardPay, IconTrash } from '@tabler/icons-react'
import { useCallback, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardView } from '../../../shared/card'
import { shownPhone } from '../../../shared/phone'
import { api } from '../../api'
import { BudgetText } from '../../components/BudgetText'
import { useCardWords } from '../../components/card-words'
import { CustomerName } from '../../components/CustomerName'
import { ErrorNotice } from '../../components/ErrorNotice'
import { DetailPanel } from '../../components/grid/DetailPanel'
import { TimeText } from '../../components/TimeText'
import { useAction } from '../../hooks/use-action'
import { useLoad } from '../../hooks/use-load'
import { useNavigation } from '../../stores/navigation'
import classes from './CardsScreen.module.css'

interface CardDetailProps {
  readonly card: CardView
  readonly onClose: () => void
  readonly onRemoved: () => void
}

/** Everything the page may know of one card. */
export function CardDetail({ card, onClose, onRemoved }: CardDetailProps) {
  const { t } = useTranslation(['cards', 'common'])
  const words = useCardWords()
  const go = useNavigation((state) => state.go)
  const [removing, setRemoving] = useState(false)
  const trouble = words.trouble(card)
  return (
    <DetailPanel label={t('detail.title')} title={words.name(card)} onClose={onClose}>
      {trouble && (
        <p className={classes['trouble']} data-kind={trouble.kind}>
          {trouble.long}
        </p>
      )}
      <Group gap="xs">
        <Button
          leftSection={<IconCreditCardPay size={16} aria-hidden />}
          onClick={() => go({ name: 'charge', cardId: card.id })}
        >
          {t('detail.charge')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setRemoving(true)}
        >
          {t('detail.remove')}
        </Button>
      </Group>
      <dl className={classes['facts']}>
        <Fact name={t('column.customer')}>
          <CustomerName of={{ kind: 'card', id: card.id }} customerName={card.customerName} />
        </Fact>
        <Fact name={t('detail.card')}>{words.ending(card)}</Fact>
        <Fact name={t('detail.expiry')}>{words.expiry(card)}</Fact>
        <Fact name={t('detail.budget')}>
          <Budget cardId={card.id} />
        </Fact>
        <Fact name={t('detail.provider')}>{t(`common:provider.${card.provider}`)}</Fact>
        <Fact name={t('detail.tokenKind')}>
          {card.tokenKinds.map((kind) => t(`common:tokenKind.${kind}`)).join(', ')}
        </Fact>
        <Fact name={t('detail.customerNumber')}>{card.customerNumber || t('common:none')}</Fact>
        <Fact name={t('detail.email')}>{card.email || t('common:none')}</Fact>
        <Fact name={t('detail.phone')}>{shownPhone(card.phone) || t('common:none')}</Fact>
        <Fact name={t('detail.reference')}>{card.reference || t('common:none')}</Fact>
        <Fact name={t('detail.added')}>
          <TimeText at={card.addedAt} />
        </Fact>
        <Fact name={t('detail.lastCharged')}>
          {card.lastChargedAt === null ? t('detail.never') : <TimeText at={card.lastChargedAt} />}
        </Fact>
      </dl>
      <RemoveDialog card={card} opened={removing} onClose={() => setRemoving(false)} onRemoved={onRemoved} />
    </DetailPanel>
  )
}

function Budget({ cardId }: { readonly cardId: string }) {
  const { t } = useTranslation(['common', 'errors'])
  const budget = useLoad(useCallback(() => api.getRetryBudget({ cardId }), [cardId]))
  if (budget.error) return t(`errors:${budget.error.code}.what`)
  return budget.value ? <BudgetText budget={budget.value} /> : t('loading')
}

interface RemoveDialogProps {
  readonly card: CardView
  readonly opened: boolean
  readonly onClose: () => void
  readonly onRemoved: () => void
}

function RemoveDialog({ card, opened, onClose, onRemoved }: RemoveDialogProps) {
  const { t } = useTranslation(['cards', 'common'])
  const words = useCardWords()
  const remove = useAction(useCallback(() => api.removeCard({ cardId: card.id }), [card.id]))
  const press = async (): Promise<void> => {
    const answer = await remove.run()
    if (!answer?.ok) return
    onClose()
    onRemoved()
  }
  const close = { 'aria-label': t('common:action.close') }
  return (
    <Modal opened={opened} onClose={onClose} title={t('remove.title')} closeButtonProps={close}>
      <p className={classes['question']}>
        {t('remove.body', { card: words.ending(card), customer: words.name(card) })}
      </p>
      {remove.error && <ErrorNotice during="noCharge" error={remove.error} />}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button color="red" onClick={() => void press()} disabled={remove.busy}>
          {t('remove.confirm')}
        </Button>
      </Group>
    </Modal>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
