import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChargeDetail } from '../../../shared/charge'
import { ChargeOutcome } from '../../components/ChargeOutcome'
import { ChargeFacts } from '../../components/ChargeFacts'
import { useNavigation } from '../../stores/navigation'
import { chargeStore } from './use-charge'
import classes from './ResultPanel.module.css'

/** What became of the charge. It takes the review's place until a new charge is begun. */
export function ResultPanel({ result }: { readonly result: ChargeDetail }) {
  const { t } = useTranslation('charge')
  const go = useNavigation((state) => state.go)
  const heading = useRef<HTMLHeadingElement>(null)

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
      <ChargeOutcome charge={result} onChange={chargeStore.getState().showResult} />
      <ChargeFacts charge={result} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={() => chargeStore.getState().newCharge()}>
          {t('result.new')}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => go({ name: 'history', chargeId: result.id })}>
          {t('result.history')}
        </Button>
      </div>
    </>
  )
}
