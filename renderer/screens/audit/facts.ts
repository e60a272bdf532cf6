import type { AuditEntry } from '../../../shared/audit'

/** An entry's facts in one line, as they were written: support and auditors compare them with the export. */
export function factsText(facts: AuditEntry['facts']): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${value ?? '–'}`)
    .join(' · ')
}
