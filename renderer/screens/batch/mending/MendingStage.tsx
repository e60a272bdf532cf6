export function MendingStage(_: object) {
  return null
}
