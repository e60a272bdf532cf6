import { Button } from '@mantine/core'
import { IconAlertTriangle, IconDownload, IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditVerdict } from '../../../shared/audit'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { useAction } from '../../hooks/use-action'
import classes from './AuditScreen.module.css'

/** Checks every seal, names the first that is broken, and exports the trail. */
export function AuditVerifier({ onShow }: { readonly onShow: (sequence: number) => void }) {
  const { t } = useTranslation('audit')
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null)
  const [exported, setExported] = useState<number | null>(null)
  const verifying = useAction(api.verifyAudit)
  const exporting = useAction(api.exportAudit)

  const verify = async (): Promise<void> => {
    setVerdict(null)
    const answer = await verifying.run()
    if (answer?.ok) setVerdict(answer.value)
  }
  const save = async (): Promise<void> => {
    setExported(null)
    const answer = await exporting.run()
    if (answer?.ok) setExported(answer.value.entries)
    // Closing the dialog is an answer, not a failure.
    if (answer && !answer.ok && answer.error.code === 'cancelled') exporting.clear()
  }
  return (
    <div className={classes['verifier']}>
      <div className={classes['buttons']}>
        <Button
          variant="default"
          loading={verifying.busy}
          leftSection={<IconShieldCheck size={16} aria-hidden />}
          onClick={() => void verify()}
        >
          {t('verify')}
        </Button>
        <Button
          variant="default"
          loading={exporting.busy}
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => void save()}
        >
          {t('export')}
        </Button>
        <span role="status" className={classes['said']}>
          {verifying.busy && t('verifying')}
          {verdict?.intact && (
            <span className={classes['intact']}>
              <IconShieldCheck size={17} aria-hidden />
              {t('intact', { count: verdict.entries })}
            </span>
          )}
          {exported !== null && <span>{t('exported', { count: exported })}</span>}
        </span>
      </div>
      {verdict && !verdict.intact && <Broken sequence={verdict.firstBroken} onShow={onShow} />}
      {verifying.error && <ErrorNotice error={verifying.error} onClose={verifying.clear} />}
      {exporting.error && <ErrorNotice error={exporting.error} onClose={exporting.clear} />}
    </div>
  )
}

interface BrokenProps {
  readonly sequence: number | null
  readonly onShow: (sequence: number) => void
}

function Broken({ sequence, onShow }: BrokenProps) {
  const { t } = useTranslation('audit')
  return (
    <div className={classes['broken']} role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <strong>{t('broken', { number: sequence ?? '?' })}</strong>
        <p>{t('brokenWhat')}</p>
        {sequence !== null && (
          <Button size="xs" variant="default" onClick={() => onShow(sequence)}>
            {t('showBroken', { number: sequence })}
          </Button>
        )}
      </div>
    </div>
  )
}
