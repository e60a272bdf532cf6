import { Button } from '@mantine/core'
import { IconArrowBackUp, IconCoins, IconLockOpen, type Icon } from '@tabler/icons-react'
import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  modificationKinds,
  type ModificationKind,
  type ModificationObstacle,
  type ModificationRow,
  type TransactionMoney
} from '../../../shared/modification'
import { mostOf, obstacleTo } from '../../../shared/modification-offers'
import type { TransactionDetail } from '../../../shared/transaction-detail'
import { Fact, Facts } from '../Facts'
import { MoneyText } from '../MoneyText'
import { ModificationDialog } from './ModificationDialog'
import { ModificationItem } from './ModificationItem'
import classes from './Payment.module.css'
import { PaymentEvents } from './PaymentEvents'

const icons: Readonly<Record<ModificationKind, Icon>> = {
  capture: IconCoins,
  void: IconLockOpen,
  refund: IconArrowBackUp
}

interface PaymentAtDinteroProps {
  readonly detail: TransactionDetail
  readonly onChanged: () => void
}

/** What a payment comes to, what may be done to it now and why the rest may not, what was done from here, and its events. */
export function PaymentAtDintero({ detail, onChanged }: PaymentAtDinteroProps) {
  const { t } = useTranslation('payment')
  const { money, currency, problem } = detail
  const [doing, setDoing] = useState<{ kind: ModificationKind; most: number } | null>(null)
  const [opened, setOpened] = useState(false)
  const [newest, setNewest] = useState<ModificationRow | null>(null)
  const result = useRef<HTMLLIElement>(null)

  const close = useCallback(() => setOpened(false), [])
  const done = useCallback(
    (modification: ModificationRow) => {
      setNewest(modification)
      setOpened(false)
      onChanged()
    },
    [onChanged]
  )
  // The last answer is here before the payment has been read anew.
  const modifications =
    newest === null || detail.modifications.some(({ id }) => id === newest.id)
      ? detail.modifications
      : [newest, ...detail.modifications]
  return (
    <>
      {money === null ? (
        <div className={classes['unreadable']} role="note">
          <p>{t('unreadable')}</p>
          {problem !== null && <p className={classes['quiet']}>{problem}</p>}
        </div>
      ) : (
        <Money money={money} />
      )}
      <Offers
        detail={detail}
        onChoose={(kind) => {
          setDoing({ kind, most: mostOf(kind, detail.offers) })
          setOpened(true)
        }}
      />
      {modifications.length > 0 && (
        <ul className={classes['modifications']} aria-label={t('done.title')}>
          {modifications.map((row) => (
            <ModificationItem
              key={row.id}
              ref={row.id === newest?.id ? result : null}
              modification={row}
              onChanged={onChanged}
            />
          ))}
        </ul>
      )}
      <PaymentEvents events={detail.events} currency={currency} />
      {doing !== null && currency !== null && (
        <ModificationDialog
          target={{ ...doing, transactionId: detail.transactionId, currency }}
          names={detail}
          opened={opened}
          onClose={close}
          onGone={() => result.current?.focus()}
          onDone={done}
          onStale={onChanged}
        />
      )}
    </>
  )
}

/** Only what there is any of, and what is left. */
function Money({ money }: { readonly money: TransactionMoney }) {
  const { t } = useTranslation('payment')
  const { currency } = money
  const parts = ['authorised', 'captured', 'refunded', 'voided', 'pendingCapture', 'pendingRefund'] as const
  return (
    <Facts>
      {parts
        .filter((part) => part === 'authorised' || money[part] > 0)
        .map((part) => (
          <Fact key={part} name={t(`money.${part}`)}>
            <MoneyText amount={money[part]} currency={currency} />
          </Fact>
        ))}
      {(['leftToCapture', 'leftToRefund'] as const)
        .filter((left) => money[left] > 0)
        .map((left) => (
          <Fact key={left} name={t(`money.${left}`)}>
            <MoneyText amount={money[left]} currency={currency} weight="strong" />
          </Fact>
        ))}
    </Facts>
  )
}

interface OffersProps {
  readonly detail: TransactionDetail
  readonly onChoose: (kind: ModificationKind) => void
}

function Offers({ detail, onChoose }: OffersProps) {
  const { t } = useTranslation('payment')
  const { offers } = detail
  const offered = modificationKinds.filter((kind) => obstacleTo(kind, offers) === null)
  const reasons = groupedReasons(detail)
  return (
    <>
      {offered.length > 0 && (
        <div className={classes['actions']}>
          {offered.map((kind, index) => {
            const Mark = icons[kind]
            return (
              <Button
                key={kind}
                variant={kind === 'capture' && index === 0 ? 'filled' : 'default'}
                leftSection={<Mark size={16} aria-hidden />}
                onClick={() => onChoose(kind)}
              >
                {t(`offer.${kind}`)}
              </Button>
            )
          })}
        </div>
      )}
      {reasons.map(({ kinds, obstacle }) => (
        <p key={obstacle} className={classes['quiet']}>
          {t('not.sentence', {
            what: kinds.map((kind) => t(`noun.${kind}`)),
            why: t(`not.${obstacle}`)
          })}
        </p>
      ))}
    </>
  )
}

/** Why what is not offered is not, each reason once. */
function groupedReasons({ offers }: TransactionDetail): {
  readonly kinds: readonly ModificationKind[]
  readonly obstacle: ModificationObstacle
}[] {
  const found = new Map<ModificationObstacle, ModificationKind[]>()
  for (const kind of modificationKinds) {
    const obstacle = obstacleTo(kind, offers)
    if (obstacle !== null) found.set(obstacle, [...(found.get(obstacle) ?? []), kind])
  }
  return [...found].map(([obstacle, kinds]) => ({ obstacle, kinds }))
}
