import { useTranslation } from 'react-i18next'
import type { LinkDetail } from '../../../shared/link'
import { shownPhone } from '../../../shared/phone'
import { useCardWords } from '../card-words'
import { CustomerName } from '../CustomerName'
import { Copyable, Fact, Facts, OrderFact } from '../Facts'
import { MoneyText } from '../MoneyText'
import { TimeText } from '../TimeText'

interface LinkFactsProps {
  readonly link: LinkDetail
  /** `all` adds what one looks up in the list and has just seen in the form. */
  readonly extent?: 'main' | 'all'
}

/** What is asked for by a link, of whom, and under which ids. */
export function LinkFacts({ link, extent = 'main' }: LinkFactsProps) {
  const { t } = useTranslation(['links', 'charge'])
  const { amount, currency, transactionId } = link
  const paidBy =
    link.state !== 'paid'
      ? t('fact.tried')
      : link.kind === 'enrolment'
        ? t('fact.storedBy')
        : t('fact.transaction')
  return (
    <Facts>
      {amount !== null && (
        <Fact name={t('fact.amount')}>
          <MoneyText amount={amount} currency={currency} weight="strong" />
        </Fact>
      )}
      <Fact name={t('fact.customer')}>
        <CustomerName of={{ kind: 'link', id: link.id }} customerName={link.customerName} />
      </Fact>
      <Fact name={t('fact.card')}>
        <CardOf link={link} />
      </Fact>
      <Fact name={t('fact.reference')}>
        <Copyable text={link.merchantReference} what={t('fact.reference')} />
      </Fact>
      {transactionId !== null && (
        <Fact name={paidBy}>
          <Copyable text={transactionId} what={t('charge:result.transaction')} />
        </Fact>
      )}
      {extent === 'all' && <MoreFacts link={link} />}
    </Facts>
  )
}

/** The card that is filled in or was stored; else it is the customer's choice. */
function CardOf({ link }: { readonly link: LinkDetail }) {
  const { t } = useTranslation('links')
  const words = useCardWords()
  if (link.kind === 'enrolment') return link.card === null ? t('fact.cardOpen') : words.ending(link.card)
  return link.filled ? t('fact.cardFilled', { card: words.ending(link) }) : t('fact.cardOpen')
}

function MoreFacts({ link }: { readonly link: LinkDetail }) {
  const { t } = useTranslation(['links', 'charge', 'common'])
  const { sessionId, transactionStatus, givenAt, givenHow, openedAt, expiresAt } = link
  const contact = [link.email, shownPhone(link.phone)].filter((each) => each !== '').join(', ')
  return (
    <>
      {sessionId !== null && (
        <Fact name={t('fact.session')}>
          <Copyable text={sessionId} what={t('fact.session')} />
        </Fact>
      )}
      {transactionStatus !== null && (
        <Fact name={t('fact.status')}>
          <code>{transactionStatus}</code>
        </Fact>
      )}
      <Fact name={t('fact.provider')}>{t(`common:provider.${link.provider}`)}</Fact>
      {link.kind === 'payment' && <Fact name={t('fact.capture')}>{t(`charge:capture.${link.capture}`)}</Fact>}
      <OrderFact order={link} />
      {link.customerNumber !== '' && (
        <Fact name={t('fact.customerNumber')}>
          <Copyable text={link.customerNumber} what={t('fact.customerNumber')} />
        </Fact>
      )}
      {contact !== '' && <Fact name={t('fact.contact')}>{contact}</Fact>}
      {expiresAt !== null && (
        <Fact name={t('fact.expires')}>
          <TimeText at={expiresAt} form="full" />
        </Fact>
      )}
      {givenAt !== null && (
        <Fact name={t('fact.shared')}>
          <TimeText at={givenAt} form="full" />
          {givenHow !== null && <>, {t(`how.${givenHow}`)}</>}
        </Fact>
      )}
      {openedAt !== null && (
        <Fact name={t('fact.opened')}>
          <TimeText at={openedAt} form="full" />
        </Fact>
      )}
      <Fact name={t('fact.made')}>
        <TimeText at={link.createdAt} form="full" />
      </Fact>
      {link.operator !== '' && <Fact name={t('fact.operator')}>{link.operator}</Fact>}
      {link.duplicateReason !== null && <Fact name={t('fact.duplicateReason')}>{link.duplicateReason}</Fact>}
    </>
  )
}
