import { Button } from '@mantine/core'
import { IconMoodSad } from '@tabler/icons-react'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api'
import { EmptyState } from '../components/EmptyState'

interface BoundaryState {
  readonly broken: boolean
}

/** Keeps the window alive when a screen throws, and tells main's log why. */
export class ScreenBoundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { broken: false }

  static getDerivedStateFromError(): BoundaryState {
    return { broken: true }
  }

  override componentDidCatch(error: Error): void {
    void api.reportPageError({ message: `${error.name}: ${error.message}`.slice(0, 2000) })
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    return <Broken onReload={() => this.setState({ broken: false })} />
  }
}

function Broken({ onReload }: { readonly onReload: () => void }) {
  const { t } = useTranslation()
  return (
    <div role="alert">
      <EmptyState
        icon={<IconMoodSad />}
        title={t('crash.title')}
        action={<Button onClick={onReload}>{t('crash.reload')}</Button>}
      >
        {t('crash.body')}
      </EmptyState>
    </div>
  )
}
