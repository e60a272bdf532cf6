import { IconFileImport, IconFiles, type Icon } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isDialogOpen } from '../open-dialog'
import { prepareForFile, takeFile, useFiles } from '../stores/use-files'
import classes from './DropZone.module.css'

/** The endings of files that the dialog offers first; what a file is, its bytes say. */
const accepted = '.csv,.txt,.tsv,.xlsx'

/** What is being dragged over the window. */
type Dragged = 'nothing' | 'file' | 'files'

/** How many files a drag holds, as far as the browser tells before they are dropped. */
function draggedBy(event: DragEvent): Dragged {
  const transfer = event.dataTransfer
  if (!transfer?.types.includes('Files')) return 'nothing'
  return transfer.items.length > 1 ? 'files' : 'file'
}

/** A charge file can be dropped anywhere in the window; while one is held over it, the window says what will happen. */
export function DropZone() {
  const { t } = useTranslation('files')
  const reading = useFiles((state) => state.reading)
  const [dragged, setDragged] = useState<Dragged>('nothing')

  useEffect(() => {
    const over = (event: DragEvent): void => {
      const found = draggedBy(event)
      if (found === 'nothing') return
      // Without this the browser would open the file in place of the page.
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = found === 'file' ? 'copy' : 'none'
      setDragged(isDialogOpen() ? 'nothing' : found)
    }
    const enter = (event: DragEvent): void => {
      if (event.relatedTarget === null && draggedBy(event) !== 'nothing') prepareForFile()
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setDragged('nothing')
    }
    const drop = (event: DragEvent): void => {
      if (draggedBy(event) === 'nothing') return
      event.preventDefault()
      setDragged('nothing')
      const files = [...(event.dataTransfer?.files ?? [])]
      const [file] = files
      if (file && files.length === 1 && !isDialogOpen()) void takeFile(file)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])

  return (
    <>
      <input
        type="file"
        hidden
        accept={accepted}
        data-file-picker
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          // The same file chosen again is a choice too.
          event.currentTarget.value = ''
          if (file) void takeFile(file)
        }}
      />
      <div role="status">
        {dragged === 'file' && (
          <Overlay icon={IconFileImport} title={t('drop.title')} words={t('drop.words')} />
        )}
        {dragged === 'files' && (
          <Overlay icon={IconFiles} title={t('drop.many')} words={t('drop.manyWords')} />
        )}
        {reading !== null && (
          <Overlay
            icon={IconFileImport}
            title={reading === '' ? t('drop.readingCells') : t('drop.reading', { file: reading })}
            words={t('drop.words')}
          />
        )}
      </div>
    </>
  )
}

interface OverlayProps {
  readonly icon: Icon
  readonly title: string
  readonly words: string
}

function Overlay({ icon: Mark, title, words }: OverlayProps) {
  return (
    <div className={classes['overlay']}>
      <div className={classes['box']}>
        <Mark size={34} stroke={1.5} aria-hidden />
        <strong>{title}</strong>
        <span>{words}</span>
      </div>
    </div>
  )
}
