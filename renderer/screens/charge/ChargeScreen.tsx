import { Button } from '@mantine/core'
import { useCallback, useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardView } from '../../../shared/card'
import { ErrorNotice } from '../../components/ErrorNotice'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useLocale } from '../../hooks/use-language'
import { useStatus } from '../../stores/app-store'
import { AddCardDialog } from '../../components/add-card/AddCardDialog'
import { ChargeForm } from './ChargeForm'
import classes from './ChargeScreen.module.css'
import { RestoreDraft } from './RestoreDraft'
import { ReviewColumn } from './ReviewColumn'
import { chargeStore, useCharge } from './use-charge'
import { useChargeHotkey } from './use-charge-hotkey'

/** What the form begins with; nothing of it goes on with what was there. */
interface ChargeScreenProps {
  /** This card chosen. */
  readonly cardId: string | null
  /** As a new attempt at this declined charge. */
  readonly retryOf: string | null
  /** As a payment link in place of this declined charge. */
  readonly linkFor: string | null
  /** As another payment link like this one. */
  readonly linkLike: string | null
  /** As a payment link of which nothing is said yet but the card, where there is one. */
  readonly newLink: boolean
}

/** The heart of the app: what to charge at the left, what will happen at the right, always in view. */
export function ChargeScreen(props: ChargeScreenProps) {
  const { t } = useTranslation('charge')
  const startError = useCharge((state) => state.startError)
  const submitted = useCharge((state) => state.flight !== null || state.result !== null)
  const [adding, setAdding] = useState(false)
  const amountField = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const root = useRef<HTMLDivElement>(null)
  useStart(props)
  useFormFocus(root, amountField)
  const hotkey = useChargeHotkey(button)

  const choose = useCallback((card: CardView) => {
    chargeStore.getState().chooseCard(card)
    amountField.current?.focus()
  }, [])
  return (
    <div ref={root} className={classes['root']}>
      <ScreenHeader title={t('title')}>
        {!submitted && (
          <>
            <RestoreDraft />
            <Button variant="subtle" color="gray" onClick={() => chargeStore.getState().newForm()}>
              {t('clear')}
            </Button>
          </>
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

/**
 * A form that is begun, or come back to, goes on where typing does: in Card, or in Amount when a card is chosen. So
 * whoever types the next customer's name over a draft spoils its amount, and with it the review, instead of nothing.
 */
function useFormFocus(
  root: RefObject<HTMLElement | null>,
  amountField: RefObject<HTMLInputElement | null>
): void {
  const turn = useCharge((state) => state.focusTurn)
  const taken = useRef<number | null>(null)
  useEffect(() => {
    const { flight, result } = chargeStore.getState()
    if (flight || result || taken.current === turn) return
    taken.current = turn
    const card = root.current?.querySelector<HTMLElement>('[data-autofocus]')
    if (card) card.focus()
    else amountField.current?.select()
  }, [root, amountField, turn])
}

/** Makes the form belong to the account, and fills it in as the person asked when coming here. */
function useStart({ cardId, retryOf, linkFor, linkLike, newLink }: ChargeScreenProps): void {
  const account = useStatus().activeAccount
  const locale = useLocale()
  const accountId = account?.id
  const currency = account?.settings.defaultCurrency ?? 'NOK'
  const autoCapture = account?.settings.autoCapture ?? true
  const country = account?.settings.country ?? 'NO'

  useEffect(() => {
    if (accountId === undefined) return
    chargeStore.getState().openAccount(accountId, { currency, autoCapture, country, locale })
  }, [accountId, currency, autoCapture, country, locale])

  // A result that came while another screen was shown is shown now; one that was seen before makes way.
  const [seenBefore] = useState(() => chargeStore.getState().resultSeen)
  const start = useEffectEvent((wanted: ChargeScreenProps) => {
    const store = chargeStore.getState()
    if (wanted.retryOf !== null) void store.startRetry(wanted.retryOf)
    else if (wanted.linkFor !== null) void store.startLinkFor(wanted.linkFor)
    else if (wanted.linkLike !== null) void store.startLinkLike(wanted.linkLike)
    else if (wanted.cardId !== null)
      void store.startWithCard(wanted.cardId, wanted.newLink ? 'link' : undefined)
    else if (wanted.newLink) store.newForm('link')
    else if (store.result && seenBefore) store.newForm()
  })
  useEffect(
    () => start({ cardId, retryOf, linkFor, linkLike, newLink }),
    [cardId, retryOf, linkFor, linkLike, newLink]
  )
}
