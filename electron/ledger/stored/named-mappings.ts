import { z } from 'zod'
import { namedMapping, type NamedMapping } from '../../../shared/named-mapping'
import { readStored, writeStored } from './versioned'

export function writeNamedMappings(mappings: readonly NamedMapping[]): string {
  return writeStored(1, mappings)
}

/** One that this version cannot read to the last word is not there: half a mapping would read a file in another way. */
export function readNamedMappings(text: string): NamedMapping[] {
  const all = z.array(z.unknown()).safeParse(readStored(text)?.value).data ?? []
  return all.flatMap((each) => namedMapping.safeParse(each).data ?? [])
}
