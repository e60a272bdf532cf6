import { lazy, Suspense, useEffect, type ReactNode } from 'react'
import { Loading } from '../components/Loading'
import type { Screen } from '../stores/navigation'
import { ChargeScreen } from '../screens/charge/ChargeScreen'
import { ScreenBoundary } from './ScreenBoundary'

// The charge form is what the app opens with; the other screens are fetched while the person looks at it.
const load = {
  today: async () => ({ default: (await import('../screens/today/TodayScreen')).TodayScreen }),
  files: async () => ({ default: (await import('../screens/batch/FilesScreen')).FilesScreen }),
  batch: async () => ({ default: (await import('../screens/batch/BatchScreen')).BatchScreen }),
  links: async () => ({ default: (await import('../screens/links/LinksScreen')).LinksScreen }),
  history: async () => ({ default: (await import('../screens/history/HistoryScreen')).HistoryScreen }),
  find: async () => ({ default: (await import('../screens/find/FindScreen')).FindScreen }),
  payouts: async () => ({ default: (await import('../screens/payouts/PayoutsScreen')).PayoutsScreen }),
  held: async () => ({ default: (await import('../screens/held/HeldScreen')).HeldScreen }),
  cards: async () => ({ default: (await import('../screens/cards/CardsScreen')).CardsScreen }),
  customer: async () => ({ default: (await import('../screens/customer/CustomerScreen')).CustomerScreen }),
  unresolved: async () => ({
    default: (await import('../screens/unresolved/UnresolvedScreen')).UnresolvedScreen
  }),
  audit: async () => ({ default: (await import('../screens/audit/AuditScreen')).AuditScreen }),
  settings: async () => ({ default: (await import('../screens/settings/SettingsScreen')).SettingsScreen }),
  connect: async () => ({ default: (await import('../screens/connect/ConnectScreen')).ConnectScreen })
}

const TodayScreen = lazy(load.today)
const FilesScreen = lazy(load.files)
const BatchScreen = lazy(load.batch)
const LinksScreen = lazy(load.links)
const HistoryScreen = lazy(load.history)
const FindScreen = lazy(load.find)
const PayoutsScreen = lazy(load.payouts)
const HeldScreen = lazy(load.held)
const CardsScreen = lazy(load.cards)
const CustomerScreen = lazy(load.customer)
const UnresolvedScreen = lazy(load.unresolved)
const AuditScreen = lazy(load.audit)
const SettingsScreen = lazy(load.settings)
const ConnectScreen = lazy(load.connect)

function shown(screen: Screen): ReactNode {
  switch (screen.name) {
    case 'charge':
      return (
        <ChargeScreen
          cardId={screen.cardId ?? null}
          retryOf={screen.retryOf ?? null}
          linkFor={screen.linkFor ?? null}
          linkLike={screen.linkLike ?? null}
          newLink={screen.newLink ?? false}
        />
      )
    case 'links':
      return <LinksScreen linkId={screen.linkId ?? null} waiting={screen.waiting ?? false} />
    case 'files':
      return <FilesScreen />
    case 'batch':
      return <BatchScreen batchId={screen.batchId} />
    case 'today':
      return <TodayScreen />
    case 'history':
      return <HistoryScreen chargeId={screen.chargeId ?? null} shows={screen.shows ?? null} />
    case 'find':
      return <FindScreen search={screen.search ?? ''} />
    case 'payouts':
      return <PayoutsScreen />
    case 'held':
      return <HeldScreen />
    case 'cards':
      return <CardsScreen enrol={screen.enrol ?? null} />
    case 'customer':
      // Another customer is another page: nothing that was typed about one is seen at the other.
      return <CustomerScreen key={`${screen.of.kind} ${screen.of.id}`} of={screen.of} />
    case 'unresolved':
      return <UnresolvedScreen />
    case 'audit':
      return <AuditScreen />
    case 'settings':
      return <SettingsScreen />
    case 'connect':
      return <ConnectScreen accountId={screen.accountId ?? null} />
  }
}

/** The screen that is asked for. A screen that breaks takes nothing else with it. */
export function ScreenOutlet({ screen }: { readonly screen: Screen }) {
  useEffect(() => {
    const handle = requestIdleCallback(() => void Promise.all(Object.values(load).map((warm) => warm())))
    return () => cancelIdleCallback(handle)
  }, [])
  return (
    <ScreenBoundary>
      <Suspense fallback={<Loading />}>{shown(screen)}</Suspense>
    </ScreenBoundary>
  )
}
