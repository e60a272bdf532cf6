import { Button, Radio, Stack, TextInput } from '@mantine/core'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountView, SecretHome } from '../../../shared/account'
import type { AppError } from '../../../shared/result'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Panel } from '../../components/Panel'
import { useAction } from '../../hooks/use-action'
import { useFieldProblems } from '../../hooks/use-field-problems'
import { useAppStore } from '../../stores/app-store'
import { readAccountId } from './account-id'
import { AccountIdField } from './AccountIdField'
import classes from './ConnectForm.module.css'
import { SecretField } from './SecretField'

interface ConnectFormProps {
  /** The account that is connected again; its id is fixed. */
  readonly known: AccountView | null
  readonly onConnected: () => Promise<void>
}

/** Which field an answer of main belongs at; anything else is a notice above the button. */
const fieldOfError = {
  account_id_unknown: 'accountId',
  account_exists: 'accountId',
  credentials_refused: 'secret'
} as const satisfies Partial<Record<AppError['code'], string>>

type FieldError = keyof typeof fieldOfError
const isFieldError = (code: AppError['code']): code is FieldError => Object.hasOwn(fieldOfError, code)

/** Brings what is wrong before the person's eyes: the field, else the notice. Called before React has shown it. */
function showProblem(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => {
    const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (field) field.focus()
    else form?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'center' })
  })
}

/** Account id, client id, secret, name. Whatever fails, what was typed stays, the secret too. */
export function ConnectForm({ known, onConnected }: ConnectFormProps) {
  const { t } = useTranslation('accounts')
  const waiting = useAppStore((state) => state.keychainWaiting)
  const [accountId, setAccountId] = useState(known?.id ?? '')
  const [clientId, setClientId] = useState(known?.clientId ?? '')
  const [name, setName] = useState(known?.name ?? '')
  const [secretHome, setSecretHome] = useState<SecretHome>(known?.secretHome ?? 'keychain')
  const [pressed, setPressed] = useState(false)
  const [secretEmpty, setSecretEmpty] = useState(true)
  const [connected, setConnected] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const secret = useRef<HTMLInputElement>(null)
  const connect = useAction(api.connectAccount)

  const problemAt = useFieldProblems(connect.error)

  const reading = readAccountId(accountId)
  const complete = reading.ok && clientId.trim() !== '' && name.trim() !== '' && !secretEmpty
  const code = connect.error?.code
  const fieldError = code && isFieldError(code) ? code : null
  const keychainFailed = code?.startsWith('keychain_') ?? false

  const send = async (home: SecretHome): Promise<void> => {
    setPressed(true)
    setSecretHome(home)
    const field = secret.current
    if (!reading.ok || !complete || !field) {
      showProblem(form.current)
      return
    }
    const answer = await connect.run({
      accountId: reading.id,
      clientId: clientId.trim(),
      clientSecret: field.value,
      name: name.trim(),
      secretHome: home
    })
    if (!answer) return
    if (!answer.ok) {
      showProblem(form.current)
      return
    }
    field.value = ''
    // The field leaves the page before anything else happens, so that nothing keeps what was in it.
    setConnected(true)
    await onConnected()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void send(secretHome)
  }
  const needed = (field: string, empty: boolean, words: string): string | null =>
    pressed && empty ? words : problemAt(field)

  return (
    <Panel className={classes['panel']}>
      <form ref={form} noValidate onSubmit={submit}>
        <Stack gap="md">
          <AccountIdField
            value={accountId}
            fixed={known !== null}
            reading={reading}
            pressed={pressed}
            said={problemAt('accountId')}
            refusal={fieldError && fieldOfError[fieldError] === 'accountId' ? fieldError : null}
            onChange={(value) => {
              setAccountId(value)
              connect.clear()
            }}
          />
          <TextInput
            label={t('connect.clientId')}
            value={clientId}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            error={needed('clientId', clientId.trim() === '', t('connect.problem.clientIdEmpty'))}
            onChange={(event) => setClientId(event.currentTarget.value)}
          />
          {!connected && (
            <SecretField
              field={secret}
              label={t('connect.clientSecret')}
              description={t('connect.clientSecretHint')}
              error={
                fieldError === 'credentials_refused'
                  ? t('connect.problem.refused')
                  : needed('clientSecret', secretEmpty, t('connect.problem.secretEmpty'))
              }
              onEdited={() => {
                setSecretEmpty(secret.current?.value === '')
                if (fieldError === 'credentials_refused') connect.clear()
              }}
            />
          )}
          <TextInput
            label={t('connect.name')}
            description={t('connect.nameHint')}
            value={name}
            maxLength={100}
            autoComplete="off"
            error={needed('name', name.trim() === '', t('connect.problem.nameEmpty'))}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Radio.Group
            label={t('connect.secretHome')}
            value={secretHome}
            onChange={(value) => setSecretHome(value === 'session' ? 'session' : 'keychain')}
          >
            <div className={classes['homes']}>
              <Radio value="keychain" label={t('connect.keychain')} description={t('connect.keychainWhat')} />
              <Radio value="session" label={t('connect.session')} description={t('connect.sessionWhat')} />
            </div>
          </Radio.Group>
          {connect.error && <ErrorNotice during="noCharge" error={connect.error} />}
          {keychainFailed && secretHome === 'keychain' && (
            <div className={classes['offer']}>
              <span>{t('connect.sessionOfferWhy')}</span>
              <Button variant="default" onClick={() => void send('session')}>
                {t('connect.sessionOffer')}
              </Button>
            </div>
          )}
          <div className={classes['send']}>
            <Button type="submit" loading={connect.busy}>
              {t('connect.submit')}
            </Button>
            <span role="status" className={classes['busy']}>
              {connect.busy && (waiting ? t('connect.waiting') : t('connect.submitting'))}
            </span>
          </div>
        </Stack>
      </form>
    </Panel>
  )
}
