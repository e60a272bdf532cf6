import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ChargeRow } from '../../../shared/charge'
import type { LinkRow } from '../../../shared/link'
import type { Result } from '../../../shared/result'
import type { OpenCharge } from '../../../shared/review'
import { api } from '../../api'
import { useAction } from '../../hooks/use-action'
import { useNavigation, type Screen } from '../../stores/navigation'
import { EarlierCharge, EarlierLink } from './Earlier'
import classes from './ReviewColumn.module.css'
import { chargeStore } from './use-charge'

/** What else of this customer may yet take money. It does not stop what is reviewed; it is there to be seen before it. */
export function OpenNotice({ open }: { readonly open: readonly OpenCharge[] }) {
  const { t } = useTranslation('charge')
  if (open.length === 0) return null
  return (
    <div className={classes['notice']} role="alert" data-testid="open-notice">
      <p className={classes['strong']}>{t('review.open.title')}</p>
      {open.map((each) =>
        each.kind === 'charge' ? (
          <OpenOne key={each.charge.id} charge={each.charge} />
        ) : (
          <OpenLink key={each.link.id} link={each.link} />
        )
      )}
    </div>
  )
}

function OpenOne({ charge }: { readonly charge: ChargeRow }) {
  const { t } = useTranslation('charge')
  return (
    <>
      <p>{t('review.open.charge')}</p>
      <EarlierCharge charge={charge} />
      <Steps
        ask={() => api.askDintero({ chargeId: charge.id })}
        screen={{ name: 'history', chargeId: charge.id }}
      />
    </>
  )
}

function OpenLink({ link }: { readonly link: LinkRow }) {
  const { t } = useTranslation('charge')
  return (
    <>
      <p>{t('review.open.link')}</p>
      <EarlierLink link={link} />
      <Steps ask={() => api.askAboutLink({ linkId: link.id })} screen={{ name: 'links', linkId: link.id }} />
    </>
  )
}

interface StepsProps {
  readonly ask: () => Promise<Result<unknown>>
  readonly screen: Screen
}

function Steps({ ask, screen }: StepsProps) {
  const { t } = useTranslation('charge')
  const go = useNavigation((state) => state.go)
  const asking = useAction(ask)
  const press = async (): Promise<void> => {
    await asking.run()
    chargeStore.getState().checkAgain()
  }
  return (
    <div className={classes['row']}>
      <Button size="xs" loading={asking.busy} onClick={() => void press()}>
        {t('review.open.ask')}
      </Button>
      <Button size="xs" variant="default" onClick={() => go(screen)}>
        {t('review.open.show')}
      </Button>
    </div>
  )
}
