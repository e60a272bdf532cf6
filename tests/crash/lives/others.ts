import { join } from 'node:path'
import { z } from 'zod'
import { ledgerFile } from '../../../electron/ledger/ledger'
import { openConnection } from '../../../electron/ledger/sqlite/connection'
import { Customer } from '../../support/customer'
import type { DeedAs, DeedOfOthers } from './deed'

const linkRow = z.object({ url: z.string().nullable(), sms: z.number(), reference: z.string() })
const sessions = z.array(
  z.object({ id: z.string(), transactionId: z.string().nullable(), publish: z.array(z.unknown()).nullable() })
)

/** Customers, people in Backoffice, and what goes wrong: all that is done at Dintero and not by the program. */
export class Others {
  readonly #url: string
  readonly #folder: string

  /** @param url the simulator's @param folder of the profile, where the addresses of links are */
  constructor(url: string, folder: string) {
    this.#url = url
    this.#folder = folder
  }

  async do(deed: DeedOfOthers): Promise<void> {
    if (deed.is === 'customer') await this.#customer(deed)
    else if (deed.is === 'outside') await this.#outside(deed)
    else await this.#control('POST', 'faults', deed.fault)
  }

  /** Waits until Dintero has taken in what time the program last said it is: its next request is served by that. */
  async agreeOnTime(): Promise<void> {
    await this.#control('GET', 'authorisations?reference=none')
  }

  async #customer({ of, does }: DeedAs<'customer'>): Promise<void> {
    const address = await this.#addressOf(of)
    if (address === null) return
    const customer = new Customer(address)
    const answers = {
      opens: () => customer.opens(),
      pays: () => customer.pays(),
      'is declined': () => customer.isDeclined(),
      'gives up': () => customer.givesUp(),
      stores: () => customer.stores()
    }
    await answers[does]().catch((error: unknown) => {
      // The page of a link that is over has no form.
      if (!String(error).includes('There is nothing to answer')) throw error
    })
  }

  /** The address a customer was given: by the program, which must know it for that, or by Dintero's SMS. */
  async #addressOf(name: string): Promise<string | null> {
    const connection = openConnection(join(this.#folder, ledgerFile))
    const [link] = z
      .array(linkRow)
      .parse(
        connection
          .prepare(
            `select url, sms, merchant_reference as reference from links where ? in (merchant_reference, customer_name)`
          )
          .all(name)
      )
    connection.close()
    if (link === undefined) return null
    if (link.url !== null || link.sms === 0) return link.url
    const there = await this.#sessions(link.reference)
    const sent = there.find(({ publish }) => publish !== null)
    return sent === undefined ? null : `${this.#url}/v1/view/${sent.id}`
  }

  async #outside({ of, kind, amount }: DeedAs<'outside'>): Promise<void> {
    const id = (await this.#sessions(of)).flatMap(({ transactionId }) => transactionId ?? []).at(-1)
    // Where there is no such payment or no such money, Backoffice refuses.
    if (id !== undefined)
      await this.#control('POST', `${kind}-outside`, { id, ...(amount !== null && { amount }) })
  }

  async #sessions(reference: string): Promise<z.infer<typeof sessions>> {
    return sessions.parse(await this.#control('GET', `sessions?reference=${encodeURIComponent(reference)}`))
  }

  async #control(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.#url}/control/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body)
      })
    })
    const text = await answer.text()
    if (path === 'faults' && !answer.ok) throw new Error(`no such fault: ${text}`)
    return JSON.parse(text)
  }
}
