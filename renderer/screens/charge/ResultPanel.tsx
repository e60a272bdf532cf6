import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChargeDetail } from '../../../shared/charge'
import type { LinkDetail } from '../../../shared/link'
import { ChargeFacts } from '../../components/ChargeFacts'
import { ChargeOutcome } from '../../components/ChargeOutcome'
import { LinkFacts } from '../../components/links/LinkFacts'
import { LinkOutcome } from '../../components/links/LinkOutcome'
import { ReceiptButton } from '../../components/receipts/ReceiptButton'
import { useNavigation, type Screen } from '../../stores/navigation'
import classes from './ResultPanel.module.css'
import type { Made } from './submit'
import { chargeStore } from './use-charge'

const showCharge = (charge: ChargeDetail): void =>
  chargeStore.getState().showResult({ kind: 'charge', charge })
const showLink = (link: LinkDetail): void => chargeStore.getState().showResult({ kind: 'link', link })

/** What became of the charge or the link. It takes the review's place until a new one is begun. */
export function ResultPanel({ result }: { readonly result: Made }) {
  const { t } = useTranslation('charge')
  const go = useNavigation((state) => state.go)
  const heading = useRef<HTMLHeadingElement>(null)
  const screen: Screen =
    result.kind === 'charge'
      ? { name: 'history', chargeId: result.charge.id }
      : { name: 'links', linkId: result.link.id }

  // Focus goes to the words and not to a button, so that an Enter still held down presses nothing.
  useEffect(() => {
    heading.current?.focus()
    chargeStore.getState().sawResult()
  }, [])
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className={classes['title']}>
        {t('result.title')}
      </h2>
      {result.kind === 'charge' ? (
        <>
          <ChargeOutcome
            charge={result.charge}
            onChange={showCharge}
            more={
              <ReceiptButton of={{ kind: 'charge', id: result.charge.id }} offer={result.charge.receipt} />
            }
          />
          <ChargeFacts charge={result.charge} />
        </>
      ) : (
        <>
          <LinkOutcome link={result.link} onChange={showLink} />
          <LinkFacts link={result.link} />
        </>
      )}
      <div className={classes['actions']}>
        <Button variant="default" onClick={() => chargeStore.getState().newForm()}>
          {t('result.new')}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => go(screen)}>
          {result.kind === 'charge' ? t('result.history') : t('result.links')}
        </Button>
      </div>
    </>
  )
}
