import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'
import { filesIn, hashOf } from './targets.mjs'

/** The best takes seconds for a megabyte, and the docs page is for a developer or two. */
const GOOD_QUALITY = 9

/** What the names of the widget's files end with; see vite.config.ts. */
const MARK_LENGTH = 8

/** How each target is made: writes into `out` what then replaces the target's last result in dist. */
export const make = {
  api: makeApi,
  worker: makeWorker,
  riggedWorker: out => bundle('riggedWorker', join(out, 'test')),
  widget: makeWidget,
  demo: out => bundle('demo', join(out, 'demo')),
  shop: out => bundle('shop', join(out, 'demo/shop')),
  docs: makeDocs,
  assets: makeAssets,
  sdk: makeSdk,
}

/**
 * Runs one build of vite.config.ts.
 *
 * @param {string} mode its name there
 * @param {string} [outDir]
 * @param {Record<string, string>} [define] constants only known while building
 */
export async function bundle(mode, outDir, define = {}) {
  return inOwnEnvironment(async () => {
    const result = await build({
      mode,
      define,
      logLevel: 'warn',
      build: { outDir: outDir && join(process.cwd(), outDir), emptyOutDir: false },
    })
    return [result].flat().flatMap(({ output }) => output)
  })
}

/** Vite says `production` to its whole process, and so to the servers and tests that are started from it. */
async function inOwnEnvironment(run) {
  const { NODE_ENV } = process.env
  try {
    return await run()
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
}

/** As an edge runtime counts what it is sent. */
export const gzipBytes = code => gzipSync(code).length

/** What people download, and the hash with which a page pins it. */
export function measure(code) {
  const content = Buffer.from(code)
  const integrity = `sha384-${createHash('sha384').update(content).digest('base64')}`
  return { bytes: content.length, brotli: brotliCompressSync(content).length, integrity }
}

async function makeApi(out) {
  for (const program of ['api', 'backup']) await bundle(program, join(out, 'api'))
}

async function makeWorker(out) {
  const [{ code }] = await bundle('worker', join(out, 'api'))
  return sizeOfWorker(code)
}

/** Minified, and as the edge runtimes count it against their limits. */
export function sizeOfWorker(code) {
  return `${Buffer.byteLength(code)} bytes, ${gzipBytes(code)} gzip`
}

/** The panel comes first, because the loader is told its file's name. */
async function makeWidget(out) {
  const dir = join(out, 'widget')
  const panel = await bundle('panel', dir)
  const entry = panel.find(file => file.isEntry)
  const [loader] = await bundle('loader', dir, { __PANEL__: JSON.stringify(entry.fileName) })
  const files = {}
  for (const file of [loader, ...panel]) files[file.fileName] = { ...describe(file), ...measure(file.code) }
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  compress(dir, constants.BROTLI_MAX_QUALITY)
  writeFileSync(join(dir, 'manifest.json'), `${JSON.stringify({ version, files }, null, 2)}\n`)
}

function describe(file) {
  if (file.type !== 'chunk') throw new Error(`the widget must be scripts only, but ${file.fileName} was made`)
  const entry = file.facadeModuleId ?? Object.keys(file.modules).find(id => id.endsWith(`/${file.name}.ts`))
  const source = entry && relative(process.cwd(), entry)
  if (!source) throw new Error(`${file.fileName} belongs to no import(): ${Object.keys(file.modules)}`)
  const [, kind] = /^widget\/(loader|panel\/index|panel\/wheel|locales)\b/.exec(source) ?? []
  return {
    kind: { 'panel/index': 'panel', 'panel/wheel': 'wheel', locales: 'locale' }[kind] ?? kind ?? 'screen',
    source,
  }
}

function makeDocs(out) {
  const files = [
    'swagger-ui-bundle.js',
    'swagger-ui-bundle.js.LICENSE.txt',
    'swagger-ui.css',
    'LICENSE',
    'NOTICE',
  ]
  mkdirSync(join(out, 'docs'), { recursive: true })
  for (const file of files) copyFileSync(join('node_modules/swagger-ui-dist', file), join(out, 'docs', file))
  compress(join(out, 'docs'), GOOD_QUALITY)
}

/** What `api/http/static.ts` serves on Node, for a runtime that serves files by itself. It compresses them as well. */
function makeAssets(out) {
  const dir = join(out, 'assets')
  const filter = path => !path.endsWith('.br')
  cpSync('dist/widget', join(dir, 'widget/v1'), { recursive: true, filter })
  cpSync('dist/docs', join(dir, 'docs'), { recursive: true, filter })
  const headers = readFileSync('deploy/_headers', 'utf8')
  writeFileSync(join(dir, '_headers'), headers.replaceAll('HASH', hashOf('widget').slice(0, MARK_LENGTH)))
}

/** Beside each file what most browsers are sent, so that serving costs nothing and the sizes we promise are true. */
function compress(dir, quality) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality }
  for (const path of filesIn(dir).filter(name => /\.(js|css)$/.test(name))) {
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path), { params }))
  }
}

/** Assembles the package that is published: one module per source file, its types beside it. */
async function makeSdk(out) {
  const dir = join(out, 'sdk')
  await bundle('sdk', dir)
  const tsc = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.sdk.json', '--outDir', dir]
  const { status, stdout } = spawnSync(process.execPath, tsc, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stdout)
  for (const file of filesIn(dir).filter(name => name.endsWith('.d.ts'))) completeSpecifiers(file)
  for (const file of ['sdk/package.json', 'sdk/README.md', 'LICENSE']) {
    if (existsSync(file)) copyFileSync(file, join(dir, basename(file)))
  }
}

/** Types say `./code`, which only a bundler finds; Node and its like want `./code.js`. */
function completeSpecifiers(file) {
  const text = readFileSync(file, 'utf8')
  const complete = text.replaceAll(/(from |import\()(['"])(\.[^'"]*)\2/g, (_, before, quote, specifier) => {
    const bare = specifier.replace(/\.tsx?$/, '')
    const path = existsSync(join(dirname(file), `${bare}.d.ts`)) ? `${bare}.js` : `${bare}/index.js`
    return `${before}${quote}${path}${quote}`
  })
  writeFileSync(file, complete)
}
