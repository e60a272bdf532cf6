import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import type { Api, EventPayload } from '../shared/ipc'
import { callNames, eventNames, type CallName, type EventName } from '../shared/ipc-names'

const invoke =
  (name: CallName) =>
  (input?: unknown): Promise<unknown> =>
    ipcRenderer.invoke(`call:${name}`, input)

const on: Api['on'] = <N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void) => {
  if (!eventNames.includes(name)) throw new TypeError('No such event')
  const forward = (_event: IpcRendererEvent, payload: EventPayload<N>): void => listener(payload)
  ipcRenderer.on(`event:${name}`, forward)
  return () => ipcRenderer.removeListener(`event:${name}`, forward)
}

const calls = Object.fromEntries(callNames.map((name) => [name, invoke(name)]))

/** Only a file that a person has dropped or chosen has a path here: the page cannot name one. */
const importDropped = (file: File): Promise<unknown> =>
  ipcRenderer.invoke('call:importDropped', { path: webUtils.getPathForFile(file) })

contextBridge.exposeInMainWorld('api', { ...calls, importDropped, on })
