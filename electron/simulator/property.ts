/** What a value of unknown shape has under a name; undefined where it has nothing. */
export function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
