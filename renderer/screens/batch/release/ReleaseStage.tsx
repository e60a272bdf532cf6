export function ReleaseStage(_: object) {
  return null
}
