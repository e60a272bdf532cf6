import { ActionIcon, Radio, Select, Stack, TextInput } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import {
  allowedOperations,
  operation as operationSchema,
  type CardView,
  type Operation
} from '../../../shared/card'
import { currencies, formatAmount } from '../../../shared/money'
import { AmountField } from '../../components/AmountField'
import { CardPicker } from './CardPicker'
import { OrderLines } from './OrderLines'
import { PhoneField } from '../../components/PhoneField'
import { useLocale } from '../../hooks/use-language'
import classes from './ChargeForm.module.css'
import { chargeStore, useCharge } from './use-charge'
import { useFormRead } from './use-form-read'
import { useShownProblem } from './use-shown-problem'

interface ChargeFormProps {
  readonly onChooseCard: (card: CardView) => void
  readonly onAddCard: () => void
  readonly amountField: RefObject<HTMLInputElement | null>
}

/** Everything a charge needs, in the order a person thinks of it. Disabled while a charge or its result is shown. */
export function ChargeForm({ onChooseCard, onAddCard, amountField }: ChargeFormProps) {
  const { t } = useTranslation('charge')
  const locale = useLocale()
  const form = useCharge((state) => state.form)
  const formId = useCharge((state) => state.formId)
  const country = useCharge((state) => state.defaults.country)
  const closed = useCharge((state) => state.flight !== null || state.result !== null)
  const read = useFormRead()
  const problem = useShownProblem()
  const { edit, touch, clearCard } = chargeStore.getState()

  return (
    <fieldset className={classes['root']} disabled={closed} aria-label={t('form')}>
      <Stack gap="md">
        {form.retryOf !== null && (
          <p className={classes['retry']}>
            <strong>{t('retryOf')}</strong> {t('retryHint')} {problem('retryOf')}
          </p>
        )}
        <CardPicker
          // A new form takes along what was typed to find a card for the one before.
          key={formId}
          card={form.card}
          problem={problem('cardId')}
          onChoose={onChooseCard}
          onClear={clearCard}
          onLeaveUnchosen={() => touch('cardId')}
          onAdd={onAddCard}
        />
        <div className={classes['money']}>
          <AmountField
            ref={amountField}
            label={t('amount.label')}
            size="lg"
            placeholder={t('amount.placeholder')}
            value={form.amount}
            currency={form.currency}
            problem={problem('amount')}
            onChange={(amount) => edit({ amount })}
            onBlur={() => form.amount !== '' && touch('amount')}
          />
          <Select
            label={t('amount.currency')}
            data={Object.keys(currencies)}
            value={form.currency}
            error={problem('currency')}
            allowDeselect={false}
            comboboxProps={{ transitionProps: { duration: 0 } }}
            classNames={{ input: classes['currency'] ?? '' }}
            onChange={(currency) => currency !== null && edit({ currency })}
          />
        </div>
        {form.card && (
          <OperationChoice card={form.card} chosen={form.operation} problem={problem('operation')} />
        )}
        <Radio.Group
          label={t('capture.label')}
          value={form.autoCapture ? 'now' : 'later'}
          onChange={(value) => edit({ autoCapture: value === 'now' })}
        >
          <div className={classes['choices']}>
            <Radio.Card value="now" className={classes['choice'] ?? ''} aria-label={t('capture.now')}>
              <Choice title={t('capture.now')} hint={t('capture.nowHint')} />
            </Radio.Card>
            <Radio.Card value="later" className={classes['choice'] ?? ''} aria-label={t('capture.later')}>
              <Choice title={t('capture.later')} hint={t('capture.laterHint')} />
            </Radio.Card>
          </div>
        </Radio.Group>
        <TextInput
          label={t('reference.label')}
          description={t('reference.hint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          value={form.merchantReference}
          error={problem('merchantReference')}
          autoComplete="off"
          spellCheck={false}
          rightSection={
            <ActionIcon
              size={26}
              variant="subtle"
              color="gray"
              aria-label={t('reference.propose')}
              title={t('reference.propose')}
              onClick={() => void chargeStore.getState().proposeReference()}
            >
              <IconRefresh size={16} aria-hidden />
            </ActionIcon>
          }
          onChange={(event) => edit({ merchantReference: event.currentTarget.value })}
          onBlur={() => touch('merchantReference')}
        />
        <div className={classes['contact']}>
          <TextInput
            label={t('contact.email')}
            value={form.email}
            error={problem('email')}
            inputMode="email"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => edit({ email: event.currentTarget.value })}
            onBlur={() => touch('email')}
          />
          <PhoneField
            label={t('contact.phone')}
            value={form.phone}
            country={country}
            problem={problem('phone')}
            onChange={(phone) => edit({ phone })}
            onBlur={() => touch('phone')}
          />
        </div>
        <OrderLines
          lines={form.lines}
          read={read.lines}
          currency={form.currency}
          amount={read.amount}
          problem={problem}
          onChange={(lines) => edit({ lines })}
          onTouch={touch}
          onUseSum={(sum) => edit({ amount: formatAmount(sum, form.currency, locale) })}
        />
      </Stack>
    </fieldset>
  )
}

interface OperationChoiceProps {
  readonly card: CardView
  readonly chosen: Operation | null
  readonly problem: string | null
}

function OperationChoice({ card, chosen, problem }: OperationChoiceProps) {
  const { t } = useTranslation('charge')
  const allowed = allowedOperations(card.provider, card.tokenKind)
  const hints: Readonly<Record<Operation, string>> = {
    recurring_purchase: t('operation.recurringHint'),
    unscheduled_purchase: t('operation.unscheduledHint')
  }
  const choose = (value: string): void => {
    const parsed = operationSchema.safeParse(value)
    if (parsed.success) chargeStore.getState().edit({ operation: parsed.data })
  }
  return (
    <Radio.Group label={t('operation.label')} value={chosen} error={problem} onChange={choose}>
      <div className={classes['choices']} data-single={allowed.length === 1}>
        {allowed.map((each) => (
          <Radio.Card
            key={each}
            value={each}
            className={classes['choice'] ?? ''}
            aria-label={t(`operation.${each}`)}
          >
            <Choice title={t(`operation.${each}`)} hint={hints[each]} />
          </Radio.Card>
        ))}
      </div>
      {allowed.length < 2 && (
        <p className={classes['only']}>{allowed.length === 1 ? t('operation.only') : t('operation.none')}</p>
      )}
    </Radio.Group>
  )
}

function Choice({ title, hint }: { readonly title: string; readonly hint: string }) {
  return (
    <div className={classes['choiceBody']}>
      <Radio.Indicator size="xs" />
      <div>
        <div className={classes['choiceTitle']}>{title}</div>
        <div className={classes['choiceHint']}>{hint}</div>
      </div>
    </div>
  )
}
