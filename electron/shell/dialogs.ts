import { join } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import { formatMoney } from '../../shared/money'
import type { Services } from '../services'

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

/**
 * What is unresolved, account by account: money of test and production is never added up.
 * @param locale by which the amounts are written
 */
export async function openCharges(
  { charges }: Services,
  locale: string
): Promise<{ count: number; atStake: string } | null> {
  const open = await charges.unresolvedByAccount()
  if (open.length === 0) return null
  const said = open.map(({ name, accountId, atStake }) => {
    const amounts = atStake.map(({ amount, currency }) => formatMoney(amount, currency, locale)).join(', ')
    return `${name} ${accountId}: ${amounts}`
  })
  return { count: open.reduce((sum, { total }) => sum + total, 0), atStake: said.join('; ') }
}
