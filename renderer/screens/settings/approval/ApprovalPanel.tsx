import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountView } from '../../../../shared/account'
import type { ApproverView } from '../../../../shared/approval'
import { api } from '../../../api'
import { ErrorNotice } from '../../../components/ErrorNotice'
import { Loading } from '../../../components/Loading'
import { Panel } from '../../../components/Panel'
import { useLocale } from '../../../hooks/use-language'
import { useLoad } from '../../../hooks/use-load'
import { fullTime } from '../../../time-format'
import { NamedItem, NamedItems } from '../NamedItem'
import screen from '../SettingsScreen.module.css'
import classes from './Approval.module.css'
import { AddPersonDialog, ChangePinDialog, RemovePersonDialog } from './PeopleDialogs'
import { RuleForm } from './RuleForm'

type Asked =
  { readonly what: 'add' } | { readonly what: 'pin' | 'remove'; readonly person: ApproverView } | null

/** The second person: who may approve, and which files of the account in use need one. */
export function ApprovalPanel({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation('approval')
  const { value: view, error, reload, replace } = useLoad(api.getApproval)
  const [asked, setAsked] = useState<Asked>(null)
  if (view === null)
    return (
      <Panel title={t('title')}>
        {error === null ? <Loading /> : <ErrorNotice error={error} onRetry={reload} />}
      </Panel>
    )
  const dialog = { view, onView: replace, onClose: () => setAsked(null) }
  return (
    <Panel
      title={t('title')}
      actions={
        <Button size="xs" variant="default" onClick={() => setAsked({ what: 'add' })}>
          {t('people.add')}
        </Button>
      }
    >
      <p className={screen['what']}>{t('what')}</p>
      <h3 className={classes['heading']}>{t('people.title')}</h3>
      <NamedItems none={t('people.none')}>
        {view.approvers.map((person) => (
          <PersonItem
            key={person.id}
            person={person}
            onPin={() => setAsked({ what: 'pin', person })}
            onRemove={() => setAsked({ what: 'remove', person })}
          />
        ))}
      </NamedItems>
      <RuleForm account={account} view={view} onView={replace} />
      {asked?.what === 'add' && <AddPersonDialog {...dialog} />}
      {asked?.what === 'pin' && <ChangePinDialog {...dialog} person={asked.person} />}
      {asked?.what === 'remove' && <RemovePersonDialog {...dialog} person={asked.person} />}
    </Panel>
  )
}

interface PersonItemProps {
  readonly person: ApproverView
  readonly onPin: () => void
  readonly onRemove: () => void
}

function PersonItem({ person, onPin, onRemove }: PersonItemProps) {
  const { t } = useTranslation('approval')
  const locale = useLocale()
  const { name, addedAt, addedBy, pinChangedAt, lockedUntil } = person
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const times = { added: day.format(addedAt), pin: day.format(pinChangedAt) }
  return (
    <NamedItem
      name={name}
      facts={
        <>
          <span>
            {addedBy === '' ? t('people.factsNameless', times) : t('people.facts', { ...times, by: addedBy })}
          </span>
          {lockedUntil !== null && (
            <strong className={classes['locked']}>
              {t('people.locked', { time: fullTime(lockedUntil, locale) })}
            </strong>
          )}
        </>
      }
    >
      <Button size="xs" variant="default" onClick={onPin} aria-label={t('people.changePinNamed', { name })}>
        {t('people.changePin')}
      </Button>
      <Button size="xs" variant="default" onClick={onRemove} aria-label={t('people.removeNamed', { name })}>
        {t('people.remove')}
      </Button>
    </NamedItem>
  )
}
