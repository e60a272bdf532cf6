/** Opens the system's dialog for a charge file. The field it belongs to is the window's (`shell/DropZone.tsx`). */
export function chooseFile(): void {
  document.querySelector<HTMLInputElement>('input[data-file-picker]')?.click()
}
