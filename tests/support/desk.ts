import { expect, type Locator, type Page } from '@playwright/test'
import type { ChargeState } from '../../shared/charge'
import type { LinkState } from '../../shared/link-state'

export interface TypedLine {
  readonly description: string
  readonly quantity: string
  readonly total: string
  readonly rate: string
  /** Left to be computed when it is not given. */
  readonly vat?: string
}

/** A charge as a person types it. What is not given stays as the form proposes it. */
export interface TypedCharge {
  readonly customer: string
  /** What is typed to find the card, such as its reference; the customer's name unless given. */
  readonly search?: string
  readonly amount: string
  readonly operation?: 'Recurring' | 'Unscheduled'
  readonly currency?: string
  readonly capture?: 'now' | 'later'
  readonly reference?: string
  readonly email?: string
  readonly phone?: string
  readonly lines?: readonly TypedLine[]
}

/** The charge screen, as someone at the desk uses it. */
export class Desk {
  readonly page: Page
  readonly form: Locator
  readonly card: Locator
  readonly chosenCard: Locator
  readonly amount: Locator
  readonly currency: Locator
  readonly reference: Locator
  readonly email: Locator
  readonly phone: Locator
  /** What will happen, in one sentence; there is none while the form is not complete. */
  readonly sentence: Locator
  readonly button: Locator
  /** Why the charge that is typed cannot be made. */
  readonly refusal: Locator
  /** Why a press of the button did not become a charge. */
  readonly failure: Locator
  /** Where the charge stands, after the button was pressed. */
  readonly result: Locator
  /** Where the payment link stands, wherever it is shown. */
  readonly link: Locator
  /** Where it can be paid. */
  readonly linkAddress: Locator

  constructor(page: Page) {
    this.page = page
    this.form = page.getByRole('group', { name: /^The (charge|payment link)$/ })
    this.card = this.form.getByRole('combobox', { name: 'Card' })
    this.chosenCard = page.getByTestId('chosen-card')
    this.amount = this.form.getByRole('textbox', { name: 'Amount' })
    this.currency = this.form.getByRole('combobox', { name: 'Currency' })
    this.reference = this.form.getByRole('textbox', { name: 'Merchant reference' })
    this.email = this.form.getByRole('textbox', { name: 'E-mail' })
    this.phone = this.form.getByRole('textbox', { name: 'Phone' })
    this.sentence = page.getByTestId('review-sentence')
    this.button = page.getByTestId('charge-button')
    this.refusal = page.getByTestId('review-refused')
    this.failure = page.getByTestId('submit-failure')
    this.result = page.getByTestId('result-state')
    this.link = page.getByTestId('link-state')
    this.linkAddress = page.getByTestId('link-address')
  }

  /** Searches for a customer's card and takes the one that is marked, by keyboard. */
  async pickCard(customer: string, search = customer): Promise<void> {
    await this.card.fill(search)
    const found = this.page.getByRole('option', { name: customer }).first()
    await expect(found).toHaveAttribute('data-combobox-selected', 'true')
    await this.card.press('Enter')
    await expect(this.chosenCard).toContainText(customer)
  }

  async chooseCurrency(code: string): Promise<void> {
    await this.currency.click()
    await this.page.getByRole('option', { name: code, exact: true }).click()
    await expect(this.currency).toHaveValue(code)
  }

  async addLine(line: TypedLine): Promise<void> {
    await this.form.getByRole('button', { name: 'Add order line' }).click()
    const row = this.form.getByRole('group', { name: /^Order line \d+$/ }).last()
    await row.getByLabel('Description').fill(line.description)
    await row.getByLabel('Quantity').fill(line.quantity)
    await row.getByLabel('Line total').fill(line.total)
    await row.getByLabel('VAT %').fill(line.rate)
    if (line.vat !== undefined) await row.getByLabel('VAT', { exact: true }).fill(line.vat)
  }

  /** Types a charge and waits for neither a review nor a refusal. */
  async type(charge: TypedCharge): Promise<void> {
    await this.pickCard(charge.customer, charge.search)
    await this.amount.fill(charge.amount)
    if (charge.currency !== undefined) await this.chooseCurrency(charge.currency)
    if (charge.operation !== undefined) await this.form.getByRole('radio', { name: charge.operation }).click()
    if (charge.capture !== undefined) {
      const name = charge.capture === 'now' ? 'Capture at once' : 'Reserve now, capture later'
      await this.form.getByRole('radio', { name }).click()
    }
    if (charge.reference !== undefined) await this.reference.fill(charge.reference)
    if (charge.email !== undefined) await this.email.fill(charge.email)
    if (charge.phone !== undefined) await this.phone.fill(charge.phone)
    for (const line of charge.lines ?? []) await this.addLine(line)
  }

  /** Types a charge, waits for its review, and presses the button once. Says nothing about what becomes of it. */
  async press(charge: TypedCharge): Promise<void> {
    await this.type(charge)
    await this.pressButton()
  }

  /** Presses the button as soon as it may be pressed. */
  async pressButton(): Promise<void> {
    await expect(this.button).toHaveAttribute('aria-disabled', 'false')
    await this.button.click()
  }

  /** Types a charge, presses the button and waits until the charge stands where the test expects it. */
  async charge(charge: TypedCharge, expected: ChargeState = 'succeeded'): Promise<void> {
    await this.press(charge)
    await this.expectResult(expected)
  }

  async expectResult(state: ChargeState): Promise<void> {
    await expect(this.result).toHaveAttribute('data-state', state)
  }

  /** Types a payment link, presses the button and waits until it is there. @returns its address */
  async makeLink(charge: Omit<TypedCharge, 'operation' | 'capture'>): Promise<string> {
    await this.type(charge)
    await this.chooseLink()
    await this.pressButton()
    return this.addressOf('made')
  }

  async chooseLink(): Promise<void> {
    await this.form.getByRole('radio', { name: 'With the customer (payment link)' }).click()
  }

  /** Waits until the link stands there. @returns its address */
  async addressOf(state: LinkState): Promise<string> {
    await this.expectLink(state)
    return (await this.linkAddress.textContent()) ?? ''
  }

  async expectLink(state: LinkState): Promise<void> {
    await expect(this.link).toHaveAttribute('data-state', state)
  }

  async newCharge(): Promise<void> {
    await this.page.getByRole('button', { name: 'New charge' }).click()
    await expect(this.card).toBeVisible()
    await expect(this.reference).not.toHaveValue('')
  }

  /** One of the buttons under a result, such as "Ask Dintero". */
  action(name: string | RegExp): Locator {
    return this.page.getByRole('region', { name: 'Result' }).getByRole('button', { name })
  }
}
