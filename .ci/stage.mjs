import { spawn, spawnSync } from 'node:child_process'
import { cpSync, lstatSync, mkdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { commandOf, isIgnored } from './dockerfile.mjs'
import { root } from './prepare.mjs'

/** What stands for a base image: the programs of this machine, which cannot be changed. */
const BASE = ['bin', 'etc', 'lib', 'lib64', 'sbin', 'usr']
/** Of our environment, only what it takes to reach the package registry. */
const NETWORK = /^(npm_config_\w+|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR))$/i

/**
 * A stage of a Dockerfile as a root folder of its own. Needs Linux and root, and mounts that nobody else sees.
 *
 * @param {string} folder where to put it
 */
export function openStage(folder) {
  const stage = { root: folder, folder: '/', env: {}, user: '0:0' }
  mkdirSync(join(folder, 'root'), { recursive: true })
  mkdirSync(join(folder, 'tmp'))
  spawnSync('chmod', ['1777', join(folder, 'tmp')])
  for (const name of [...BASE, 'proc', 'dev']) {
    const [from, to] = [`/${name}`, join(folder, name)]
    if (lstatSync(from).isSymbolicLink()) symlinkSync(readlinkSync(from), to)
    else mount(from, to, BASE.includes(name) ? 'bind,ro' : 'rbind')
  }
  return stage
}

/** What was mounted has to go before the folder does. */
export function closeStage(stage) {
  for (const name of [...BASE, 'proc', 'dev']) {
    const place = join(stage.root, name)
    if (!lstatSync(place).isSymbolicLink()) spawnSync('umount', ['--lazy', '--recursive', place])
  }
}

function mount(from, to, options) {
  mkdirSync(to)
  const { status, stderr } = spawnSync('mount', ['-o', options, from, to], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${from} cannot be mounted: ${stderr}`)
}

export const inStage = (stage, path) =>
  join(stage.root, path.startsWith('/') ? path : join(stage.folder, path))

/** COPY, from this repository without what .dockerignore names, or from another stage. */
export function copyInto(stage, rest, stages) {
  const [, from] = /^--from=(\S+) /.exec(rest) ?? []
  const paths = rest.replace(/^--from=\S+ /, '').split(/\s+/)
  const target = inStage(stage, paths.pop())
  for (const path of paths) {
    const source = from ? inStage(stages[from], path) : resolve(path)
    const into = statSync(source).isDirectory() ? target : join(target, basename(path))
    const filter = from ? () => true : isInContext
    cpSync(source, into, { recursive: true, verbatimSymlinks: true, filter })
  }
}

/** A folder that is left out may have something in it that is not. */
function isInContext(source) {
  const patterns = readFileSync('.dockerignore', 'utf8')
  const path = source.slice(root.length)
  return path === '' || !isIgnored(path, patterns) || patterns.includes(`!${path}/`)
}

/** RUN, CMD and HEALTHCHECK: as the user of the stage, in its folder, with no environment but the one it says. */
export function startIn(stage, rest, settings = {}) {
  const [uid, gid] = stage.user.split(':')
  const network = Object.entries(process.env).filter(([name]) => NETWORK.test(name))
  const home = { PATH: process.env.PATH, HOME: uid === '0' ? '/root' : '/tmp' }
  const user = ['setpriv', '--reuid', uid, '--regid', gid, '--clear-groups', '--no-new-privs']
  const program = [...user, 'env', '-C', stage.folder, ...commandOf(rest)]
  return spawn('chroot', [stage.root, ...program], {
    env: { ...home, ...Object.fromEntries(network), ...stage.env, ...settings },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}
