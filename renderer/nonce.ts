declare global {
  /** Where get-nonce, used by react-remove-scroll, looks for the nonce of the `<style>` elements it adds. */
  var __webpack_nonce__: string | undefined
}

/** The nonce that the content security policy allows styles by; the protocol handler writes it into the page. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}

globalThis.__webpack_nonce__ = styleNonce()
