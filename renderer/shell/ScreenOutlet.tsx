import { lazy, Suspense, useEffect, type ReactNode } from 'react'
import { Loading } from '../components/Loading'
import type { Screen } from '../stores/navigation'
import { ChargeScreen } from '../screens/charge/ChargeScreen'
import { ScreenBoundary } from './ScreenBoundary'

// The charge form is what the app opens with; the other screens are fetched while the person looks at it.
const load = {
  files: async () => ({ default: (await import('../screens/batch/FilesScreen')).FilesScreen }),
  batch: async () => ({ default: (await import('../screens/batch/BatchScreen')).BatchScreen }),
  history: async () => ({ default: (await import('../screens/history/HistoryScreen')).HistoryScreen }),
  cards: async () => ({ default: (await import('../screens/cards/CardsScreen')).CardsScreen }),
  unresolved: async () => ({
    default: (await import('../screens/unresolved/UnresolvedScreen')).UnresolvedScreen
  }),
  audit: async () => ({ default: (await import('../screens/audit/AuditScreen')).AuditScreen }),
  settings: async () => ({ default: (await import('../screens/settings/SettingsScreen')).SettingsScreen }),
  connect: async () => ({ default: (await import('../screens/connect/ConnectScreen')).ConnectScreen })
}

const FilesScreen = lazy(load.files)
const BatchScreen = lazy(load.batch)
const HistoryScreen = lazy(load.history)
const CardsScreen = lazy(load.cards)
const UnresolvedScreen = lazy(load.unresolved)
const AuditScreen = lazy(load.audit)
const SettingsScreen = lazy(load.settings)
const ConnectScreen = lazy(load.connect)

function shown(screen: Screen): ReactNode {
  switch (screen.name) {
    case 'charge':
      return <ChargeScreen cardId={screen.cardId ?? null} retryOf={screen.retryOf ?? null} />
    case 'files':
      return <FilesScreen />
    case 'batch':
      return <BatchScreen batchId={screen.batchId} />
    case 'history':
      return <HistoryScreen chargeId={screen.chargeId ?? null} />
    case 'cards':
      return <CardsScreen />
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
