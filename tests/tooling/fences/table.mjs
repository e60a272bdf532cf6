// Who may import what, and who may use what. Lint reads this table (plugin.mjs); nothing else says it. Paths are written from the root of the
// project and without the ending of a file; a folder stands for all that is in it.

/** What the page's components stand on. */
const ground = ['renderer', 'renderer/hooks', 'renderer/stores', 'renderer/locales', 'shared']
/** What screens are put together from; components of several files have a folder. */
const pieces = ['renderer/components', 'renderer/components/*']

/**
 * What a place may import beside its own files: other places, and of each only what lies at its top, never what is in a
 * folder inside it. The row with the longest path that fits a file is its place; `*` stands for any name, and a `*` on
 * its own for a folder.
 * - `types`: places of which only types may be imported
 * - `packages`: the only packages allowed; without it any is, unless it has a home below
 * @type {Readonly<Record<string, { imports: readonly string[], types?: readonly string[], packages?: readonly string[] }>>}
 */
export const places = {
  shared: { imports: [], packages: ['zod', 'libphonenumber-js/min'] },

  'electron/main': { imports: ['electron/shell', 'electron/command-line', 'electron/command'] },
  'electron/command-line': { imports: ['electron/command', 'shared'] },
  // A command has no page, and speaks of the same things in the same words.
  'electron/command': {
    imports: ['electron/services', 'electron/desk', 'renderer/locales', 'shared'],
    types: ['electron/ledger']
  },
  'electron/preload': { imports: ['shared/ipc-names'], types: ['shared'], packages: ['electron'] },
  'electron/shell': {
    imports: ['electron/handlers', 'electron/status', 'electron/services', 'electron/desk', 'shared']
  },
  'electron/status': { imports: ['electron/services', 'electron/desk', 'shared'] },
  'electron/handlers': {
    imports: [
      'electron/services',
      'electron/charging',
      'electron/batch',
      'electron/accounts',
      'electron/reports',
      'electron/desk',
      'shared'
    ]
  },
  'electron/services': {
    imports: [
      'electron/charging',
      'electron/batch',
      'electron/reports',
      'electron/accounts',
      'electron/payouts',
      'electron/finding',
      'electron/customers',
      'electron/ledger',
      'electron/ledger/reading/thread',
      'electron/ledger/sqlite/profile-lock',
      'electron/dintero',
      'electron/secrets',
      'electron/desk',
      'shared'
    ]
  },
  'electron/desk': { imports: ['electron/ledger', 'shared'] },
  'electron/charging': {
    imports: [
      'electron/ledger',
      'electron/ledger/reading/ledger-reads',
      'electron/dintero',
      'electron/secrets',
      'shared'
    ]
  },
  // Files in and out: what they say, never what is done about it. It knows no ledger.
  'electron/importing/reading': {
    imports: ['shared'],
    packages: ['papaparse', 'hucre', 'iconv-lite', 'node:buffer', 'node:zlib']
  },
  'electron/importing/meaning': { imports: ['electron/importing/reading', 'shared'] },
  'electron/importing/writing': {
    imports: ['electron/importing/reading', 'electron/importing/meaning', 'shared'],
    packages: ['papaparse', 'hucre', 'iconv-lite', 'node:buffer', 'node:zlib']
  },
  // What people take out: whole lists of the ledger as files.
  'electron/reports': {
    imports: [
      'electron/threads',
      'electron/disk',
      'electron/importing/writing',
      'electron/ledger',
      'electron/ledger/reading/whole-lists',
      'shared'
    ]
  },
  // From a charge file to its results: it puts files, staging, charging and cards together.
  'electron/batch': {
    imports: [
      'electron/threads',
      'electron/disk',
      'electron/importing/reading',
      'electron/importing/meaning',
      'electron/importing/writing',
      'electron/charging',
      'electron/accounts',
      'electron/ledger',
      'electron/ledger/reading/file-evidence',
      'electron/ledger/reading/known-cards',
      'electron/ledger/staging/staging',
      'electron/ledger/staging/planned-row',
      'electron/ledger/reading/ledger-reads',
      'electron/secrets',
      'shared'
    ]
  },
  // What was paid out, and whether it agrees with the ledger: reads only.
  'electron/payouts': {
    imports: ['electron/charging/modifications/reading', 'electron/ledger', 'electron/dintero', 'shared']
  },
  // What Dintero lists, also of payments made elsewhere: reads only.
  'electron/finding': { imports: ['electron/ledger', 'electron/dintero', 'shared'] },
  // Training is an account whose Dintero is the simulator.
  'electron/accounts': {
    imports: ['electron/ledger', 'electron/dintero', 'electron/secrets', 'electron/simulator', 'shared']
  },
  // Everything about a customer, put together from what is there: it charges nobody.
  'electron/customers': {
    imports: [
      'electron/accounts',
      'electron/charging',
      'electron/dintero',
      'electron/ledger',
      'electron/ledger/reading/ledger-reads',
      'shared'
    ]
  },
  'electron/ledger': { imports: ['electron/threads', 'shared'] },
  'electron/threads': { imports: ['shared'] },
  'electron/disk': { imports: ['shared'] },
  'electron/dintero': { imports: ['shared'] },
  'electron/secrets': { imports: ['shared'] },
  // It must not share code with what it checks.
  'electron/simulator': { imports: [] },

  'renderer/main': { imports: ['renderer', 'renderer/start'] },
  'renderer/start': { imports: ['renderer', 'renderer/App', 'renderer/stores', 'shared'] },
  'renderer/App': {
    imports: ['renderer', 'renderer/shell', 'renderer/screens/connect/FirstRun', 'renderer/stores', 'shared']
  },
  // The frame around the screens shows them all, and knows nothing else of them.
  'renderer/shell': {
    imports: ['renderer/screens/*/*Screen', 'renderer/screens/charge/new-charge', ...pieces, ...ground]
  },
  'renderer/screens/*': {
    imports: [...pieces, ...ground]
  },
  'renderer/components': {
    imports: ground
  },
  'renderer/components/*': {
    imports: [...pieces, ...ground]
  },
  'renderer/hooks': { imports: ['renderer', 'renderer/stores', 'renderer/locales', 'shared'] },
  'renderer/stores': { imports: ['renderer', 'renderer/locales', 'shared'] },
  'renderer/locales': { imports: ['shared'] },
  // The page's ground: what lies beside the folders, such as api.ts.
  renderer: { imports: ['renderer/locales', 'shared'] }
}

const entries = ['electron/main', 'electron/preload']

const filesOnly = ['electron/importing/reading', 'electron/importing/writing']

/**
 * Where packages live that must not spread: nowhere else in electron, renderer and shared. `node:*` is all of Node; a
 * package's own row comes on top of it.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const homes = {
  keytar: ['electron/secrets/keytar-store'],
  '@github/keytar': [],
  ky: ['electron/dintero/transport'],
  kysely: ['electron/ledger'],
  '@photostructure/sqlite': ['electron/ledger/sqlite'],
  'node:sqlite': [],
  electron: [...entries, 'electron/shell'],
  'node:*': ['electron'],
  // Nothing reaches the network but Dintero's client, and nothing listens but the simulator.
  undici: [],
  'node:http': ['electron/simulator/server'],
  'node:https': [],
  'node:http2': [],
  'node:net': [],
  'node:tls': [],
  'node:dgram': [],
  // It makes a `require`, as below.
  'node:module': [],
  papaparse: filesOnly,
  hucre: filesOnly,
  'iconv-lite': filesOnly
}

/**
 * Where single names of Electron live. It is imported by name only, so that this sees them. `net` is there to ask whether
 * there is a network: Chromium's network stack, which sends a request again on its own, never carries a charge.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const electronNames = {
  ipcMain: ['electron/shell/ipc'],
  ipcRenderer: ['electron/preload'],
  net: ['electron/main', 'electron/shell'],
  safeStorage: []
}

/**
 * Where globals live: as `fetch`, and as a property of globalThis, window or self. A type that is made of one is free.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const globals = {
  // Dintero's client leaves it to ky, which takes Node's own.
  fetch: [],
  XMLHttpRequest: [],
  WebSocket: [],
  EventSource: [],
  // It brings modules in where no fence sees it.
  require: [],
  /** The bridge to the main process. */
  api: ['renderer/api']
}

/**
 * Where properties live: of one object, or of whatever has them.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const properties = {
  // net.fetch and session.fetch of Electron are Chromium's. Dintero's client is given another fetch by tests.
  fetch: ['electron/dintero/transport'],
  'net.request': [],
  // It imports without being an import.
  'process.getBuiltinModule': []
}
