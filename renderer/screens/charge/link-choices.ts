import { linkLifetimes, type LinkDraft } from '../../../shared/link'

/** What is chosen of a payment link and not of a charge. */
export type LinkChoices = Pick<LinkDraft, 'capture' | 'filled' | 'sms' | 'lifetimeHours'>

/** What is proposed for a link. */
export const usualLink: LinkChoices = { capture: 'profile', filled: true, sms: false, lifetimeHours: null }

/** How long a link that goes by SMS is proposed to last, hours: Dintero must be told an end. */
const usualSmsLifetime = 72

const oneHour = 3_600_000
/** An end that is set and one that Dintero says may differ by so much, ms. */
const nearEnough = 5 * 60_000

/** The choices with an SMS asked for, or no longer: it needs an end, so one is proposed where there is none. */
export function withSms(choices: LinkChoices, sms: boolean): LinkChoices {
  const { lifetimeHours } = choices
  return { ...choices, sms, lifetimeHours: sms ? (lifetimeHours ?? usualSmsLifetime) : lifetimeHours }
}

/** The lifetime a link was given; null where it is none of those that are offered: then Dintero chose it. Times in ms. */
export function lifetimeOf(createdAt: number, expiresAt: number | null): number | null {
  if (expiresAt === null) return null
  const given = linkLifetimes.find((hours) => Math.abs(expiresAt - createdAt - hours * oneHour) < nearEnough)
  return given ?? null
}
