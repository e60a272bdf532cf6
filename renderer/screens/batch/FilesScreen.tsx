import { Button } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { IconClipboardText, IconDownload, IconFileImport, IconFileSpreadsheet } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { BatchSummary } from '../../../shared/batch-view'
import { api } from '../../api'
import { chooseFile } from '../../choose-file'
import { EmptyState } from '../../components/EmptyState'
import { DataGrid, type GridHandle } from '../../components/grid/DataGrid'
import { ListView } from '../../components/grid/ListView'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useApiEvent } from '../../hooks/use-api-event'
import { useWindowedList } from '../../hooks/use-windowed-list'
import { isDialogOpen } from '../../open-dialog'
import { useNavigation } from '../../stores/navigation'
import { prepareForFile, takePasted } from '../../stores/use-files'
import classes from './FilesScreen.module.css'
import { TemplateDialog } from './TemplateDialog'
import { useFileColumns } from './use-file-columns'

const idOf = ({ id }: BatchSummary): string => id
const everything = {}

/** The charge files, newest first, and the ways to bring another one in. */
export function FilesScreen() {
  const { t } = useTranslation(['files', 'common'])
  const list = useWindowedList(api.listBatches, idOf, everything)
  const total = useStore(list, (state) => state.total)
  const columns = useFileColumns()
  const grid = useRef<GridHandle>(null)
  const [making, setMaking] = useState(false)
  const go = useNavigation((state) => state.go)
  useApiEvent('batchChanged', list.refresh)
  useEffect(prepareForFile, [])
  useWindowEvent('paste', (event) => {
    const isInField = event.target instanceof HTMLElement && event.target.matches('input, textarea')
    if (!isInField && !isDialogOpen()) void takePasted()
  })

  const choose = (
    <Button leftSection={<IconFileImport size={16} aria-hidden />} onClick={chooseFile}>
      {t('list.choose')}
    </Button>
  )
  return (
    <div className={classes['root']}>
      <ScreenHeader title={t('list.title')} summary={t('list.summary')}>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => setMaking(true)}
        >
          {t('list.template')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconClipboardText size={16} aria-hidden />}
          onClick={() => void takePasted()}
        >
          {t('list.paste')}
        </Button>
        {total !== 0 && choose}
      </ScreenHeader>
      <ListView
        list={list}
        detailIs="short"
        detail={null}
        empty={
          <EmptyState icon={<IconFileSpreadsheet />} title={t('list.empty')} action={choose}>
            <ol className={classes['way']}>
              <li>{t('list.way.drop')}</li>
              <li>{t('list.way.mend')}</li>
              <li>{t('list.way.release')}</li>
            </ol>
          </EmptyState>
        }
      >
        <DataGrid
          ref={grid}
          list={list}
          columns={columns}
          label={t('list.title')}
          chosen={null}
          onChoose={({ id }) => go({ name: 'batch', batchId: id })}
        />
      </ListView>
      {making && <TemplateDialog onClose={() => setMaking(false)} />}
    </div>
  )
}
