import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { canBeFilledIn } from '../../../shared/card'
import { LifetimeField } from '../../components/links/LifetimeField'
import classes from './ChargeForm.module.css'
import type { ChargeForm } from './draft'
import { withSms } from './link-choices'
import { chargeStore } from './use-charge'

interface LinkFieldsProps {
  readonly form: ChargeForm
  readonly problem: (field: string) => string | null
}

/** How a payment link is: whether the stored card is filled in, and how long it can be paid. */
export function LinkFields({ form, problem }: LinkFieldsProps) {
  const { t } = useTranslation('charge')
  const { card, link } = form
  const mayFill = card === null || canBeFilledIn(card)
  return (
    <div className={classes['link']}>
      <LifetimeField
        value={link.lifetimeHours}
        problem={problem('lifetimeHours')}
        needsEnd={link.sms}
        onChange={(lifetimeHours) => chargeStore.getState().edit({ link: { ...link, lifetimeHours } })}
      />
      <Checkbox
        label={t('link.filled')}
        description={
          mayFill ? (link.filled ? t('link.filledOn') : t('link.filledOff')) : t('link.filledNever')
        }
        error={problem('filled')}
        checked={mayFill && link.filled}
        disabled={!mayFill}
        onChange={(event) =>
          chargeStore.getState().edit({ link: { ...link, filled: event.currentTarget.checked } })
        }
      />
    </div>
  )
}

/** Whether Dintero is asked to send the link itself, to the phone number above. */
export function SmsField({ form }: { readonly form: ChargeForm }) {
  const { t } = useTranslation('charge')
  const { link } = form
  return (
    <Checkbox
      label={t('link.sms')}
      description={t('link.smsHint')}
      checked={link.sms}
      onChange={(event) => chargeStore.getState().edit({ link: withSms(link, event.currentTarget.checked) })}
    />
  )
}
