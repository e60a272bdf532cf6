import { Button } from '@mantine/core'
import { IconCreditCardPay, IconLink, IconLinkPlus, IconPencil } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canBeFilledIn } from '../../../shared/card'
import type { CustomerOf, CustomerView } from '../../../shared/customer'
import { shownPhone } from '../../../shared/phone'
import { api } from '../../api'
import { useCardWords } from '../../components/card-words'
import { EnrolCardDialog } from '../../components/enrol-card/EnrolCardDialog'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Loading } from '../../components/Loading'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLoad } from '../../hooks/use-load'
import { useNavigation } from '../../stores/navigation'
import { CardsPanel } from './CardsPanel'
import { ContactDialog } from './ContactDialog'
import classes from './CustomerScreen.module.css'
import { DinteroPanel } from './DinteroPanel'
import { ChargesPanel, LinksPanel } from './HistoryPanels'
import { MoneyPanel } from './MoneyPanel'
import { NotesPanel } from './NotesPanel'
import { OpenPanel } from './OpenPanel'

/** Everything about one customer, from this computer alone and at once; Dintero is asked only by a press. */
export function CustomerScreen({ of }: { readonly of: CustomerOf }) {
  const { t } = useTranslation('customer')
  const customer = useLoad(useCallback(() => api.getCustomer(of), [of]))
  useApiEvent('chargesChanged', customer.reload)
  useApiEvent('linksChanged', customer.reload)
  useApiEvent('modificationsChanged', customer.reload)
  const { value, error } = customer
  return (
    <div className={classes['root']}>
      {value === null ? (
        <ScreenHeader title={t('title')} />
      ) : (
        <Head customer={value} onChange={customer.reload} />
      )}
      {error && <ErrorNotice during="noCharge" error={error} onRetry={customer.reload} />}
      {value === null ? (
        !error && <Loading />
      ) : (
        <>
          <OpenPanel customer={value} />
          <div className={classes['columns']}>
            <div className={classes['column']}>
              <CardsPanel customer={value} onChange={customer.reload} />
              <ChargesPanel customer={value} />
              <LinksPanel customer={value} />
            </div>
            <div className={classes['column']}>
              <MoneyPanel customer={value} />
              <NotesPanel customer={value} onChange={customer.reload} />
              {value.customerNumber !== '' && <DinteroPanel customer={value} onChange={customer.reload} />}
            </div>
          </div>
        </>
      )}
    </div>
  )
}

interface HeadProps {
  readonly customer: CustomerView
  readonly onChange: () => void
}

/** Who it is, how they are reached, and what can be done for them. */
function Head({ customer, onChange }: HeadProps) {
  const { t } = useTranslation(['customer', 'links'])
  const words = useCardWords()
  const go = useNavigation((state) => state.go)
  const [editing, setEditing] = useState(false)
  const [enrolling, setEnrolling] = useState(false)
  const { cards, customerNumber, email, phone } = customer
  const chargeable = cards.find(({ card }) => card.blockedUntil === null && card.operations.length > 0)?.card
  const linkable = (cards.find(({ card }) => canBeFilledIn(card)) ?? cards[0])?.card
  const contact = [
    customerNumber === '' ? '' : t('number', { number: customerNumber }),
    email,
    shownPhone(phone)
  ].filter((each) => each !== '')
  return (
    <>
      <ScreenHeader
        title={words.name({ customerName: customer.name })}
        summary={contact.length === 0 ? t('noContact') : contact.join(' · ')}
      >
        {linkable && (
          <Button
            variant="default"
            leftSection={<IconLink size={16} aria-hidden />}
            onClick={() => go({ name: 'charge', cardId: linkable.id, newLink: true })}
          >
            {t('sendLink')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconLinkPlus size={16} aria-hidden />}
          onClick={() => setEnrolling(true)}
        >
          {t('enrol')}
        </Button>
        {cards.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconPencil size={16} aria-hidden />}
            onClick={() => setEditing(true)}
          >
            {t('edit')}
          </Button>
        )}
        {chargeable && (
          <Button
            leftSection={<IconCreditCardPay size={16} aria-hidden />}
            onClick={() => go({ name: 'charge', cardId: chargeable.id })}
          >
            {t('charge', { card: words.ending(chargeable) })}
          </Button>
        )}
      </ScreenHeader>
      <ContactDialog
        customer={customer}
        opened={editing}
        onClose={() => setEditing(false)}
        onChanged={onChange}
      />
      <EnrolCardDialog
        opened={enrolling}
        like={null}
        customer={{ customerName: customer.name, customerNumber, email, phone }}
        onClose={() => setEnrolling(false)}
      />
    </>
  )
}
