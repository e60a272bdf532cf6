import { randomUUID } from 'node:crypto'
import { workerData } from 'node:worker_threads'
import { serveThread } from '../threads/serve'
import { garbageCollector } from './collect-garbage'
import { FileCalls } from './drafts/file-calls'
import { FileDesk, type FileDeskPlace } from './drafts/file-desk'

const place: FileDeskPlace = workerData
const calls = new FileCalls(new FileDesk(place, Date.now, randomUUID, garbageCollector()))

serveThread((name, given) => calls.call(name, given))
