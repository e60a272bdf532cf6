import type { TFunction } from 'i18next'
import { brands, operations, providers } from '../../../shared/card'
import { declineReasons } from '../../../shared/charge'
import { exportColumns, type ExportWords } from '../../../shared/export-words'
import { linkKinds, smsStatuses } from '../../../shared/link'
import { linkStandings } from '../../../shared/link-standing'
import { exportedLists } from '../../../shared/list-export'
import { standings } from '../../../shared/standing'
import { linkStandingKey } from '../links/link-words'

/** What an exported list calls things: its columns by words of their own, the rest as the page does. */
export function exportWordsIn(t: TFunction<['exports', 'common', 'links']>): ExportWords {
  return {
    lists: byName(exportedLists, (list) => t(`exports:lists.${list}`)),
    columns: byName(exportColumns, (column) => t(`exports:columns.${column}`)),
    standings: byName(standings, (standing) => t(`common:standing.${standing}`)),
    linkStandings: byName(linkStandings, (standing) => t(linkStandingKey(standing))),
    linkKinds: byName(linkKinds, (kind) => t(`links:kinds.${kind}`)),
    smsStatuses: byName(smsStatuses, (status) => t(`exports:smsStatuses.${status}`)),
    reasons: byName(declineReasons, (reason) => t(`common:reason.${reason}`)),
    operations: byName(operations, (operation) => t(`common:operationShort.${operation}`)),
    brands: byName(brands, (brand) => t(`common:brand.${brand}`)),
    providers: byName(providers, (provider) => t(`common:provider.${provider}`))
  }
}

function byName<Name extends string>(
  names: readonly Name[],
  word: (name: Name) => string
): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, word(name)])) as Record<Name, string>
}
