import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchDetail } from '../../../shared/batch-view'
import { ScreenHeader } from '../../components/ScreenHeader'
import classes from './BatchScreen.module.css'
import { useFileWords } from './file-words'

const steps = ['columns', 'mending', 'release', 'run'] as const
export type FileStep = (typeof steps)[number]

interface FileHeaderProps {
  readonly detail: BatchDetail
  readonly step: FileStep
  /** Buttons at the right. */
  readonly children?: ReactNode
}

/** Which file this is, and how far along its way. */
export function FileHeader({ detail, step, children }: FileHeaderProps) {
  const { t } = useTranslation('files')
  const words = useFileWords()
  const name = words.name(detail)
  return (
    <ScreenHeader
      title={name}
      summary={
        <span className={classes['summary']}>
          <ol className={classes['steps']} aria-label={t('steps.label')}>
            {steps.map((each) => (
              <li key={each} aria-current={each === step ? 'step' : undefined}>
                {t(`steps.${each}`)}
              </li>
            ))}
          </ol>
          {detail.name !== '' && <span className={classes['file']}>{words.file(detail)}</span>}
        </span>
      }
    >
      {children}
    </ScreenHeader>
  )
}
