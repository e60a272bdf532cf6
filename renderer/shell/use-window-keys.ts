import { useEffect } from 'react'
import { chooseFile } from '../choose-file'
import { isDialogOpen } from '../open-dialog'
import { useNavigation } from '../stores/navigation'
import { pauseFile } from '../stores/use-files'
import { beginNewCharge, beginNewLink } from '../screens/charge/new-charge'
import { destinations } from './destinations'
import { palette } from './palette-store'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable="true"]')
}

/** Moves focus to the next part of the window, from wherever it is. */
function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')]
  const here = regions.findIndex((region) => region.contains(document.activeElement))
  const next = here === -1 ? (step === 1 ? 0 : regions.length - 1) : here + step
  regions[(next + regions.length) % regions.length]?.focus()
}

/** @returns false when the screen has nothing to search in */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('main [data-screen-search]')
  field?.focus()
  field?.select()
  return field !== null
}

/**
 * The keys that work everywhere. An open dialog keeps them from acting behind its back.
 * @param help shows the list of shortcuts
 */
export function useWindowKeys(help: () => void): void {
  const go = useNavigation((state) => state.go)

  useEffect(() => {
    const commands: Readonly<Record<string, () => unknown>> = {
      k: () => palette.toggle(),
      n: beginNewCharge,
      l: beginNewLink,
      f: focusSearch,
      o: chooseFile,
      '.': () => void pauseFile(),
      ...Object.fromEntries(
        destinations.flatMap(({ name, digit }) =>
          digit === null ? [] : [[digit.toLowerCase(), () => go({ name })] as const]
        )
      )
    }
    const plain: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
      F6: (event) => focusRegion(event.shiftKey ? -1 : 1),
      F1: help
    }
    const onKey = (event: KeyboardEvent): void => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const withMod = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      const bare = !event.ctrlKey && !event.metaKey && !event.altKey
      const isQuestion = bare && event.key === '?' && !isTyping(event.target)
      const action = withMod ? commands[key] : bare ? (isQuestion ? help : plain[key]) : undefined
      if (!action || event.repeat || (isDialogOpen() && key !== 'k')) return
      event.preventDefault()
      action(event)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [go, help])
}
