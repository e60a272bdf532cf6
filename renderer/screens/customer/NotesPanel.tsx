import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestNote, type CustomerNote, type CustomerView } from '../../../shared/customer'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Panel } from '../../components/Panel'
import { TimeText } from '../../components/TimeText'
import { problemsOf } from '../../field-problems'
import { useAction } from '../../hooks/use-action'
import { useProblemWords } from '../../hooks/use-problem-words'
import classes from './CustomerScreen.module.css'

interface NotesPanelProps {
  readonly customer: CustomerView
  readonly onChange: () => void
}

/** What people wrote about a customer. A note is never changed: it is removed, and another one written. */
export function NotesPanel({ customer: { of, notes }, onChange }: NotesPanelProps) {
  const { t } = useTranslation('customer')
  const words = useProblemWords()
  const [text, setText] = useState('')
  const adding = useAction(api.addCustomerNote)
  const problem = problemsOf(adding.error?.fields)['text']
  const add = async (): Promise<void> => {
    const answer = await adding.run({ of, text })
    if (!answer?.ok) return
    setText('')
    onChange()
  }
  return (
    <Panel title={t('notes.title')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <Textarea
          label={t('notes.label')}
          placeholder={t('notes.placeholder')}
          value={text}
          autosize
          minRows={2}
          maxRows={8}
          error={problem ? words('text', problem) : null}
          onChange={(event) => {
            setText(event.currentTarget.value)
            adding.clear()
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return
            event.preventDefault()
            void add()
          }}
        />
        {adding.error && problem === undefined && <ErrorNotice during="noCharge" error={adding.error} />}
        <Group justify="flex-end" mt="xs">
          {text.length > longestNote && (
            <span className={classes['doubt']}>{t('notes.long', { most: longestNote })}</span>
          )}
          <Button type="submit" size="xs" variant="default" loading={adding.busy}>
            {t('notes.add')}
          </Button>
        </Group>
      </form>
      {notes.length === 0 && <p className={classes['none']}>{t('notes.none')}</p>}
      <ul className={classes['notes']}>
        {notes.map((note) => (
          <Note key={note.id} note={note} onChange={onChange} />
        ))}
      </ul>
    </Panel>
  )
}

/** The press that asked for it took its own button away. */
const takeFocus = (button: HTMLButtonElement | null): void => button?.focus()

function Note({ note, onChange }: { readonly note: CustomerNote; readonly onChange: () => void }) {
  const { t } = useTranslation(['customer', 'common'])
  const [asked, setAsked] = useState(false)
  const removing = useAction(api.removeCustomerNote)
  const remove = async (): Promise<void> => {
    const answer = await removing.run({ id: note.id })
    if (answer?.ok) onChange()
  }
  const { text, author, writtenAt, removedBy } = note
  return (
    <li className={classes['noteItem']}>
      {removedBy === null ? (
        <p className={classes['noteText']}>{text}</p>
      ) : (
        <p className={classes['quiet']}>{t('notes.removed', { by: removedBy })}</p>
      )}
      <div className={classes['noteFoot']}>
        <span className={classes['quiet']}>
          {author} · <TimeText at={writtenAt} />
        </span>
        {removedBy === null && !asked && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={t('notes.removeNamed', { author })}
            onClick={() => setAsked(true)}
          >
            {t('common:action.remove')}
          </Button>
        )}
        {removedBy === null && asked && (
          <Group gap={4}>
            <Button size="compact-xs" variant="default" onClick={() => setAsked(false)}>
              {t('notes.keep')}
            </Button>
            <Button
              size="compact-xs"
              color="red"
              ref={takeFocus}
              loading={removing.busy}
              onClick={() => void remove()}
            >
              {t('notes.remove')}
            </Button>
          </Group>
        )}
      </div>
      {removing.error && <ErrorNotice during="noCharge" error={removing.error} />}
    </li>
  )
}
