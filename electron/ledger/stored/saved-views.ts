import { z } from 'zod'
import { savedView, type SavedView } from '../../../shared/saved-view'
import { readStored, writeStored } from './versioned'

export function writeSavedViews(views: readonly SavedView[]): string {
  return writeStored(1, views)
}

/** One that this version cannot read to the last word is not there: it would show other charges than it was kept for. */
export function readSavedViews(text: string): SavedView[] {
  const all = z.array(z.unknown()).safeParse(readStored(text)?.value).data ?? []
  return all.flatMap((each) => savedView.safeParse(each).data ?? [])
}
