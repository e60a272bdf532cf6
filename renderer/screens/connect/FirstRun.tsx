import { UnstyledButton } from '@mantine/core'
import { IconPlugConnected, IconSchool, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../../shared/ipc'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Wordmark } from '../../components/Wordmark'
import { useAccountActions } from '../../hooks/use-account-actions'
import { useNavigation } from '../../stores/navigation'
import { StorageNotice } from '../../components/StorageNotice'
import classes from './FirstRun.module.css'

/** The first thing anyone sees: two ways to begin, a sentence each. */
export function FirstRun({ status }: { readonly status: AppStatus }) {
  const { t } = useTranslation('accounts')
  const go = useNavigation((state) => state.go)
  const { train, busy, error } = useAccountActions()
  return (
    <main className={classes['root']}>
      <div className={classes['inside']}>
        <Wordmark size="lg" />
        <StorageNotice status={status} />
        <h1 className={classes['title']}>{t('firstRun.title')}</h1>
        <p className={classes['lead']}>{t('firstRun.lead')}</p>
        <div className={classes['choices']}>
          <Choice
            icon={IconPlugConnected}
            title={t('firstRun.connect')}
            words={t('firstRun.connectWhat')}
            onClick={() => go({ name: 'connect' })}
          />
          <Choice
            icon={IconSchool}
            title={t('firstRun.train')}
            words={t('firstRun.trainWhat')}
            busy={busy}
            onClick={() => void train()}
          />
        </div>
        {error && <ErrorNotice during="noCharge" error={error} onRetry={() => void train()} />}
      </div>
    </main>
  )
}

interface ChoiceProps {
  readonly icon: Icon
  readonly title: string
  readonly words: string
  readonly busy?: boolean
  readonly onClick: () => void
}

function Choice({ icon: Mark, title, words, busy = false, onClick }: ChoiceProps) {
  return (
    <UnstyledButton className={classes['choice']} onClick={onClick} aria-busy={busy}>
      <Mark size={26} stroke={1.6} aria-hidden />
      <span className={classes['choiceTitle']}>{title}</span>
      <span className={classes['choiceWords']}>{words}</span>
    </UnstyledButton>
  )
}
