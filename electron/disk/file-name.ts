/** A name without what no file's name may hold. */
export function fileNameOf(name: string): string {
  return name
    .replace(/[<>:"/\\|?*\p{Cc}]+/gu, '-')
    .slice(0, 80)
    .trim()
}
