import { ChargeService } from './charge-service'
import { ChargeEngine } from './engine'
import type { ChargingParts } from './parts'
import { Reconciler, type ReconcilerParts } from './reconciler'

export interface Charging {
  readonly engine: ChargeEngine
  readonly service: ChargeService
  readonly reconciler: Reconciler
}

/** What the reconciler needs beyond what charging is made of. */
export type ComposeParts = ChargingParts & Pick<ReconcilerParts, 'timer' | 'under' | 'onError'>

/** Wires charging once, for the app, the command, the crash harness and the benches alike. */
export function composeCharging(parts: ComposeParts): Charging {
  const onChange: ChargingParts['onChange'] = (row) => {
    parts.onChange(row)
    // No lookup is planned of what has no answer yet, so none can have come nearer.
    if (row.state !== 'intent' && row.state !== 'sent') reconciler.poke()
  }
  const charging = { ...parts, onChange }
  const engine = new ChargeEngine(charging)
  const service = new ChargeService(charging, engine)
  const reconciler = new Reconciler({ ...parts, engine })
  return { engine, service, reconciler }
}
