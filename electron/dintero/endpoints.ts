export interface Endpoints {
  /** Sessions and transactions. */
  readonly checkout: string
  /** Access tokens. */
  readonly api: string
  /** True when everything goes to this machine instead of Dintero; the app then says "simulated". */
  readonly simulated: boolean
}

/** Dintero's own hosts, the same for test and production: the account id decides (docs/dintero.md 1). */
const dinteroEndpoints: Endpoints = {
  checkout: 'https://checkout.dintero.com/v1',
  api: 'https://api.dintero.com/v1',
  simulated: false
}

/**
 * Where requests go: Dintero, or one loopback address for everything, given by `TREKK_DINTERO_URL`. Anything else
 * is refused, because whoever sets that address is sent client secrets and card tokens.
 * @param override the variable's value; undefined or empty means Dintero
 * @throws RangeError when the override is not `http(s)://<loopback>[:port][/v1]`
 */
export function endpoints(override: string | undefined): Endpoints {
  if (override === undefined || override.trim() === '') return dinteroEndpoints
  const base = loopbackBase(override.trim())
  return { checkout: base, api: base, simulated: true }
}

function loopbackBase(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null) throw new RangeError('TREKK_DINTERO_URL is not a URL')
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new RangeError('TREKK_DINTERO_URL must begin with http:// or https://')
  if (!isLoopback(url.hostname))
    throw new RangeError('TREKK_DINTERO_URL must name this machine (127.0.0.1, [::1], localhost)')
  if (url.username !== '' || url.password !== '')
    throw new RangeError('TREKK_DINTERO_URL must not hold credentials')
  if (url.search !== '' || url.hash !== '')
    throw new RangeError('TREKK_DINTERO_URL must not have a query or a fragment')
  if (!/^\/(?:v1\/?)?$/.test(url.pathname))
    throw new RangeError('TREKK_DINTERO_URL must have the path /v1 or none')
  return `${url.origin}/v1`
}

/** The URL parser has already turned `127.1`, `0x7f.1` and the like into dotted decimals (WHATWG URL, host parsing). */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
