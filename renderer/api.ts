import type { Api } from '../shared/ipc'
import { answering } from './answering'

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly api: Api
  }
}

/**
 * Everything the page can ask of the main process. Calls never reject: a failure is a `Result` with a code
 * that has its own words in the `errors` namespace.
 */
export const api: Api = answering(window.api)
