import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportOrder } from '../../../shared/list-export'
import { ExportDialog } from './ExportDialog'

export interface ExportButtonProps {
  readonly order: ExportOrder
  /** How many rows the list shows; null while that is not known. */
  readonly total: number | null
  /** Whether `total` is a floor. */
  readonly atLeast?: boolean
}

/** Saves the list of a screen as a file, with the filters that are set. Of an empty one there is nothing to save. */
export function ExportButton(props: ExportButtonProps) {
  const { t } = useTranslation('exports')
  const [isOpen, setIsOpen] = useState(false)
  if (props.total === 0 && !isOpen) return null
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => setIsOpen(true)}
      >
        {t('button')}
      </Button>
      {isOpen && <ExportDialog {...props} onClose={() => setIsOpen(false)} />}
    </>
  )
}
