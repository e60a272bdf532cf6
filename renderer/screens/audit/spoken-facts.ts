import type { TFunction } from 'i18next'
import type { AuditEntry } from '../../../shared/audit'
import { askedBefore } from '../../../shared/batch-asking'

/** A fact of an entry in words. */
export interface SpokenFact {
  readonly what: string
  readonly said: string
}

/**
 * The facts of an entry that are said in words too, beside how they were written. Entries of an earlier Trekk do not have
 * them: of what they do not say nothing is said.
 */
export function spokenFacts(t: TFunction<['audit']>, { facts }: AuditEntry): SpokenFact[] {
  return (['paymentsAsked', 'cardsAsked'] as const).flatMap((name) => {
    const asked = askedBefore.safeParse(facts[name]).data
    return asked === undefined
      ? []
      : [{ what: t(`audit:spoken.${name}.what`), said: t(`audit:spoken.${name}.${asked}`) }]
  })
}
