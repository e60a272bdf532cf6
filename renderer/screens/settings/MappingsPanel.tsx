import { Button, Group, Modal } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptMapping } from '../../../shared/named-mapping'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Loading } from '../../components/Loading'
import { Panel } from '../../components/Panel'
import { useAction } from '../../hooks/use-action'
import { useLocale } from '../../hooks/use-language'
import { useLoad } from '../../hooks/use-load'
import classes from './SettingsScreen.module.css'
import { NamedItem, NamedItems } from './NamedItem'

/** The columns that were kept under a name, for files charged by a command: which there are, and taking one away. */
export function MappingsPanel() {
  const { t } = useTranslation('settings')
  const { value: mappings, error, reload, replace } = useLoad(api.listMappings)
  const [asked, setAsked] = useState<KeptMapping | null>(null)
  const what = useRef<HTMLParagraphElement>(null)
  // The button that opened the dialog is gone with its line.
  const removed = (left: KeptMapping[]): void => {
    replace(left)
    setAsked(null)
    what.current?.focus()
  }
  return (
    <Panel title={t('mappings.title')}>
      <p ref={what} tabIndex={-1} className={classes['what']}>
        {t('mappings.what')}
      </p>
      {error && <ErrorNotice error={error} onRetry={reload} />}
      {mappings === null && !error && <Loading />}
      {mappings && (
        <NamedItems none={t('mappings.none')}>
          {mappings.map((mapping) => (
            <MappingItem key={mapping.name} mapping={mapping} onRemove={() => setAsked(mapping)} />
          ))}
        </NamedItems>
      )}
      {asked && <RemoveMappingDialog mapping={asked} onRemoved={removed} onClose={() => setAsked(null)} />}
    </Panel>
  )
}

interface MappingItemProps {
  readonly mapping: KeptMapping
  readonly onRemove: () => void
}

function MappingItem({ mapping: { name, header, keptBy, keptAt }, onRemove }: MappingItemProps) {
  const { t } = useTranslation('settings')
  const day = new Intl.DateTimeFormat(useLocale(), { dateStyle: 'medium' }).format(keptAt)
  return (
    <NamedItem
      name={name}
      facts={
        <>
          <span>{header.join(' · ')}</span>
          <span>
            {keptBy === '' ? t('mappings.factsNameless', { day }) : t('mappings.facts', { day, by: keptBy })}
          </span>
        </>
      }
    >
      <Button size="xs" variant="default" aria-label={t('mappings.removeNamed', { name })} onClick={onRemove}>
        {t('mappings.remove')}
      </Button>
    </NamedItem>
  )
}

interface RemoveMappingDialogProps {
  readonly mapping: KeptMapping
  readonly onRemoved: (left: KeptMapping[]) => void
  readonly onClose: () => void
}

/** Says what a command will do without them before columns are taken away. Cancel has the focus. */
function RemoveMappingDialog({ mapping: { name }, onRemoved, onClose }: RemoveMappingDialogProps) {
  const { t } = useTranslation(['settings', 'common'])
  const remove = useAction(api.removeMapping)
  const confirm = async (): Promise<void> => {
    const answer = await remove.run({ name })
    if (answer?.ok) onRemoved(answer.value)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('mappings.removeTitle', { name })}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <p>
        {t('mappings.command')} <code>{`trekk batch --mapping ${quoted(name)}`}</code>
      </p>
      <p>{t('mappings.commandThen')}</p>
      <p>{t('mappings.stays')}</p>
      {remove.error && <ErrorNotice during="noCharge" error={remove.error} />}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button color="red" loading={remove.busy} onClick={() => void confirm()}>
          {t('mappings.confirm')}
        </Button>
      </Group>
    </Modal>
  )
}

/** As it is typed in a shell. */
function quoted(name: string): string {
  return /^[\p{L}\p{N}._-]+$/u.test(name) ? name : `"${name}"`
}
