import { expect, type ElementHandle, type Locator, type Page } from '@playwright/test'

/** A person who uses the keyboard alone, and sees where the focus is: what has it looks other than it does without. */
export class Keyboard {
  readonly #page: Page
  #last: { element: ElementHandle<HTMLElement>; looks: string } | null = null

  constructor(page: Page) {
    this.#page = page
  }

  /** From here on `expectNoMouse` knows of every press of a mouse. */
  async watchMouse(): Promise<void> {
    await this.#page.evaluate(() => {
      document.documentElement.dataset['mouse'] = 'idle'
      addEventListener(
        'pointerdown',
        () => {
          document.documentElement.dataset['mouse'] = 'pressed'
        },
        true
      )
    })
  }

  /** That all since `watchMouse` was done by keys. */
  async expectNoMouse(): Promise<void> {
    await expect(this.#page.locator('html')).toHaveAttribute('data-mouse', 'idle')
  }

  /** Presses Tab until this element has the focus. */
  async tabTo(element: Locator): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
      await this.#page.keyboard.press('Tab')
      await this.look()
      if (await element.evaluate((node) => node === document.activeElement)) return
    }
    throw new Error(`${element.toString()} cannot be reached with Tab`)
  }

  /**
   * Call after each step: what had the focus at the step before must have looked different then. In a date field
   * Chromium itself marks the part that has the focus, where no computed style reaches.
   */
  async look(): Promise<void> {
    const element = await this.#page.evaluateHandle(() => document.activeElement as HTMLElement)
    const last = this.#last
    if (
      last !== null &&
      (await last.element.evaluate(
        (node, now) => node.isConnected && node !== now && node.getAttribute('type') !== 'date',
        element
      ))
    ) {
      const name = await last.element.evaluate((node) => node.outerHTML.slice(0, 150))
      expect(await this.#looksOf(last.element), `nothing shows the focus of ${name}`).not.toBe(last.looks)
    }
    expect(await element.evaluate((node) => node !== document.body), 'the focus is lost').toBe(true)
    this.#last = { element, looks: await this.#looksOf(element) }
  }

  /** A field may show the focus on the frame around it, a hidden radio button on what stands beside it. */
  #looksOf(element: ElementHandle<HTMLElement>): Promise<string> {
    return element.evaluate(async (node) => {
      const parts = [node, node.parentElement, ...(node.parentElement?.children ?? [])].filter(
        (part) => part instanceof HTMLElement
      )
      await Promise.allSettled(parts.flatMap((part) => part.getAnimations()).map(({ finished }) => finished))
      return parts
        .map((part) => getComputedStyle(part))
        .map(({ outline, boxShadow, borderColor }) => [outline, boxShadow, borderColor].join())
        .join('|')
    })
  }
}
