import './fake-bridge'

// At run time, so that the double is in place before the page's first module reads `window.api`.
await import('../../../renderer/main')
