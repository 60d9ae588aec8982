import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { bundle, gzipBytes, measure } from './make.mjs'

const HASH_LENGTH = '-12345678.js'.length
const DEFAULT_LANGUAGE = 'en'
const budgets = JSON.parse(readFileSync('.ci/budgets.json', 'utf8'))

/**
 * What shoppers download, in brotli-11 bytes of the built files, and what an edge runtime is sent, in the gzip bytes that
 * it counts; against .ci/budgets.json.
 *
 * @returns {Promise<{ name: string, bytes: number, limit: number }[]>}
 */
export async function sizes() {
  const rows = [...widgetSizes(), ...(await sdkSizes()), ...workerSizes()]
  const rank = ({ kind }) => Object.keys(budgets).indexOf(kind)
  rows.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
  return rows.map(({ name, kind, bytes }) => ({ name, bytes, limit: budgets[kind] }))
}

function widgetSizes() {
  if (!existsSync('dist/widget/manifest.json')) return []
  const { files } = JSON.parse(readFileSync('dist/widget/manifest.json', 'utf8'))
  const all = Object.entries(files).map(([file, about]) => ({ ...about, file }))
  const scripts = all
    .filter(({ kind }) => kind !== 'locale')
    .map(({ kind, file, brotli }) => ({ kind, name: nameOf(kind, file), bytes: brotli }))
  const languages = languageSizes(all.filter(({ kind }) => kind === 'locale'))
  const opened = [...scripts, ...languages.filter(({ name }) => name.startsWith(DEFAULT_LANGUAGE))]
  const bytes = opened.reduce((sum, row) => sum + row.bytes, 0)
  return [...scripts, ...languages, { kind: 'everything opened once', name: 'everything opened once', bytes }]
}

function nameOf(kind, file) {
  return kind === 'loader' ? kind : file.slice(0, -HASH_LENGTH)
}

/** A language comes in the files its screens ask for; each has the budget of a language file. */
function languageSizes(files) {
  return files.map(({ file, brotli }) => {
    const kind = scriptOf(readFileSync(`dist/widget/${file}`, 'utf8'))
    return { kind, name: nameOf(kind, file), bytes: brotli }
  })
}

/** Letters outside Latin take two or three bytes each, so those languages have a budget of their own. */
function scriptOf(text) {
  const letters = text.match(/\p{L}/gu) ?? []
  const others = letters.filter(letter => !/\p{Script=Latin}/u.test(letter))
  return others.length > letters.length / 5 ? 'other locale' : 'latin locale'
}

async function sdkSizes() {
  if (!existsSync('sdk/browser/index.ts')) return []
  const [{ code }] = await bundle('headless')
  return [{ kind: 'sdk/browser', name: 'sdk/browser', bytes: measure(code).brotli }]
}

function workerSizes() {
  if (!existsSync('dist/api/worker.js')) return []
  return [{ kind: 'worker', name: 'worker', bytes: gzipBytes(readFileSync('dist/api/worker.js')) }]
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(JSON.stringify(await sizes()))
