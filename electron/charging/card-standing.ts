import { isGone, tokenKindFor, type CardView, type Operation } from '../../shared/card'
import { TrekkError } from '../../shared/result'

/**
 * Whether a card can be charged by what Dintero last said of the token that the charge would go out with. Only a token
 * that is gone bars it: one that does not work for now may work when it is charged, and an end that passed is no bar
 * (docs/dintero.md 9).
 * @throws TrekkError `card_gone` with `details.status` and `details.askedAt`, ms since 1970 UTC
 */
export function checkStanding({ provider, atDintero }: CardView, operation: Operation): void {
  const kind = tokenKindFor(provider, operation)
  const standing = atDintero.find((each) => each.kind === kind)
  if (standing === undefined || !isGone(standing.status)) return
  const { status, askedAt } = standing
  throw new TrekkError('card_gone', `Dintero says ${status} of its ${kind}`, {
    details: { status: status ?? '', askedAt }
  })
}
