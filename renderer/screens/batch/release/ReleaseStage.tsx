import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { BatchDetail, BatchReview, RowFilter } from '../../../../shared/batch-view'
import type { Result } from '../../../../shared/result'
import { api } from '../../../api'
import { isAboutApproval } from '../../../components/approval/approval-words'
import { ErrorNotice } from '../../../components/ErrorNotice'
import { Loading } from '../../../components/Loading'
import { useApiEvent } from '../../../hooks/use-api-event'
import { useLoad } from '../../../hooks/use-load'
import type { BatchStore } from '../batch-store'
import { FileHeader } from '../FileHeader'
import { createAskingStore } from './asking-store'
import { AtDintero } from './AtDintero'
import { NameField } from './NameField'
import { type Expected } from './release-form'
import { ReleaseForm } from './ReleaseForm'
import classes from './ReleaseStage.module.css'
import { ReviewFacts } from './ReviewFacts'

interface ReleaseStageProps {
  readonly store: BatchStore
  readonly detail: BatchDetail
  /** To the rows, those that a filter shows. */
  readonly onBack: (filter: Partial<RowFilter>) => void
}

/** What will happen if the file is released, and everything that is asked before it may be. */
export function ReleaseStage({ store, detail, onBack }: ReleaseStageProps) {
  const { t } = useTranslation('files')
  const refusal = useStore(store, (state) => state.refusal)
  const [expected, setExpected] = useState<Expected>(null)
  const { id: batchId, name } = detail
  const [asking] = useState(() => createAskingStore(api, batchId))
  const isAsked = useStore(asking, (state) => state.asking?.what === 'payments')
  const ended = useStore(asking, (state) => state.ended)
  useApiEvent('batchAsking', asking.hear)
  // References are made of the name, so a review is of one name.
  const review = useLoad(
    useCallback(
      async (): Promise<Result<BatchReview | null>> =>
        name === '' ? { ok: true, value: null } : asking.review(() => api.reviewBatch({ batchId, expected })),
      [asking, batchId, name, expected]
    )
  )
  // Beside who approves, where somebody is asked to.
  const isSaidBeside =
    refusal !== null && isAboutApproval(refusal) && (review.value?.approval ?? null) !== null
  const { reload } = review
  // What Dintero was found to have may leave other rows to be charged.
  useEffect(() => {
    if (ended > 0) reload()
  }, [ended, reload])
  return (
    <div className={classes['root']}>
      <FileHeader detail={detail} step="release">
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          onClick={() => onBack({})}
        >
          {t('steps.mending')}
        </Button>
      </FileHeader>
      {refusal && !isSaidBeside && <ErrorNotice error={refusal} onClose={store.forget} />}
      <div className={classes['columns']}>
        <div className={classes['left']}>
          <NameField
            name={name}
            onName={(given) => void store.act(() => api.nameBatch({ batchId, name: given }))}
          />
          {review.error && <ErrorNotice error={review.error} onRetry={review.reload} />}
          {review.value === null && review.loading && <Loading />}
          {review.value && <AtDintero view={review.value.atDintero} store={asking} onShow={onBack} />}
          {review.value && <ReviewFacts review={review.value} />}
        </div>
        {review.value && (
          <ReleaseForm
            store={store}
            review={review.value}
            current={!review.loading && review.error === null}
            asking={isAsked}
            onExpect={setExpected}
            onReview={review.reload}
          />
        )}
      </div>
    </div>
  )
}
