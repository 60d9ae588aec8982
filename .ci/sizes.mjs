import { existsSync, readFileSync } from 'node:fs'
import { bundle, measure } from './make.mjs'

/**
 * What shoppers download, in brotli-11 bytes of the built files, against .ci/budgets.json.
 *
 * @returns {Promise<{ name: string, bytes: number, limit: number }[]>}
 */
export async function sizes() {
  const budgets = JSON.parse(readFileSync('.ci/budgets.json', 'utf8'))
  return [...widgetSizes(), ...(await sdkSizes())].map(({ kind, ...size }) => ({
    ...size,
    limit: budgets[kind],
  }))
}

function widgetSizes() {
  if (!existsSync('dist/widget/manifest.json')) return []
  const { files } = JSON.parse(readFileSync('dist/widget/manifest.json', 'utf8'))
  const order = ['loader', 'panel', 'wheel', 'screen', 'locale']
  const rows = Object.entries(files)
    .map(([file, { kind, brotli }]) => ({
      name: file.replace(/-[\w-]{8}\.js$/, ''),
      file,
      kind,
      bytes: brotli,
    }))
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.name.localeCompare(b.name))
  const once = rows.filter(({ kind }) => kind !== 'locale').reduce((sum, { bytes }) => sum + bytes, 0)
  return [
    ...rows.map(({ name, file, kind, bytes }) => ({
      name,
      bytes,
      kind: kind === 'locale' ? scriptOf(file) : kind,
    })),
    { name: 'everything opened once', kind: 'everything opened once', bytes: once },
  ]
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
