import { app } from 'electron'
import { isWritable } from '../desk/is-writable'
import { registerPageScheme } from './protocol'
import { runWindow, type WindowOptions } from './run-window'

/** Trekk with its window, unless this profile has one already. To be called before Electron is ready. */
export function startWindow(options: WindowOptions): void {
  // Root has no Chromium sandbox and must say so on the command line itself; enableSandbox() would override that.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  registerPageScheme()

  // One app per profile: the second start hands over to the first and ends before it touches a file. Where no lock can
  // be made at all, because the folder takes nothing, the window opens so that it can say so.
  if (app.requestSingleInstanceLock() || !isWritable(app.getPath('userData')))
    void app.whenReady().then(() => runWindow(options))
  else app.quit()
}
