import { useStore } from 'zustand'
import type { AppError } from '../../shared/result'
import { api } from '../api'
import { useAppStore } from './app-store'
import { createFilesStore, isWorthSaying, type FilesState, type Imported } from './files-store'
import { useNavigation } from './navigation'

/** The one store of the window's charge files. */
export const filesStore = createFilesStore(api)

/** A part of what the window knows of charge files. */
export function useFiles<T>(select: (state: FilesState) => T): T {
  return useStore(filesStore, select)
}

/**
 * Goes to what was taken in; a refusal is shown by the window, wherever the person is.
 * @param file its name; empty for cells that were pasted
 */
function arrive(imported: Imported, file: string): void {
  if (imported === null) return
  if (imported.ok) useNavigation.getState().go({ name: 'batch', batchId: imported.value.id })
  else if (isWorthSaying(imported.error))
    useAppStore.getState().report(file === '' ? imported.error : about(file, imported.error))
}

/** The failure with the name of the file, which may be gone from the screen by then. */
function about(file: string, error: AppError): AppError {
  return { ...error, details: { ...error.details, file } }
}

/**
 * Looks which file is under way. When the window has just opened, one that nobody has paused is gone to: where it stands
 * is the first thing a person has to know after a crash, and everything else can wait.
 */
export async function findFile(): Promise<void> {
  await filesStore.refresh()
  const { active } = filesStore.getState()
  const { visit, go } = useNavigation.getState()
  const isFirst = visit === 0
  if (isFirst && active !== null && active.reason !== 'person') go({ name: 'batch', batchId: active.id })
}

/** Somebody is about to bring a file: what reads it is started meanwhile. When it cannot be, the file will say so. */
export function prepareForFile(): void {
  void api.prepareImport()
}

/** Takes a file in that was dropped or chosen, and opens it. */
export async function takeFile(file: File): Promise<void> {
  useAppStore.getState().report(null)
  arrive(await filesStore.importFile(file), file.name)
}

/** Takes the cells in that the clipboard holds, and opens them. */
export async function takePasted(): Promise<void> {
  useAppStore.getState().report(null)
  arrive(await filesStore.importPasted(), '')
}

/** Pauses the file that is being charged, from wherever a person is. */
export async function pauseFile(): Promise<void> {
  const paused = await filesStore.pause()
  if (paused !== null && !paused.ok) useAppStore.getState().report(paused.error)
  await filesStore.refresh()
}
