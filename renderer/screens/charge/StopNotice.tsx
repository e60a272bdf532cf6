import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Result } from '../../../shared/result'
import { api } from '../../api'
import { useAction } from '../../hooks/use-action'
import { useLocale } from '../../hooks/use-language'
import { useNavigation } from '../../stores/navigation'
import { fullTime } from '../../time-format'
import classes from './ReviewColumn.module.css'
import type { Stop } from './stop'
import { chargeStore } from './use-charge'

/** Says what is in the way of the same money, and offers what can move it. */
export function StopNotice({ stop }: { readonly stop: Stop }) {
  const { t } = useTranslation(['charge', 'links', 'errors'])
  const locale = useLocale()
  const go = useNavigation((state) => state.go)
  const { kind, id, reference, customer } = stop
  const isLink = kind === 'link'
  const asking = useAction((): Promise<Result<unknown>> =>
    isLink ? api.askAboutLink({ linkId: id }) : api.askDintero({ chargeId: id })
  )
  const cancelling = useAction(api.cancelLink)
  const error = asking.error ?? cancelling.error
  const facts = { reference, customer, time: fullTime(stop.createdAt, locale) }
  const act = async (work: Promise<Result<unknown> | null>): Promise<void> => {
    if ((await work)?.ok) chargeStore.getState().checkAgain()
  }
  return (
    <div className={classes['notice']} data-testid="review-refused" data-stop={kind}>
      <p className={classes['strong']}>{t(`review.stop.${kind}`)}</p>
      <p>{t(`review.stop.${kind}What`, facts)}</p>
      <p>{t(`review.stop.${kind}Next`)}</p>
      {error && <p role="alert">{t(`errors:${error.code}.what`)}</p>}
      <div className={classes['row']}>
        <Button size="xs" loading={asking.busy} onClick={() => void act(asking.run())}>
          {t('review.open.ask')}
        </Button>
        {isLink && (
          <Button
            size="xs"
            variant="default"
            loading={cancelling.busy}
            onClick={() => void act(cancelling.run({ linkId: id }))}
          >
            {t('links:action.cancel')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          onClick={() => go(isLink ? { name: 'links', linkId: id } : { name: 'history', chargeId: id })}
        >
          {t('review.open.show')}
        </Button>
      </div>
    </div>
  )
}
