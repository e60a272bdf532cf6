import { useStore } from 'zustand'
import { api } from '../api'
import { createExportStore, type ExportState } from './export-store'

/** The one store of the window's export. */
export const exportStore = createExportStore(api)

/** A part of what the window knows of the export of a list. */
export function useExport<T>(select: (state: ExportState) => T): T {
  return useStore(exportStore, select)
}
