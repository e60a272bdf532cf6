import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

const root = join(import.meta.dirname, '..', '..')
/** In the clone, where the addon is found; of this run alone, so that no other changes what is being killed. */
const folder = join(root, 'node_modules', '.cache', 'trekk', 'crash', String(process.pid))

/** A deliberate mistake in one of the program's files, to see whether the harness notices. */
export interface Mutation {
  readonly name: string
  /** Each replacement in a file under the root must be found, or the build fails. */
  readonly changes: readonly { readonly file: string; readonly from: string; readonly to: string }[]
}

/**
 * Bundles the engine into one file, so that it starts quickly, however often it is killed.
 * @returns the file's path
 * @throws Error when a mutation's text is not where it should be
 */
export async function bundleEngine(mutation?: Mutation): Promise<string> {
  const name = mutation?.name.replaceAll(/\W+/g, '-') ?? 'engine'
  const outDir = join(folder, name)
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: mutation === undefined ? [] : [mutate(mutation)],
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: join(import.meta.dirname, 'engine.ts'),
      outDir,
      target: 'node20',
      // What is shorter is read faster, at each of a thousand starts.
      minify: true,
      rolldownOptions: { output: { entryFileNames: 'engine.mjs' } }
    }
  })
  return join(outDir, 'engine.mjs')
}

/** Removes what was bundled by this run. */
export function removeBundles(): void {
  rmSync(folder, { recursive: true, force: true })
}

function mutate({ name, changes }: Mutation): Plugin {
  const left = new Set(changes)
  return {
    name: 'mutation',
    enforce: 'pre',
    transform(code, id) {
      const here = changes.filter(({ file }) => id.endsWith(`/${file}`))
      if (here.length === 0) return null
      return here.reduce((text, change) => {
        if (text.split(change.from).length !== 2)
          throw new Error(`${name}: ${change.file} no longer reads "${change.from}" once`)
        left.delete(change)
        return text.replace(change.from, () => change.to)
      }, code)
    },
    buildEnd(error) {
      if (error === undefined && left.size > 0) throw new Error(`${name}: not all of it was applied`)
    }
  }
}
