import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '../../../shared/audit'
import { CopyButton } from '../../components/CopyButton'
import { DetailPanel } from '../../components/grid/DetailPanel'
import { TimeText } from '../../components/TimeText'
import { spokenFacts } from './spoken-facts'
import classes from './AuditScreen.module.css'

/** One entry in full. */
export function AuditDetail({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation('audit')
  const who = entry.operator ? t('whoBoth', { operator: entry.operator, osUser: entry.osUser }) : entry.osUser
  const title = t('detail', { number: entry.sequence })
  return (
    <DetailPanel label={title} title={title}>
      <dl className={classes['facts']}>
        <dt>{t('what')}</dt>
        <dd>{t(`action.${entry.action}`)}</dd>
        <dt>{t('when')}</dt>
        <dd>
          <TimeText at={entry.at} form="full" />
        </dd>
        <dt>{t('who')}</dt>
        <dd>{who}</dd>
        {entry.accountId && (
          <>
            <dt>{t('account')}</dt>
            <dd>{entry.accountId}</dd>
          </>
        )}
        <dt>{t('subject')}</dt>
        <dd>{entry.subject}</dd>
        {spokenFacts(t, entry).map(({ what, said }) => (
          <div key={what} className={classes['fact']}>
            <dt>{what}</dt>
            <dd>{said}</dd>
          </div>
        ))}
        {Object.entries(entry.facts).map(([name, value]) => (
          <div key={name} className={classes['fact']}>
            <dt translate="no">{name}</dt>
            <dd translate="no">{String(value ?? '–')}</dd>
          </div>
        ))}
        <dt>{t('request')}</dt>
        <dd className={classes['code']}>{entry.requestId}</dd>
        <dt>
          {t('hash')}
          <CopyButton text={entry.hash} what={t('hash')} />
        </dt>
        <dd className={classes['code']}>{entry.hash}</dd>
      </dl>
    </DetailPanel>
  )
}
