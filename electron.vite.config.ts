import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import postcssPresetMantine from 'postcss-preset-mantine'

// Native addons stay outside the bundles: their binaries are found beside their own package files.
const nativeAddons = ['keytar', '@photostructure/sqlite']

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      // Less to read and compile at every start; error names and messages survive it.
      minify: true,
      // Everything else is bundled into one file: one read at start instead of hundreds.
      externalizeDeps: false,
      rollupOptions: {
        // Threads run from files of their own: the reader of long lists, what reads and checks charge files, and what writes
        // exported lists.
        input: {
          index: resolve('electron/main.ts'),
          reader: resolve('electron/ledger/reading/worker.ts'),
          files: resolve('electron/batch/file-worker.ts'),
          exports: resolve('electron/reports/export-worker.ts')
        },
        external: nativeAddons
      }
    }
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload script cannot require from node_modules and must be CommonJS.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    css: { postcss: { plugins: [postcssPresetMantine()] } },
    build: {
      outDir: resolve('out/renderer'),
      minify: true,
      // Inlined assets would be data: URLs, which the content security policy has no reason to allow for scripts and fonts.
      assetsInlineLimit: 0,
      rollupOptions: { input: resolve('renderer/index.html') }
    }
  }
})
