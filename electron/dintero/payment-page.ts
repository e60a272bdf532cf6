/**
 * Whether an address is a payment page of Dintero's: HTTPS, on one of its hosts. In training, and wherever a simulator on
 * this machine stands for Dintero, it is that simulator's own.
 * @param checkoutBase where requests go, with its path
 */
export function isPaymentPage(url: string, checkoutBase: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, origin, username, password } = new URL(url)
  if (username !== '' || password !== '') return false
  const base = new URL(checkoutBase)
  if (base.protocol === 'http:') return origin === base.origin
  return protocol === 'https:' && (hostname === 'dintero.com' || hostname.endsWith('.dintero.com'))
}
