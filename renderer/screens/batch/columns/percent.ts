/**
 * Reads a rate as people write it: `25`, `25 %`, `12,5`.
 * @returns hundredths of a percent; null for anything else, and above a hundred percent
 */
export function readPercent(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim())
  if (!match) return null
  const [, whole = '', decimals = ''] = match
  const rate = Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
  return rate <= 10_000 ? rate : null
}

/** A rate as it is typed. @param rate hundredths of a percent */
export function percentText(rate: number): string {
  return String(rate / 100)
}
