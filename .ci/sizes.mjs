import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { bundle, measure } from './make.mjs'

const HASH_LENGTH = '-12345678.js'.length
const budgets = JSON.parse(readFileSync('.ci/budgets.json', 'utf8'))

/**
 * What shoppers download, in brotli-11 bytes of the built files, against .ci/budgets.json.
 *
 * @returns {Promise<{ name: string, bytes: number, limit: number }[]>}
 */
export async function sizes() {
  return [...widgetSizes(), ...(await sdkSizes())].map(({ kind, ...size }) => ({
    ...size,
    limit: budgets[kind],
  }))
}

function widgetSizes() {
  if (!existsSync('dist/widget/manifest.json')) return []
  const { files } = JSON.parse(readFileSync('dist/widget/manifest.json', 'utf8'))
  const rows = Object.entries(files).map(([file, { kind, brotli }]) => ({
    name: kind === 'loader' ? kind : file.slice(0, -HASH_LENGTH),
    kind: kind === 'locale' ? scriptOf(file) : kind,
    bytes: brotli,
  }))
  const rank = ({ kind }) => Object.keys(budgets).indexOf(kind)
  rows.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
  const bytes = rows.filter(({ kind }) => !kind.endsWith('locale')).reduce((sum, row) => sum + row.bytes, 0)
  return [...rows, { name: 'everything opened once', kind: 'everything opened once', bytes }]
}

/** Letters outside Latin take two or three bytes each, so those languages have a budget of their own. */
function scriptOf(file) {
  const letters = readFileSync(`dist/widget/${file}`, 'utf8').match(/\p{L}/gu) ?? []
  const others = letters.filter(letter => !/\p{Script=Latin}/u.test(letter))
  return others.length > letters.length / 5 ? 'other locale' : 'latin locale'
}

async function sdkSizes() {
  if (!existsSync('sdk/browser/index.ts')) return []
  const [{ code }] = await bundle('headless')
  return [{ name: 'sdk/browser', kind: 'sdk/browser', bytes: measure(code).brotli }]
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(JSON.stringify(await sizes()))
