import { Button } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LinkStanding } from '../../../shared/link-standing'
import { receiptKindOf, type ReceiptSubject } from '../../../shared/receipt'
import type { Standing } from '../../../shared/standing'
import { ReceiptDialog } from './ReceiptDialog'

interface ReceiptButtonProps {
  readonly of: ReceiptSubject
  readonly standing: Standing | LinkStanding
}

/** What the customer can be told of a charge or a payment; nothing while nobody knows what became of the money. */
export function ReceiptButton({ of, standing }: ReceiptButtonProps) {
  const { t } = useTranslation('receipts')
  const [isOpen, setIsOpen] = useState(false)
  const kind = receiptKindOf(standing)
  if (kind === null) return null
  const isNotice = kind === 'not_charged'
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconReceipt size={16} aria-hidden />}
        onClick={() => setIsOpen(true)}
      >
        {isNotice ? t('notice') : t('button')}
      </Button>
      {isOpen && <ReceiptDialog of={of} isNotice={isNotice} onClose={() => setIsOpen(false)} />}
    </>
  )
}
