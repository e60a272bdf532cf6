import { Button } from '@mantine/core'
import { IconCloudQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AskingView, AtDinteroView, CardsAsked, PaymentsAsked } from '../../../../shared/batch-asking'
import type { RowFilter } from '../../../../shared/batch-view'
import { ErrorNotice } from '../../../components/ErrorNotice'
import { Notice } from '../../../components/Notice'
import { Panel } from '../../../components/Panel'
import { TimeText } from '../../../components/TimeText'
import { useLocale } from '../../../hooks/use-language'
import { useNow } from '../../../hooks/use-now'
import { shortTime } from '../../../time-format'
import { ProgressBar } from '../ProgressBar'
import type { AskingStore } from './asking-store'
import { CountList } from './CountList'
import classes from './AtDintero.module.css'

interface AtDinteroProps {
  readonly view: AtDinteroView
  readonly store: AskingStore
  readonly onShow: (filter: Partial<RowFilter>) => void
}

/** What Dintero says about the file before it is released: what was charged elsewhere, and how the cards stand. */
export function AtDintero({ view, store, onShow }: AtDinteroProps) {
  const { t } = useTranslation(['files', 'batch'])
  const asking = useStore(store, (state) => state.asking)
  const refused = useStore(store, (state) => state.refused)
  const isIdle = asking === null
  return (
    <Panel title={t('asked.title')}>
      <div className={classes['parts']}>
        {refused && <ErrorNotice error={refused} />}
        <section className={classes['part']} aria-label={t('asked.title')}>
          <p className={classes['why']}>{t('asked.why')}</p>
          {asking?.what === 'payments' ? (
            <Progress asking={asking} onStop={() => void store.stop()} />
          ) : (
            <Payments
              asked={view.payments}
              isIdle={isIdle}
              isClean={view.found.every(({ code }) => code.startsWith('card_'))}
              onAsk={() => void store.start('payments')}
            />
          )}
        </section>
        {view.found.length > 0 && (
          <ul className={classes['found']}>
            {view.found.map(({ code, field, severity, rows }) => (
              <li key={code} data-severity={severity}>
                <span>{t(`batch:problem.${code}.what`)}</span>
                <span className={classes['count']}>{t('asked.rows', { count: rows })}</span>
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() =>
                    onShow({ show: severity === 'warning' ? 'warnings' : 'problems', code, field })
                  }
                >
                  {t('asked.show', { count: rows })}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <section className={classes['part']} aria-label={t('asked.cards.title')}>
          <h3>{t('asked.cards.title')}</h3>
          <p className={classes['why']}>{t('asked.cards.why')}</p>
          {asking?.what === 'cards' ? (
            <Progress asking={asking} onStop={() => void store.stop()} />
          ) : (
            <Cards asked={view.cards} isIdle={isIdle} onAsk={() => void store.start('cards')} />
          )}
        </section>
      </div>
    </Panel>
  )
}

function Progress({ asking, onStop }: { readonly asking: AskingView; readonly onStop: () => void }) {
  const { t } = useTranslation('files')
  const { what, read, of, waitsUntil } = asking
  const words =
    what === 'cards'
      ? of === null
        ? t('asked.begins')
        : t('asked.cardsSoFar', { read, of })
      : t('asked.readSoFar', { count: read })
  return (
    <div className={classes['asking']}>
      <p role="status">{words}</p>
      {of !== null && <ProgressBar progress={{ charges: of, answered: read, open: 0 }} />}
      {waitsUntil !== null && (
        <p className={classes['why']}>
          {t('asked.waits')} <TimeText at={waitsUntil} />
        </p>
      )}
      <Button size="compact-sm" variant="default" onClick={onStop}>
        {t('asked.stop')}
      </Button>
    </div>
  )
}

interface PaymentsProps {
  readonly asked: PaymentsAsked | null
  readonly isIdle: boolean
  /** Nothing of the file was found among them. */
  readonly isClean: boolean
  readonly onAsk: () => void
}

function Payments({ asked, isIdle, isClean, onAsk }: PaymentsProps) {
  const { t } = useTranslation('files')
  const locale = useLocale()
  const now = useNow(60_000)
  const ask = (
    <Button size="compact-sm" variant="default" disabled={!isIdle} onClick={onAsk}>
      {t(asked === null ? 'asked.ask' : 'asked.again')}
    </Button>
  )
  if (asked === null) {
    return (
      <Notice tone="caution" icon={IconCloudQuestion} title={t('asked.notAsked')} action={ask}>
        {t('asked.notYet')} {t('asked.released')}
      </Notice>
    )
  }
  const { startedAt, since, read, end, fresh } = asked
  const looked = t('asked.read', { count: read, since: shortTime(since, now, locale) })
  if (end !== 'end') {
    const title = t(read === 0 ? 'asked.notAsked' : 'asked.notWhole')
    return (
      <Notice tone="caution" icon={IconCloudQuestion} title={title} action={ask}>
        {t(`asked.end.${end}`)} {read > 0 && looked} {t('asked.released')}
      </Notice>
    )
  }
  return (
    <div className={classes['said']}>
      <p role="status">
        {t('asked.at')} <TimeText at={startedAt} />. {looked} {isClean && t('asked.nothing')}
        {!fresh && <strong> {t('asked.old')}</strong>}
      </p>
      {ask}
    </div>
  )
}

interface CardsProps {
  readonly asked: CardsAsked | null
  readonly isIdle: boolean
  readonly onAsk: () => void
}

const cardFacts = ['active', 'expired', 'notActive', 'notKnown', 'notCovered', 'unasked'] as const

function Cards({ asked, isIdle, onAsk }: CardsProps) {
  const { t } = useTranslation('files')
  const isPart = asked !== null && asked.unasked > 0
  const button = (
    <Button size="compact-sm" variant="default" disabled={!isIdle} onClick={onAsk}>
      {t(asked === null ? 'asked.cards.check' : isPart ? 'asked.goOn' : 'asked.again')}
    </Button>
  )
  if (asked === null) return <div className={classes['said']}>{button}</div>
  return (
    <>
      {asked.end !== 'end' && (
        <Notice tone="caution" icon={IconCloudQuestion} title={t('asked.cards.notWhole')}>
          {t(`asked.end.${asked.end}`)}
        </Notice>
      )}
      <CountList counts={cardFacts.map((name) => [t(`asked.cards.fact.${name}`), asked[name]])} />
      <div className={classes['said']}>
        <p>
          {t('asked.cards.checked')} <TimeText at={asked.askedAt} />.
        </p>
        {button}
      </div>
    </>
  )
}
