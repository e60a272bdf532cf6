/**
 * How often a property is tried: as often as catches what it is there for within a few runs of the tests; `RUNS=20` tries
 * all of them twenty times as often.
 */
export function runs(usual: number): { readonly numRuns: number } {
  return { numRuns: Math.ceil(usual * Number(process.env['RUNS'] ?? 1)) }
}
