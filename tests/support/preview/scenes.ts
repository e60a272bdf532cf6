import type { Page } from '@playwright/test'
import { standings } from '../../../shared/standing'

export interface Scene {
  readonly name: string
  /** What the double is told; see fake-bridge.ts. */
  readonly scene?: Readonly<Record<string, unknown>>
  /** Goes from the first screen to what the picture is of. */
  readonly act?: (page: Page) => Promise<void>
}

const screen = (digit: number) => async (page: Page) => {
  await page.keyboard.press(`Control+${digit}`)
  await page.waitForTimeout(250)
}
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

const chooseCard = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('combobox', { name: /^(Card|Kort)$/ }).fill(name)
  await page.getByRole('option', { name }).first().click()
}
const halfTyped = async (page: Page): Promise<void> => {
  await chooseCard(page, 'Kari Nordmann')
  await page.getByRole('textbox', { name: /^(Amount|Beløp)$/ }).fill('1 299,90')
}

/** Opens the file that a scene has. */
const openFile = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+2')
  await page.waitForSelector('[role="grid"] [data-index="0"]')
  await page.locator('[data-index="0"]').click()
  await page.waitForTimeout(500)
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

/** Every screen in every state worth looking at. */
export const scenes: readonly Scene[] = [
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
  { name: 'history', act: screen(3) },
  {
    name: 'history-open',
    act: async (page) => {
      await screen(3)(page)
      await page.getByRole('row').nth(4).click()
      await page.waitForTimeout(200)
    }
  },
  ...standings.map((standing) => ({
    name: `standing-${standing}`,
    scene: { standing },
    act: async (page: Page) => {
      await screen(3)(page)
      await page.getByRole('row').nth(1).click()
      await page.waitForTimeout(200)
    }
  })),
  {
    name: 'history-many',
    scene: { many: 100_000, countsTo: 10_000 },
    act: async (page) => {
      await screen(3)(page)
      await page.getByRole('row').nth(1).focus()
      await page.keyboard.press('End')
      await page.waitForTimeout(400)
    }
  },
  {
    name: 'history-filtered',
    act: async (page) => {
      await screen(3)(page)
      await page.keyboard.type('nobody by this name')
      await page.waitForTimeout(300)
    }
  },
  { name: 'history-loading', scene: { hang: ['listCharges'] }, act: screen(3) },
  { name: 'history-failed', scene: { fail: { listCharges: 'storage_failed' } }, act: screen(3) },
  { name: 'history-empty', scene: { empty: true }, act: screen(3) },
  { name: 'cards', act: screen(4) },
  {
    name: 'cards-expired',
    act: async (page) => {
      await screen(4)(page)
      await page.getByRole('row', { name: 'Per Gynt Hansen' }).click()
    }
  },
  {
    name: 'cards-many',
    scene: { many: 50_000 },
    act: async (page) => {
      await screen(4)(page)
      await page.getByRole('grid').getByRole('rowgroup').nth(1).hover()
      await page.mouse.wheel(0, 30_000)
      await page.waitForTimeout(400)
    }
  },
  {
    name: 'cards-none',
    act: async (page) => {
      await screen(4)(page)
      await page.keyboard.type('nobody by this name')
      await page.waitForTimeout(300)
    }
  },
  { name: 'cards-loading', scene: { hang: ['listCards'] }, act: screen(4) },
  { name: 'cards-failed', scene: { fail: { listCards: 'storage_failed' } }, act: screen(4) },
  { name: 'cards-empty', scene: { empty: true }, act: screen(4) },
  { name: 'unresolved', act: screen(5) },
  { name: 'unresolved-alarms', scene: { alarms: true }, act: screen(5) },
  { name: 'unresolved-empty', scene: { empty: true }, act: screen(5) },
  { name: 'unresolved-failed', scene: { fail: { listUnresolved: 'storage_failed' } }, act: screen(5) },
  { name: 'unresolved-loading', scene: { hang: ['listUnresolved'] }, act: screen(5) },
  {
    name: 'unresolved-ask-failed',
    scene: { fail: { askDintero: 'network_unreachable' } },
    act: async (page) => {
      await screen(5)(page)
      await page
        .getByRole('button', { name: /Ask Dintero about|Spør Dintero om/ })
        .first()
        .click()
    }
  },
  { name: 'audit', act: screen(6) },
  { name: 'audit-failed', scene: { fail: { listAudit: 'storage_failed' } }, act: screen(6) },
  { name: 'audit-empty', scene: { empty: true }, act: screen(6) },
  {
    name: 'audit-broken',
    scene: { broken: true },
    act: async (page) => {
      await screen(6)(page)
      await page.getByRole('button', { name: /^(Verify|Kontroller)$/ }).click()
      await page.getByRole('button', { name: /Show entry|Vis oppføring/ }).click()
      await page.waitForTimeout(500)
    }
  },
  {
    name: 'audit-filtered',
    act: async (page) => {
      await screen(6)(page)
      await page.keyboard.press('Control+f')
      await page.keyboard.type('nothing like it')
      await page.waitForTimeout(500)
    }
  },
  { name: 'settings', act: screen(7) },
  {
    name: 'settings-remove',
    act: async (page) => {
      await screen(7)(page)
      await page.getByRole('button', { name: /^(Remove|Fjern) Fjordlys Strøm$/ }).click()
    }
  },
  { name: 'files', scene: { file: { stage: 'mending', name: '' } }, act: screen(2) },
  { name: 'files-empty', scene: { empty: true }, act: screen(2) },
  { name: 'files-loading', scene: { hang: ['listBatches'] }, act: screen(2) },
  { name: 'files-failed', scene: { fail: { listBatches: 'storage_failed' } }, act: screen(2) },
  {
    name: 'files-drop',
    act: async (page) => {
      await screen(2)(page)
      await drag(page, 1)
    }
  },
  {
    name: 'files-drop-many',
    act: async (page) => {
      await screen(2)(page)
      await drag(page, 2)
    }
  },
  {
    name: 'files-reading',
    scene: { hang: ['importPasted'] },
    act: async (page) => {
      await screen(2)(page)
      await page.getByRole('button', { name: /^(Paste cells|Lim inn celler)$/ }).click()
    }
  },
  {
    name: 'files-template',
    act: async (page) => {
      await screen(2)(page)
      await page.getByRole('button', { name: /^(Make a file|Lag en fil)/ }).click()
      await page.waitForTimeout(200)
    }
  },
  fileScene('columns', { stage: 'columns', name: '' }),
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
