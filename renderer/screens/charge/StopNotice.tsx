import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/result'
import { api } from '../../api'
import { useAction } from '../../hooks/use-action'
import { useLocale } from '../../hooks/use-language'
import { useNavigation } from '../../stores/navigation'
import { fullTime } from '../../time-format'
import classes from './ReviewColumn.module.css'
import { chargeStore } from './use-charge'

/** What stands in the way of a charge that no reason opens: the same money may be taken already, or may yet be. */
export interface Stop {
  readonly kind: 'charge' | 'link'
  readonly chargeId: string
  readonly reference: string
  readonly customer: string
  /** ms since 1970 UTC */
  readonly createdAt: number
}

/** Reads the stop out of a refusal; null when it is refused for another reason. */
export function stopOf({ code, details }: AppError): Stop | null {
  if (code !== 'duplicate_open' && code !== 'link_open') return null
  const { chargeId, reference, customer, createdAt } = details ?? {}
  if (typeof chargeId !== 'string' || typeof reference !== 'string' || typeof createdAt !== 'number')
    return null
  return {
    kind: code === 'link_open' ? 'link' : 'charge',
    chargeId,
    reference,
    customer: typeof customer === 'string' ? customer : '',
    createdAt
  }
}

/** Says what is in the way, and offers what can move it. */
export function StopNotice({ stop }: { readonly stop: Stop }) {
  const { t } = useTranslation(['charge', 'errors'])
  const locale = useLocale()
  const go = useNavigation((state) => state.go)
  const asking = useAction(api.askDintero)
  const cancelling = useAction(api.cancelPaymentLink)
  const { kind, chargeId, reference, customer } = stop
  const error = asking.error ?? cancelling.error
  const facts = { reference, customer, time: fullTime(stop.createdAt, locale) }
  const act = async (work: typeof asking): Promise<void> => {
    const answer = await work.run({ chargeId })
    if (answer?.ok) chargeStore.getState().checkAgain()
  }
  return (
    <div className={classes['notice']} data-testid="review-refused" data-stop={kind}>
      <p className={classes['strong']}>{t(`review.stop.${kind}`)}</p>
      <p>{t(`review.stop.${kind}What`, facts)}</p>
      <p>{t(`review.stop.${kind}Next`)}</p>
      {error && <p role="alert">{t(`errors:${error.code}.what`)}</p>}
      <div className={classes['row']}>
        <Button size="xs" loading={asking.busy} onClick={() => void act(asking)}>
          {t('review.open.ask')}
        </Button>
        {kind === 'link' && (
          <Button size="xs" variant="default" loading={cancelling.busy} onClick={() => void act(cancelling)}>
            {t('action.cancelLink')}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => go({ name: 'history', chargeId })}>
          {t('review.open.show')}
        </Button>
      </div>
    </div>
  )
}
