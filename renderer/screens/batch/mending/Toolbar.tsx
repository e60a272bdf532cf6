import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronDown,
  IconChevronUp,
  IconDots,
  type Icon
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckView } from '../../../../shared/batch-view'
import { api } from '../../../api'
import { searchedText } from '../../../components/filters/filters'
import { SearchField } from '../../../components/filters/SearchField'
import { useAction } from '../../../hooks/use-action'
import { isWorthSaying } from '../../../stores/files-store'
import { useAppStore } from '../../../stores/app-store'
import type { MendingStore } from './mending-store'
import { useFileWords } from '../use-file-words'
import classes from './MendingStage.module.css'

interface ToolbarProps {
  readonly mending: MendingStore
  readonly batchId: string
  readonly check: CheckView
  /** How many rows are shown; null while that is being asked. */
  readonly shown: number | null
  /** Rows that are not charged as they are. */
  readonly waiting: number
  readonly onFind: (direction: 'next' | 'previous') => void
}

/** Finding rows, going from problem to problem, undoing, and what can be done to all rows that are shown. */
export function Toolbar({ mending, batchId, check, shown, waiting, onFind }: ToolbarProps) {
  const { t } = useTranslation('files')
  const [typed, setTyped] = useState('')
  const report = useAppStore((state) => state.report)
  const save = useAction(api.saveBatchFile)
  const words = useFileWords()

  const saveBad = async (): Promise<void> => {
    const answer = await save.run({ batchId, what: 'bad_rows', words })
    if (answer && !answer.ok && isWorthSaying(answer.error)) report(answer.error)
  }
  const skipAll = (skip: boolean): void => {
    const { filter } = mending.getState()
    void mending.edit({ kind: 'skip_all', filter, skip })
  }
  return (
    <div className={classes['toolbar']} role="toolbar" aria-label={t('toolbar.label')}>
      <SearchField
        label={t('toolbar.find')}
        isLabelHidden
        placeholder={t('toolbar.findPlaceholder')}
        value={typed}
        onChange={(text) => {
          setTyped(text)
          mending.show({ search: searchedText(text) })
        }}
      />
      <span className={classes['shown']} role="status">
        {shown === null ? '' : t('toolbar.shown', { count: shown })}
      </span>
      <Tool
        icon={IconChevronUp}
        name={t('toolbar.previous')}
        keys="Shift+F8"
        disabled={waiting === 0}
        onClick={() => onFind('previous')}
      />
      <Tool
        icon={IconChevronDown}
        name={t('toolbar.next')}
        keys="F8"
        disabled={waiting === 0}
        onClick={() => onFind('next')}
      />
      <Tool
        icon={IconArrowBackUp}
        name={t('toolbar.undo')}
        keys="Ctrl+Z"
        disabled={!check.canUndo}
        onClick={() => void mending.undo()}
      />
      <Tool
        icon={IconArrowForwardUp}
        name={t('toolbar.redo')}
        keys="Ctrl+Y"
        disabled={!check.canRedo}
        onClick={() => void mending.redo()}
      />
      <Menu position="bottom-end" width={300} shadow="md">
        <Menu.Target>
          <Button
            variant="default"
            px="sm"
            leftSection={<IconDots size={16} aria-hidden />}
            loading={save.busy}
          >
            {t('toolbar.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => skipAll(true)}>{t('toolbar.skipAll', { count: shown ?? 0 })}</Menu.Item>
          <Menu.Item onClick={() => skipAll(false)}>{t('toolbar.takeAll', { count: shown ?? 0 })}</Menu.Item>
          <Menu.Divider />
          <Menu.Item disabled={waiting === 0} onClick={() => void saveBad()}>
            {t('toolbar.saveBad', { count: waiting })}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

interface ToolProps {
  readonly icon: Icon
  readonly name: string
  readonly keys: string
  readonly disabled: boolean
  readonly onClick: () => void
}

function Tool({ icon: Mark, name, keys, disabled, onClick }: ToolProps) {
  return (
    <ActionIcon
      variant="default"
      size={34}
      aria-label={name}
      title={`${name} (${keys})`}
      disabled={disabled}
      onClick={onClick}
    >
      <Mark size={17} aria-hidden />
    </ActionIcon>
  )
}
