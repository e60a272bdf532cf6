export function RunStage(_: object) {
  return null
}
