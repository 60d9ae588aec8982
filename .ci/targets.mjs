import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What the build makes. A target is stale when the content of anything in `from` is not what it was made of. What is
 * only for tests is made when they ask for it.
 *
 * @type {Record<string, { entry: string, from: string[], forTests?: boolean }>}
 */
export const targets = {
  api: { entry: 'api/node.ts', from: ['api', 'sdk'] },
  worker: { entry: 'api/worker.ts', from: ['api', 'sdk'] },
  widget: { entry: 'widget/loader/index.ts', from: ['widget', 'sdk'] },
  demo: { entry: 'demo/server.ts', from: ['demo', 'sdk'] },
  shop: { entry: 'demo/shop/index.html', from: ['demo', 'sdk', 'widget'] },
  docs: { entry: 'package.json', from: [] },
  assets: { entry: 'deploy/_headers', from: ['widget', 'sdk', 'deploy/_headers'] },
  sdk: { entry: 'sdk/package.json', from: ['sdk', 'LICENSE'] },
  riggedWorker: {
    entry: 'test/edge/worker.ts',
    from: ['api', 'sdk', 'test/edge/worker.ts', 'test/api/rig.ts', 'test/model/random.ts'],
    forTests: true,
  },
}

const forUse = Object.keys(targets).filter(name => !targets[name].forTests)

/** The targets a shop in production, or a developer trying it, needs. */
export const served = ['api', 'widget', 'docs']
export const tried = [...served, 'demo', 'shop']

const everywhere = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  '.ci/build.mjs',
  '.ci/targets.mjs',
]

/** Those of the named targets (all that are not for tests, by default) whose result is missing or was made of something else. */
export function stale(names = forUse) {
  return names.filter(name => {
    const stamp = readStamp(name)
    if (!existsSync(targets[name].entry)) return false
    return stamp?.hash !== hashOf(name) || stamp.files.some(file => !existsSync(join('dist', file)))
  })
}

/** @returns {{ hash: string, files: string[], kept?: string[] } | undefined} what the target's last build was made of, wrote, and left of the one before */
export function readStamp(name) {
  const path = stampOf(name)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

export const stampOf = name => `dist/.stamps/${name}.json`

export function hashOf(name) {
  const hash = createHash('sha256')
  for (const path of [...everywhere, ...targets[name].from].flatMap(filesIn)) {
    hash.update(`${path}\0`).update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

/** Every file at or below a path, sorted, so that the same tree always reads the same. */
export function filesIn(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return []
  if (!stats.isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap(name => filesIn(`${path}/${name}`))
}
