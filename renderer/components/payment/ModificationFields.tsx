import { Button, Group, Radio, Stack, Textarea } from '@mantine/core'
import { useEffect, useRef, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { longest } from '../../../shared/fields'
import { formatMoney } from '../../../shared/money'
import { useLocale } from '../../hooks/use-language'
import { useProblemWords } from '../../hooks/use-problem-words'
import { AmountField } from '../AmountField'
import { useCardWords } from '../card-words'
import { ErrorNotice } from '../ErrorNotice'
import classes from './Modification.module.css'
import type { PaymentNames } from './ModificationDialog'
import type { Flow } from './modification-flow'
import { emptyForm, type Target } from './modification-form'
import { useModEnter } from './use-mod-enter'

interface ModificationFieldsProps {
  readonly flow: Flow
  readonly target: Target
  readonly names: PaymentNames
  readonly onClose: () => void
}

/** How much of it and why; what is left is said, and the most that can be typed. */
export function ModificationFields({ flow, target, names, onClose }: ModificationFieldsProps) {
  const { t } = useTranslation(['payment', 'common'])
  const locale = useLocale()
  const words = useCardWords()
  const problemWords = useProblemWords()
  const { form, phase, problems, error, type, check } = useStore(flow)
  const amount = useRef<HTMLInputElement>(null)
  const reason = useRef<HTMLTextAreaElement>(null)
  const isBack = useRef(phase.name === 'form' && form !== emptyForm)
  const { kind, currency, most } = target
  const money = formatMoney(most, currency, locale)
  const facts = { customer: words.name(names), reference: names.merchantReference, money }
  const isPart = kind !== 'void' && form.extent === 'part'
  const busy = phase.name === 'checking'

  useEffect(() => {
    if (isPart) amount.current?.focus()
    // Back from the review, which had the focus and is gone.
    else if (isBack.current) reason.current?.focus()
    isBack.current = false
  }, [isPart])
  useModEnter(() => void check())
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void check()
  }
  const amountProblem = problems['amount'] ?? null
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <p className={classes['what']}>{t(`what.${kind}`, facts)}</p>
        {kind !== 'void' && (
          <Radio.Group
            label={t('extent.label')}
            value={form.extent}
            onChange={(extent) => type({ extent: extent === 'part' ? 'part' : 'all' })}
          >
            <div className={classes['extents']}>
              <Radio value="all" label={t('extent.all', { money })} data-autofocus />
              <Radio value="part" label={t('extent.part')} />
            </div>
          </Radio.Group>
        )}
        {isPart && (
          <AmountField
            ref={amount}
            label={t(`amount.${kind}`)}
            value={form.amount}
            currency={currency}
            description={t('amount.most', { money })}
            problem={
              amountProblem === 'too_large'
                ? t('amount.tooLarge', { money })
                : amountProblem !== null
                  ? problemWords('amount', amountProblem)
                  : null
            }
            onChange={(text) => type({ amount: text })}
          />
        )}
        <Textarea
          ref={reason}
          label={kind === 'refund' ? t('reason.label') : t('reason.optional')}
          description={t('reason.hint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          value={form.reason}
          rows={2}
          maxLength={longest.reason}
          {...(kind === 'void' && { 'data-autofocus': true })}
          error={problems['reason'] !== undefined && problemWords('reason', problems['reason'])}
          onChange={(event) => type({ reason: event.currentTarget.value })}
        />
        {error && <ErrorNotice error={error} during="modification" />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('review.open')}
          </Button>
        </Group>
        <p className={classes['hint']}>{t('review.openHotkey')}</p>
      </Stack>
    </form>
  )
}
