import { ChargeService } from './charge-service'
import { ChargeEngine } from './engine'
import { Witness } from './evidence'
import { LinkEngine, type LinkParts } from './links/link-engine'
import { LinkService } from './links/link-service'
import { ModificationEngine, type ModificationParts } from './modifications/engine'
import { ModificationService } from './modifications/service'
import { Named } from './named'
import { Reconciler, type ReconcilerParts } from './reconciler'

export interface Charging {
  readonly engine: ChargeEngine
  readonly service: ChargeService
  readonly linkEngine: LinkEngine
  readonly links: LinkService
  readonly modificationEngine: ModificationEngine
  readonly modifications: ModificationService
  readonly reconciler: Reconciler
  /** How many requests that move money, and lookups of them, are on their way. */
  readonly inFlight: () => number
  /** Resolves when every answer in flight is in and on disk, of every kind. For quitting. */
  readonly drain: () => Promise<void>
}

/** What the reconciler needs beyond what charging is made of. */
export type ComposeParts = Omit<LinkParts, 'onChargeOfLink'> &
  Omit<ModificationParts, 'onStale'> &
  Pick<ReconcilerParts, 'timer' | 'under' | 'onError'>

/** Wires charging once, for the app, the command, the crash harness and the benches alike. */
export function composeCharging(parts: ComposeParts): Charging {
  const onChange: ComposeParts['onChange'] = (row) => {
    parts.onChange(row)
    // No lookup is planned of what has no answer yet, so none can have come nearer.
    if (row.state !== 'intent' && row.state !== 'sent') reconciler.poke()
  }
  const inFlight = (): number => engine.inFlight + modificationEngine.inFlight
  const charging = { ...parts, onChange, onInFlight: () => parts.onInFlight(inFlight()) }
  const engine = new ChargeEngine(charging)
  const named = new Named(parts.settings)
  const service = new ChargeService(charging, engine, named)
  const linking: LinkParts = {
    ...charging,
    onLink: (row) => {
      parts.onLink(row)
      reconciler.poke()
    },
    onChargeOfLink: (chargeId) => void engine.recording.tell(chargeId).catch(parts.onError)
  }
  const linkEngine = new LinkEngine(linking, engine.references, new Witness(parts))
  const links = new LinkService(linking, linkEngine, engine.references, named)
  const modifying: ModificationParts = {
    ...charging,
    onModification: (row) => {
      parts.onModification(row)
      // It, or the charge that it changed, may be due now.
      if (row.state !== 'sent') reconciler.poke()
    },
    onStale: ({ chargeId, linkId }) => {
      if (chargeId !== null) void engine.askQuietly(chargeId).catch(parts.onError)
      if (linkId !== null) void linkEngine.askQuietly(linkId).catch(parts.onError)
    }
  }
  const modificationEngine = new ModificationEngine(modifying)
  const modifications = new ModificationService(modifying, modificationEngine, named)
  const reconciler = new Reconciler({ ...parts, followers: [engine, linkEngine, modificationEngine] })
  const drain = async (): Promise<void> => {
    await Promise.all([engine.drain(), linkEngine.drain(), modificationEngine.drain()])
  }
  return {
    engine,
    service,
    linkEngine,
    links,
    modificationEngine,
    modifications,
    reconciler,
    inFlight,
    drain
  }
}
