// `npm run bench`: prints how fast Trekk is on this machine. Name parts of it to run those alone:
// `npm run bench -- start search history protocol reading review files running memory`.
import { cpus, loadavg } from 'node:os'
import { benchBatchMemory } from './batch-memory'
import { benchBatchRunning } from './batch-running'
import { benchBatchThroughput } from './batch-throughput'
import { benchCardSearch } from './card-search'
import { benchColdStart } from './cold-start'
import { benchFileReading } from './file-reading'
import { benchFileReview } from './file-review'
import { benchHistory } from './history'
import { benchProtocol } from './protocol'

const parts: Readonly<Record<string, () => Promise<void>>> = {
  start: benchColdStart,
  search: benchCardSearch,
  history: benchHistory,
  protocol: benchProtocol,
  reading: benchFileReading,
  review: benchFileReview,
  files: benchBatchThroughput,
  running: benchBatchRunning,
  memory: benchBatchMemory
}

async function main(): Promise<number> {
  const wanted = process.argv.slice(2)
  const unknown = wanted.filter((name) => parts[name] === undefined)
  if (unknown.length > 0) {
    console.error(`No such part: ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}.`)
    return 2
  }
  const [load = 0] = loadavg()
  console.log(
    `${cpus().length} processors, load ${load.toFixed(1)} before the first measurement, Node ${process.version}`
  )
  for (const [name, bench] of Object.entries(parts)) {
    if (wanted.length === 0 || wanted.includes(name)) await bench()
  }
  return 0
}

process.exitCode = await main()
