import { defineConfig } from 'vitest/config'
import { planted } from './planted'

const mistake = planted.find(({ name }) => name === process.env['PLANTED'])
if (mistake === undefined) throw new Error(`no planted mistake "${process.env['PLANTED']}"`)
const { file, from, to } = mistake

/** The unit tests over a program with one mistake in it; no file is touched. */
export default defineConfig({
  plugins: [
    {
      name: 'planted',
      enforce: 'pre',
      transform(code: string, id: string) {
        return id.endsWith(`/${file}`) ? code.replace(from, () => to) : null
      }
    }
  ],
  test: { include: ['tests/unit/**/*.test.ts'], testTimeout: 20_000 }
})
