import { Button } from '@mantine/core'
import { IconAlertCircle, IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { BatchDetail, ColumnsView } from '../../../../shared/batch-view'
import type { FileDefaults, MappingChoices } from '../../../../shared/column-mapping'
import { api } from '../../../api'
import { ErrorNotice } from '../../../components/ErrorNotice'
import { Notice } from '../../../components/Notice'
import { isNoChargeFile, type BatchStore } from '../batch-store'
import { DiscardButton } from '../DiscardButton'
import { useFileWords } from '../file-words'
import { FileHeader } from '../FileHeader'
import { hopelessWithout } from './column-answers'
import classes from './ColumnsStage.module.css'
import { DefaultsForm } from './DefaultsForm'
import { KeepMappingButton } from './KeepMappingButton'
import { PreviewTable } from './PreviewTable'
import { Questions } from './Questions'
import { ReadingStrip } from './ReadingStrip'

interface ColumnsStageProps {
  readonly store: BatchStore
  readonly detail: BatchDetail
  readonly columns: ColumnsView
}

/** How a file was understood, before any of its rows means anything: looked at, put right, gone on from. */
export function ColumnsStage({ store, detail, columns }: ColumnsStageProps) {
  const { t } = useTranslation('files')
  const refusal = useStore(store, (state) => state.refusal)
  const busy = useStore(store, (state) => state.busy)
  const unread = useStore(store, ({ error }) => error !== null && isNoChargeFile(error))
  const names = useFileWords()
  const batchId = detail.id
  const { answers, defaults, meaning, records } = columns
  const asked = meaning.questions.length
  const ready = asked === 0 && records !== null

  const say = (said: { answers?: MappingChoices; defaults?: FileDefaults }): void =>
    void store.act(() => api.answerBatch({ batchId, answers, defaults, ...said }))
  const goOn = (): void => void store.act(() => api.acceptColumns({ batchId }))
  return (
    <div className={classes['root']} aria-busy={busy}>
      <FileHeader detail={detail} step="columns">
        <DiscardButton batchId={batchId} name={names.name(detail)} />
        <KeepMappingButton batchId={batchId} ready={ready} />
        <Button
          rightSection={<IconArrowRight size={16} aria-hidden />}
          // Stays focusable, and says what it waits for.
          aria-disabled={!ready}
          {...(!ready && { 'data-disabled': true })}
          aria-describedby="columns-wait"
          onClick={() => ready && goOn()}
        >
          {records === null ? t('columns.goOnReading') : t('columns.goOn', { count: records })}
        </Button>
      </FileHeader>
      <p id="columns-wait" className={classes['wait']} role="status">
        {records === null
          ? t(unread ? 'columns.unread' : 'columns.reading')
          : asked > 0
            ? t('columns.asked', { count: asked })
            : t('columns.clear')}
      </p>
      {refusal && <ErrorNotice error={refusal} onClose={store.forget} />}
      <ReadingStrip
        columns={columns}
        onRead={(choices) => void store.act(() => api.readBatchAnew({ batchId, choices }))}
        onMark={(decimalMark) => say({ answers: { ...answers, decimalMark } })}
      />
      <Questions columns={columns} onAnswer={(answered) => say({ answers: answered })} />
      {hopelessWithout(meaning, defaults).map((what) => (
        <Notice key={what} tone="caution" icon={IconAlertCircle} title={t(`columns.without.${what}`)}>
          {t(`columns.without.${what}Hint`)}
        </Notice>
      ))}
      <DefaultsForm meaning={meaning} defaults={defaults} onChange={(said) => say({ defaults: said })} />
      <PreviewTable columns={columns} onAnswer={(answered) => say({ answers: answered })} />
    </div>
  )
}
