import { ActionIcon } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api'
import { useAction } from '../hooks/use-action'

interface CopyButtonProps {
  readonly text: string
  /** What is copied, for the button's name: "transaction id". */
  readonly what: string
}

/** Copies an id or a link. Main does it: the page has no permission to touch the clipboard. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = useAction(useCallback(() => api.copyText({ text }), [text]))

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [copied])

  const press = async (): Promise<void> => {
    const answer = await copy.run()
    if (answer?.ok) setCopied(true)
  }
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={t('action.copyNamed', { what })}
        title={t('action.copyNamed', { what })}
        onClick={() => void press()}
      >
        {copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
      </ActionIcon>
      <span className="visually-hidden" role="status">
        {copied ? t('action.copied') : ''}
      </span>
    </>
  )
}
