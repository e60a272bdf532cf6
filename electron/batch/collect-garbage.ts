import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * What has V8 give back at once what nobody uses any more. By itself it waits until as much again is in use, which with a
 * large file that was put out is hundreds of megabytes. It keeps its thread for some tenths of a second.
 */
export function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('globalThis.gc')
  if (typeof collect !== 'function') return () => undefined
  return () => {
    Reflect.apply(collect, undefined, [])
  }
}
