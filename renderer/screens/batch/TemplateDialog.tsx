import { Button, Group, Modal, Radio } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { searchedText } from '../../components/filters/filters'
import { SearchField } from '../../components/filters/SearchField'
import { useAction } from '../../hooks/use-action'
import { useCardSearch } from '../../hooks/use-card-search'
import { isWorthSaying } from '../../stores/files-store'
import classes from './FilesScreen.module.css'

const shown = 3

/** Makes a file that has a line for each card, ready for amounts to be filled in. */
export function TemplateDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['files', 'common'])
  const [typed, setTyped] = useState('')
  const [form, setForm] = useState<'text' | 'workbook'>('workbook')
  const query = searchedText(typed)
  const search = useCardSearch(query, shown)
  const save = useAction(api.saveTemplate)
  const [saved, setSaved] = useState<number | null>(null)
  const names = (search.cards ?? []).map(({ customerName }) => customerName)

  const make = async (): Promise<void> => {
    const answer = await save.run({ query, form })
    if (answer?.ok) setSaved(answer.value.cards)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('template.title')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <div className={classes['fields']}>
        <p style={{ margin: 0 }}>{t('template.what')}</p>
        <SearchField
          label={t('template.cards')}
          placeholder={t('template.everyCard')}
          value={typed}
          onChange={(text) => {
            setTyped(text)
            setSaved(null)
          }}
        />
        <p className={classes['quiet']} style={{ margin: 0 }} role="status">
          {search.cards?.length === 0
            ? t('template.none')
            : t(search.more ? 'template.more' : 'template.these', { names })}
        </p>
        <Radio.Group
          label={t('template.form')}
          value={form}
          onChange={(value) => setForm(value === 'text' ? 'text' : 'workbook')}
        >
          <Group gap="lg" mt={4}>
            <Radio value="workbook" label={t('template.workbook')} />
            <Radio value="text" label={t('template.text')} />
          </Group>
        </Radio.Group>
        {save.error && isWorthSaying(save.error) && <ErrorNotice error={save.error} />}
      </div>
      <Group justify="flex-end" gap="xs" mt="md">
        <span role="status" style={{ flex: 1 }}>
          {saved !== null && t('template.saved', { count: saved })}
        </span>
        <Button variant="default" onClick={onClose}>
          {saved === null ? t('common:action.cancel') : t('common:action.close')}
        </Button>
        <Button loading={save.busy} disabled={search.cards?.length === 0} onClick={() => void make()}>
          {t('template.save')}
        </Button>
      </Group>
    </Modal>
  )
}
