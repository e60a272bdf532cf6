import { useState } from 'react'
import { PayoutList } from './PayoutList'
import { PayoutView } from './PayoutView'
import { UnpaidView } from './UnpaidView'
import { usePayouts } from './use-payouts'

/** What is open over the list: one payout, or what is in none. */
type Opened = { readonly payoutId: string } | 'unpaid' | null

/** What Dintero has paid out, and whether it agrees with what was charged here. */
export function PayoutsScreen() {
  const payouts = usePayouts()
  const [opened, setOpened] = useState<Opened>(null)
  const [last, setLast] = useState<string | null>(null)
  const back = (): void => setOpened(null)
  if (opened === 'unpaid') return <UnpaidView payouts={payouts} onBack={back} />
  if (opened !== null)
    return <PayoutView key={opened.payoutId} payoutId={opened.payoutId} payouts={payouts} onBack={back} />
  return (
    <PayoutList
      payouts={payouts}
      last={last}
      onOpen={(row) => {
        setLast(row.key)
        setOpened(row)
      }}
      onUnpaid={() => setOpened('unpaid')}
    />
  )
}
