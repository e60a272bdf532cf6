import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Whether memory can be told apart by process here: only Linux says what is shared with others. */
export const canMeasureMemory = existsSync('/proc/self/smaps_rollup')

/**
 * What a process and all that it started have in memory, bytes, by the kind of process that Chromium says each is. It is
 * the proportional set size (PSS): what several processes share is divided among them, so that the sum counts it once.
 */
export function memoryOf(pid: number): ReadonlyMap<string, number> {
  const memory = new Map<string, number>()
  for (const each of withDescendants(pid)) {
    const bytes = proportionalSize(each)
    if (bytes === null) continue
    const kind = each === pid ? 'main' : kindOf(each)
    memory.set(kind, (memory.get(kind) ?? 0) + bytes)
  }
  return memory
}

export function sumOf(memory: ReadonlyMap<string, number>): number {
  return [...memory.values()].reduce((sum, bytes) => sum + bytes, 0)
}

function withDescendants(pid: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(Number(name)) : null
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const found = [pid]
  for (const each of found) found.push(...(children.get(each) ?? []))
  return found
}

/** Null for a process that has ended meanwhile. */
function parentOf(pid: number): number | null {
  // The name before it may hold anything, spaces and brackets too.
  const parent = /.*\) \S (\d+)/s.exec(read(`/proc/${pid}/stat`))?.[1]
  return parent === undefined ? null : Number(parent)
}

function proportionalSize(pid: number): number | null {
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1_024
}

function kindOf(pid: number): string {
  const kind = /--type=([a-z-]+)/.exec(read(`/proc/${pid}/cmdline`))?.[1] ?? 'other'
  return kind === 'zygote'
    ? 'helpers'
    : kind === 'renderer'
      ? 'page'
      : kind === 'gpu-process'
        ? 'gpu'
        : 'helpers'
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
