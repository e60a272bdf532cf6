import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { usualPace } from '../../../../shared/batch'
import type { BatchReview } from '../../../../shared/batch-view'
import { formatMoney } from '../../../../shared/money'
import { api } from '../../../api'
import { isAboutApproval } from '../../../components/approval/approval-words'
import { nobody } from '../../../components/approval/approval-form'
import { AmountField } from '../../../components/AmountField'
import { useLocale } from '../../../hooks/use-language'
import { useProblemWords } from '../../../hooks/use-problem-words'
import { useStatus } from '../../../stores/app-store'
import type { BatchStore } from '../batch-store'
import { PaceFields } from '../PaceFields'
import {
  heldBackBy,
  nothingExpected,
  readCount,
  readExpected,
  totalProblem,
  typedSums,
  type Expected,
  type TypedSums
} from './release-form'
import classes from './ReleaseStage.module.css'
import { SecondPerson } from './SecondPerson'

const oneMinute = 60_000
const holds = [0, 1, 5, 15, 60] as const
const firsts = [0, 1, 3, 5, 10, 25] as const

interface ReleaseFormProps {
  readonly store: BatchStore
  readonly review: BatchReview
  /** What is shown is what main holds, and not about to be replaced. */
  readonly current: boolean
  /** Dintero is being asked what would be charged twice. */
  readonly asking: boolean
  readonly onExpect: (expected: Expected) => void
  /** The review was refused: another one is asked for. */
  readonly onReview: () => void
}

/** What is asked before a file is released: the totals typed again, and in production that real money is meant. */
export function ReleaseForm({ store, review, current, asking, onExpect, onReview }: ReleaseFormProps) {
  const { t } = useTranslation(['files', 'charge'])
  const locale = useLocale()
  const busy = useStore(store, (state) => state.busy)
  const refusal = useStore(store, (state) => state.refusal)
  const isProduction = useStatus().environment === 'production'
  const [typed, setTyped] = useState<TypedSums>({})
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [realMoney, setRealMoney] = useState(false)
  const [approval, setApproval] = useState(nobody)
  const [firstCharges, setFirstCharges] = useState(3)
  const [hold, setHold] = useState(oneMinute)
  const [pace, setPace] = useState(usualPace)
  const words = useProblemWords()
  const heldBack =
    heldBackBy(review, { typed, realMoney, approval }, isProduction) ?? (asking ? 'asking' : null)
  const ready = heldBack === null && current && !busy
  const money = review.sums.map(({ currency, amount }) => formatMoney(amount, currency, locale))

  const release = async (): Promise<void> => {
    const sums = typedSums(review.sums, typed)
    if (sums === null || !ready) return
    const refused = await store.act(() =>
      api.releaseBatch({
        reviewId: review.reviewId,
        typed: sums,
        firstCharges: Math.min(firstCharges, review.charges),
        hold,
        pace,
        realMoney,
        approval: review.approval === null ? null : approval
      })
    )
    if (refused === null) return
    setApproval({ ...approval, pin: '' })
    onReview()
  }
  // A held Enter is no decision.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.repeat) event.preventDefault()
  }
  return (
    <section className={classes['form']} aria-label={t('release.before')}>
      <h2>{t('release.before')}</h2>
      <ExpectedFields review={review} onExpect={onExpect} />
      <fieldset className={classes['confirm']}>
        <legend>{t('release.type')}</legend>
        {review.sums.map((sum) => {
          const { currency, amount } = sum
          const text = typed[currency] ?? ''
          const problem = totalProblem(text, sum)
          return (
            <AmountField
              key={currency}
              label={t('release.total', { currency })}
              value={text}
              currency={currency}
              total
              description={formatMoney(amount, currency, locale)}
              problem={
                problem !== null && text !== '' && left.has(currency) ? words('amount', problem) : null
              }
              onChange={(now) => setTyped({ ...typed, [currency]: now })}
              onBlur={() => setLeft(new Set([...left, currency]))}
            />
          )
        })}
        {isProduction && (
          <Checkbox
            label={t('charge:confirm.realMoney')}
            checked={realMoney}
            onChange={(event) => setRealMoney(event.currentTarget.checked)}
          />
        )}
      </fieldset>
      {review.approval !== null && (
        <SecondPerson
          asked={review.approval}
          value={approval}
          refusal={refusal !== null && isAboutApproval(refusal) ? refusal : null}
          onChange={setApproval}
        />
      )}
      <details className={classes['how']}>
        <summary>{t('release.how', { count: firstCharges, minutes: hold / oneMinute })}</summary>
        <div className={classes['howFields']}>
          <NativeSelect
            label={t('release.first')}
            data={firsts.map((count) => ({ value: String(count), label: t('release.firstOf', { count }) }))}
            value={String(firstCharges)}
            onChange={(event) => setFirstCharges(Number(event.currentTarget.value))}
          />
          <NativeSelect
            label={t('release.hold')}
            data={holds.map((count) => ({
              value: String(count * oneMinute),
              label: t('release.holdOf', { count })
            }))}
            value={String(hold)}
            onChange={(event) => setHold(Number(event.currentTarget.value))}
          />
          <PaceFields pace={pace} onChange={setPace} />
        </div>
      </details>
      <Button
        className={classes['button'] ?? ''}
        data-testid="release-button"
        aria-disabled={!ready}
        {...(!ready && { 'data-disabled': true })}
        aria-describedby="release-hint"
        loading={busy}
        onKeyDown={onKeyDown}
        onClick={() => void release()}
      >
        {t('release.button', { count: review.charges, money })}
      </Button>
      <p id="release-hint" className={classes['hint']} role="status">
        {heldBack === null ? t('release.then', { count: firstCharges }) : t(`release.heldBack.${heldBack}`)}
      </p>
    </section>
  )
}

interface ExpectedFieldsProps {
  readonly review: BatchReview
  readonly onExpect: (expected: Expected) => void
}

/** What a list, a system or a colleague says the file should come to, held against what it comes to. */
function ExpectedFields({ review, onExpect }: ExpectedFieldsProps) {
  const { t } = useTranslation('files')
  const words = useProblemWords()
  const [form, setForm] = useState(nothingExpected)
  const say = (): void => {
    const expected = readExpected(form)
    if (expected !== 'unclear') onExpect(expected)
  }
  const { expected } = review
  return (
    <details className={classes['how']} open={expected !== null || undefined}>
      <summary>{t('release.expected')}</summary>
      <div className={classes['howFields']}>
        <TextInput
          label={t('release.expectedCount')}
          value={form.charges}
          inputMode="numeric"
          autoComplete="off"
          error={Number.isNaN(readCount(form.charges)) ? t('release.noCount') : null}
          onChange={(event) => setForm({ ...form, charges: event.currentTarget.value })}
          onBlur={say}
        />
        {review.sums.map(({ currency }) => {
          const text = form.sums[currency] ?? ''
          const problem =
            text === '' ? null : totalProblem(text, { currency, charges: 0, amount: Number.NaN })
          return (
            <AmountField
              key={currency}
              label={t('release.expectedSum', { currency })}
              value={text}
              currency={currency}
              total
              problem={problem === null || problem === 'mismatch' ? null : words('amount', problem)}
              onChange={(now) => setForm({ ...form, sums: { ...form.sums, [currency]: now } })}
              onBlur={say}
            />
          )
        })}
        <p role="status" className={classes['met']} data-met={expected?.met}>
          {expected !== null && t(expected.met ? 'release.met' : 'release.notMet')}
        </p>
      </div>
    </details>
  )
}
