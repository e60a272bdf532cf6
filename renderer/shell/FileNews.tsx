import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchSummary } from '../../shared/batch-view'
import { progressOf } from '../batch-progress'
import { useApiEvent } from '../hooks/use-api-event'
import { filesStore, findFile } from '../stores/use-files'
import { newsOf, type Said } from './news-of'

/** Tells assistive technology how the file under way gets on, every tenth of the way; a stop is told at once. */
export function FileNews() {
  const { t } = useTranslation(['files', 'batch'])
  const said = useRef<Said | null>(null)
  const [news, setNews] = useState({ words: '', urgent: false })
  useApiEvent('batchChanged', filesStore.hear)
  useApiEvent('statusChanged', () => void filesStore.refresh())

  const tell = useEffectEvent((file: BatchSummary | null): void => {
    const next = file && newsOf(file, said.current)
    if (file === null || next === null) return
    const { answered, charges } = progressOf(file)
    const name = file.name || file.fileName
    said.current = next
    setNews({
      words: t('progress.news', { name, stage: t(`batch:stage.${file.stage}`), answered, charges }),
      urgent: file.stage === 'paused' && file.reason !== 'person'
    })
  })
  useEffect(() => {
    const stop = filesStore.subscribe(({ active }) => tell(active))
    void findFile()
    return stop
  }, [])
  return (
    <>
      <span className="visually-hidden" role="status">
        {news.urgent ? '' : news.words}
      </span>
      {news.urgent && (
        <span className="visually-hidden" role="alert">
          {news.words}
        </span>
      )}
    </>
  )
}
