import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { longestBatchName } from '../../../../shared/batch-view'
import { api } from '../../../api'
import { ErrorNotice } from '../../../components/ErrorNotice'
import { useAction } from '../../../hooks/use-action'
import { useFieldProblems } from '../../../hooks/use-field-problems'

interface KeepMappingButtonProps {
  readonly batchId: string
  /** Nothing is asked any more. */
  readonly ready: boolean
}

/** Keeps how this file is read under a name, by which a command without a window reads the next one. */
export function KeepMappingButton({ batchId, ready }: KeepMappingButtonProps) {
  const { t } = useTranslation('files')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBookmark size={16} aria-hidden />}
        aria-disabled={!ready}
        {...(!ready && { 'data-disabled': true })}
        aria-describedby="columns-wait"
        onClick={() => ready && setOpen(true)}
      >
        {t('mapping.button')}
      </Button>
      {open && <KeepMappingDialog batchId={batchId} onClose={() => setOpen(false)} />}
    </>
  )
}

function KeepMappingDialog({ batchId, onClose }: { readonly batchId: string; readonly onClose: () => void }) {
  const { t } = useTranslation(['files', 'common'])
  const [name, setName] = useState('')
  const keep = useAction(api.keepMapping)
  const [kept, setKept] = useState<{ name: string; replaced: boolean } | null>(null)
  const problemAt = useFieldProblems(keep.error)

  const save = async (): Promise<void> => {
    const answer = await keep.run({ batchId, name })
    setKept(answer?.ok ? answer.value : null)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (kept === null) void save()
    else onClose()
  }
  const problem = problemAt('name') ?? (problemAt('header') === undefined ? undefined : t('mapping.noHeader'))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('mapping.title')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <p style={{ margin: 0 }}>{t('mapping.what')}</p>
          <TextInput
            data-autofocus
            label={t('mapping.name')}
            description={t('mapping.nameWhy')}
            value={name}
            maxLength={longestBatchName}
            autoComplete="off"
            error={problem}
            onChange={(event) => {
              setName(event.currentTarget.value)
              setKept(null)
            }}
          />
          {keep.error && problem === undefined && <ErrorNotice error={keep.error} />}
          <p role="status" style={{ margin: 0 }}>
            {kept !== null && t(kept.replaced ? 'mapping.replaced' : 'mapping.kept', { name: kept.name })}
          </p>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t(kept === null ? 'common:action.cancel' : 'common:action.close')}
            </Button>
            {kept === null && (
              <Button type="submit" loading={keep.busy} disabled={name.trim() === ''}>
                {t('mapping.keep')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
