import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { healthCommandOf, readDockerfile } from './dockerfile.mjs'
import { fail, root } from './prepare.mjs'
import { closeStage, copyInto, inStage, openStage, startIn } from './stage.mjs'

// `npm run image`: takes the steps of the Dockerfile one after the other where there is no Docker, and tries out what
// comes of them as its user. For Linux, as root.

const READY_TRIES = 100
const WRITE_ELSEWHERE = 'touch dist/x 2>/dev/null || touch package.json 2>/dev/null || touch /x 2>/dev/null'
const stages = {}
const said = {}
let stage

process.chdir(root)
if (!process.env.LAUREL_MOUNTS_APART) mountApart()
const work = mkdtempSync(join(tmpdir(), 'laurel-image-'))
try {
  for (const { word, rest } of readDockerfile()) await take(word, rest)
  await tryOut()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
} finally {
  for (const each of Object.values(stages)) closeStage(each)
  rmSync(work, { recursive: true })
}

/** What is mounted from here on is seen by nobody else. */
function mountApart() {
  if (process.platform !== 'linux' || process.getuid() !== 0)
    fail('This mounts folders: it needs Linux, and root')
  const again = ['--mount', '--propagation', 'private', process.execPath, ...process.argv.slice(1)]
  const env = { ...process.env, LAUREL_MOUNTS_APART: 'yes' }
  process.exit(spawnSync('unshare', again, { stdio: 'inherit', env }).status ?? 1)
}

async function take(word, rest) {
  console.log(`── ${word} ${rest}`)
  if (word === 'FROM') {
    const [, name = 'last'] = / AS (\S+)$/i.exec(rest) ?? []
    stage = openStage(join(work, name))
    stages[name] = stage
  }
  if (word === 'WORKDIR') {
    stage.folder = rest
    mkdirSync(inStage(stage, rest), { recursive: true })
  }
  if (word === 'ENV')
    Object.assign(stage.env, Object.fromEntries(rest.split(/\s+/).map(each => each.split(/=(.*)/s))))
  if (word === 'COPY') copyInto(stage, rest, stages)
  if (word === 'RUN') await succeed(rest)
  if (word === 'USER') stage.user = rest
  said[word] = rest
}

async function statusOf(process) {
  const [code, signal] = await once(process, 'exit')
  return code ?? signal
}

async function succeed(rest) {
  const status = await statusOf(startIn(stage, rest))
  if (status !== 0) throw new Error(`RUN ${rest} ended with ${status}`)
}

/** Starts the container's command, asks how it is as Docker would, looks at what it may do, and stops it. */
async function tryOut() {
  const settings = { ...secrets(), PORT: String(await freePort()) }
  const health = () => statusOf(startIn(stage, JSON.stringify(healthCommandOf(said.HEALTHCHECK)), settings))
  expect('before it runs, the health check fails', (await health()) !== 0)
  const server = startIn(stage, said.CMD, settings)
  const ended = statusOf(server)
  for (let tries = 1; (await health()) !== 0; tries++) {
    if (tries === READY_TRIES || server.exitCode !== null) throw new Error('It does not become healthy')
    await sleep(100)
  }
  expect('the health check succeeds', true)
  const [uid, gid] = stage.user.split(':').map(Number)
  expect(
    'it runs as its user',
    statusLine(server.pid, 'Uid') === uid && statusLine(server.pid, 'Gid') === gid,
  )
  const files = readdirSync(inStage(stage, said.VOLUME)).map(name =>
    statSync(join(inStage(stage, said.VOLUME), name)),
  )
  expect(
    'its files are in the volume, and its own',
    files.length > 0 && files.every(file => file.uid === uid),
  )
  expect('it may write nowhere else', (await statusOf(startIn(stage, WRITE_ELSEWHERE))) !== 0)
  server.kill(said.STOPSIGNAL)
  expect('it ends well when it is stopped', (await ended) === 0)
  report()
}

function expect(fact, holds) {
  console.log(`${holds ? '✓' : '✗'} ${fact}`)
  if (!holds) process.exitCode = 1
}

function statusLine(pid, name) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
}

function report() {
  const { packages } = JSON.parse(readFileSync(inStage(stage, 'node_modules/.package-lock.json'), 'utf8'))
  const developers = Object.entries(packages).filter(([, { dev }]) => dev)
  expect('it has no package that only developers need', developers.length === 0)
  const { stdout } = spawnSync('du', ['-sm', ...['node_modules', 'dist'].map(name => inStage(stage, name))])
  const [modules, dist] = String(stdout)
    .split('\n')
    .map(line => Number.parseInt(line, 10))
  console.log(`${Object.keys(packages).length} packages in ${modules} MB, and ${dist} MB of our own`)
}

function secrets() {
  const { privateKey } = generateKeyPairSync('ed25519')
  return {
    PUBLIC_URL: 'https://loyalty.shop.example',
    LAUREL_ADMIN_KEY: `admin_${randomBytes(24).toString('base64url')}`,
    LAUREL_SECRET: randomBytes(32).toString('base64url'),
    LAUREL_SIGNING_KEYS: JSON.stringify({ keys: [privateKey.export({ format: 'jwk' })] }),
  }
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}
