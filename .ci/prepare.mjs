import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The repository, whatever directory a command is started in. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Makes the packages match package-lock.json. What is installed is read from npm's own record of its last
 * install, so an install by hand counts, and an interrupted one does not.
 *
 * @param {{ production?: boolean }} [options] production: packages only developers need may be missing
 */
export function prepare({ production = false } = {}) {
  process.chdir(root)
  requireNode()
  if (installed(production)) return
  console.log('Installing packages (npm ci), this happens once …')
  const { status, error } = npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  if (status !== 0) {
    fail(
      `npm ci did not succeed${error ? `: ${error.message}` : ''}. Packages come from ${registry()}; is it reachable?`,
    )
  }
}

/** Says why on stderr and ends the process. */
export function fail(why) {
  console.error(why)
  process.exit(1)
}

/** By their major versions, the oldest minor ones that every package of ours takes; package.json has them as `engines`. */
const OLDEST = { 20: 19, 22: 12 }

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major >= 24 || minor >= (OLDEST[major] ?? Infinity)) return
  fail(
    `Laurel needs Node 20.19, 22.12, 24 or newer; this is ${process.version}. See https://nodejs.org/en/download`,
  )
}

function installed(production) {
  const wanted = packagesOf('package-lock.json')
  const found = packagesOf('node_modules/.package-lock.json')
  if (!wanted || !found) return false
  return Object.entries(wanted).every(([path, { version, optional, devOptional, dev }]) => {
    if (path === '' || found[path]?.version === version) return true
    return !found[path] && (optional || devOptional || (production && dev))
  })
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages
  } catch {
    return undefined
  }
}

function npm(args) {
  const cli = process.env.npm_execpath
  const stdio = ['ignore', 'inherit', 'inherit']
  if (cli?.endsWith('npm-cli.js')) return spawnSync(process.execPath, [cli, ...args], { stdio })
  return spawnSync('npm', args, { stdio, shell: process.platform === 'win32' })
}

function registry() {
  return process.env.npm_config_registry ?? 'https://registry.npmjs.org'
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) prepare()
