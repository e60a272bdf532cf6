import { MantineProvider } from '@mantine/core'
import { useEffect } from 'react'
import { colourSchemeManager } from './colour-scheme'
import { styleNonce } from './nonce'
import { FirstRun } from './screens/connect/FirstRun'
import { Shell } from './shell/Shell'
import { StartFailed } from './shell/StartFailed'
import { useAppStore } from './stores/app-store'
import { useNavigation } from './stores/navigation'
import { cssVariables, theme } from './theme'

/** The whole page: the look, the words, and which of the three windows there is to show. */
export function App() {
  const scheme = useAppStore((state) => state.status?.settings.colourScheme ?? 'system')
  const listen = useAppStore((state) => state.listen)
  useEffect(() => listen(), [listen])

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      getStyleNonce={styleNonce}
      defaultColorScheme="auto"
      colorSchemeManager={colourSchemeManager}
      {...(scheme !== 'system' && { forceColorScheme: scheme })}
    >
      <Window />
    </MantineProvider>
  )
}

function Window() {
  const status = useAppStore((state) => state.status)
  const problem = useAppStore((state) => state.problem)
  const connecting = useNavigation((state) => state.screen.name === 'connect')
  if (!status) return problem && <StartFailed problem={problem} />
  if (status.accounts.length === 0 && !connecting) return <FirstRun status={status} />
  return <Shell status={status} />
}
