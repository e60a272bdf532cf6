import type {
  ModificationKind,
  ModificationObstacle,
  ModificationOffers,
  TransactionMoney
} from './modification'
import type { Transaction } from './transaction'
import type { MoneyReading } from './transaction-money'

/** Ways of paying of which the rest can be voided after a part was captured (docs/dintero.md 5.4). */
const voidsRest = /^(?:payex\.|klarna\.|vipps$)/

/**
 * What may be done to a transaction now, and up to which amount. What is already under way counts as done.
 * @param isAnotherOpen whether one made here has not ended: then none is offered
 */
export function offersOf(
  { paymentProductType }: Pick<Transaction, 'paymentProductType'>,
  reading: MoneyReading,
  isAnotherOpen: boolean
): ModificationOffers {
  if (reading.kind === 'unreadable')
    return offers(0, 0, { capture: 'unreadable', void: 'unreadable', refund: 'unreadable' })
  const { money } = reading
  const obstacles = {
    capture: captureObstacle(money),
    void: voidObstacle(money, voidsRest.test(paymentProductType ?? '')),
    refund: refundObstacle(money)
  }
  const held = (obstacle: ModificationObstacle | null): ModificationObstacle | null =>
    // What is under way at Dintero is then most likely our own.
    isAnotherOpen && (obstacle === null || obstacle === 'under_way') ? 'another_open' : obstacle
  return offers(money.leftToCapture, money.leftToRefund, {
    capture: held(obstacles.capture),
    void: held(obstacles.void),
    refund: held(obstacles.refund)
  })
}

/** The most that may be captured or given back, or is released, minor units; 0 where there is an obstacle. */
export function mostOf(
  kind: ModificationKind,
  { capture, void: release, refund }: ModificationOffers
): number {
  switch (kind) {
    case 'capture':
      return capture.most
    case 'void':
      return release.releases
    case 'refund':
      return refund.most
  }
}

type Obstacles = Readonly<Record<ModificationKind, ModificationObstacle | null>>

function offers(toCapture: number, toRefund: number, obstacles: Obstacles): ModificationOffers {
  return {
    capture: { most: obstacles.capture === null ? toCapture : 0, obstacle: obstacles.capture },
    void: { releases: obstacles.void === null ? toCapture : 0, obstacle: obstacles.void },
    refund: { most: obstacles.refund === null ? toRefund : 0, obstacle: obstacles.refund }
  }
}

function captureObstacle(money: TransactionMoney): ModificationObstacle | null {
  if (money.authorised === 0) return 'not_authorised'
  if (money.voided > 0) return 'voided'
  if (money.captured === money.authorised) return 'all_captured'
  return money.leftToCapture > 0 ? null : 'under_way'
}

function voidObstacle(money: TransactionMoney, mayVoidRest: boolean): ModificationObstacle | null {
  const obstacle = captureObstacle(money)
  if (obstacle !== null) return obstacle
  // What is being captured now may be a part or may fail: nobody can say what a void would release.
  if (money.pendingCapture > 0) return 'under_way'
  return money.captured > 0 && !mayVoidRest ? 'captured_in_part' : null
}

function refundObstacle(money: TransactionMoney): ModificationObstacle | null {
  if (money.captured === 0) return 'nothing_captured'
  if (money.refunded === money.captured) return 'all_refunded'
  return money.leftToRefund > 0 ? null : 'under_way'
}

/** Why one of them is not offered; null where it is. */
export function obstacleTo(kind: ModificationKind, offers: ModificationOffers): ModificationObstacle | null {
  return offers[kind].obstacle
}
