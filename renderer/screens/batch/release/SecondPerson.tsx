import { useTranslation } from 'react-i18next'
import type { Approval, ApprovalAsked } from '../../../../shared/approval'
import type { AppError } from '../../../../shared/result'
import { ApproverFields } from '../../../components/approval/ApproverFields'
import { ErrorNotice } from '../../../components/ErrorNotice'
import classes from './ReleaseStage.module.css'

interface SecondPersonProps {
  readonly asked: ApprovalAsked
  readonly value: Approval
  /** Why who approves was refused the last time. */
  readonly refusal: AppError | null
  readonly onChange: (value: Approval) => void
}

/** Somebody else approves the file, by name and PIN. */
export function SecondPerson({ asked, value, refusal, onChange }: SecondPersonProps) {
  const { t } = useTranslation('approval')
  const isOfPin = refusal?.code === 'pin_wrong' || refusal?.code === 'approver_locked'
  return (
    <fieldset className={classes['confirm']}>
      <legend>{t('release.title')}</legend>
      <p className={classes['why']}>
        {t(asked.approvers.some(({ hadHand }) => !hadHand) ? 'release.what' : 'release.nobody')}
      </p>
      <ApproverFields
        label={t('field.approver')}
        pinLabel={t('field.pin')}
        approvers={asked.approvers}
        value={value}
        error={refusal}
        onChange={onChange}
      />
      {refusal !== null && !isOfPin && <ErrorNotice error={refusal} />}
    </fieldset>
  )
}
