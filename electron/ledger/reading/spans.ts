/** A stretch of time, ms since 1970 UTC: `from` is in it, `to` is not; null where it has no end. */
export interface Span {
  readonly from: number | null
  readonly to: number | null
}

/** A stretch of time in parts: of whole units of the first grain, else of the next, else of neither. In the order of time. */
export type Part = Span & { readonly grain: number | null }

/**
 * Cuts a stretch of time so that as much of it as can be is whole units of the coarsest grain, and of the rest of the next.
 * @param grains ms, each a multiple of the next
 */
export function partsOf({ from, to }: Span, grains: readonly number[]): Part[] {
  if (from !== null && to !== null && from >= to) return []
  const [grain, ...finer] = grains
  if (grain === undefined) return [{ from, to, grain: null }]
  const first = from === null ? null : Math.ceil(from / grain) * grain
  const last = to === null ? null : Math.floor(to / grain) * grain
  // Not one whole unit is in it.
  if (first !== null && last !== null && first >= last) return partsOf({ from, to }, finer)
  return [
    ...(from === null || from === first ? [] : partsOf({ from, to: first }, finer)),
    { from: first, to: last, grain },
    ...(to === null || to === last ? [] : partsOf({ from: last, to }, finer))
  ]
}
