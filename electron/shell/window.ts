import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { SettingsStore, WindowPlace } from '../desk/settings-store'
import { webPreferences } from './security'

const smallest = { width: 960, height: 640 }
const usual = { width: 1280, height: 840 }

/** Opens the one window where it was last time; it is shown when its first frame is ready. */
export function openWindow(options: {
  preload: string
  url: string
  settings: SettingsStore
}): BrowserWindow {
  const place = visiblePlace(options.settings.window)
  const window = new BrowserWindow({
    title: 'Trekk',
    ...(place ?? usual),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#161a1b' : '#f6f5f2',
    webPreferences: webPreferences(options.preload)
  })
  if (place?.maximised) window.maximize()
  window.once('ready-to-show', () => window.show())
  rememberPlace(window, options.settings)
  void window.loadURL(options.url)
  return window
}

/** A remembered place counts only while enough of it lies on a screen that is still connected. */
function visiblePlace(place: WindowPlace | null): WindowPlace | null {
  if (place === null) return null
  const area = screen.getDisplayMatching(place).workArea
  const overlapX = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x)
  const overlapY = Math.min(place.y + place.height, area.y + area.height) - Math.max(place.y, area.y)
  return overlapX >= 200 && overlapY >= 100 ? place : null
}

function rememberPlace(window: BrowserWindow, settings: SettingsStore): void {
  let timer: NodeJS.Timeout | undefined
  const save = (): void => {
    clearTimeout(timer)
    if (window.isDestroyed() || window.isMinimized()) return
    settings.saveWindow({ ...window.getNormalBounds(), maximised: window.isMaximized() })
  }
  const saveSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(save, 500)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('close', save)
}
