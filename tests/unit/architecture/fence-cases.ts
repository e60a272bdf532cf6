// What the fences must refuse and must let pass, file by file: a specifier, or a line of code.

interface Sides {
  readonly refused: readonly string[]
  readonly allowed: readonly string[]
}

export const fenceCases: Readonly<Record<string, Sides>> = {
  'shared/money.ts': {
    refused: [
      'react',
      'node:fs',
      'fs',
      'libphonenumber-js',
      '../electron/desk/log',
      "export type { Log } from '../electron/desk/log'",
      "fetch('https://example.com')"
    ],
    allowed: ['zod', './charge']
  },
  'electron/main.ts': {
    refused: [
      'ky',
      'keytar',
      'kysely',
      'kysely/migration',
      '@photostructure/sqlite',
      './charging/sending',
      './ledger/ledger',
      './simulator/simulator',
      "export { ipcMain } from 'electron'",
      "import electron from 'electron'",
      "import * as all from 'electron'",
      "export * from 'electron'",
      "session.defaultSession.fetch('https://example.com')",
      "process.getBuiltinModule('node:http')",
      "require('node:http')"
    ],
    allowed: ['electron', './shell/window', './command-line', "export { app, net } from 'electron'"]
  },
  'electron/preload.ts': {
    refused: [
      'zod',
      'node:fs',
      '../shared/ipc',
      '../shared/money',
      "export { net } from 'electron'",
      "import { calls, type CallInput } from '../shared/ipc'"
    ],
    allowed: [
      '../shared/ipc-names',
      "export { ipcRenderer } from 'electron'",
      "import { type Api } from '../shared/ipc'"
    ]
  },
  'electron/shell/window.ts': {
    refused: [
      '../charging/sending',
      '../ledger/ledger',
      '../dintero/client',
      '../main',
      '../simulator/simulator',
      '../../renderer/api',
      "export { ipcMain } from 'electron'",
      "export { ipcRenderer } from 'electron'",
      "export { safeStorage } from 'electron'",
      "net.fetch('https://example.com')",
      "net.request('https://example.com')",
      'export const { request } = net'
    ],
    allowed: [
      'electron',
      './security',
      '../desk/log',
      '../services',
      '../../shared/text',
      "export { net } from 'electron'",
      'net.isOnline()'
    ]
  },
  'electron/command-line.ts': {
    refused: ['electron', './services'],
    allowed: ['./command/options', '../shared/text', 'node:fs']
  },
  'electron/command/batch-command.ts': {
    refused: [
      'electron',
      'keytar',
      '../ledger/ledger',
      '../batch/batch-service',
      '../handlers',
      '../shell/words',
      '../../renderer/screens/batch/file-words'
    ],
    allowed: [
      './options',
      '../services',
      '../desk/log',
      '../../renderer/locales/en',
      '../../shared/batch',
      "import type { BatchRecord } from '../ledger/batches'"
    ]
  },
  'electron/status.ts': { refused: ['electron', './ledger/ledger'], allowed: ['./services', './desk/log'] },
  'electron/handlers.ts': {
    refused: ['electron', './ledger/ledger', './dintero/client', './main', './shell/window'],
    allowed: ['./services', './charging/charge-service', './desk/log']
  },
  'electron/services.ts': {
    refused: ['electron', './handlers', './shell/window', './simulator/simulator', './ledger/reading/reads'],
    allowed: ['./charging/charge-service', './ledger/ledger', './ledger/reading/thread', './dintero/client']
  },
  'electron/desk/log.ts': {
    refused: ['electron', '../services', '../handlers', '../ledger/sqlite/file', '../shell/quit'],
    allowed: ['./settings-store', '../ledger/ledger', '../../shared/settings', 'node:fs']
  },
  'electron/charging/sending.ts': {
    refused: [
      'electron',
      'ky',
      '../simulator/simulator',
      '../accounts/card-service',
      '../handlers',
      '../desk/log',
      '../ledger/sqlite/dialect',
      './../accounts/card-service',
      '../ledger/../accounts/card-service',
      "export const later = import('../accounts/card-service')",
      "export type Other = import('../accounts/card-service').CardService",
      "import type { CardService } from '../accounts/card-service'",
      "export * from '../accounts/card-service'",
      'node:http',
      'http',
      'undici',
      'node:dgram',
      'node:module'
    ],
    allowed: ['./draft', '../ledger/charges', '../dintero/requests', '../../shared/text']
  },
  'electron/charging/links/link.ts': {
    refused: ['../../accounts/card-service', '../../ledger/sqlite/dialect'],
    allowed: ['../sending', '../../ledger/charges', '../../../shared/text']
  },
  'electron/importing/reading/csv.ts': {
    refused: ['electron', 'node:fs', '../../ledger/charges', '../../batch/runner', '../meaning/columns'],
    allowed: ['papaparse', 'hucre', 'iconv-lite', './table', '../../../shared/text']
  },
  'electron/importing/meaning/columns.ts': {
    refused: ['papaparse', 'hucre', 'iconv-lite', 'kysely', '../../ledger/charges', '../writing/result-file'],
    allowed: ['../reading/table', 'node:crypto', '../../../shared/fields']
  },
  'electron/importing/writing/template.ts': {
    refused: ['electron', '../../ledger/charges', '../../charging/draft', 'node:fs'],
    allowed: ['../reading/table', '../meaning/columns', 'papaparse', 'hucre', 'iconv-lite']
  },
  'electron/customers/customer-service.ts': {
    refused: ['electron', 'kysely', 'ky', '../batch/batch-run', '../ledger/reading/customer', '../handlers'],
    allowed: [
      '../accounts/card-service',
      '../ledger/ledger',
      '../ledger/reading/ledger-reads',
      '../../shared/customer'
    ]
  },
  'electron/payouts/payout-service.ts': {
    refused: ['electron', 'kysely', '../accounts/card-service', '../charging/engine', '../handlers'],
    allowed: ['../charging/modifications/reading', '../ledger/ledger', '../dintero/dintero', './agreement']
  },
  'electron/finding/find-service.ts': {
    refused: ['electron', 'ky', '../charging/modifications/reading', '../payouts/agreement', '../handlers'],
    allowed: ['../ledger/ledger', '../dintero/dintero', './search', '../../shared/find']
  },
  'electron/threads/thread.ts': {
    refused: ['electron', '../ledger/ledger', '../batch/batch-run'],
    allowed: ['node:worker_threads', '../../shared/result']
  },
  'electron/disk/whole-file.ts': {
    refused: ['electron', '../ledger/ledger', '../batch/files'],
    allowed: ['node:fs', '../../shared/result']
  },
  'electron/reports/export-desk.ts': {
    refused: [
      'electron',
      'kysely',
      'hucre',
      '../charging/engine',
      '../ledger/reading/reads',
      '../secrets/token-cipher'
    ],
    allowed: [
      '../threads/thread',
      '../disk/whole-file',
      '../importing/writing/sheet',
      '../ledger/ledger',
      '../ledger/reading/whole-lists',
      '../../shared/text'
    ]
  },
  'electron/batch/runner.ts': {
    refused: [
      'electron',
      'kysely',
      'papaparse',
      '../dintero/client',
      '../ledger/sqlite/dialect',
      '../handlers'
    ],
    allowed: [
      '../charging/engine',
      '../threads/thread',
      '../importing/meaning/rows',
      '../ledger/staging/staging',
      'node:worker_threads'
    ]
  },
  'electron/accounts/card-service.ts': {
    refused: ['electron', '../charging/sending', '../services'],
    allowed: []
  },
  'electron/ledger/charges.ts': {
    refused: ['electron', '../charging/sending', '../dintero/client', '@photostructure/sqlite'],
    allowed: ['kysely', 'kysely/migration', '../../shared/charge', './sqlite/dialect']
  },
  'electron/dintero/wire.ts': { refused: ['electron', 'ky', 'kysely'], allowed: [] },
  'electron/dintero/client.ts': { refused: ['ky', 'keytar', '../ledger/charges'], allowed: ['./transport'] },
  'electron/dintero/transport.ts': {
    refused: [
      '../ledger/charges',
      '../simulator/simulator',
      'keytar',
      "export const answer = fetch('https://example.com')"
    ],
    allowed: ['ky', './wire', '../../shared/outcome', 'export const own = options.fetch']
  },
  'electron/secrets/token-cipher.ts': {
    refused: [
      'electron',
      'keytar',
      '../ledger/cards',
      '../dintero/client',
      "export const keytar = import('keytar')"
    ],
    allowed: []
  },
  'electron/secrets/keytar-store.ts': {
    refused: ['@github/keytar'],
    allowed: ['keytar', './secret-store', '../../shared/result']
  },
  'electron/simulator/decide.ts': {
    refused: ['../dintero/wire', '../../shared/transaction', 'electron', 'ky'],
    allowed: []
  },
  'electron/dintero/http.ts': {
    refused: [
      'node:http',
      'node:https',
      'https',
      'node:http2',
      'node:net',
      'node:tls',
      "export const answer = fetch('https://example.com')",
      "export const again = globalThis.fetch('https://example.com')",
      "export const third = globalThis['fetch']('https://example.com')",
      'export const { fetch: taken } = globalThis'
    ],
    allowed: []
  },
  'electron/simulator/server.ts': {
    refused: ['node:https', 'node:net', 'node:sqlite'],
    allowed: ['node:http', './routes']
  },
  'renderer/api.ts': {
    refused: [
      "fetch('https://example.com')",
      'export const request = new XMLHttpRequest()',
      "export const socket = new WebSocket('wss://example.com')",
      "export const source = new EventSource('https://example.com')",
      'electron',
      'node:fs',
      'path',
      'keytar',
      'ky',
      '../electron/desk/log',
      '../tests/support/words',
      './stores/app-store',
      './components/Panel',
      './App'
    ],
    allowed: ['export const { getStatus } = window.api']
  },
  'renderer/main.ts': {
    refused: ['./screens/charge/ChargeScreen', './App'],
    allowed: ['./start', './zod-setup']
  },
  'renderer/start.tsx': {
    refused: ['./shell/Shell'],
    allowed: ['./App', './stores/app-store', 'react']
  },
  'renderer/App.tsx': {
    refused: ['./screens/charge/ChargeScreen', './components/Panel'],
    allowed: ['./shell/Shell', './screens/connect/FirstRun', './theme']
  },
  'renderer/stores/app-store.ts': {
    refused: [
      'window.api.getStatus()',
      'globalThis.api.getStatus()',
      '../hooks/use-now',
      '../components/Panel',
      '../screens/charge/draft'
    ],
    allowed: ['../api', '../locales/en']
  },
  'renderer/screens/charge/draft.ts': {
    refused: [
      'node:path',
      '../../../electron/desk/log',
      '../cards/card-form',
      '../../shell/Shell',
      '../../App',
      '../../components/grid/cells/Cell'
    ],
    allowed: ['../../../shared/money', '../../api', '../../components/Panel', '../../components/grid/Row']
  },
  'renderer/screens/charge/lines/line.ts': {
    refused: ['../../cards/card-form'],
    allowed: ['../draft', '../../../hooks/use-now']
  },
  'renderer/shell/Shell.tsx': {
    refused: ['../screens/charge/draft', '../App'],
    allowed: ['../screens/charge/ChargeScreen', './Sidebar', '../components/grid/Row']
  },
  'renderer/components/Panel.tsx': {
    refused: ['../screens/charge/draft', '../App'],
    allowed: ['./Panel.module.css', '../hooks/use-now', '../stores/navigation']
  },
  'renderer/components/charge-list/Row.tsx': {
    refused: ['../../screens/charge/draft', '../../shell/Shell'],
    allowed: ['../Panel', '../grid/Row', '../../hooks/use-now']
  },
  'renderer/hooks/use-now.ts': {
    refused: ['../components/Panel', '../screens/charge/draft'],
    allowed: ['../stores/navigation', '../api']
  },
  'renderer/locales/en.ts': {
    refused: ['../stores/app-store', '../i18n'],
    allowed: ['./en/common.json', '../../shared/languages']
  },
  'shared/phone.ts': { refused: [], allowed: ['libphonenumber-js/min'] },
  'electron/shell/ipc.ts': { refused: [], allowed: ["export { ipcMain } from 'electron'"] },
  'electron/accounts/training.ts': {
    refused: [],
    allowed: ['../simulator/simulator', '../secrets/secret-store']
  },
  'electron/ledger/sqlite/connection.ts': {
    refused: [],
    allowed: ['@photostructure/sqlite', '../schema', '../../../shared/text']
  },
  'electron/dintero/client-options.ts': {
    refused: [],
    allowed: ['export type Fetch = typeof globalThis.fetch', 'export type Same = typeof fetch']
  },
  'electron/dintero/access-token.ts': {
    refused: [],
    allowed: ['export class Tokens { #fetch = 1; get() { return this.#fetch } }']
  },
  'renderer/i18n.ts': { refused: [], allowed: ['./locales/en', '../shared/settings'] },
  'tests/unit/ledger/support.ts': {
    refused: [],
    allowed: ['../../../electron/ledger/ledger', 'node:http', 'keytar', "fetch('http://127.0.0.1')"]
  }
}
