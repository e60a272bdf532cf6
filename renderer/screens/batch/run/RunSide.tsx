import { Button } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hasEnded } from '../../../../shared/batch'
import type { BatchDetail, RunView } from '../../../../shared/batch-view'
import { api } from '../../../api'
import { TimeText } from '../../../components/TimeText'
import { useLoad } from '../../../hooks/use-load'
import { latestRows } from './outcome-rows'
import { ReceiptDialog } from './ReceiptDialog'
import { OutcomeLine } from './OutcomeLine'
import classes from './RunStage.module.css'

const latest = 5

interface RunSideProps {
  readonly detail: BatchDetail
  readonly run: RunView
}

/** Beside the rows: the latest declines, why cards were declined, and who released what and when. */
export function RunSide({ detail, run }: RunSideProps) {
  const { t } = useTranslation(['files', 'charge'])
  const [receipt, setReceipt] = useState(false)
  const declined = run.declines.reduce((sum, { charges }) => sum + charges, 0)
  return (
    <aside className={classes['side']} aria-label={t('side.label')} data-region tabIndex={-1}>
      {!hasEnded(run.state) && <LatestDeclines batchId={detail.id} declined={declined} />}
      <section>
        <h2>{t('side.why')}</h2>
        {declined === 0 ? (
          <p className={classes['quiet']}>{t('side.noDecline')}</p>
        ) : (
          <dl className={classes['reasons']}>
            {run.declines.map(({ reason, charges }) => (
              <div key={reason}>
                <dt>{t(`charge:decline.${reason}`)}</dt>
                <dd>{t('number', { count: charges })}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      <details open>
        <summary>{t('side.who')}</summary>
        <dl className={classes['who']}>
          <dt>{t('receipt.importedBy')}</dt>
          <dd>{run.importedBy}</dd>
          <dt>{t('receipt.releasedBy')}</dt>
          <dd>
            {run.releasedBy}, <TimeText at={run.releasedAt} />
          </dd>
          {run.approvedBy !== null && (
            <>
              <dt>{t('receipt.approvedBy')}</dt>
              <dd>{run.approvedBy}</dd>
            </>
          )}
          {run.lookedAtBy !== null && (
            <>
              <dt>{t('receipt.lookedAtBy')}</dt>
              <dd>{run.lookedAtBy}</dd>
            </>
          )}
        </dl>
        {!hasEnded(run.state) && (
          <Button
            size="compact-sm"
            variant="default"
            mt={8}
            leftSection={<IconReceipt size={15} aria-hidden />}
            onClick={() => setReceipt(true)}
          >
            {t('receipt.title')}
          </Button>
        )}
      </details>
      {receipt && <ReceiptDialog detail={detail} run={run} onClose={() => setReceipt(false)} />}
    </aside>
  )
}

/** @param declined asked again when it is another one */
function LatestDeclines({ batchId, declined }: { readonly batchId: string; readonly declined: number }) {
  const { t } = useTranslation('files')
  const rows = useLoad(
    useCallback(
      async () =>
        declined === 0 ? { ok: true as const, value: [] } : latestRows(api, batchId, 'not_charged', latest),
      [batchId, declined]
    )
  )
  return (
    <section className={classes['latest']}>
      <h2>{t('side.latest')}</h2>
      {rows.value?.length === 0 && <p className={classes['quiet']}>{t('side.noDecline')}</p>}
      <ul>
        {rows.value?.map((row) => (
          <li key={row.row}>
            <OutcomeLine row={row} />
          </li>
        ))}
      </ul>
    </section>
  )
}
