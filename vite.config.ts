import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { defineConfig, type Rolldown, type UserConfig } from 'vite'
import { hashOf } from './.ci/targets.mjs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

/**
 * Of all that the widget is made from. The files of one build carry the same mark: the panel names every one of them,
 * and a hash of each file's own would cost it ten bytes a file that nothing compresses.
 */
const mark = hashOf('widget').slice(0, 8)

/** Where there is no environment to ask. */
const forBrowsers = { 'process.env.NODE_ENV': '"production"' }

/** The builds of .ci/make.mjs; `vite build --mode <name>` runs one of them by hand. */
const builds: Record<string, UserConfig> = {
  /** The API for Node: our sources in one file, packages left to node_modules. */
  api: {
    build: {
      ssr: 'api/node.ts',
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'node.js', codeSplitting: false } },
    },
  },

  /** What copies the file of the API, for where there are no sources. */
  backup: {
    build: {
      ssr: 'api/backup.ts',
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'backup.js', codeSplitting: false } },
    },
  },

  worker: forEdge('api/worker.ts'),

  /** The same with a rig, for the tests that run inside workerd. */
  riggedWorker: forEdge('test/edge/worker.ts'),

  /** What the script tag loads. One function, no module system, so no AMD loader of the page's takes it. */
  loader: {
    build: {
      lib: {
        entry: 'widget/loader/index.ts',
        formats: ['iife'],
        name: 'laurel',
        fileName: () => 'laurel.js',
      },
      target: 'es2022',
      rolldownOptions: { optimization: { inlineConst: true } },
    },
  },

  /** What opens: one file with all that is shared, and one more for each `import()`. */
  panel: {
    build: {
      lib: { entry: 'widget/panel/index.tsx', formats: ['es'] },
      target: 'es2022',
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        optimization: { inlineConst: true },
        output: {
          minify: true,
          comments: false,
          entryFileNames: `panel-${mark}.js`,
          chunkFileNames: ({ name, facadeModuleId }) => `${folderName(name, facadeModuleId)}-${mark}.js`,
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [{ debugName: 'panel', name: panelOrShared }],
          },
        },
      },
    },
  },

  /** What merchants install: a module per source file, so that bundlers take only what is used. */
  sdk: {
    build: {
      lib: {
        entry: Object.fromEntries(
          ['browser', 'contract', 'server', 'verify'].map(name => [`${name}/index`, `sdk/${name}/index.ts`]),
        ),
        formats: ['es'],
      },
      target: 'es2022',
      minify: false,
      rolldownOptions: {
        external: isPackage,
        output: { preserveModules: true, preserveModulesRoot: 'sdk', entryFileNames: '[name].js' },
      },
    },
  },

  /** The shopper's client with all it needs, as a page without our widget would bundle it. Only measured. */
  headless: {
    build: {
      lib: { entry: 'sdk/browser/index.ts', formats: ['es'], fileName: () => 'browser.js' },
      target: 'es2020',
      write: false,
      rolldownOptions: { output: { minify: true, codeSplitting: false } },
    },
  },

  demo: {
    build: {
      ssr: 'demo/server.ts',
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'server.js', codeSplitting: false } },
    },
  },

  shop: { root: 'demo/shop', build: { target: 'es2022' } },
}

export default defineConfig(({ mode }): UserConfig => {
  const config = builds[mode]
  if (!config) throw new Error(`no build is called ${mode}; there are: ${Object.keys(builds).join(', ')}`)
  return {
    ...config,
    publicDir: config.root ? 'public' : false,
    define: { __VERSION__: JSON.stringify(version), ...(config.build?.ssr ? {} : forBrowsers) },
    build: { ...config.build, reportCompressedSize: false },
  }
})

/** The API for an edge runtime: everything in one module, nothing of Node's. */
function forEdge(entry: string): UserConfig {
  return {
    plugins: [nothingOfNode()],
    resolve: { conditions: ['workerd', 'worker', 'browser', 'module', 'production'] },
    build: {
      lib: { entry, formats: ['es'], fileName: () => basename(entry).replace(/ts$/, 'js') },
      target: 'es2022',
      rolldownOptions: { external: /^cloudflare:/, output: { minify: true, codeSplitting: false } },
    },
  }
}

function isPackage(id: string): boolean {
  return !/^[./\0]/.test(id)
}

/** Refuses what would only be noticed when the edge runtime loads the module. */
function nothingOfNode(): Rolldown.Plugin {
  return {
    name: 'nothing-of-node',
    resolveId: {
      order: 'pre',
      handler(id, importer) {
        if (id.startsWith('node:')) this.error(`an edge runtime has no ${id}, which ${importer} imports`)
      },
    },
  }
}

/** `wheel` for widget/panel/wheel/index.tsx. */
function folderName(name: string, facadeModuleId: string | null): string {
  return name === 'index' && facadeModuleId ? basename(dirname(facadeModuleId)) : name
}

/** What the panel needs is in the panel; what only late files share is a file of its own, which comes beside them. */
function panelOrShared(id: string, context: Rolldown.ChunkingContext): string | null {
  const files = filesNeeding(id, context, new Set())
  if (files.has('panel')) return 'panel'
  return files.size > 1 || id.endsWith('panel/shared.ts') ? 'shared' : null
}

function filesNeeding(id: string, context: Rolldown.ChunkingContext, seen: Set<string>): Set<string> {
  if (seen.has(id)) return new Set()
  seen.add(id)
  const info = context.getModuleInfo(id)
  const files = (info?.importers ?? []).flatMap(importer => [...filesNeeding(importer, context, seen)])
  if (info?.isEntry) files.push('panel')
  if (info?.dynamicImporters.length) files.push(id)
  return new Set(files)
}
