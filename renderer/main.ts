import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './global.css'
import './nonce'
import './zod-setup'

// Imported at run time, because a bundler may evaluate shared chunks before this module, and then the first schemas
// would be built before zod was told not to compile.
const { start } = await import('./start')
await start()
