import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core'
import { IconHelpTriangle, IconTrash } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardView } from '../../../shared/card'
import { longestDeletionReason, requestors, type CardDeleted } from '../../../shared/dintero-card'
import { api } from '../../api'
import { useCardWords } from '../../components/card-words'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Loading } from '../../components/Loading'
import { Notice } from '../../components/Notice'
import { problemsOf } from '../../field-problems'
import { useAction } from '../../hooks/use-action'
import { useLoad } from '../../hooks/use-load'
import { useProblemWords } from '../../hooks/use-problem-words'

interface DeleteCardDialogProps {
  /** Null while none is to be deleted. */
  readonly card: CardView | null
  readonly onClose: () => void
  readonly onDeleted: () => void
}

/** Deletes a card at Dintero, once a person has read what that means. */
export function DeleteCardDialog({ card, onClose, onDeleted }: DeleteCardDialogProps) {
  const { t } = useTranslation(['customer', 'common'])
  return (
    <Modal
      opened={card !== null}
      onClose={onClose}
      title={t('delete.title')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      {card && <DeleteCard card={card} onClose={onClose} onDeleted={onDeleted} />}
    </Modal>
  )
}

interface DeleteCardProps extends Omit<DeleteCardDialogProps, 'card'> {
  readonly card: CardView
}

function DeleteCard({ card, onClose, onDeleted }: DeleteCardProps) {
  const { t } = useTranslation(['customer', 'common'])
  const words = useCardWords()
  const problemWords = useProblemWords()
  const review = useLoad(useCallback(() => api.reviewCardDeletion({ cardId: card.id }), [card.id]))
  const [reason, setReason] = useState('')
  const [requestor, setRequestor] = useState<(typeof requestors)[number]>('CARDHOLDER')
  const [done, setDone] = useState<CardDeleted | null>(null)
  const deleting = useAction(api.deleteCard)
  const problem = problemsOf(deleting.error?.fields)['reason']
  const confirm = async (): Promise<void> => {
    const answer = await deleting.run({ cardId: card.id, reason, requestor })
    if (!answer?.ok) return
    setDone(answer.value)
    onDeleted()
  }
  const names = { card: words.ending(card), customer: words.name(card) }
  if (done !== null)
    return (
      <Stack gap="sm">
        <div role="status">
          {t(
            done.tokens.some(({ outcome }) => outcome === 'not_known') ? 'delete.notKnown' : 'delete.done',
            names
          )}
        </div>
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {t('common:action.close')}
          </Button>
        </Group>
      </Stack>
    )
  if (review.error) return <ErrorNotice during="noCharge" error={review.error} onRetry={review.reload} />
  if (review.value === null) return <Loading />
  const { charges, links, waitingRows, tokens } = review.value
  const isOpen = charges.length + links.length > 0
  return (
    <Stack gap="sm">
      <div>{t('delete.what', names)}</div>
      {tokens > 1 && <div>{t('delete.both')}</div>}
      {isOpen && (
        <Notice tone="caution" icon={IconHelpTriangle} title={t('delete.openTitle')}>
          {t('delete.open', { charges: charges.length, links: links.length })}
        </Notice>
      )}
      {waitingRows > 0 && (
        <Notice tone="caution" icon={IconHelpTriangle} title={t('delete.rows', { count: waitingRows })}>
          {t('delete.rowsMean')}
        </Notice>
      )}
      {!isOpen && (
        <>
          <Radio.Group
            label={t('delete.who')}
            value={requestor}
            onChange={(value) => setRequestor(value === 'MERCHANT' ? 'MERCHANT' : 'CARDHOLDER')}
          >
            <Group mt={4}>
              {requestors.map((each) => (
                <Radio key={each} value={each} label={t(`delete.requestor.${each}`)} />
              ))}
            </Group>
          </Radio.Group>
          <Textarea
            label={t('delete.reason')}
            description={t('delete.reasonHint', { most: longestDeletionReason })}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            value={reason}
            rows={2}
            data-autofocus
            error={problem ? problemWords('reason', problem) : null}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
      {deleting.error && problem === undefined && (
        <ErrorNotice during="noCharge" error={deleting.error} onClose={deleting.clear} />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        {!isOpen && (
          <Button
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            loading={deleting.busy}
            onClick={() => void confirm()}
          >
            {t('delete.confirm')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
