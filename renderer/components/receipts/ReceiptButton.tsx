import { Button } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReceiptSubject } from '../../../shared/receipt'
import type { ReceiptOffer } from '../../../shared/receipt-offer'
import { ReceiptDialog } from './ReceiptDialog'
import classes from './Receipts.module.css'

interface ReceiptButtonProps {
  readonly of: ReceiptSubject
  /** What there is to give, as main says; null for nothing. */
  readonly offer: ReceiptOffer | null
}

/** What the customer can be told of a charge or a payment; nothing while nobody knows what became of the money. */
export function ReceiptButton({ of, offer }: ReceiptButtonProps) {
  const { t } = useTranslation('receipts')
  const [isOpen, setIsOpen] = useState(false)
  const why = useId()
  if (offer === null) return null
  const isNotice = offer.kind === 'notice'
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconReceipt size={16} aria-hidden />}
        {...(offer.waits && { disabled: true, 'aria-describedby': why })}
        onClick={() => setIsOpen(true)}
      >
        {isNotice ? t('notice') : t('button')}
      </Button>
      {offer.waits && (
        <span id={why} className={classes['waits']}>
          {t('waits')}
        </span>
      )}
      {isOpen && <ReceiptDialog of={of} isNotice={isNotice} onClose={() => setIsOpen(false)} />}
    </>
  )
}
