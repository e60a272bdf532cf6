import { app, Menu, type MenuItemConstructorOptions } from 'electron'

/**
 * The few roles a person expects from the system: quit, the clipboard, zoom, and on a Mac the app's own menu. Trekk's
 * own commands are in the page, where every one of them shows its key.
 */
export function applicationMenu(): Menu {
  const macMenu: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  const developerTools: MenuItemConstructorOptions[] = app.isPackaged ? [] : [{ role: 'toggleDevTools' }]
  return Menu.buildFromTemplate([
    ...macMenu,
    { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      role: 'viewMenu',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...developerTools
      ]
    },
    { role: 'windowMenu' }
  ])
}
