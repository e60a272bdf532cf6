import { Button, NativeSelect } from '@mantine/core'
import { IconCheck, IconCopy, IconExternalLink, IconMessage, IconQrcode } from '@tabler/icons-react'
import { QRCodeSVG } from 'qrcode.react'
import { useCallback, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GivenHow, LinkDetail } from '../../../shared/link'
import { linkMessage, messageLanguages, type MessageLanguage } from '../../../shared/link-message'
import { api } from '../../api'
import { useAction } from '../../hooks/use-action'
import { useStatus } from '../../stores/app-store'
import { useCardWords } from '../card-words'
import { messageLanguageNames, messageLanguageOf } from './link-language'
import classes from './LinkSharing.module.css'
import { LinkStepFailed } from './LinkStepFailed'

type Way = Exclude<GivenHow, 'sms'>

const said = {
  address: 'share.copiedAddress',
  message: 'share.copiedMessage',
  qr: 'share.shownQr',
  browser: 'share.opened'
} as const satisfies Readonly<Record<Way, string>>

interface LinkSharingProps {
  readonly link: LinkDetail
  /** Where it can be paid. */
  readonly url: string
  readonly onChange: (link: LinkDetail) => void
}

/** The ways to give a link to the customer. Main does each of them, and writes down that somebody has it. */
export function LinkSharing({ link, url, onChange }: LinkSharingProps) {
  const { t } = useTranslation('links')
  const account = useStatus().activeAccount
  const words = useCardWords()
  const id = useId()
  const [language, setLanguage] = useState<MessageLanguage>(() =>
    messageLanguageOf(account?.settings.country ?? 'NO')
  )
  const [shared, setShared] = useState<Way | null>(null)
  const [isQrShown, setQrShown] = useState(false)
  const giving = useAction(
    useCallback((how: Way) => api.giveLink({ linkId: link.id, how, language }), [link.id, language])
  )
  const give = async (how: Way): Promise<void> => {
    setShared(null)
    const answer = await giving.run(how)
    if (!answer?.ok) return
    setShared(how)
    if (how === 'qr') setQrShown(true)
    onChange(answer.value)
  }
  const { kind, amount, currency, expiresAt } = link
  const message = linkMessage(
    { kind, merchant: account?.name ?? '', amount, currency, expiresAt, url },
    language
  )
  // What nobody has yet is to be given to somebody first of all.
  const first = link.givenAt === null ? 'filled' : 'default'
  return (
    <section className={classes['root']} aria-labelledby={`${id}-title`} data-testid="link-sharing">
      <h3 id={`${id}-title`} className={classes['title']}>
        {link.givenAt === null ? t('share.title') : t('share.again')}
      </h3>
      <div className={classes['head']}>
        <div id={`${id}-message`} className={classes['label']}>
          {t('share.message')}
        </div>
        <NativeSelect
          size="xs"
          aria-label={t('share.language')}
          data={messageLanguages.map((value) => ({ value, label: messageLanguageNames[value] }))}
          value={language}
          onChange={(event) => {
            const chosen = messageLanguages.find((each) => each === event.currentTarget.value)
            if (chosen !== undefined) setLanguage(chosen)
          }}
        />
      </div>
      <p
        className={classes['message']}
        role="group"
        aria-labelledby={`${id}-message`}
        lang={language}
        translate="no"
      >
        {message}
      </p>
      <Button
        className={classes['button'] ?? ''}
        variant={first}
        leftSection={<IconMessage size={16} aria-hidden />}
        disabled={giving.busy}
        onClick={() => void give('message')}
      >
        {t('share.copyMessage')}
      </Button>
      <Said what={shared === 'message' ? shared : null} />
      <div id={`${id}-address`} className={classes['label']}>
        {t('share.address')}
      </div>
      <p className={classes['address']} role="group" aria-labelledby={`${id}-address`}>
        <code data-testid="link-address">{url}</code>
      </p>
      <div className={classes['actions']}>
        <Button
          variant="default"
          leftSection={<IconCopy size={16} aria-hidden />}
          disabled={giving.busy}
          onClick={() => void give('address')}
        >
          {t('share.copyAddress')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconQrcode size={16} aria-hidden />}
          aria-expanded={isQrShown}
          disabled={giving.busy}
          onClick={() => (isQrShown ? setQrShown(false) : void give('qr'))}
        >
          {isQrShown ? t('share.hideQr') : t('share.showQr')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconExternalLink size={16} aria-hidden />}
          disabled={giving.busy}
          onClick={() => void give('browser')}
        >
          {t('share.open')}
        </Button>
      </div>
      <Said what={shared === 'message' ? null : shared} />
      {giving.error && <LinkStepFailed error={giving.error} />}
      {isQrShown && (
        <div className={classes['qr']}>
          <QRCodeSVG
            value={url}
            size={176}
            marginSize={4}
            bgColor="#ffffff"
            fgColor="#000000"
            title={t('share.qr', { customer: words.name(link) })}
          />
          <p>{t('share.qrHint')}</p>
        </div>
      )}
    </section>
  )
}

/** That something was done, beside the button that did it. */
function Said({ what }: { readonly what: Way | null }) {
  const { t } = useTranslation('links')
  return (
    <p className={classes['said']} role="status">
      {what !== null && (
        <>
          <IconCheck size={16} aria-hidden />
          {t(said[what])} {t('share.recorded')}
        </>
      )}
    </p>
  )
}
