import { Button } from '@mantine/core'
import { useCallback, useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardView } from '../../../shared/card'
import { ErrorNotice } from '../../components/ErrorNotice'
import { ScreenHeader } from '../../components/ScreenHeader'
import { localeOf, useLanguage } from '../../hooks/use-language'
import { useStatus } from '../../stores/app-store'
import { AddCardDialog } from '../cards/AddCardDialog'
import { ChargeForm } from './ChargeForm'
import classes from './ChargeScreen.module.css'
import { ReviewColumn } from './ReviewColumn'
import { chargeStore, useCharge } from './use-charge'
import { useChargeHotkey } from './use-charge-hotkey'

interface ChargeScreenProps {
  /** Start with this card chosen. */
  readonly cardId: string | null
  /** Start as a new attempt at this declined charge. */
  readonly retryOf: string | null
}

/** The heart of the app: what to charge at the left, what will happen at the right, always in view. */
export function ChargeScreen({ cardId, retryOf }: ChargeScreenProps) {
  const { t } = useTranslation('charge')
  const startError = useCharge((state) => state.startError)
  const settled = useCharge((state) => state.flight !== null || state.result !== null)
  const [adding, setAdding] = useState(false)
  const amountField = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const root = useRef<HTMLDivElement>(null)
  useStart(cardId, retryOf)
  useFocusAfterResult(root)
  const hotkey = useChargeHotkey(button)

  const choose = useCallback((card: CardView) => {
    chargeStore.getState().chooseCard(card)
    amountField.current?.focus()
  }, [])
  return (
    <div ref={root} className={classes['root']}>
      <ScreenHeader title={t('title')}>
        {!settled && (
          <Button variant="subtle" color="gray" onClick={() => chargeStore.getState().newCharge()}>
            {t('clear')}
          </Button>
        )}
      </ScreenHeader>
      {startError && <ErrorNotice error={startError} />}
      <div className={classes['columns']}>
        <ChargeForm onChooseCard={choose} onAddCard={() => setAdding(true)} amountField={amountField} />
        <ReviewColumn button={button} hotkey={hotkey} />
      </div>
      <AddCardDialog opened={adding} onClose={() => setAdding(false)} onAdded={choose} />
    </div>
  )
}

/** The focus goes with the result, so it is put back where the next charge begins. */
function useFocusAfterResult(root: RefObject<HTMLElement | null>): void {
  const shown = useCharge((state) => state.result !== null)
  const wasShown = useRef(shown)
  useEffect(() => {
    if (wasShown.current && !shown) root.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    wasShown.current = shown
  }, [root, shown])
}

/** Makes the form belong to the account, and fills it in as the person asked when coming here. */
function useStart(cardId: string | null, retryOf: string | null): void {
  const account = useStatus().activeAccount
  const locale = localeOf[useLanguage()]
  const accountId = account?.id
  const currency = account?.settings.defaultCurrency ?? 'NOK'
  const autoCapture = account?.settings.autoCapture ?? true

  useEffect(() => {
    if (accountId !== undefined) chargeStore.getState().openAccount(accountId, { currency, autoCapture })
  }, [accountId, currency, autoCapture])

  // The language only matters at the start: changing it later must not fill the form in again.
  const start = useEffectEvent((wantedCard: string | null, declined: string | null) => {
    const store = chargeStore.getState()
    if (declined !== null) void store.startRetry(declined, locale)
    else if (wantedCard !== null) void store.startWithCard(wantedCard)
    else if (store.result) store.newCharge()
  })
  useEffect(() => start(cardId, retryOf), [cardId, retryOf])
}
