import { ActionIcon, Select, Stack, TextInput } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardView } from '../../../shared/card'
import { currencies, formatAmount } from '../../../shared/money'
import { AmountField } from '../../components/AmountField'
import { CaptureChoice } from './CaptureChoice'
import { CardPicker } from './CardPicker'
import { LinkFields, SmsField } from './LinkFields'
import { OrderLines } from './OrderLines'
import { PhoneField } from '../../components/PhoneField'
import { useLocale } from '../../hooks/use-language'
import classes from './ChargeForm.module.css'
import { chargeStore, useCharge } from './use-charge'
import { useFormRead } from './use-form-read'
import { useShownProblem } from './use-shown-problem'
import { WayChoice } from './WayChoice'

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
  const isLink = form.way === 'link'

  return (
    <fieldset className={classes['root']} disabled={closed} aria-label={isLink ? t('formLink') : t('form')}>
      <Stack gap="md">
        {form.retryOf !== null && (
          <p className={classes['retry']}>
            <strong>{isLink ? t('linkFor') : t('retryOf')}</strong> {t('retryHint')} {problem('retryOf')}
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
        <WayChoice card={form.card} chosen={form.way} problem={problem('operation')} />
        <CaptureChoice form={form} />
        {isLink && <LinkFields form={form} problem={problem} />}
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
        {isLink && <SmsField form={form} />}
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
