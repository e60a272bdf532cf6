import { Button } from '@mantine/core'
import { useRef, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../shared/money'
import { useLocale } from '../../hooks/use-language'
import { Confirmations } from './Confirmations'
import { answersFor } from './answers'
import classes from './ReviewColumn.module.css'
import { FailureNotice, RefusedNotice } from './ReviewNotices'
import { OpenNotice } from './OpenNotice'
import { ReviewFacts } from './ReviewFacts'
import { sentenceFacts, sentenceKey, type SentenceFacts } from './review-sentence'
import { StillNeeded } from './StillNeeded'
import { chargeStore, useCharge } from './use-charge'
import type { ChargeHotkey } from './use-charge-hotkey'
import { useCardWords } from '../../components/card-words'
import type { Reviewed } from './submit'

interface ReviewPanelProps {
  readonly button: RefObject<HTMLButtonElement | null>
  readonly hotkey: ChargeHotkey
}

/** What the button will do, in one sentence, and what has to be done before. */
export function ReviewPanel({ button, hotkey }: ReviewPanelProps) {
  const { t } = useTranslation('charge')
  const phase = useCharge((state) => state.review)
  const failure = useCharge((state) => state.failure)
  const flight = useCharge((state) => state.flight)
  const reviewed = phase.phase === 'ready' ? phase : null
  const review = reviewed?.review ?? null
  const flying = flight?.charge ?? null
  const facts = reviewed ? sentenceFacts(reviewed) : flying && { kind: 'charge' as const, ...flying }
  return (
    <>
      <h2 className={classes['title']}>{t('review.title')}</h2>
      {failure && <FailureNotice failure={failure} />}
      {/* One live region: it speaks when what would be charged has changed. */}
      <div aria-live="polite" aria-busy={phase.phase === 'checking'}>
        {phase.phase === 'incomplete' && !flight && <StillNeeded />}
        {phase.phase === 'checking' && <p className={classes['quiet']}>{t('review.checking')}</p>}
        {phase.phase === 'refused' && (failure?.nothingSent ?? true) && <RefusedNotice error={phase.error} />}
        {facts && <Sentence facts={facts} />}
        {facts?.kind === 'link' && <p className={classes['calm']}>{t('review.linkMoney')}</p>}
      </div>
      {review && <OpenNotice open={review.open} />}
      {reviewed && <ReviewFacts reviewed={reviewed} />}
      {reviewed && !flight && reviewed.review.confirmations.length > 0 && (
        <Confirmations kind={reviewed.kind} review={reviewed.review} />
      )}
      <SubmitButton button={button} reviewed={reviewed} facts={facts} hotkey={hotkey} />
    </>
  )
}

function Sentence({ facts }: { readonly facts: SentenceFacts }) {
  const { t } = useTranslation('charge')
  const locale = useLocale()
  const words = useCardWords()
  const sentence = t(sentenceKey(facts), {
    customer: facts.customerName,
    card: words.ending(facts),
    money: formatMoney(facts.amount, facts.currency, locale),
    operation: facts.kind === 'charge' ? t(`review.as.${facts.operation}`) : '',
    reference: facts.merchantReference
  })
  // Kept in one piece, with what is set right behind it, a reference is easier to compare.
  const at = sentence.lastIndexOf(facts.merchantReference)
  const space = sentence.indexOf(' ', at + facts.merchantReference.length)
  const end = space === -1 ? sentence.length : space
  return (
    <p className={classes['sentence']} data-testid="review-sentence">
      {sentence.slice(0, at)}
      <span className={classes['reference']}>{sentence.slice(at, end)}</span>
      {sentence.slice(end)}
    </p>
  )
}

interface SubmitButtonProps extends ReviewPanelProps {
  readonly reviewed: Reviewed | null
  /** What the button is about: the review, or what is in flight. */
  readonly facts: SentenceFacts | null
}

function SubmitButton({ button, reviewed, facts, hotkey }: SubmitButtonProps) {
  const { t } = useTranslation('charge')
  const locale = useLocale()
  const inFlight = useCharge((state) => state.flight !== null)
  const isLink = useCharge(({ form, flight }) => (flight?.kind ?? form.way) === 'link')
  const review = reviewed?.review ?? null
  const answers = useCharge((state) => state.answers)
  const ready = review !== null && !inFlight && answersFor(review, answers) !== null
  const money = facts && formatMoney(facts.amount, facts.currency, locale)
  // A press is for the review it began on: Space and the mouse act on release, when another may be shown.
  const pressedFor = useRef<string | null | undefined>(undefined)
  const beginPress = (): void => {
    pressedFor.current = review?.reviewId ?? null
  }

  // A held Enter would press a focused button again and again; Ctrl+Enter has a meaning of its own.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.repeat) beginPress()
    if (event.key === 'Enter' && (event.repeat || event.ctrlKey || event.metaKey)) event.preventDefault()
  }
  const label = (): string => {
    if (!facts || money === null) return isLink ? t('button.noneLink') : t('button.none')
    if (facts.kind === 'link') return inFlight ? t('button.busyLink', { money }) : t('button.link', { money })
    if (inFlight) return t('button.busy', { money })
    return facts.autoCapture ? t('button.now', { money }) : t('button.later', { money })
  }
  const hint = (): string => {
    if (isLink) return hotkey.armed ? t('button.armedLink') : t('button.hotkeyLink')
    return hotkey.armed ? t('button.armed') : t('button.hotkey')
  }
  return (
    <>
      <Button
        ref={button}
        className={classes['button'] ?? ''}
        data-testid="charge-button"
        // Stays focusable, so that Ctrl+Enter has somewhere to go while confirmations are missing.
        aria-disabled={!ready}
        {...(!ready && { 'data-disabled': true })}
        aria-describedby="charge-hint"
        onKeyDown={onKeyDown}
        onPointerDown={beginPress}
        onBlur={() => {
          hotkey.disarm()
          pressedFor.current = undefined
        }}
        onClick={() => {
          const shown = review?.reviewId ?? null
          const pressed = pressedFor.current === undefined ? shown : pressedFor.current
          pressedFor.current = undefined
          if (ready && pressed !== null) void chargeStore.getState().submit(pressed)
          else if (!inFlight) chargeStore.getState().touchAll()
        }}
      >
        {label()}
      </Button>
      <p id="charge-hint" className={classes['hint']} data-armed={hotkey.armed} aria-live="polite">
        {!inFlight && hint()}
      </p>
    </>
  )
}
