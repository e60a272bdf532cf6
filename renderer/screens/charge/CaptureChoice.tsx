import { Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { linkCapture } from '../../../shared/link'
import { Choice } from './Choice'
import classes from './Choices.module.css'
import type { ChargeForm } from './draft'
import { chargeStore } from './use-charge'

/** Whether the money is taken at once or by a person later; of a link also what the account's payment profile says. */
export function CaptureChoice({ form }: { readonly form: Pick<ChargeForm, 'way' | 'autoCapture' | 'link'> }) {
  const { t } = useTranslation('charge')
  const { way, autoCapture, link } = form
  const isLink = way === 'link'
  const choose = (value: string): void => {
    const { edit } = chargeStore.getState()
    if (!isLink) return edit({ autoCapture: value === 'now' })
    const capture = linkCapture.safeParse(value).data
    if (capture !== undefined) edit({ link: { ...link, capture } })
  }
  return (
    <Radio.Group
      label={t('capture.label')}
      value={isLink ? link.capture : autoCapture ? 'now' : 'later'}
      onChange={choose}
    >
      <div className={classes['choices']}>
        {isLink && (
          <Choice value="profile" title={t('capture.profile')} hint={t('capture.profileHint')} wide />
        )}
        <Choice
          value="now"
          title={t('capture.now')}
          hint={isLink ? t('capture.nowHintLink') : t('capture.nowHint')}
        />
        <Choice value="later" title={t('capture.later')} hint={t('capture.laterHint')} />
      </div>
    </Radio.Group>
  )
}
