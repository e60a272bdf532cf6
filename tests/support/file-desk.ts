import { expect, type Locator, type Page } from '@playwright/test'
import type { BatchStage } from '../../shared/batch-view'
import type { Operation } from '../../shared/card'
import type { RunningApp } from './app'
import { said, saidAs, wordsOf } from './words'

const words = wordsOf('en')

/** The screens of a charge file, as someone at the desk uses them. Buttons are found by what they are for. */
export class FileDesk {
  readonly page: Page
  readonly grid: Locator
  /** How far a released file has come. */
  readonly status: Locator
  /** Why a file is paused: where it stood, what happened, what it means, what to do next. */
  readonly reason: Locator
  readonly #running: Pick<RunningApp, 'app' | 'page'>
  readonly #patience: number

  /** @param patience how long a step of a file may take, ms: a large one is read and checked meanwhile */
  constructor(running: Pick<RunningApp, 'app' | 'page'>, patience = 5_000) {
    const { page } = running
    this.#running = running
    this.#patience = patience
    this.page = page
    this.grid = page.getByRole('grid', { name: said(words, 'files:mending.grid') })
    this.status = page.getByRole('region', { name: said(words, 'files:run.status') })
    this.reason = page.getByRole('region', { name: said(words, 'batch:stage.paused') })
  }

  /** A button by the key of its words. */
  button(key: string): Locator {
    return this.page.getByRole('main').getByRole('button', { name: saidAs(words, key) })
  }

  /** Takes a file in as the dialog does. */
  async choose(path: string): Promise<void> {
    await this.page.locator('input[data-file-picker]').setInputFiles(path)
    await this.#expectColumns()
  }

  /** Drags a file from the desktop over the window and lets go of it. */
  async drop(path: string): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page)
    const data = { items: [], files: [path], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
    await session.detach()
    await this.#expectColumns()
  }

  /** Goes on from the columns to the rows. @param operation said for the whole file where it is given */
  async acceptColumns(operation?: Operation): Promise<void> {
    if (operation !== undefined)
      await this.page
        .getByRole('combobox', { name: said(words, 'batch:field.operation') })
        .selectOption(operation)
    await this.button('files:columns.goOn').click()
    await expect(this.grid).toBeVisible({ timeout: this.#patience })
  }

  /** Goes on from the rows to the release. */
  async review(): Promise<void> {
    await this.button('files:mending.review').click()
    await expect(this.releaseButton).toBeVisible({ timeout: this.#patience })
  }

  get releaseButton(): Locator {
    return this.page.getByTestId('release-button')
  }

  /**
   * Releases what is under review, to begin at once.
   * @param total of all charges, as it is typed
   * @param first how many go first and wait for a look
   * @param perSecond how many leave in a second at most; the usual pace unless given
   * @param inFlight how many are under way at a time; the usual number unless given
   */
  async release(total: string, first = 0, perSecond?: number, inFlight?: number): Promise<void> {
    await this.page.locator('summary', { hasText: saidAs(words, 'files:release.how') }).click()
    await this.#select('files:release.first', String(first))
    await this.#select('files:release.hold', '0')
    if (perSecond !== undefined) await this.#select('files:pace.perSecond', String(perSecond))
    if (inFlight !== undefined) await this.#select('files:pace.inFlight', String(inFlight))
    await this.page.getByRole('textbox', { name: saidAs(words, 'files:release.total') }).fill(total)
    await expect(this.releaseButton).toHaveAttribute('aria-disabled', 'false', { timeout: this.#patience })
    await this.releaseButton.click()
  }

  /** Goes to the next row that has to be mended and types over the cell, by keyboard alone. @param row where that is */
  async mendNext(row: number, text: string): Promise<void> {
    await this.openNext(row)
    await this.page.keyboard.press('Control+a')
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
  }

  /** Goes to the next row that has to be mended and opens the cell, by keyboard alone. @param row where that is */
  async openNext(row: number): Promise<void> {
    await this.grid.press('F8')
    const panel = said(words, 'files:row.title').replace('{{row}}', String(row))
    await expect(this.page.getByRole('region', { name: panel, exact: true })).toBeVisible()
    await this.page.keyboard.press('Enter')
    await expect(this.grid.getByRole('textbox')).toBeFocused()
  }

  /** Takes in a file of which nothing has to be mended and lets all of it go at once. */
  async charge(path: string, total: string, operation?: Operation): Promise<void> {
    await this.choose(path)
    await this.acceptColumns(operation)
    await this.review()
    await this.release(total)
  }

  /** Opens the file that is under way, from any screen. */
  async openFromSidebar(): Promise<void> {
    await this.page.locator('nav [data-stage]').click()
    await expect(this.status).toBeVisible()
  }

  /** Lets a paused file go on. */
  async goOn(): Promise<void> {
    await this.button('files:run.resume').or(this.button('files:run.takeUp')).click()
  }

  /** Ends a file for good, and says so once more when it is asked. */
  async stopForGood(): Promise<void> {
    await this.button('files:run.stop').click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('button', { name: saidAs(words, 'files:run.stopConfirm') }).click()
  }

  async expectStage(stage: BatchStage): Promise<void> {
    await expect(this.status).toContainText(said(words, `batch:stage.${stage}`), { timeout: this.#patience })
  }

  /** Waits until a file is paused, for a reason that is told in full. */
  async expectPaused(reason: string): Promise<void> {
    for (const part of ['what', 'money', 'next'])
      await expect(this.reason).toContainText(said(words, `batch:reason.${reason}.${part}`))
  }

  /** Saves what became of each row to a file, and answers the system's dialog. */
  async saveResult(path: string): Promise<void> {
    await this.#running.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await this.button('files:run.saveResult').click()
    await expect(
      this.page.getByRole('status').filter({ hasText: saidAs(words, 'files:run.saved') })
    ).toBeVisible()
  }

  async #expectColumns(): Promise<void> {
    await expect(this.button('files:columns.goOn')).toHaveAttribute('aria-disabled', 'false', {
      timeout: this.#patience
    })
  }

  async #select(key: string, value: string): Promise<void> {
    await this.page.getByRole('combobox', { name: said(words, key) }).selectOption(value)
  }
}
