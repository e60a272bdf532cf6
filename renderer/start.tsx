import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { startI18n } from './i18n'
import { useAppStore } from './stores/app-store'

/** Asks main how things stand, then replaces the painted skeleton by the app. */
export async function start(): Promise<void> {
  const root = document.getElementById('root')
  if (!root) throw new Error('The page has no #root')
  await startI18n()
  await useAppStore.getState().refresh()
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>
  )
}
