import { Button, Group, Stack } from '@mantine/core'
import { IconHelpTriangle } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Provider } from '../../../shared/card'
import type { LinkDetail } from '../../../shared/link'
import type { AppError } from '../../../shared/result'
import { api } from '../../api'
import { problemsOf, type Problems } from '../../field-problems'
import { useAction } from '../../hooks/use-action'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLoad } from '../../hooks/use-load'
import { useStatus } from '../../stores/app-store'
import { useNavigation } from '../../stores/navigation'
import { ErrorNotice } from '../ErrorNotice'
import { LinkFacts } from '../links/LinkFacts'
import { LinkOutcome } from '../links/LinkOutcome'
import { Notice } from '../Notice'
import classes from './EnrolCard.module.css'
import {
  enrolmentLike,
  enrolmentOf,
  readEnrolment,
  type EnrolledCustomer,
  type EnrolmentForm
} from './enrolment-form'
import { EnrolmentFields } from './EnrolmentFields'

interface EnrolCardProps {
  /** The link that ended without a card; nothing is filled in without one. */
  readonly like?: LinkDetail | null
  /** Whose card it is to be, where that is known. */
  readonly customer?: EnrolledCustomer | null
  readonly onClose: () => void
  /** A link has been made: there is no way back to the form. */
  readonly onMade?: () => void
}

/** Asks a customer to store their card, without charging it: what is needed for it, then the link and what becomes of it. */
export function EnrolCard({ like = null, customer = null, onClose, onMade }: EnrolCardProps) {
  const [link, setLink] = useState<LinkDetail | null>(null)
  const made = (first: LinkDetail): void => {
    setLink(first)
    onMade?.()
  }
  return link === null ? (
    <EnrolForm like={like} customer={customer} onClose={onClose} onMade={made} />
  ) : (
    <EnrolLink link={link} onChange={setLink} onClose={onClose} />
  )
}

interface EnrolFormProps {
  readonly like: LinkDetail | null
  readonly customer: EnrolledCustomer | null
  readonly onClose: () => void
  readonly onMade: (link: LinkDetail) => void
}

function EnrolForm({ like, customer, onClose, onMade }: EnrolFormProps) {
  const { t } = useTranslation(['links', 'common'])
  const settings = useStatus().activeAccount?.settings
  const country = settings?.country ?? 'NO'
  const usual = useUsualProvider()
  const [form, setForm] = useState<EnrolmentForm>(() =>
    like === null ? enrolmentOf(customer, settings?.defaultCurrency ?? 'NOK') : enrolmentLike(like)
  )
  const [problems, setProblems] = useState<Problems>({})
  const enrolling = useAction(api.enrolCard)

  const edit = (change: Partial<EnrolmentForm>): void => {
    setForm((before) => ({ ...before, ...change }))
    setProblems((before) =>
      Object.fromEntries(Object.entries(before).filter(([field]) => !Object.hasOwn(change, field)))
    )
  }
  const submit = async (): Promise<void> => {
    const read = readEnrolment(form, usual, country)
    setProblems(read.problems)
    if (read.draft === null) return
    const answer = await enrolling.run(read.draft)
    if (answer?.ok) onMade(answer.value)
    else if (answer) setProblems(problemsOf(answer.error.fields))
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="sm">
        <div>{t('enrol.lead')}</div>
        <EnrolmentFields form={form} usual={usual} country={country} problems={problems} onEdit={edit} />
        {enrolling.error && <EnrolFailed error={enrolling.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={enrolling.busy}>
            {t('enrol.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Why there is no link, or that nobody can say whether there is one. */
function EnrolFailed({ error }: { readonly error: AppError }) {
  const { t } = useTranslation(['links', 'errors'])
  const go = useNavigation((state) => state.go)
  const isCertain = error.nothingSent === true || error.fields !== undefined
  if (isCertain) return <ErrorNotice during="noCharge" error={error} />
  return (
    <div role="alert">
      <Notice
        tone="caution"
        icon={IconHelpTriangle}
        title={t(`errors:${error.code}.what`)}
        action={
          <Button size="xs" variant="default" onClick={() => go({ name: 'links' })}>
            {t('enrol.toLinks')}
          </Button>
        }
      >
        {t('enrol.doubt')}
      </Notice>
    </div>
  )
}

interface EnrolLinkProps {
  readonly link: LinkDetail
  readonly onChange: (link: LinkDetail) => void
  readonly onClose: () => void
}

function EnrolLink({ link, onChange, onClose }: EnrolLinkProps) {
  const { t } = useTranslation('links')
  const go = useNavigation((state) => state.go)
  const { id: linkId } = link
  const reload = async (): Promise<void> => {
    const answer = await api.getLink({ linkId })
    if (answer.ok) onChange(answer.value)
  }
  useApiEvent('linksChanged', ({ rows }) => {
    if (rows.some(({ id }) => id === linkId)) void reload()
  })
  // The form and its focus are gone; what is read next is the link.
  const top = useRef<HTMLDivElement>(null)
  useEffect(() => top.current?.focus(), [])
  return (
    <div ref={top} tabIndex={-1} className={classes['made']}>
      <LinkOutcome link={link} onChange={onChange} />
      <LinkFacts link={link} />
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="subtle" color="gray" onClick={() => go({ name: 'links', linkId })}>
          {t('action.show')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('enrol.done')}
        </Button>
      </Group>
    </div>
  )
}

/** The provider of the card used last: an account seldom has two. */
function useUsualProvider(): Provider {
  const recent = useLoad(useCallback(() => api.searchCards({ query: '', limit: 1 }), []))
  return recent.value?.cards[0]?.provider ?? 'payex'
}
