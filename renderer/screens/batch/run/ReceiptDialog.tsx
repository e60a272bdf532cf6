import { Button, Group, Modal } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hasEnded, type CurrencySum } from '../../../../shared/batch'
import type { BatchDetail, RunView } from '../../../../shared/batch-view'
import { faceSums, progressOf } from '../../../batch-progress'
import { MoneyText } from '../../../components/MoneyText'
import { TimeText } from '../../../components/TimeText'
import { useStatus } from '../../../stores/app-store'
import { useFileWords } from '../file-words'
import classes from './ReceiptDialog.module.css'

interface ReceiptDialogProps {
  readonly detail: BatchDetail
  readonly run: RunView
  readonly onClose: () => void
}

/** What came in, what was checked and released, what was done: one page, to be kept or printed. */
export function ReceiptDialog({ detail, run, onClose }: ReceiptDialogProps) {
  const { t } = useTranslation(['files', 'common', 'charge'])
  const { activeAccount } = useStatus()
  const words = useFileWords()
  const { check } = detail
  const { left } = progressOf(run)
  const [opened] = useState(() => Date.now())
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('receipt.title')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <div className={classes['receipt']} data-print>
        <h2>{words.name(detail)}</h2>
        {activeAccount && (
          <p>
            {activeAccount.name} · {activeAccount.id} · {t(`common:environment.${activeAccount.environment}`)}
          </p>
        )}
        <h3>{t('receipt.received')}</h3>
        <dl>
          <dt>{t('receipt.file')}</dt>
          <dd>
            {words.file(detail)}
            {detail.fileBytes !== null && `, ${t('receipt.bytes', { count: detail.fileBytes })}`}
          </dd>
          <dt>SHA-256</dt>
          <dd>
            <code>{detail.fileHash}</code>
          </dd>
          <dt>{t('receipt.importedBy')}</dt>
          <dd>
            {run.importedBy}, <TimeText at={detail.createdAt} form="full" />
          </dd>
          {check && (
            <>
              <dt>{t('receipt.records')}</dt>
              <dd>{t('number', { count: check.records })}</dd>
            </>
          )}
        </dl>
        <h3>{t('receipt.checked')}</h3>
        <dl>
          <dt>{t('receipt.released')}</dt>
          <dd>
            <Total charges={run.charges} sums={run.sums} />
          </dd>
          {check && (
            <>
              <dt>{t('receipt.notReleased')}</dt>
              <dd>
                {t('receipt.notReleasedOf', {
                  skipped: check.skipped,
                  blocked: check.blocked + check.unexplained,
                  done: check.done
                })}
              </dd>
            </>
          )}
          <dt>{t('receipt.releasedBy')}</dt>
          <dd>
            {run.releasedBy}, <TimeText at={run.releasedAt} form="full" />
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
        <h3>{t(hasEnded(run.state) ? 'receipt.done' : 'receipt.soFar')}</h3>
        <dl>
          {faceSums(run.counts).map(({ face, charges, sums }) => (
            <Fragment key={face}>
              <dt>{t(`run.faces.${face as 'succeeded' | 'declined' | 'unknown' | 'sent'}`)}</dt>
              <dd>
                <Total charges={charges} sums={sums} />
              </dd>
              {face === 'declined' &&
                run.declines.map(({ reason, charges }) => (
                  <Fragment key={reason}>
                    <dt className={classes['why']}>{t(`charge:decline.${reason}`)}</dt>
                    <dd>{t('number', { count: charges })}</dd>
                  </Fragment>
                ))}
            </Fragment>
          ))}
          {run.setAside > 0 && (
            <>
              <dt>{t('outcome.setAside')}</dt>
              <dd>{t('number', { count: run.setAside })}</dd>
            </>
          )}
          {left > 0 && (
            <>
              <dt>{t('receipt.left')}</dt>
              <dd>{t('number', { count: left })}</dd>
            </>
          )}
          <dt>{t(run.endedAt === null ? 'receipt.asOf' : 'receipt.ended')}</dt>
          <dd>
            <TimeText at={run.endedAt ?? opened} form="full" />
          </dd>
        </dl>
      </div>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common:action.close')}
        </Button>
        <Button
          data-autofocus
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('receipt.print')}
        </Button>
      </Group>
    </Modal>
  )
}

function Total({ charges, sums }: { readonly charges: number; readonly sums: readonly CurrencySum[] }) {
  const { t } = useTranslation('files')
  return (
    <span className={classes['total']}>
      {t('number', { count: charges })}
      {sums.map(({ currency, amount }) => (
        <MoneyText key={currency} amount={amount} currency={currency} />
      ))}
    </span>
  )
}
