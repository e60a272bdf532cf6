/** What a customer does at the page of a payment link, or at the one that stores a card. */
type Answer = 'approve' | 'decline' | 'cancel' | 'store'

/**
 * A customer at the page of a link: it is opened and its form is sent as a browser does both, with whatever the page has
 * chosen already. What comes back is the page's text.
 */
export class Customer {
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  async opens(): Promise<string> {
    const answer = await fetch(this.#url, { headers: { 'accept-language': 'en' } })
    return answer.text()
  }

  /** @param cvc what is typed as the card's security code; any three digits do */
  pays(cvc = '123'): Promise<string> {
    return this.#sends('approve', { cvc })
  }

  isDeclined(): Promise<string> {
    return this.#sends('decline', { cvc: '123' })
  }

  givesUp(): Promise<string> {
    return this.#sends('cancel', {})
  }

  stores(): Promise<string> {
    return this.#sends('store', {})
  }

  async #sends(action: Answer, typed: Readonly<Record<string, string>>): Promise<string> {
    const page = await this.opens()
    if (!page.includes('<form method="post">')) throw new Error(`There is nothing to answer: ${page}`)
    const card = /<input type="radio" name="card" value="([^"]*)" checked>/.exec(page)?.[1]
    const fields = { ...typed, ...(card !== undefined && { card }), action }
    const answer = await fetch(this.#url, {
      method: 'POST',
      headers: { 'accept-language': 'en' },
      body: new URLSearchParams(fields)
    })
    return answer.text()
  }
}
