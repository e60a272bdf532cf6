import type { ChargeFace } from '../../../shared/charge'
import type { ModificationKind, ModificationRow, ModificationState } from '../../../shared/modification'
import type { TransactionDetailEvent } from '../../../shared/transaction-detail'

/** The face of a modification in a state. Money that goes back has one of its own. */
export function faceOfModification({ kind, state }: Pick<ModificationRow, 'kind' | 'state'>): ChargeFace {
  if (state === 'succeeded') return doneFace[kind]
  return faces[state]
}

const doneFace: Readonly<Record<ModificationKind, ChargeFace>> = {
  capture: 'succeeded',
  void: 'returned',
  refund: 'returned'
}

const faces: Readonly<Record<Exclude<ModificationState, 'succeeded'>, ChargeFace>> = {
  sent: 'sent',
  pending: 'sent',
  unknown: 'unknown',
  failed: 'declined',
  refused: 'declined',
  not_sent: 'ready',
  closed: 'declined'
}

/** The face of an event as Dintero lists it. One that says nothing of its success is not taken for a good one. */
export function faceOfEvent({ kind, success }: Pick<TransactionDetailEvent, 'kind' | 'success'>): ChargeFace {
  if (success === false) return 'declined'
  switch (kind) {
    case 'authorize':
    case 'capture':
      return success === true ? 'succeeded' : 'unknown'
    case 'refund':
    case 'void':
      return success === true ? 'returned' : 'unknown'
    case 'initiate_capture':
    case 'initiate_refund':
    case 'initiate_void':
      return 'sent'
    case 'initialize':
    case 'settlement':
    case 'other':
      return 'ready'
  }
}
