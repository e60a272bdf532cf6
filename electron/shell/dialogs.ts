import { join } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import type { Language } from '../../shared/languages'
import type { Services } from '../services'
import { atStakeIn } from './words'

/** Asks the person where a file is to be saved; null when they closed the dialog. */
export async function chooseFile(
  window: BrowserWindow,
  title: string,
  suggestion: string
): Promise<string | null> {
  const options = { title, defaultPath: join(app.getPath('documents'), suggestion) }
  const answer = await dialog.showSaveDialog(window, options)
  return answer.canceled ? null : answer.filePath
}

/** What is unresolved, in all accounts; null when nothing is. */
export async function openCharges(
  { charges }: Services,
  language: Language
): Promise<{ count: number; atStake: string } | null> {
  const open = await charges.unresolvedByAccount()
  if (open.length === 0) return null
  return { count: open.reduce((sum, { total }) => sum + total, 0), atStake: atStakeIn(language, open) }
}
