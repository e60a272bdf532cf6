import { z } from 'zod'
import { alarmKind } from '../../../shared/alarm'
import { linkKind, smsStatus, type LinkDetail } from '../../../shared/link'
import { linkState } from '../../../shared/link-state'
import { TrekkError } from '../../../shared/result'
import type { FakeHandlers } from '../fake-api'
import { linkOf, raisedAlarm } from '../fake-links'
import type { FakeWorld } from '../fake-world'

/** The link that a scene is about. */
export const fakeLinkScene = z.object({
  state: linkState,
  kind: linkKind.default('payment'),
  /** Which of the customers, by their place among the cards. */
  customer: z.number().int().default(1),
  /** Dintero was asked to send it; null where it has not said whether it did. */
  sms: smsStatus.nullable().optional(),
  status: z.string().optional(),
  alarm: alarmKind.optional(),
  /** In place of a declined charge. */
  follows: z.boolean().default(false),
  /** Dintero chose when it ends, and has not said. */
  endless: z.boolean().default(false)
})
type LinkScene = z.infer<typeof fakeLinkScene>

/** The links of the usual world, with the one that a scene is about as the newest. */
export function sceneLinks(scene: LinkScene, { cards, charges, links }: FakeWorld): LinkDetail[] {
  const { state, kind, customer, sms, status, alarm, follows, endless } = scene
  const card = cards[customer]
  if (!card) return links
  const charge = follows ? (charges.find((each) => each.state === 'declined') ?? null) : null
  const made = linkOf(0, card, state, { kind, charge })
  const link: LinkDetail = {
    ...made,
    id: 'link-scene',
    capture: 'profile',
    ...(sms !== undefined && { sms: true, smsStatus: sms }),
    ...(sms !== undefined && state === 'lost' && { actions: { ...made.actions, close: false } }),
    ...(status !== undefined && { transactionStatus: status }),
    ...(alarm !== undefined && { alarms: [raisedAlarm(made, alarm, 1)] }),
    ...(endless && { expiresAt: null })
  }
  return [link, ...links]
}

/** What main says of a link's review in a scene. */
export function withLinkReview(
  handlers: FakeHandlers,
  { links, charges }: FakeWorld,
  scene: 'open' | 'paid' | 'stopped' | 'confirm' | null
): FakeHandlers {
  const waiting = links.find(({ state }) => state === 'opened')
  const paid = links.find(({ state, kind }) => state === 'paid' && kind === 'payment')
  const unknown = charges.find(({ state }) => state === 'unknown')
  if (scene === null || !waiting || !paid || !unknown) return handlers
  const reviewLink: FakeHandlers['reviewLink'] = async (draft) => {
    if (scene === 'stopped') {
      const { id: linkId, merchantReference: reference, customerName: customer, createdAt } = waiting
      throw new TrekkError('link_open', 'a link may yet take the same money', {
        details: { linkId, reference, customer, createdAt }
      })
    }
    const review = await handlers.reviewLink(draft)
    const repeated = { kind: 'duplicate_reason' as const, earlier: [], paidByLink: [paid], elsewhere: [] }
    return {
      ...review,
      open:
        scene === 'open'
          ? [
              { kind: 'link', link: waiting },
              { kind: 'charge', charge: unknown }
            ]
          : [],
      confirmations:
        scene === 'paid' ? [repeated] : scene === 'confirm' ? [{ kind: 'type_amount' }, repeated] : []
    }
  }
  return { ...handlers, reviewLink }
}
