import { Button } from '@mantine/core'
import {
  IconClockHour4,
  IconCreditCardOff,
  IconFileSpreadsheet,
  IconHelpTriangle,
  IconLink,
  IconRefresh,
  IconRepeat
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TodayView } from '../../../shared/today'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Loading } from '../../components/Loading'
import { RelativeTime } from '../../components/RelativeTime'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLocale } from '../../hooks/use-language'
import { useLoad } from '../../hooks/use-load'
import { useNavigation } from '../../stores/navigation'
import { ChargedPanel } from './ChargedPanel'
import { DeclinedPanel } from './DeclinedPanel'
import { TodoTile } from './TodoTile'
import classes from './TodayScreen.module.css'

/** What the desk has charged today and what there is to do, each figure leading to the list behind it. */
export function TodayScreen() {
  const { t } = useTranslation(['today', 'common'])
  const locale = useLocale()
  const today = useLoad(api.getToday)
  useApiEvent('chargesChanged', today.reload)
  useApiEvent('linksChanged', today.reload)
  useApiEvent('modificationsChanged', today.reload)
  useApiEvent('batchChanged', today.reload)
  const { value, error } = today
  const date = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  return (
    <div className={classes['root']}>
      <ScreenHeader title={t('title')} summary={value === null ? '\u00a0' : date.format(value.from)}>
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={today.reload}>
          {t('common:action.reload')}
        </Button>
      </ScreenHeader>
      {error && <ErrorNotice error={error} onRetry={today.reload} />}
      {value === null ? (
        !error && <Loading />
      ) : (
        <>
          <Todo view={value} />
          <div className={classes['columns']}>
            <ChargedPanel view={value} />
            <DeclinedPanel view={value} />
          </div>
        </>
      )}
    </div>
  )
}

function Todo({ view }: { readonly view: TodayView }) {
  const { t } = useTranslation('today')
  const go = useNavigation((state) => state.go)
  const { unresolved, toCapture, links, toRetry, cards, files } = view
  const cardsSoon = cards.thisMonth + cards.nextMonth
  return (
    <section aria-label={t('todo')}>
      <ul className={classes['tiles']}>
        <TodoTile
          icon={IconHelpTriangle}
          face="unknown"
          title={t('unresolved.title')}
          count={countOf(unresolved)}
          sums={unresolved}
          hint={countOf(unresolved) === 0 ? t('unresolved.none') : t('unresolved.hint')}
          onOpen={() => go({ name: 'unresolved' })}
        />
        <TodoTile
          icon={IconClockHour4}
          face="succeeded"
          title={t('toCapture.title')}
          count={countOf(toCapture.sums)}
          sums={toCapture.sums}
          hint={
            toCapture.oldest === null ? (
              t('toCapture.none')
            ) : toCapture.unread > 0 ? (
              t('toCapture.unread', { count: toCapture.unread })
            ) : (
              <RelativeTime at={toCapture.oldest} within={(time) => t('toCapture.oldest', { time })} />
            )
          }
          onOpen={() => go({ name: 'held' })}
        />
        <TodoTile
          icon={IconLink}
          face="sent"
          title={t('links.title')}
          count={countOf(links.waiting)}
          sums={links.waiting}
          hint={
            links.lost > 0
              ? t('links.lost', { count: links.lost })
              : links.endingSoon > 0
                ? t('links.ending', { count: links.endingSoon })
                : t('links.paid', { count: countOf(links.paid) })
          }
          onOpen={() => go({ name: 'links', waiting: true })}
        />
        <TodoTile
          icon={IconRepeat}
          face="declined"
          title={t('toRetry.title')}
          count={countOf(toRetry.sums)}
          sums={toRetry.sums}
          hint={
            toRetry.next === null ? (
              t('toRetry.none')
            ) : (
              <RelativeTime at={toRetry.next} within={(time) => t('toRetry.next', { time })} />
            )
          }
          onOpen={() => go({ name: 'history', shows: { due: 'retry' } })}
        />
        <TodoTile
          icon={IconCreditCardOff}
          face="ready"
          title={t('cards.title')}
          count={cardsSoon}
          sums={[]}
          hint={t('cards.hint', { count: cards.passed })}
          onOpen={() => go({ name: 'cards' })}
        />
        <TodoTile
          icon={IconFileSpreadsheet}
          face="ready"
          title={t('files.title')}
          count={files.running + files.held + files.waiting}
          sums={[]}
          hint={
            files.waiting > 0
              ? t('files.waiting', { count: files.waiting })
              : files.running > 0
                ? t('files.running', { count: files.running })
                : t('files.none')
          }
          onOpen={() => go({ name: 'files' })}
        />
      </ul>
    </section>
  )
}

function countOf(sums: readonly { readonly charges: number }[]): number {
  return sums.reduce((total, { charges }) => total + charges, 0)
}
