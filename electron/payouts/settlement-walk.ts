import type {
  Dintero,
  Failed,
  Lookup,
  Settlement,
  SettlementFilter,
  SettlementPage,
  SettlementPlace
} from '../dintero/dintero'
import { patiently, type WalkBounds, type WalkControl } from '../dintero/walk-pages'

/** A hundred thousand payouts, five minutes, ten pages a second at most. */
export const settlementBounds: WalkBounds = { rows: 100_000, time: 5 * 60_000, apart: 100 }

/** How a walk ended; `Failed` is Dintero's word that ended it, and `not_found` its 404 for the whole list. */
export type SettlementsEnd = 'end' | 'stopped' | 'too_many' | 'too_long' | 'repeats' | 'not_found' | Failed

/**
 * Reads payouts page after page, handing them on as they come, each once. The end is an empty page or one that names no
 * place to go on from: whether the last page names one is not documented (docs/dintero.md 11).
 */
export async function walkSettlements(
  dintero: Pick<Dintero, 'pageOfSettlements'>,
  filter: SettlementFilter,
  onSettlements: (settlements: readonly Settlement[]) => void,
  control: WalkControl,
  bounds: WalkBounds = settlementBounds
): Promise<SettlementsEnd> {
  const { signal, clock, pause } = control
  const startedAt = clock()
  const seen = new Set<string>()
  for (let after: SettlementPlace | null = null; ;) {
    const pageAt = clock()
    const place: SettlementPlace | null = after
    const page: Lookup<SettlementPage> | 'cancelled' = await patiently(
      () => dintero.pageOfSettlements(filter, place),
      control
    )
    if (page === 'cancelled') return 'stopped'
    if (page.kind === 'not_found') return 'not_found'
    if (page.kind === 'failed') return page
    const { settlements, next }: SettlementPage = page.value
    const fresh = settlements.filter(({ id }) => !seen.has(id))
    for (const { id } of fresh) seen.add(id)
    onSettlements(fresh)
    if (signal.aborted) return 'stopped'
    if (next === null) return 'end'
    if (fresh.length === 0) return 'repeats'
    if (seen.size >= bounds.rows) return 'too_many'
    if (clock() - startedAt >= bounds.time) return 'too_long'
    after = next
    await pause(Math.max(0, bounds.apart - (clock() - pageAt)), signal)
  }
}
