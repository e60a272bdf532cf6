import { workerData } from 'node:worker_threads'
import { serveThread } from '../threads/serve'
import { ExportDesk } from './export-desk'
import type { ExportCall, ExportPlace } from './exports'

const place: ExportPlace = workerData
const desk = new ExportDesk(place, Date.now)

serveThread((name, given) => {
  const method: (...given: readonly never[]) => unknown = desk[name as ExportCall].bind(desk)
  return method(...(given as readonly never[]))
})
