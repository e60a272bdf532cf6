import { Button } from '@mantine/core'
import { IconCreditCardPay, IconLinkOff, IconLinkPlus, IconLock, IconRefresh } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LinkDetail } from '../../../shared/link'
import { linkGroupOf } from '../../../shared/link-standing'
import { api } from '../../api'
import { useAction } from '../../hooks/use-action'
import { useNavigation } from '../../stores/navigation'
import outcome from '../ChargeOutcome.module.css'
import { CancelLinkDialog } from './CancelLinkDialog'
import { CloseLinkDialog } from './CloseLinkDialog'
import { ReceiptButton } from '../receipts/ReceiptButton'
import { LinkStepFailed } from './LinkStepFailed'

interface LinkNextStepsProps {
  readonly link: LinkDetail
  readonly onChange: (link: LinkDetail) => void
}

/** The buttons for what may be done now. Which ones there are is the main process' decision, not the page's. */
export function LinkNextSteps({ link, onChange }: LinkNextStepsProps) {
  const { t } = useTranslation('links')
  const go = useNavigation((state) => state.go)
  const [asked, setAsked] = useState<'cancel' | 'close' | null>(null)
  const { id: linkId, actions, kind, state, card } = link
  const asking = useAction(useCallback(() => api.askAboutLink({ linkId }), [linkId]))
  const ask = async (): Promise<void> => {
    const answer = await asking.run()
    if (answer?.ok) onChange(answer.value)
  }
  return (
    <>
      <div className={outcome['actions']}>
        {kind === 'enrolment' && state === 'paid' && card && (
          <Button
            leftSection={<IconCreditCardPay size={16} aria-hidden />}
            onClick={() => go({ name: 'charge', cardId: card.id })}
          >
            {t('enrolment.charge')}
          </Button>
        )}
        {actions.again && (
          <Button
            leftSection={<IconLinkPlus size={16} aria-hidden />}
            onClick={() => go({ name: 'charge', linkLike: linkId })}
          >
            {t('action.again')}
          </Button>
        )}
        {kind === 'enrolment' && linkGroupOf(state) === 'over' && (
          <Button
            leftSection={<IconLinkPlus size={16} aria-hidden />}
            onClick={() => go({ name: 'cards', enrol: { like: linkId } })}
          >
            {t('action.enrolAgain')}
          </Button>
        )}
        {actions.ask && (
          <Button
            variant={state === 'lost' ? 'filled' : 'default'}
            leftSection={<IconRefresh size={16} aria-hidden />}
            disabled={asking.busy}
            onClick={() => void ask()}
          >
            {asking.busy ? t('action.asking') : t('action.ask')}
          </Button>
        )}
        <ReceiptButton of={{ kind: 'link', id: linkId }} offer={link.receipt} />
        {actions.cancel && (
          <Button
            variant="default"
            leftSection={<IconLinkOff size={16} aria-hidden />}
            onClick={() => setAsked('cancel')}
          >
            {t('action.cancel')}
          </Button>
        )}
        {actions.close && (
          <Button
            variant="default"
            leftSection={<IconLock size={16} aria-hidden />}
            onClick={() => setAsked('close')}
          >
            {t('action.close')}
          </Button>
        )}
      </div>
      <CancelLinkDialog
        link={link}
        opened={asked === 'cancel'}
        onClose={() => setAsked(null)}
        onChange={onChange}
      />
      <CloseLinkDialog
        link={link}
        opened={asked === 'close'}
        onClose={() => setAsked(null)}
        onChange={onChange}
      />
      {asking.error && <LinkStepFailed error={asking.error} />}
    </>
  )
}
