import { ActionIcon, Button, SegmentedControl, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountView } from '../../../../shared/account'
import type { ApprovalView } from '../../../../shared/approval'
import { currencies } from '../../../../shared/money'
import { api } from '../../../api'
import { AmountField } from '../../../components/AmountField'
import { useAction } from '../../../hooks/use-action'
import { useLocale } from '../../../hooks/use-language'
import { useProblemWords } from '../../../hooks/use-problem-words'
import classes from './Approval.module.css'
import { ConfirmedDialog } from './ConfirmedDialog'
import { useConfirmed } from './PeopleDialogs'
import { amountProblem, formOf, readRule } from './rule-form'

const kinds = ['off', 'every', 'over'] as const

interface RuleFormProps {
  readonly account: AccountView
  readonly view: ApprovalView
  readonly onView: (view: ApprovalView) => void
}

/** Which files of the account in use need a second person. Saved with the PIN of somebody who may approve. */
export function RuleForm({ account, view, onView }: RuleFormProps) {
  const { t } = useTranslation('approval')
  const locale = useLocale()
  const words = useProblemWords()
  const label = useId()
  const [form, setForm] = useState(() => formOf(view.rule, locale))
  const [asked, setAsked] = useState(false)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const rule = readRule(form)
  const isChanged = JSON.stringify(form) !== JSON.stringify(formOf(view.rule, locale))
  const nobodyYet = view.approvers.length === 0
  const type = (currency: string, text: string | null): void => {
    const { [currency]: _before, ...others } = form.amounts
    setForm({ ...form, amounts: text === null ? others : { ...form.amounts, [currency]: text } })
  }
  return (
    <div className={classes['rule']}>
      <span className="field-label" id={label}>
        {t('rule.label', { name: account.name })}
      </span>
      <SegmentedControl
        aria-labelledby={label}
        disabled={nobodyYet}
        value={form.kind}
        data={kinds.map((value) => ({ value, label: t(`rule.${value}`) }))}
        onChange={(value) => {
          const kind = kinds.find((each) => each === value)
          if (kind) setForm({ ...form, kind })
        }}
      />
      {nobodyYet && <p>{t('rule.none')}</p>}
      {form.kind === 'over' && (
        <>
          <p>{t('rule.overWhat')}</p>
          {Object.entries(form.amounts).map(([currency, text]) => {
            const problem = left.has(currency) ? amountProblem(text, currency) : null
            return (
              <div key={currency} className={classes['amount']}>
                <AmountField
                  label={t('rule.amount', { currency })}
                  value={text}
                  currency={currency}
                  echo={false}
                  problem={problem === null ? null : words('amount', problem)}
                  onChange={(now) => type(currency, now)}
                  onBlur={() => setLeft(new Set([...left, currency]))}
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={34}
                  aria-label={t('rule.remove', { currency })}
                  title={t('rule.remove', { currency })}
                  onClick={() => type(currency, null)}
                >
                  <IconX size={17} aria-hidden />
                </ActionIcon>
              </div>
            )
          })}
          <Select
            key={Object.keys(form.amounts).length}
            w={200}
            aria-label={t('rule.add')}
            placeholder={t('rule.add')}
            data={Object.keys(currencies).filter((code) => !Object.hasOwn(form.amounts, code))}
            value={null}
            onChange={(currency) => currency !== null && type(currency, '')}
          />
        </>
      )}
      <div>
        <Button disabled={!isChanged || rule === null || nobodyYet} onClick={() => setAsked(true)}>
          {t('rule.save')}
        </Button>
      </div>
      {asked && rule !== null && (
        <SaveRuleDialog
          accountId={account.id}
          rule={rule}
          view={view}
          onView={(next) => {
            setForm(formOf(next.rule, locale))
            onView(next)
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </div>
  )
}

interface SaveRuleDialogProps {
  readonly accountId: string
  readonly rule: ApprovalView['rule']
  readonly view: ApprovalView
  readonly onView: (view: ApprovalView) => void
  readonly onClose: () => void
}

function SaveRuleDialog({ accountId, rule, view, onView, onClose }: SaveRuleDialogProps) {
  const { t } = useTranslation('approval')
  const { by, setBy, finish } = useConfirmed({ onView, onClose })
  const save = useAction(api.saveApprovalRule)
  const submit = async (): Promise<void> => finish(await save.run({ accountId, rule, by }))
  return (
    <ConfirmedDialog
      title={t('rule.confirm')}
      submit={t('rule.save')}
      approvers={view.approvers}
      by={by}
      onBy={setBy}
      busy={save.busy}
      error={save.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p>{t('rule.confirmWhat')}</p>
    </ConfirmedDialog>
  )
}
