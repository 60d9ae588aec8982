import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

/** Node's way of finding types is the strictest: what it accepts, every bundler does. */
const compilerOptions = {
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: [],
  strict: true,
  noEmit: true,
}

/**
 * Whether dist/sdk works for those who install it: its package.json, its types, and loading each of
 * its entries in Node.
 *
 * @returns {Promise<string[]>} what is wrong
 */
export async function packageProblems() {
  const manifest = JSON.parse(readFileSync('dist/sdk/package.json', 'utf8'))
  const { messages } = await publint({ pkgDir: 'dist/sdk', strict: true })
  return [
    ...messages.map(message => formatMessage(message, manifest, { color: false })),
    ...dependencyProblems(manifest),
    ...consumerProblems(manifest),
  ]
}

/** The versions we test with are those we promise. */
function dependencyProblems({ dependencies = {} }) {
  const root = JSON.parse(readFileSync('package.json', 'utf8'))
  const tested = { ...root.dependencies, ...root.devDependencies }
  return Object.entries(dependencies)
    .filter(([name, range]) => tested[name] !== range)
    .map(([name, range]) => `sdk/package.json asks for ${name} ${range}, the tests run with ${tested[name]}`)
}

/** A project of its own that has the package in its node_modules and imports everything, as types and in Node. */
function consumerProblems({ name, exports }) {
  const folder = 'dist/.build/consumer'
  const paths = Object.keys(exports).filter(path => !path.endsWith('.json'))
  const entries = paths.map(path => name + path.slice(1))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(dirname(`${folder}/node_modules/${name}`), { recursive: true })
  symlinkSync(resolve('dist/sdk'), `${folder}/node_modules/${name}`, 'junction')
  writeFileSync(`${folder}/package.json`, '{ "type": "module" }')
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, files: ['use.ts'] }))
  writeFileSync(`${folder}/use.ts`, entries.map((entry, n) => `export * as _${n} from '${entry}'`).join('\n'))
  writeFileSync(`${folder}/use.js`, entries.map(entry => `await import('${entry}')`).join('\n'))
  return [
    ...said(['node_modules/typescript/bin/tsc', '-p', folder], 'finding its types'),
    ...said([`${folder}/use.js`], 'loading it in Node'),
  ]
}

/** What a program says when it does not succeed. */
function said(args, doing) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return status === 0 ? [] : [`${doing}: ${stdout}${stderr}`]
}
