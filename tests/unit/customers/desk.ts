import type { NewCard } from '../../../electron/ledger/card-record'
import type { ChargeFacts, ChargeRecord, NewCharge } from '../../../electron/ledger/charge-record'
import type { LinkFacts, NewLink } from '../../../electron/ledger/link-record'
import { CustomerService } from '../../../electron/customers/customer-service'
import type { ChargeState, Decline } from '../../../shared/charge'
import type { LinkState } from '../../../shared/link-state'
import { aCard, aCharge, accountId, aLink, anAccount, openTestLedger, start } from '../ledger/support'

export { accountId, start }

const decline: Decline = {
  reason: 'insufficient_funds',
  retry: { kind: 'unsaid', notBefore: null },
  message: 'Insufficient funds',
  types: ['INSUFFICIENT_FUNDS'],
  resultCode: '51'
}

const nobody = { customerName: '', customerNumber: '', email: '', phone: '' }

/** A ledger with customers in it, and the service over it. */
export interface CustomerDesk {
  readonly ledger: Awaited<ReturnType<typeof openTestLedger>>
  readonly customers: CustomerService
  now: number
  /** A card of somebody of whom nothing is said but what is given. */
  card(id: string, change?: Partial<NewCard>, twinOf?: string): Promise<void>
  /** A charge of a card, sent, and with what became of it. */
  charge(id: string, cardId: string, change?: Partial<NewCharge>, end?: ChargeEnd): Promise<ChargeRecord>
  link(id: string, change?: Partial<NewLink>, end?: LinkEnd): Promise<void>
}

export interface ChargeEnd extends Partial<ChargeFacts> {
  readonly state: ChargeState
}

export interface LinkEnd extends Partial<LinkFacts> {
  readonly state: LinkState
}

export async function openCustomerDesk(): Promise<CustomerDesk> {
  const world = { now: start }
  let ids = 0
  const ledger = await openTestLedger({ clock: () => world.now })
  await ledger.write(async ({ accounts, desk }) => {
    await accounts.insert(anAccount)
    await desk.setActiveAccount(accountId)
  })
  const customers = new CustomerService({
    ledger,
    accounts: {
      requireActive: async () => {
        const account = await ledger.accounts.get((await ledger.desk.activeAccount()) ?? '')
        if (account === null) throw new Error('no account in use')
        return account
      }
    },
    actor: () => ({ osUser: 'kari', operator: 'Kari N.', requestId: 'request-1' }),
    clock: () => world.now,
    newId: () => `note-${(ids += 1)}`
  })
  return Object.assign(world, {
    ledger,
    customers,
    card: async (id: string, change: Partial<NewCard> = {}, twinOf?: string) => {
      await ledger.write(({ cards }) => cards.insert(aCard({ ...nobody, id, ...change }), twinOf ?? null))
    },
    charge: (id: string, cardId: string, change: Partial<NewCharge> = {}, end?: ChargeEnd) =>
      ledger.write(async ({ charges, cards }) => {
        const card = await cards.getRecord(cardId)
        const made = aCharge({ id, cardId, merchantReference: `ref-${id}`, createdAt: world.now, ...change })
        const intent = await charges.createIntent(made, [`stored:${card?.view.id ?? cardId}`])
        const sent = await charges.markSent(intent, made.createdAt, 'sent', null)
        if (end === undefined) return sent
        const { state, ...said } = end
        const facts = { transactionId: `tx-${id}`, decline: state === 'declined' ? decline : null, ...said }
        return charges.record(sent, { at: world.now, kind: 'answered', note: '', state, facts })
      }),
    link: (id: string, change: Partial<NewLink> = {}, end?: LinkEnd) =>
      ledger.write(async ({ links }) => {
        const made = await links.create(
          aLink({
            ...nobody,
            cardId: null,
            id,
            merchantReference: `ref-${id}`,
            createdAt: world.now,
            ...change
          }),
          []
        )
        if (end === undefined) return
        const { state, ...said } = end
        const facts = { transactionId: `tx-${id}`, ...said }
        await links.record(
          await links.record(made, { at: world.now, kind: 'answered', note: '', state: 'made' }),
          { at: world.now, kind: 'found', note: '', state, facts }
        )
      })
  })
}
