import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fail } from './prepare.mjs'
import { stale } from './targets.mjs'

const PATIENCE_MS = 8000
const ORPHANED_EVERY_MS = 300

/** Builds what is stale, in a process of its own: a server should not keep the bundler's memory. */
export function buildApart(names) {
  if (stale(names).length === 0) return
  const { status } = spawnSync(process.execPath, ['.ci/build.mjs', ...names], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) process.exit(1)
}

/** Takes from `.env` what the environment does not say already, and settles where both servers are and keep their files. */
export function loadSettings() {
  if (existsSync('.env')) process.loadEnvFile('.env')
  process.env.PORT ||= '8787'
  process.env.DEMO_PORT ||= '8788'
  process.env.LAUREL_API ||= `http://localhost:${process.env.PORT}`
  process.env.DEMO_DATA ||= dirname(process.env.DATABASE_URL?.match(/^file:(.+)/)?.[1] ?? 'data/laurel.db')
}

/** Without this, a server that was left running would be taken for the one being started. */
export async function requireFreePorts(...settings) {
  for (const setting of settings) {
    const port = Number(process.env[setting])
    const error = await listenError(port)
    if (error) fail(`Port ${port} cannot be used (${error.code}). Set ${setting} to another one.`)
  }
}

function listenError(port) {
  const probe = createServer()
  return new Promise(resolve => {
    probe.once('error', resolve)
    probe.listen(port, () => probe.close(() => resolve(undefined)))
  })
}

/** Starts a built server with our environment and output. `ended` resolves once it is gone. */
export function startServer(file) {
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'inherit', 'inherit'] })
  const ended = new Promise(resolve => child.once('exit', (code, signal) => resolve(code ?? signal)))
  return { file, ended, kill: signal => child.kill(signal) }
}

/** Asks a server to end, unless it has been `told`, and insists after a while. */
export function end(server, { told = false, patienceMs = PATIENCE_MS } = {}) {
  if (!told) server.kill('SIGTERM')
  setTimeout(() => server.kill('SIGKILL'), patienceMs).unref()
  return server.ended
}

/** Resolves with true once the address answers well, with false when the server ended before that. */
export async function isReady(url, server) {
  let over = false
  server.ended.then(() => {
    over = true
  })
  while (!over) {
    if (await answers(url)) return !over
    await sleep(50)
  }
  return false
}

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok
  } catch {
    return false
  }
}

/** Runs `stop` once, on whichever signal comes first. Ctrl-C in a terminal has told the servers as well. */
export function onSignal(stop) {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (!stopping) stop({ told: signal === 'SIGINT' && process.stdin.isTTY })
      stopping = true
    })
  }
}

/** A signal that ends npm ends its shell too, but not what the shell runs; so we look whether it is still there. */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, ORPHANED_EVERY_MS).unref()
}
