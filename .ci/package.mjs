import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

/**
 * Whether dist/sdk works for those who install it: its package.json, its types for bundlers and for Node, and
 * loading each entry in Node.
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

/** A project of its own that has the package in its node_modules. */
function consumerProblems({ name, exports }) {
  const folder = 'dist/.build/consumer'
  const entries = Object.keys(exports)
    .filter(key => !key.endsWith('.json'))
    .map(key => name + key.slice(1))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(`${folder}/node_modules/${name.split('/')[0]}`, { recursive: true })
  symlinkSync(resolve('dist/sdk'), `${folder}/node_modules/${name}`, 'junction')
  writeFileSync(`${folder}/package.json`, '{ "type": "module" }')
  writeFileSync(
    `${folder}/use.mts`,
    entries.map((entry, n) => `export * as e${n} from '${entry}'`).join('\n'),
  )
  writeFileSync(`${folder}/use.mjs`, entries.map(entry => `await import('${entry}')`).join('\n'))
  const tsc = [
    'node_modules/typescript/bin/tsc',
    '--noEmit',
    '--strict',
    '--target',
    'es2022',
    '--lib',
    'es2022,dom',
  ]
  return [
    said([...tsc, '--types', '', '--module', 'nodenext', `${folder}/use.mts`], 'types for Node'),
    said(
      [...tsc, '--types', '', '--module', 'esnext', '--moduleResolution', 'bundler', `${folder}/use.mts`],
      'types for bundlers',
    ),
    said([`${folder}/use.mjs`], 'loading in Node'),
  ].filter(Boolean)
}

function said(args, what) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return status === 0 ? '' : `${what}:\n${stdout}${stderr}`
}
