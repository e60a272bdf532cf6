import type { Planted } from './planted'

/** Mistakes in what leaves the program: exported lists, receipts, and the totals of the history. */
export const plantedReports: readonly Planted[] = [
  {
    name: 'reports: a receipt of a part says all of it was charged',
    file: 'shared/receipt.ts',
    from: 'return captured === null || captured === amount ? whole(kind) : null',
    to: 'return whole(kind)',
    caughtBy: [
      'shared/receipt.test.ts',
      'a receipt is none where the amounts contradict that it stands captured'
    ]
  },
  {
    name: 'reports: a receipt of a void says nothing was charged of what was captured in part',
    file: 'shared/receipt.ts',
    from: 'return captured === 0 ? whole(kind) : null',
    to: 'return whole(kind)',
    caughtBy: [
      'shared/receipt.test.ts',
      'a receipt is none where the amounts contradict that it stands voided'
    ]
  },
  {
    name: 'reports: a receipt while a refund has not ended',
    file: 'electron/reports/receipt-service.ts',
    from: 'await this.#refuseWhileOpen(charge)',
    to: '',
    caughtBy: [
      'reports/receipt-service.test.ts',
      'a receipt of a charge is none while a capture, void or refund has not ended'
    ]
  },
  {
    name: 'reports: a receipt of an unknown charge',
    file: 'shared/receipt.ts',
    from: "    case 'unknown':\n",
    to: "    case 'unknown':\n      return 'not_charged'\n",
    caughtBy: [
      'reports/receipt-service.test.ts',
      'a receipt of a charge is none while nobody knows, and none of another account'
    ]
  },
  {
    name: 'reports: a receipt of practice looks like one of money',
    file: 'shared/receipt.ts',
    from: "facts.environment === 'production' ? null",
    to: "facts.environment !== 'test' ? null",
    caughtBy: ['shared/receipt.test.ts', 'a receipt says of a test that no real money has moved']
  },
  {
    name: 'reports: a text becomes a part of the page of a receipt',
    file: 'electron/reports/receipt-page.ts',
    from: "text.replace(/[&<>\"']/g, (sign) => entities[sign] ?? '')",
    to: 'text',
    caughtBy: ['reports/receipt-page.test.ts', 'the page of a receipt takes no text for a part of itself']
  },
  {
    name: 'reports: a receipt says what was so when the dialog opened',
    file: 'electron/reports/receipt-service.ts',
    from: 'await toPdf(receiptPage(await this.get(wish)))',
    to: 'await toPdf(receiptPage(receipt))',
    caughtBy: ['reports/receipt-service.test.ts', 'a receipt of a charge says what is so when it is saved']
  },
  {
    name: 'reports: a text begins a formula in an exported file',
    file: 'electron/importing/writing/text-file.ts',
    from: "if (typeof content === 'string') return isOurs ? markedValue(content) : markedCell(content)",
    to: "if (typeof content === 'string') return content",
    caughtBy: ['reports/export-desk.test.ts', 'exported charges keep a text from becoming a formula']
  },
  {
    name: 'reports: an exported amount has the decimals of kroner in every currency',
    file: 'electron/importing/writing/sheet.ts',
    from: 'const digits = currencyDigits(currency)',
    to: 'const digits = 2',
    caughtBy: [
      'reports/export-desk.test.ts',
      'exported charges are the rows of the list in its order, amounts as figures'
    ]
  },
  {
    name: 'reports: an exported time does not say how far it is from UTC',
    file: 'electron/importing/writing/sheet.ts',
    from: "T${clock}${east < 0 ? '-' : '+'}${offset}`",
    to: 'T${clock}`',
    caughtBy: ['reports/export-desk.test.ts', 'exported charges say the time with its offset in a text file']
  },
  {
    name: 'reports: what cannot be written is left half',
    file: 'electron/reports/export-desk.ts',
    from: '      await this.drop()\n      throw error',
    to: '      throw error',
    caughtBy: [
      'reports/export-desk.test.ts',
      'an export that the disk has no room for says so, and leaves nothing'
    ]
  },
  {
    name: 'reports: an export leaves before the trail says so',
    file: 'electron/reports/export-service.ts',
    from: `      await ledger.write(({ audit }) => audit.append(this.#entry(accountId, order, form, size)))
      await exports.ask('keep')`,
    to: `      await exports.ask('keep')
      await ledger.write(({ audit }) => audit.append(this.#entry(accountId, order, form, size)))`,
    caughtBy: ['reports/export-service.test.ts', 'a list that is exported does not leave unwritten']
  },
  {
    name: 'reports: an export that was stopped is kept',
    file: 'electron/reports/export-service.ts',
    from: "if (running.isCancelled) throw new TrekkError('cancelled', 'the export was stopped')",
    to: '',
    caughtBy: ['reports/export-service.test.ts', 'a list that is exported is none when it is stopped']
  },
  {
    name: 'reports: the totals of a search say they are of all',
    file: 'electron/ledger/reading/charge-counts.ts',
    from: 'return { sums: added(rows), atLeast }',
    to: 'return { sums: added(rows), atLeast: false }',
    caughtBy: [
      'ledger/reading/charge-windows.test.ts',
      'what is searched for is added up as far as it was counted, and says so'
    ]
  },
  {
    name: 'reports: the totals count one row of the kept counts as one charge',
    file: 'electron/ledger/reading/charge-counts.ts',
    from: "return this.#summed(counts.select(['state', 'currency', 'amount', 'charges']).as('some'))",
    to: "return this.#summed(counts.select(['state', 'currency', 'amount', sql<number>`1`.as('charges')]).as('some'))",
    caughtBy: [
      'ledger/reading/charge-windows.test.ts',
      'a window of many charges is what looking at every charge gives'
    ]
  },
  {
    name: 'receipt: one is offered while a refund of it has not ended',
    file: 'electron/charging/detail.ts',
    from: 'await ledger.modifications.isOpen(charge)',
    to: 'false',
    caughtBy: ['reports/receipt-service.test.ts', 'a receipt of a charge is offered where it can be made']
  },
  {
    name: 'print: the hidden window outlives the one it belongs to',
    file: 'electron/shell/hidden-page.ts',
    from: "  owner.once('closed', end)\n",
    to: '',
    caughtBy: ['shell/hidden-page.test.ts', 'a page in a hidden window ends with the window it belongs to']
  },
  {
    name: 'print: a hidden window is opened for one that is gone',
    file: 'electron/shell/hidden-page.ts',
    from: 'if (owner.isDestroyed()) throw',
    to: 'if (owner.isDestroyed() && owner.isDestroyed === undefined) throw',
    caughtBy: ['shell/hidden-page.test.ts', 'a page in a hidden window is not opened when the window']
  },
  {
    name: 'print: a process that died is waited for',
    file: 'electron/shell/hidden-page.ts',
    from: "  window.webContents.once('render-process-gone', end)\n",
    to: '',
    caughtBy: ['shell/hidden-page.test.ts', 'a page in a hidden window ends when its process dies']
  },
  {
    name: 'print: a page that hangs while it is loaded is waited for',
    file: 'electron/shell/hidden-page.ts',
    from: 'await inTime(window.loadURL(url))',
    to: 'await window.loadURL(url)',
    caughtBy: ['shell/hidden-page.test.ts', 'a page in a hidden window is not waited for any longer']
  },
  {
    name: 'print: the hidden window stays when its work is done',
    file: 'electron/shell/hidden-page.ts',
    from: "    owner.off('closed', end)\n    end()",
    to: "    owner.off('closed', end)",
    caughtBy: ['shell/hidden-page.test.ts', 'a page in a hidden window is loaded, worked on, and gone']
  }
]
