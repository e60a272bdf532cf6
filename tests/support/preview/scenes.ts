import type { Page } from '@playwright/test'
import { batchReasons } from '../../../shared/batch'
import { fileRefusals, type FileRefusal } from '../../../shared/charge-file'
import { standings } from '../../../shared/standing'
import { reportScenes } from './report-scenes'
import { customerScenes } from './customer-scenes'
import { linkScenes } from './link-scenes'
import { payoutScenes } from './payout-scenes'
import { paymentScenes } from './payment-scenes'
import { chooseCard, halfTyped, screen, type Scene } from './steps'

const connect = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /Connect a Dintero|Koble til en Dintero/ }).click()
}
const fillConnect = async (page: Page): Promise<void> => {
  await connect(page)
  await page.getByLabel(/Account id|Konto-ID/).fill('P12345678')
  await page.getByLabel(/Client id|Klient-ID/).fill('5f3c9a70-1b2d')
  await page.getByRole('textbox', { name: /Client secret|Klienthemmelighet/ }).fill('s3cret-value')
  await page.getByLabel(/Name in Trekk|Navn i Trekk/).fill('Fjordlys Strøm')
  await page.keyboard.press('Enter')
  await page.waitForTimeout(200)
}

/** Opens the file that a scene has. */
const openFile = async (page: Page): Promise<void> => {
  await screen('files')(page)
  await page.waitForSelector('[role="grid"] [data-index="0"]')
  await page.locator('[data-index="0"]').click()
  await page.waitForTimeout(500)
}
/** Opens the dialog that makes links for the declined rows of a file. */
const openLinks = async (page: Page): Promise<void> => {
  await page
    .getByRole('button', { name: /^(Links for the declined|Lenker for de avviste|Lenker til de avviste)/ })
    .click()
  await page.waitForTimeout(300)
}

/** A charge file at a stage, opened. */
const fileScene = (
  name: string,
  file: Readonly<Record<string, unknown>>,
  act?: (page: Page) => Promise<void>,
  scene: Readonly<Record<string, unknown>> = {}
): Scene => ({
  name: `file-${name}`,
  scene: { file, ...scene },
  act: async (page) => {
    await openFile(page)
    await act?.(page)
  }
})
/** Holds something over the window, as a person does who drags a file. */
const drag = async (page: Page, count: number): Promise<void> => {
  const transfer = await page.evaluateHandle((count) => {
    const held = new DataTransfer()
    for (let index = 0; index < count; index++) held.items.add(new File(['a'], `november-${index}.csv`))
    return held
  }, count)
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer })
}

/** Begins to type over a cell of the second row. */
const editCell = async (page: Page, column: string): Promise<void> => {
  await page.locator(`[data-index="1"] [data-column="${column}"]`).click()
  await page.keyboard.press('F2')
  await page.waitForTimeout(200)
}
/** Goes from the rows to what is asked before they are released. */
const review = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^(Review|Kontroller) / }).click()
  await page.waitForTimeout(700)
}

/** Types everything that is asked again before a file is released. */
const typeTotals = async (page: Page): Promise<void> => {
  const totals = page.getByRole('group', { name: /Type the total|Skriv summen/ }).getByRole('textbox')
  for (const field of await totals.all()) {
    const said = (
      await field.evaluate((input) => input.closest('div')?.parentElement?.textContent ?? '')
    ).trim()
    await field.fill(/[\d][\d\s.,\u00a0]*/.exec(said.replace(/^.*?[A-Z]{3}/, ''))?.[0]?.trim() ?? '')
  }
  await page.getByRole('checkbox').check()
}

/** What main says beside the kind of a refused file. */
const refusedBy: Partial<Record<FileRefusal, Readonly<Record<string, string | number>>>> = {
  no_such_row: { row: 7 },
  unknown_delimiter: { found: '^' },
  too_large: { found: 71_303_168, limit: 67_108_864 },
  too_many_records: { limit: 100_000 },
  too_many_columns: { line: 1, found: 16_384, limit: 200 },
  cell_too_long: { line: 412, found: 40_000, limit: 32_767 },
  open_quote: { line: 8_412 },
  encoding_does_not_fit: { encoding: 'windows-1252' }
}

/** Every screen in every state worth looking at. */
export const scenes: readonly Scene[] = [
  { name: 'today', act: screen('today') },
  { name: 'today-nothing', scene: { empty: true }, act: screen('today') },
  { name: 'today-much', scene: { many: 300 }, act: screen('today') },
  { name: 'today-failed', scene: { fail: { getToday: 'storage_failed' } }, act: screen('today') },
  { name: 'today-loading', scene: { hang: ['getToday'] }, act: screen('today') },
  { name: 'first-run', scene: { status: 'firstRun' } },
  { name: 'start-failed', scene: { status: 'failed' } },
  { name: 'connect', scene: { status: 'firstRun' }, act: connect },
  {
    name: 'connect-typing',
    scene: { status: 'firstRun' },
    act: async (page) => {
      await connect(page)
      await page.getByLabel(/Account id|Konto-ID/).fill('P1234567')
      await page.keyboard.press('Enter')
    }
  },
  {
    name: 'connect-refused',
    scene: { status: 'firstRun', fail: { connectAccount: 'credentials_refused' } },
    act: fillConnect
  },
  {
    name: 'connect-keychain',
    scene: { status: 'firstRun', fail: { connectAccount: 'keychain_locked' } },
    act: fillConnect
  },
  {
    name: 'connect-waiting',
    scene: { status: 'firstRun', hang: ['connectAccount'], keychainWaiting: true },
    act: async (page) => {
      await fillConnect(page)
      await page.waitForTimeout(400)
    }
  },
  { name: 'charge' },
  { name: 'charge-training', scene: { account: 'training' } },
  { name: 'charge-simulated', scene: { account: 'test', simulated: true } },
  { name: 'charge-storage-notice', scene: { storageNotice: 'damaged_set_aside' } },
  {
    name: 'charge-restore',
    act: async (page) => {
      await halfTyped(page)
      await page.keyboard.press('Control+n')
    }
  },
  {
    name: 'charge-phone',
    act: async (page) => {
      await halfTyped(page)
      await page.getByRole('textbox', { name: /^(Phone|Telefon)$/ }).fill('900 00 000')
      await page.waitForTimeout(400)
    }
  },
  {
    name: 'charge-phone-refused',
    act: async (page) => {
      await halfTyped(page)
      await page.getByRole('textbox', { name: /^(Phone|Telefon)$/ }).fill('900 00 0000')
      await page.getByRole('textbox', { name: /^(E-mail|E-post)$/ }).focus()
    }
  },
  {
    name: 'charge-expired',
    act: async (page) => {
      await chooseCard(page, 'Per Gynt Hansen')
      await page.getByRole('textbox', { name: /^(Amount|Beløp)$/ }).fill('1 299,90')
      await page.waitForTimeout(400)
    }
  },
  { name: 'charge-flight', scene: { flight: true } },
  ...payoutScenes,
  ...linkScenes,
  ...paymentScenes,
  ...customerScenes,
  { name: 'history', act: screen('history') },
  {
    name: 'history-open',
    act: async (page) => {
      await screen('history')(page)
      await page.getByRole('grid').getByRole('row').nth(4).click()
      await page.waitForTimeout(200)
    }
  },
  ...standings.map((standing) => ({
    name: `standing-${standing}`,
    scene: { standing },
    act: async (page: Page) => {
      await screen('history')(page)
      await page.getByRole('grid').getByRole('row').nth(1).click()
      await page.waitForTimeout(200)
    }
  })),
  {
    name: 'history-many',
    scene: { many: 100_000, countsTo: 10_000 },
    act: async (page) => {
      await screen('history')(page)
      await page.getByRole('grid').getByRole('row').nth(1).focus()
      await page.keyboard.press('End')
      await page.waitForTimeout(400)
    }
  },
  {
    name: 'history-filtered',
    act: async (page) => {
      await screen('history')(page)
      await page.keyboard.type('nobody by this name')
      await page.waitForTimeout(300)
    }
  },
  { name: 'history-loading', scene: { hang: ['listCharges'] }, act: screen('history') },
  { name: 'history-failed', scene: { fail: { listCharges: 'storage_failed' } }, act: screen('history') },
  { name: 'history-empty', scene: { empty: true }, act: screen('history') },
  ...reportScenes,
  { name: 'cards', act: screen('cards') },
  {
    name: 'cards-expired',
    act: async (page) => {
      await screen('cards')(page)
      await page.getByRole('row', { name: 'Per Gynt Hansen' }).click()
    }
  },
  {
    name: 'cards-many',
    scene: { many: 50_000 },
    act: async (page) => {
      await screen('cards')(page)
      await page.getByRole('grid').getByRole('rowgroup').nth(1).hover()
      await page.mouse.wheel(0, 30_000)
      await page.waitForTimeout(400)
    }
  },
  {
    name: 'cards-none',
    act: async (page) => {
      await screen('cards')(page)
      await page.keyboard.type('nobody by this name')
      await page.waitForTimeout(300)
    }
  },
  { name: 'cards-loading', scene: { hang: ['listCards'] }, act: screen('cards') },
  { name: 'cards-failed', scene: { fail: { listCards: 'storage_failed' } }, act: screen('cards') },
  { name: 'cards-empty', scene: { empty: true }, act: screen('cards') },
  { name: 'unresolved', act: screen('unresolved') },
  { name: 'unresolved-alarms', scene: { alarms: true }, act: screen('unresolved') },
  { name: 'unresolved-empty', scene: { empty: true }, act: screen('unresolved') },
  {
    name: 'unresolved-failed',
    scene: { fail: { listUnresolved: 'storage_failed' } },
    act: screen('unresolved')
  },
  { name: 'unresolved-loading', scene: { hang: ['listUnresolved'] }, act: screen('unresolved') },
  {
    name: 'unresolved-ask-failed',
    scene: { fail: { askDintero: 'network_unreachable' } },
    act: async (page) => {
      await screen('unresolved')(page)
      await page
        .getByRole('button', { name: /Ask Dintero about|Spør Dintero om/ })
        .first()
        .click()
    }
  },
  { name: 'audit', act: screen('audit') },
  { name: 'audit-failed', scene: { fail: { listAudit: 'storage_failed' } }, act: screen('audit') },
  { name: 'audit-empty', scene: { empty: true }, act: screen('audit') },
  {
    name: 'audit-broken',
    scene: { broken: true },
    act: async (page) => {
      await screen('audit')(page)
      await page.getByRole('button', { name: /^(Verify|Kontroller)$/ }).click()
      await page.getByRole('button', { name: /Show entry|Vis oppføring/ }).click()
      await page.waitForTimeout(500)
    }
  },
  {
    name: 'audit-filtered',
    act: async (page) => {
      await screen('audit')(page)
      await page.keyboard.press('Control+f')
      await page.keyboard.type('nothing like it')
      await page.waitForTimeout(500)
    }
  },
  { name: 'settings', act: screen('settings') },
  {
    name: 'settings-mappings',
    act: async (page) => {
      await screen('settings')(page)
      await page.getByRole('heading', { name: /^(Columns kept|Kolonner tatt)/ }).scrollIntoViewIfNeeded()
    }
  },
  {
    name: 'settings-mappings-remove',
    act: async (page) => {
      await screen('settings')(page)
      await page
        .getByRole('button', { name: /^(Remove the columns|Fjern kolonnene)/ })
        .first()
        .click()
      await page.waitForTimeout(300)
    }
  },
  {
    name: 'settings-mappings-none',
    act: async (page) => {
      await screen('settings')(page)
      for (let left = 0; left < 2; left += 1) {
        await page
          .getByRole('button', { name: /^(Remove the columns|Fjern kolonnene)/ })
          .first()
          .click()
        await page
          .getByRole('dialog')
          .getByRole('button', { name: /^(Remove|Fjern)$/ })
          .click()
        await page.getByRole('dialog').waitFor({ state: 'detached' })
      }
    }
  },
  {
    name: 'settings-remove',
    act: async (page) => {
      await screen('settings')(page)
      await page.getByRole('button', { name: /^(Remove|Fjern) Fjordlys Strøm$/ }).click()
    }
  },
  {
    name: 'settings-second',
    scene: { approval: { kind: 'over', amounts: { NOK: 10_000_000, EUR: 0 } } },
    act: async (page) => {
      await screen('settings')(page)
      await page.getByRole('button', { name: /^(Save the rule|Lagre regelen)$/ }).scrollIntoViewIfNeeded()
    }
  },
  {
    name: 'settings-second-add',
    scene: { approval: { kind: 'every' } },
    act: async (page) => {
      await screen('settings')(page)
      await page.getByRole('button', { name: /^(Add a person|Legg til en person)$/ }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(/^(Name|Navn)$/).fill('Per Gynt')
      await dialog.getByLabel('PIN', { exact: true }).first().fill('123456')
      await dialog.getByLabel(/again|en gang til/).fill('123457')
      await page.keyboard.press('Tab')
    }
  },
  {
    name: 'settings-second-rule',
    scene: { approval: { kind: 'every' } },
    act: async (page) => {
      await screen('settings')(page)
      await page
        .locator('main')
        .getByText(/^(None|Ingen)$/)
        .click()
      await page.getByRole('button', { name: /^(Save the rule|Lagre regelen)$/ }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('combobox').selectOption({ index: 1 })
      await dialog.getByLabel(/^PIN/).fill('620849')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(300)
    }
  },
  { name: 'files', scene: { file: { stage: 'mending', name: '' } }, act: screen('files') },
  { name: 'files-empty', scene: { empty: true }, act: screen('files') },
  { name: 'files-loading', scene: { hang: ['listBatches'] }, act: screen('files') },
  { name: 'files-failed', scene: { fail: { listBatches: 'storage_failed' } }, act: screen('files') },
  {
    name: 'files-drop',
    act: async (page) => {
      await screen('files')(page)
      await drag(page, 1)
    }
  },
  {
    name: 'files-drop-many',
    act: async (page) => {
      await screen('files')(page)
      await drag(page, 2)
    }
  },
  {
    name: 'files-reading',
    scene: { hang: ['importPasted'] },
    act: async (page) => {
      await screen('files')(page)
      await page.getByRole('button', { name: /^(Paste cells|Lim inn celler)$/ }).click()
    }
  },
  {
    name: 'files-template',
    act: async (page) => {
      await screen('files')(page)
      await page.getByRole('button', { name: /^(Make a file|Lag en fil)/ }).click()
      await page.waitForTimeout(200)
    }
  },
  ...fileRefusals.map((refusal) => ({
    name: `files-refused-${refusal}`,
    scene: { refuse: { call: 'importDropped', details: { ...refusedBy[refusal], refusal } } },
    act: async (page: Page) => {
      await screen('files')(page)
      await page.locator('input[data-file-picker]').setInputFiles({
        name: 'november 2026.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('a')
      })
      await page.waitForTimeout(200)
    }
  })),
  fileScene('columns', { stage: 'columns', name: '' }),
  {
    name: 'file-columns-unread',
    scene: {
      file: { stage: 'columns', name: '', reading: true },
      refuse: { call: 'getBatch', after: 1, details: { refusal: 'open_quote', line: 8_412 } }
    },
    act: openFile
  },
  fileScene('unread', { stage: 'columns' }, undefined, {
    refuse: { call: 'getBatch', details: { refusal: 'open_quote', line: 8_412 } }
  }),
  fileScene('columns-workbook', { stage: 'columns', form: 'workbook', name: '' }),
  fileScene('columns-questions', { stage: 'columns', form: 'unclear', name: '' }),
  fileScene('columns-other-letters', { stage: 'columns', name: '' }, async (page) => {
    await page.getByLabel(/^(Letters|Tegnsett)$/).selectOption('macintosh')
  }),
  fileScene(
    'columns-refused',
    { stage: 'columns', name: '' },
    async (page) => {
      await page.getByRole('button', { name: /^(Go on with|Gå videre med)/ }).click()
    },
    { fail: { acceptColumns: 'storage_full' } }
  ),
  fileScene('mending', { stage: 'mending', name: '' }),
  fileScene('mending-next', { stage: 'mending' }, async (page) => {
    await page.keyboard.press('F8')
    await page.waitForTimeout(300)
  }),
  fileScene('mending-group', { stage: 'mending' }, async (page) => {
    await page.locator('button[data-severity="reason"]').first().click()
    await page.waitForTimeout(500)
  }),
  fileScene('mending-early', { stage: 'mending' }, async (page) => {
    await page.getByRole('button', { name: /^(It is too early|Det er for tidlig)/ }).click()
    await page.locator('[data-index="0"] [data-place="0"]').click()
    await page.waitForTimeout(500)
  }),
  fileScene('mending-explain', { stage: 'mending' }, async (page) => {
    await page.locator('button[data-severity="reason"]').first().click()
    await page.getByRole('button', { name: /^(Give one reason|Gi én grunn)/ }).click()
    await page.waitForTimeout(300)
  }),
  fileScene('mending-amount', { stage: 'mending' }, async (page) => {
    await editCell(page, 'amount')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('1.300')
    await page.waitForTimeout(200)
  }),
  fileScene('mending-operation', { stage: 'mending' }, async (page) => {
    await editCell(page, 'operation')
  }),
  fileScene('mending-card', { stage: 'mending' }, async (page) => {
    await editCell(page, 'card')
    await page.keyboard.type('kari')
    await page.waitForTimeout(400)
  }),
  fileScene(
    'mending-refused',
    { stage: 'mending' },
    async (page) => {
      await editCell(page, 'description')
      await page.keyboard.type(' 2026')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(300)
    },
    { fail: { editBatch: 'storage_full' } }
  ),
  fileScene('mending-changed', { stage: 'mending' }, async (page) => {
    await editCell(page, 'description')
    await page.keyboard.type(' 2026')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(500)
  }),
  fileScene('mending-block', { stage: 'mending' }, async (page) => {
    await page.locator('[data-index="0"] [data-place="0"]').click()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Space')
    await page.waitForTimeout(500)
  }),
  fileScene('mending-end', { stage: 'mending', records: 100_000 }, async (page) => {
    await page.locator('[data-index="0"] [data-place="1"]').click()
    await page.keyboard.press('Control+End')
    await page.waitForTimeout(800)
  }),
  fileScene('mending-none', { stage: 'mending' }, async (page) => {
    await page.locator('main').getByRole('textbox').first().fill('nobody by this name')
    await page.waitForTimeout(500)
  }),
  fileScene('release', { stage: 'mending' }, review),
  fileScene('release-second', { stage: 'mending' }, review, { approval: { kind: 'every' } }),
  fileScene(
    'release-second-wrong',
    { stage: 'mending', records: 120 },
    async (page) => {
      await review(page)
      await typeTotals(page)
      await page.getByLabel(/^(Who approves|Hvem som bekrefter)$/).selectOption({ index: 1 })
      await page.getByLabel('PIN', { exact: true }).fill('620849')
      await page.getByTestId('release-button').click()
      await page.waitForTimeout(500)
    },
    { approval: { kind: 'every' } }
  ),
  fileScene('release-nameless', { stage: 'mending', name: '' }, review),
  fileScene('release-ready', { stage: 'mending', records: 120 }, async (page) => {
    await review(page)
    await typeTotals(page)
  }),
  ...(['never', 'old', 'nothing', 'forbidden', 'partly', 'cards', 'asking', 'checking'] as const).map(
    (asked) => fileScene(`release-asked-${asked}`, { stage: 'mending', asked }, review)
  ),
  fileScene('release-mismatch', { stage: 'mending' }, async (page) => {
    await review(page)
    await page.locator('details').first().locator('summary').click()
    await page.locator('details').first().getByRole('textbox').first().fill('12 000')
    await page.keyboard.press('Tab')
    await page.waitForTimeout(400)
  }),
  fileScene('held', { stage: 'held' }),
  fileScene('held-late', { stage: 'held', startsIn: -3_600_000 }),
  ...(['closed', 'batch_busy', 'storage_full'] as const).flatMap((kept) => {
    const file = { stage: 'held', startsIn: -3_600_000, kept } as const
    return [
      fileScene(`held-kept-${kept}`, file),
      { name: `files-kept-${kept}`, scene: { file }, act: screen('files') }
    ]
  }),
  fileScene('lost-paused', { stage: 'paused', reason: 'interrupted', answered: 4_120, lost: true }),
  fileScene('lost-done', { stage: 'done', answered: 12_295, lost: true }),
  fileScene('held-reopened', { stage: 'held', kept: 'closed' }),
  fileScene(
    'held-late-refused',
    { stage: 'held', startsIn: -3_600_000 },
    async (page) => {
      await page.getByRole('button', { name: /^Start n/ }).click()
      await page.waitForTimeout(300)
    },
    { fail: { startBatch: 'batch_busy' } }
  ),
  fileScene('running', { stage: 'running', answered: 4_120, inFlight: 5 }),
  fileScene('running-long-name', {
    stage: 'running',
    answered: 4_120,
    inFlight: 5,
    name: 'Nettleie og strøm november 2026, alle kunder i Nordfjordeid og omegn som ikke betalte i oktober'
  }),
  fileScene('running-right-to-left', {
    stage: 'running',
    answered: 4_120,
    inFlight: 5,
    name: 'כבלי חשמל נובמבר 2026'
  }),
  fileScene('running-many', { stage: 'running', records: 100_000, answered: 41_200, inFlight: 10 }),
  fileScene('running-elsewhere', { stage: 'running', answered: 4_120, inFlight: 5 }, screen('history')),
  fileScene('looking', { stage: 'looking', answered: 3 }),
  ...batchReasons.map((reason) =>
    fileScene(`paused-${reason}`, { stage: 'paused', reason, answered: 1_204, inFlight: 3 })
  ),
  fileScene('stop', { stage: 'paused', reason: 'many_declines', answered: 1_204 }, async (page) => {
    await page.getByRole('button', { name: /^(Stop for good|Stopp for godt)$/ }).click()
    await page.waitForTimeout(200)
  }),
  fileScene('done', { stage: 'done', answered: 12_480 }),
  fileScene('stopped', { stage: 'stopped', answered: 1_204 }),
  fileScene('cancelled', { stage: 'cancelled' }),
  fileScene('receipt', { stage: 'done', answered: 12_480 }, async (page) => {
    await page.getByRole('button', { name: /^(Receipt|Kvittering)$/ }).click()
    await page.waitForTimeout(200)
  }),
  fileScene('links', { stage: 'done', answered: 12_480 }, openLinks),
  fileScene('links-none', { stage: 'done', answered: 12_480 }, openLinks, {
    fail: { reviewBatchLinks: 'return_url_missing' }
  }),
  fileScene('links-made', { stage: 'done', answered: 12_480 }, async (page) => {
    await openLinks(page)
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^(Make|Lag) \d/ })
      .click()
    await page.waitForTimeout(300)
  }),
  fileScene('done-rows-failed', { stage: 'done', answered: 12_480 }, undefined, {
    fail: { listBatchRows: 'storage_failed' }
  }),
  fileScene('failed', { stage: 'columns' }, undefined, { fail: { getBatch: 'storage_failed' } }),
  fileScene('loading', { stage: 'columns' }, undefined, { hang: ['getBatch'] }),
  {
    name: 'palette',
    act: async (page) => {
      await page.keyboard.press('Control+k')
      await page.waitForTimeout(300)
    }
  },
  { name: 'shortcuts', act: async (page) => page.keyboard.press('F1') },
  {
    name: 'accounts-menu',
    act: async (page) => {
      await page.getByRole('button', { name: /^(Account|Konto):/ }).click()
      await page.waitForTimeout(200)
    }
  }
]
