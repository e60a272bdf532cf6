import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import postcssPresetMantine from 'postcss-preset-mantine'
import { defineConfig, type Plugin } from 'vite'

// The build and the server each read this file, so the nonce cannot be random as it is in the app.
const nonce = 'cHJldmlldy1vbmx5'

/** The policy main sends, so that a preview breaks where the app would. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' 'nonce-${nonce}'`,
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'"
].join('; ')

/** Puts the double of `window.api` before the page's own script. */
function withFakeBridge(): Plugin {
  return {
    name: 'trekk-fake-bridge',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) =>
        html
          .replace('__CSP_NONCE__', nonce)
          .replace(
            '<script type="module" src="./main.ts">',
            '<script type="module" src="../tests/support/preview/main.ts">'
          )
    }
  }
}

export default defineConfig({
  root: resolve('renderer'),
  plugins: [react(), withFakeBridge()],
  css: { postcss: { plugins: [postcssPresetMantine()] } },
  build: { outDir: resolve('out/preview'), emptyOutDir: true, assetsInlineLimit: 0 },
  preview: { headers: { 'Content-Security-Policy': policy } }
})
