import { Button, NativeSelect, Switch, TextInput } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { countries, country, type AccountSettings, type AccountView } from '../../../shared/account'
import { currencies } from '../../../shared/money'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Panel } from '../../components/Panel'
import { useAction } from '../../hooks/use-action'
import { useFieldProblems } from '../../hooks/use-field-problems'
import { useLocale } from '../../hooks/use-language'
import { useAppStore } from '../../stores/app-store'
import { LimitsFields } from './LimitsFields'
import { readLimits, rowsOf, type LimitProblems, type LimitRow } from './limits-form'
import classes from './SettingsScreen.module.css'

type Saved = 'untouched' | 'changed' | 'saved'

/** How the account in use charges. Saved together, so that half a change is never in force. */
export function AccountSettingsForm({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation('settings')
  const locale = useLocale()
  const refresh = useAppStore((state) => state.refresh)
  const [form, setForm] = useState<AccountSettings>(account.settings)
  const [rows, setRows] = useState<readonly LimitRow[]>(() => rowsOf(account.settings.limits, locale))
  const [problems, setProblems] = useState<Readonly<Record<string, LimitProblems>>>({})
  const [saved, setSaved] = useState<Saved>('untouched')
  const saving = useAction(api.saveAccountSettings)
  const problemAt = useFieldProblems(saving.error)

  const change = (part: Partial<AccountSettings>): void => {
    setForm({ ...form, ...part })
    setSaved('changed')
  }
  const changeLimits = (next: readonly LimitRow[]): void => {
    setRows(next)
    setProblems({})
    setSaved('changed')
  }
  const save = async (): Promise<void> => {
    const read = rows.map((row) => [row.currency, readLimits(row)] as const)
    const wrong = read.flatMap(([currency, limits]) =>
      'problems' in limits ? [[currency, limits.problems] as const] : []
    )
    setProblems(Object.fromEntries(wrong))
    if (wrong.length > 0) return
    const limits = Object.fromEntries(
      read.flatMap(([currency, each]) => ('limits' in each ? [[currency, each.limits] as const] : []))
    )
    const answer = await saving.run({ accountId: account.id, settings: { ...form, limits } })
    if (!answer?.ok) return
    setSaved('saved')
    await refresh()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void save()
  }
  const countryNames = new Intl.DisplayNames(locale, { type: 'region' })
  const text = (name: 'profileId' | 'callbackUrl' | 'returnUrl', complaint: string) => ({
    label: t(`account.${name}`),
    description: t(`account.${name}What`),
    value: form[name],
    maxLength: name === 'profileId' ? 100 : 500,
    autoComplete: 'off',
    spellCheck: false,
    error: problemAt(name) && complaint,
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value })
  })

  return (
    <Panel title={t('account.title', { name: account.name })}>
      <form noValidate onSubmit={submit}>
        <div className={classes['fields']}>
          <NativeSelect
            label={t('account.defaultCurrency')}
            value={form.defaultCurrency}
            data={Object.keys(currencies)}
            error={problemAt('defaultCurrency')}
            onChange={(event) => change({ defaultCurrency: event.currentTarget.value })}
          />
          <Switch
            mt={22}
            label={t('account.autoCapture')}
            description={t('account.autoCaptureWhat')}
            checked={form.autoCapture}
            onChange={(event) => change({ autoCapture: event.currentTarget.checked })}
          />
          <NativeSelect
            label={t('account.country')}
            description={t('account.countryWhat')}
            value={form.country}
            data={countries.map((value) => ({ value, label: countryNames.of(value) ?? value }))}
            onChange={(event) => change({ country: country.parse(event.currentTarget.value) })}
          />
          <TextInput type="url" {...text('callbackUrl', t('account.httpsOnly'))} />
          <TextInput type="url" {...text('returnUrl', t('account.httpsOnly'))} />
          <TextInput {...text('profileId', t('account.profileEmpty'))} />
        </div>
        <LimitsFields rows={rows} problems={problems} onChange={changeLimits} />
        {saving.error && <ErrorNotice error={saving.error} />}
        <div className={classes['save']}>
          <Button type="submit" loading={saving.busy} disabled={saved !== 'changed'}>
            {t('account.save')}
          </Button>
          <span role="status">
            {saved === 'saved' && (
              <span className={classes['saved']}>
                <IconCheck size={16} aria-hidden />
                {t('saved')}
              </span>
            )}
            {saved === 'changed' && <span className={classes['unsaved']}>{t('account.unsaved')}</span>}
          </span>
        </div>
      </form>
    </Panel>
  )
}
