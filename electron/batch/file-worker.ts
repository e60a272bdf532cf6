import { randomUUID } from 'node:crypto'
import { workerData } from 'node:worker_threads'
import { serveThread } from '../threads/serve'
import { FileDesk, type FileDeskPlace } from './drafts/file-desk'
import type { FileCall } from './files'

const place: FileDeskPlace = workerData
const desk = new FileDesk(place, Date.now, randomUUID)

serveThread((name, given) => {
  const method: (...given: readonly never[]) => unknown = desk[name as FileCall].bind(desk)
  return method(...(given as readonly never[]))
})
